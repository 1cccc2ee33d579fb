import { describe, expect, it } from 'vitest'
import { beat, CANARY } from '../../../src/push/canary.ts'
import {
  announce,
  claimPage,
  DAY,
  deliverAll,
  makeEvent,
  makeMessage,
  type OpenStore,
  outcomesOf,
  publish,
  SECOND,
  subscribe,
  subscribeMany,
  T0,
  TOPIC,
} from './make.ts'

/** What people see of every store. */
export function describeOverview(open: OpenStore): void {
  describe('overview', () => {
    it('counts every waiting delivery once, wherever it is', async () => {
      const store = await open()
      const { outbox, overview } = store
      await subscribeMany(store, 6)
      expect(await overview.status(T0)).toEqual({
        subscriptions: 6,
        topics: 1,
        pending: 0,
        waiting: 0,
        failing: 0,
        pausedHosts: 0,
      })
      await publish(store, 1)
      const waiting = async () => (await overview.status(T0 + 9)).waiting
      expect(await waiting()).toBe(6)
      const page = await claimPage(store, T0, 3)
      expect(await waiting()).toBe(6)
      await outbox.settle(page, outcomesOf(page).slice(0, 1), T0 + 1)
      expect(await waiting()).toBe(5)
      await outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + 5 }).slice(1), T0 + 1)
      expect(await overview.status(T0 + 9)).toMatchObject({ waiting: 5, oldest: T0, failing: 2 })
      await deliverAll(store, T0 + 2)
      expect(await waiting()).toBe(2)
      const again = await claimPage(store, T0 + 5)
      expect(await waiting()).toBe(2)
      await publish(store, 2, T0 + 6)
      await outbox.settle(again, outcomesOf(again), T0 + 7)
      expect(await overview.status(T0 + 9)).toMatchObject({ waiting: 6, oldest: T0 + 6, failing: 0 })
      await announce(store, makeEvent('b'), T0 + 8)
      expect(await waiting()).toBe(7)
    })

    it('shows whether the present version has arrived at a subscription', async () => {
      const store = await open()
      await subscribeMany(store, 4)
      await publish(store, 1)
      const page = await claimPage(store, T0, 3)
      const [first, second] = outcomesOf(page)
      await store.outbox.settle(page, [first!, { ...second!, result: 'failed', error: 'no' }], T0)
      const list = await store.subscriptions.list(T0)
      expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false, false])
    })

    it('reports what happened to an article on every channel', async () => {
      const store = await open()
      await subscribeMany(store, 3)
      await publish(store, 1)
      const [report] = await store.overview.articles(undefined, 10)
      const channel = { channel: `websub ${TOPIC}`, published: T0, delivered: 0, failed: 0, waiting: 3 }
      expect(report).toEqual({
        kind: 'released',
        article: 'article 1',
        title: 'article 1',
        url: 'https://blog.example/article 1',
        at: T0,
        channels: [channel],
      })
      const page = await claimPage(store)
      const outcomes = outcomesOf(page, 'failed', { due: T0 + DAY })
      await store.outbox.settle(page, outcomes.slice(0, 1), T0 + 1)
      const channels = async () => (await store.overview.articles('article 1', 10))[0]!.channels
      expect(await channels()).toEqual([{ ...channel, failed: 1 }])
      await store.outbox.settle(page, outcomesOf(page).slice(1), T0 + SECOND)
      expect(await channels()).toEqual([
        { ...channel, delivered: 2, failed: 1, waiting: 1, arrived: T0 + SECOND },
      ])
      await publish(store, 2, T0 + DAY)
      expect(await channels()).toMatchObject([{ delivered: 2, failed: 1 }])
    })

    it('reports the messages of an article with their answers, the newest event first', async () => {
      const store = await open()
      const [released, updated] = [makeEvent('a'), makeEvent('a', 'updated', { hash: 'b' })]
      const about = { ...makeMessage(released, 'indexnow'), article: released.entry.url }
      await announce(store, released, T0, [makeMessage(released), about])
      const [first, second] = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages([{ id: first!.id, result: 'delivered', status: 200 }], T0 + 1)
      await announce(store, updated, T0 + 2)
      await announce(store, makeEvent('other'), T0 + 3)
      await store.outbox.settleMessages(
        [{ id: second!.id, result: 'failed', status: 429, error: 'slow', due: T0 + 9 }],
        T0 + 4,
      )
      for (const name of ['a', released.entry.url]) {
        const reports = await store.overview.articles(name, 10)
        expect(reports.map(({ kind, at }) => [kind, at])).toEqual([
          ['updated', T0 + 2],
          ['released', T0],
        ])
        const base = { kind: 'released', published: T0 }
        expect(reports[1]!.channels).toEqual([
          {
            channel: 'indexnow',
            ...base,
            delivered: 0,
            failed: 1,
            waiting: 1,
            status: 429,
            error: 'slow',
            due: T0 + 9,
          },
          {
            channel: 'webhook desk',
            ...base,
            delivered: 1,
            failed: 0,
            waiting: 0,
            arrived: T0 + 1,
            status: 200,
          },
        ])
      }
      expect(await store.overview.articles(undefined, 1)).toMatchObject([{ article: 'other' }])
    })

    it('adds up what was done each day, and keeps it for more than a year', async () => {
      const store = await open()
      const { outbox, overview } = store
      await subscribeMany(store, 3)
      await publish(store, 1)
      const page = await claimPage(store)
      await outbox.settle(page, outcomesOf(page).slice(0, 2), T0 + 4 * SECOND)
      await outbox.settle(page, outcomesOf(page, 'failed').slice(2), T0 + 9 * SECOND)
      await overview.noteDay(T0 + SECOND)
      await overview.noteDay(T0 + DAY)
      const day = { day: '2026-01-31', channel: 'websub', subscriptions: 3 }
      const next = { delivered: 0, failed: 0, milliseconds: 0, slowest: 0 }
      const expected = [
        { ...day, delivered: 2, failed: 1, milliseconds: 8 * SECOND, slowest: 4 * SECOND },
        { ...day, ...next, day: '2026-02-01' },
      ]
      expect(await overview.days('2026-01-31')).toEqual(expected)
      expect(await overview.days('2026-02-01')).toEqual(expected.slice(1))
      await outbox.prune(T0 + 401 * DAY)
      expect(await overview.days('2000-01-01')).toEqual(expected.slice(1))
    })

    it('forgets events and versions after ninety days', async () => {
      const store = await open()
      await subscribe(store, 'https://reader.example/1', T0, { leaseSeconds: 100 * 86_400 })
      await publish(store, 1)
      await store.outbox.prune(T0 + 89 * DAY)
      expect((await store.overview.articles(undefined, 10))[0]!.channels).toHaveLength(1)
      await store.outbox.prune(T0 + 91 * DAY)
      expect(await store.overview.articles(undefined, 10)).toEqual([])
    })
  })

  describe('canary', () => {
    it('pushes to itself on the way of all others, and says when it arrived', async () => {
      const store = await open()
      const { outbox, subscriptions, overview } = store
      await outbox.begin([], T0)
      await beat(outbox, subscriptions, T0 + SECOND)
      expect((await overview.status(T0)).lastPush).toBeUndefined()
      const page = await claimPage(store, T0 + SECOND)
      expect(page).toMatchObject({ topic: CANARY, deliveries: [{ callback: CANARY, secret: CANARY }] })
      expect(await outbox.content(CANARY, page.digest)).toBeDefined()
      await outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + 2 * SECOND }), T0 + SECOND)
      expect((await overview.status(T0)).lastPush).toBeUndefined()
      expect(await deliverAll(store, T0 + 2 * SECOND)).toEqual([CANARY])
      const lastPush = { at: T0 + 2 * SECOND, milliseconds: SECOND }
      expect(await overview.status(T0)).toMatchObject({ lastPush, subscriptions: 0, topics: 0, waiting: 0 })
      await beat(outbox, subscriptions, T0 + DAY)
      expect((await overview.status(T0)).lastPush).toEqual(lastPush)
      expect(await deliverAll(store, T0 + DAY)).toEqual([CANARY])
      expect((await overview.status(T0)).lastPush).toEqual({ at: T0 + DAY, milliseconds: 0 })
    })

    it('is seen nowhere else, and is not taken for a look at the publication', async () => {
      const store = await open()
      const { outbox, subscriptions, overview } = store
      await outbox.begin([], T0)
      await beat(outbox, subscriptions, T0 + SECOND)
      expect(await overview.status(T0)).toMatchObject({ subscriptions: 0, topics: 0, waiting: 0 })
      expect(await outbox.lastLook()).toEqual({ number: 0, at: T0 })
      expect(await outbox.topics()).toEqual([])
      expect(await subscriptions.list(T0)).toEqual([])
      await deliverAll(store, T0 + SECOND)
      expect(await overview.days('2026-01-01')).toEqual([])
    })

    it('is remembered when it last arrived, however long ago that was', async () => {
      const store = await open()
      const { outbox, subscriptions, overview } = store
      await outbox.begin([], T0)
      for (const at of [T0, T0 + DAY]) {
        await beat(outbox, subscriptions, at)
        await deliverAll(store, at)
      }
      await beat(outbox, subscriptions, T0 + 2 * DAY)
      await outbox.prune(T0 + 9 * DAY)
      expect((await overview.status(T0 + 9 * DAY)).lastPush).toEqual({ at: T0 + DAY, milliseconds: 0 })
    })
  })
}
