import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/push/store/subscriptions.ts'
import {
  claimPage,
  DAY,
  deliverAll,
  HOUR,
  LEASE,
  MINUTE,
  makeContent,
  makeIntent,
  type OpenStore,
  outcomesOf,
  publish,
  subscribe,
  subscribeMany,
  T0,
} from './make.ts'

const callback = (n: number) => `https://reader.example/${n}`
const { digest, contentType, links } = makeContent('before')
const baseline = { digest, contentType, links, look: 0 }

/** What every store does with requests and with the subscriptions that they become. */
export function describeSubscriptions(open: OpenStore): void {
  describe('requests', () => {
    it('keeps a request until a worker claims it, and again when its lease ends', async () => {
      const { subscriptions, outbox } = await open()
      expect(await subscriptions.request(makeIntent(callback(1), { secret: 's' }), T0)).toBeUndefined()
      expect(await outbox.nextDue(T0)).toBe(T0)
      expect(await outbox.nextDue(T0, 'requests')).toBe(T0)
      expect(await outbox.nextDue(T0, 'deliveries')).toBeUndefined()
      const expected = { ...makeIntent(callback(1)), secret: 's', id: expect.any(Number), attempts: 0 }
      expect(await subscriptions.claimIntents(T0, 20)).toEqual([expected])
      expect(await subscriptions.claimIntents(T0, 20)).toEqual([])
      expect(await outbox.nextDue(T0)).toBe(T0 + LEASE)
      expect(await subscriptions.claimIntents(T0 + LEASE, 20)).toEqual([{ ...expected, attempts: 1 }])
    })

    it('claims a request once, however many workers ask', async () => {
      const { subscriptions } = await open()
      for (let n = 0; n < 10; n++) await subscriptions.request(makeIntent(callback(n)), T0)
      const claims = await Promise.all([1, 2, 3].map(() => subscriptions.claimIntents(T0, 10)))
      expect(
        claims
          .flat()
          .map((intent) => intent.callback)
          .sort(),
      ).toEqual([...Array(10).keys()].map(callback))
    })

    it('H16: subscribes when it is confirmed, and not before', async () => {
      const store = await open()
      const { subscriptions, overview } = store
      await subscriptions.request(makeIntent(callback(1), { secret: 's', leaseSeconds: 600 }), T0)
      expect(await subscriptions.list(T0)).toEqual([])
      expect(await overview.status(T0)).toMatchObject({ subscriptions: 0, pending: 1 })
      const [intent] = await subscriptions.claimIntents(T0, 20)
      await subscriptions.confirm(intent!, baseline, T0 + 5)
      expect(await overview.status(T0 + 5)).toMatchObject({
        subscriptions: 1,
        topics: 1,
        pending: 0,
        waiting: 0,
      })
      expect(await subscriptions.list(T0 + 5)).toEqual([
        {
          id: expect.any(Number),
          topic: intent!.topic,
          callback: callback(1),
          created: T0 + 5,
          leaseEnds: T0 + 5 + 600_000,
          hasSecret: true,
          failures: 0,
          isCurrent: true,
        },
      ])
      await publish(store, 'before')
      expect(await deliverAll(store, T0 + 5)).toEqual([])
    })

    it('drops a request that is rejected, or tries it when it is due', async () => {
      const { subscriptions, outbox } = await open()
      await subscriptions.request(makeIntent(callback(1)), T0)
      const [first] = await subscriptions.claimIntents(T0, 20)
      await subscriptions.reject(first!, T0 + HOUR)
      expect(await outbox.nextDue(T0)).toBe(T0 + HOUR)
      expect(await subscriptions.claimIntents(T0 + HOUR - 1, 20)).toEqual([])
      const [second] = await subscriptions.claimIntents(T0 + HOUR, 20)
      expect(second).toEqual({ ...first, attempts: 1 })
      await subscriptions.reject(second!, undefined)
      expect(await outbox.nextDue(T0)).toBeUndefined()
    })

    it('H8: keeps a subscription as it is until its renewal is confirmed', async () => {
      const store = await open()
      await subscribe(store, callback(1), T0, { secret: 'old', leaseSeconds: 600 })
      const renewal = makeIntent(callback(1), { secret: 'new', leaseSeconds: 6000 })
      await store.subscriptions.request(renewal, T0)
      const [failed] = await store.subscriptions.claimIntents(T0, 20)
      await publish(store, 1)
      expect((await claimPage(store)).deliveries).toMatchObject([{ secret: 'old' }])
      await store.subscriptions.reject(failed!, undefined)
      expect(await store.subscriptions.list(T0)).toMatchObject([{ leaseEnds: T0 + 600_000 }])
      await store.subscriptions.request(renewal, T0)
      const [confirmed] = await store.subscriptions.claimIntents(T0, 20)
      await store.subscriptions.confirm(confirmed!, baseline, T0 + 1)
      expect(await store.subscriptions.list(T0)).toMatchObject([{ leaseEnds: T0 + 1 + 6_000_000 }])
      await publish(store, 2, T0 + LEASE)
      expect((await claimPage(store, T0 + LEASE)).deliveries).toMatchObject([{ secret: 'new' }])
    })

    it('replaces a request by a later one, also while the first is being verified', async () => {
      const { subscriptions } = await open()
      await subscriptions.request(makeIntent(callback(1), { secret: 'one' }), T0)
      const [first] = await subscriptions.claimIntents(T0, 20)
      await subscriptions.request(makeIntent(callback(1), { secret: 'two' }), T0 + 1)
      await subscriptions.reject(first!, undefined)
      const [second] = await subscriptions.claimIntents(T0 + 1, 20)
      expect(second).toMatchObject({ secret: 'two', attempts: 0 })
      await subscriptions.confirm(second!, baseline, T0 + 1)
      await subscriptions.request(makeIntent(callback(1), { mode: 'unsubscribe' }), T0 + 2)
      await subscriptions.confirm(second!, baseline, T0 + 2)
      expect(await subscriptions.claimIntents(T0 + 2, 20)).toMatchObject([{ mode: 'unsubscribe' }])
    })

    it('H9: unsubscribes when that is confirmed, whatever is under way', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const page = await claimPage(store)
      await store.subscriptions.request(makeIntent(callback(1), { mode: 'unsubscribe' }), T0)
      const [intent] = await store.subscriptions.claimIntents(T0, 20)
      expect(await store.subscriptions.list(T0)).toHaveLength(2)
      await store.subscriptions.confirm(intent!, undefined, T0)
      await store.outbox.settle(page, outcomesOf(page), T0)
      expect(await store.subscriptions.list(T0)).toMatchObject([{ callback: callback(2) }])
      await store.subscriptions.confirm(intent!, undefined, T0)
      await publish(store, 2)
      expect(await deliverAll(store, T0)).toEqual([callback(2)])
    })

    it('never gives the number of an ended subscription to another', async () => {
      const store = await open()
      await subscribe(store, callback(1))
      const [{ id } = { id: 0 }] = await store.subscriptions.list(T0)
      await store.subscriptions.end(id)
      await subscribe(store, callback(2))
      expect((await store.subscriptions.list(T0))[0]!.id).toBeGreaterThan(id)
    })
  })

  describe('limits', () => {
    const limits = { perHost: 2, perClient: 3, pending: 5, pendingPerClient: 4 }
    const fromOf = (client: string, n: number, host = 'reader.example') =>
      makeIntent(`https://${host}/${n}`, { client })

    it('refuses too many subscriptions of a host or a client, but never a renewal', async () => {
      const store = await open(limits)
      await subscribeMany(store, 2)
      expect(await store.subscriptions.request(makeIntent(callback(3)), T0)).toBe('host')
      expect(await store.subscriptions.request(makeIntent(callback(2)), T0)).toBeUndefined()
      await subscribe(store, 'https://other.example/1')
      expect(await store.subscriptions.request(makeIntent('https://third.example/1'), T0)).toBe('client')
      const stranger = makeIntent('https://third.example/1', { client: '198.51.100.2' })
      expect(await store.subscriptions.request(stranger, T0)).toBeUndefined()
    })

    it.each(['subscribe', 'unsubscribe'] as const)(
      'refuses too many requests to %s that wait',
      async (mode) => {
        const { subscriptions } = await open({ ...DEFAULT_LIMITS, pending: 5, pendingPerClient: 4 })
        const request = (client: string, n: number) =>
          subscriptions.request({ ...fromOf(client, n), mode }, T0)
        for (let n = 0; n < 4; n++) expect(await request('a', n)).toBeUndefined()
        expect(await request('a', 5)).toBe('client')
        expect(await request('b', 6)).toBeUndefined()
        expect(await request('b', 7)).toBe('pending')
      },
    )
  })

  describe('leases', () => {
    it('H12: sends nothing once a lease has ended, and lists it no more', async () => {
      const store = await open()
      await subscribe(store, callback(1), T0, { leaseSeconds: 300 })
      await publish(store, 1, T0 + 300_000 - 1)
      expect(await store.subscriptions.list(T0 + 300_000 - 1)).toHaveLength(1)
      expect(await deliverAll(store, T0 + 300_000)).toEqual([])
      expect(await store.subscriptions.list(T0 + 300_000)).toEqual([])
      expect((await store.overview.status(T0 + 300_000)).subscriptions).toBe(0)
    })

    it('prunes what has ended with all that belongs to it, and begins again after that', async () => {
      const store = await open()
      await subscribe(store, callback(1), T0, { leaseSeconds: 300 })
      await publish(store, 1)
      const page = await claimPage(store)
      await store.outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + MINUTE }), T0)
      await store.subscriptions.request(makeIntent(callback(9)), T0)
      await store.outbox.prune(T0 + 2 * DAY)
      expect(await store.outbox.topics()).toEqual([])
      expect(await store.outbox.content(page.topic, page.digest)).toBeUndefined()
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
      expect((await store.overview.status(T0)).pending).toBe(0)
      await subscribe(store, callback(1), T0 + 2 * DAY)
      await publish(store, 2, T0 + 2 * DAY)
      expect(await deliverAll(store, T0 + 2 * DAY)).toEqual([callback(1)])
    })

    it('prunes nothing that is needed', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const page = await claimPage(store, T0, 1)
      await store.outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + MINUTE }), T0)
      await store.outbox.prune(T0 + HOUR)
      expect((await deliverAll(store, T0 + HOUR)).sort()).toEqual([callback(1), callback(2)])
    })
  })
}
