import { describe, expect, it } from 'vitest'
import {
  callbacksOf,
  claimPage,
  deliverAll,
  LEASE,
  MINUTE,
  makeContent,
  type OpenStore,
  outcomesOf,
  publish,
  SECOND,
  subscribe,
  subscribeMany,
  T0,
  TOPIC,
} from './make.ts'

const callback = (n: number) => `https://reader.example/${n}`
const callbacks = (...all: number[]) => all.map(callback)

/** How every store takes a version of a topic to its subscribers. */
export function describeDistribution(open: OpenStore): void {
  describe('distribution', () => {
    it('gives pages with all that a delivery needs', async () => {
      const store = await open()
      await subscribe(store, callback(1), T0, { secret: 'ä secret' })
      await publish(store, 1)
      const { bytes: _, url, ...content } = makeContent(1)
      const page = await claimPage(store)
      expect(page).toMatchObject({ topic: url, published: T0, ...content })
      expect(page.deliveries).toEqual([
        {
          subscription: expect.any(Number),
          callback: callback(1),
          host: 'reader.example',
          secret: 'ä secret',
          attempts: 0,
          failures: 0,
        },
      ])
      expect(await store.outbox.claim(T0, 'other', 45)).toBeUndefined()
    })

    it('reaches everybody once, page by page, whoever asks', async () => {
      const store = await open()
      await subscribeMany(store, 7)
      await publish(store, 1)
      expect(await store.outbox.nextDue(T0, 'deliveries')).toBe(T0)
      expect(await store.outbox.nextDue(T0, 'requests')).toBeUndefined()
      const pages = [await claimPage(store, T0, 3, 'a'), await claimPage(store, T0, 3, 'b')]
      expect(pages.map(callbacksOf)).toEqual([callbacks(1, 2, 3), callbacks(4, 5, 6)])
      for (const page of pages) await store.outbox.settle(page, outcomesOf(page), T0)
      expect(await deliverAll(store, T0, 3)).toEqual(callbacks(7))
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
    })

    it('goes on where it is when a later version comes, around to where it was', async () => {
      const store = await open()
      await subscribeMany(store, 5)
      await publish(store, 1)
      const page = await claimPage(store, T0, 2)
      await store.outbox.settle(page, outcomesOf(page), T0)
      await publish(store, 2, T0 + 1)
      expect(await deliverAll(store, T0 + 1, 2)).toEqual(callbacks(3, 4, 5, 1, 2))
      await publish(store, 3, T0 + 2)
      expect(await deliverAll(store, T0 + 2, 45)).toEqual(callbacks(3, 4, 5, 1, 2))
    })

    it('reaches those who come while it goes on', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      await claimPage(store, T0, 1)
      await subscribe(store, callback(3))
      expect(callbacksOf(await claimPage(store, T0, 5))).toEqual(callbacks(2, 3))
    })

    it('sends nothing of a version to those who come after it', async () => {
      const store = await open()
      await subscribeMany(store, 1)
      await publish(store, 1)
      await deliverAll(store, T0)
      await subscribe(store, callback(2))
      expect(await deliverAll(store, T0)).toEqual([])
      await publish(store, 2)
      expect((await deliverAll(store, T0)).sort()).toEqual(callbacks(1, 2))
    })

    it('reaches those behind a page of others that are paused or whose lease is over', async () => {
      const store = await open()
      for (let n = 1; n <= 12; n++) await subscribe(store, `https://broken.example/${n}`)
      for (let n = 1; n <= 12; n++)
        await subscribe(store, callback(n), T0, { leaseSeconds: n === 12 ? 900 : 60 })
      await publish(store, 1)
      const failed = await claimPage(store, T0, 12)
      await store.outbox.settle(failed, outcomesOf(failed, 'failed'), T0)
      await deliverAll(store, T0)
      await publish(store, 2, T0 + 59 * SECOND)
      expect(await deliverAll(store, T0 + 59 * SECOND, 3)).toEqual(
        callbacks(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
      )
      await publish(store, 3, T0 + 60 * SECOND - 1)
      expect(callbacksOf(await claimPage(store, T0 + 600 * SECOND, 13))).toContain(callback(12))
    })

    it('never has two deliveries to one subscription under way', async () => {
      const store = await open()
      await subscribeMany(store, 4)
      await publish(store, 1)
      const old = await claimPage(store, T0, 2)
      await publish(store, 2, T0 + 1)
      const others = await claimPage(store, T0 + 1, 4)
      expect(callbacksOf(others)).toEqual(callbacks(3, 4))
      await store.outbox.settle(others, outcomesOf(others), T0 + 1)
      expect(await store.outbox.claim(T0 + 1, 'other', 4)).toBeUndefined()
      await store.outbox.settle(old, outcomesOf(old, 'failed', { due: T0 + MINUTE }).slice(0, 1), T0 + 2)
      const first = await claimPage(store, T0 + 2, 4)
      expect(first).toMatchObject({
        digest: 'digest 2',
        deliveries: [{ callback: callback(1), attempts: 0 }],
      })
      await store.outbox.settle(first, outcomesOf(first), T0 + 2)
      await store.outbox.settle(old, outcomesOf(old).slice(1), T0 + 3)
      expect(await deliverAll(store, T0 + 3)).toEqual(callbacks(2))
      expect(await store.outbox.nextDue(T0 + 3)).toBeUndefined()
    })

    it('takes over what a worker has left, without what has arrived', async () => {
      const store = await open()
      await subscribeMany(store, 4)
      await publish(store, 1)
      const page = await claimPage(store, T0)
      await store.outbox.settle(page, outcomesOf(page).slice(0, 2), T0 + MINUTE)
      const end = T0 + MINUTE + LEASE
      expect(await store.outbox.nextDue(T0 + MINUTE)).toBe(end)
      expect(await store.outbox.claim(end - 1, 'other', 45)).toBeUndefined()
      expect(callbacksOf(await claimPage(store, end, 45, 'other'))).toEqual(callbacks(3, 4))
    })

    it('ignores what a worker settles late of a page that another has', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const left = await claimPage(store, T0)
      const page = await claimPage(store, T0 + LEASE, 45, 'other')
      await store.outbox.settle(left, outcomesOf(left, 'failed'), T0 + LEASE)
      await publish(store, 2, T0 + LEASE)
      expect(await store.outbox.claim(T0 + LEASE, 'third', 45)).toBeUndefined()
      await store.outbox.settle(page, outcomesOf(page), T0 + LEASE)
      expect(await deliverAll(store, T0 + LEASE)).toEqual(callbacks(1, 2))
      expect(await store.outbox.nextDue(T0 + LEASE)).toBeUndefined()
    })

    it('never gives the number of a settled page to another', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const [first, second] = [await claimPage(store, T0, 1), await claimPage(store, T0, 1)]
      await store.outbox.settle(second, outcomesOf(second), T0)
      await publish(store, 2, T0)
      expect((await claimPage(store, T0)).id).not.toBe(second.id)
      expect(first.id).not.toBe(second.id)
    })

    it('drops what was left of an earlier version: all get the later one', async () => {
      const store = await open()
      await subscribeMany(store, 3)
      await publish(store, 1)
      await claimPage(store, T0, 2)
      await publish(store, 2, T0 + 1)
      expect((await deliverAll(store, T0 + LEASE)).sort()).toEqual(callbacks(1, 2, 3))
      expect((await store.overview.status(T0 + LEASE)).waiting).toBe(0)
    })

    it('gives up a page whose content is gone', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const page = await claimPage(store, T0)
      await publish(store, 2, T0 + 1)
      expect(await store.outbox.content(TOPIC, page.digest)).toBeUndefined()
      await store.outbox.abandon(page)
      expect((await deliverAll(store, T0 + 1)).sort()).toEqual(callbacks(1, 2))
    })

    it('gives back at once what one owner or all had claimed', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      await claimPage(store, T0, 1, 'a')
      await claimPage(store, T0, 1, 'b')
      await store.outbox.release('b', T0 + 1)
      expect(callbacksOf(await claimPage(store, T0 + 1, 45, 'c'))).toEqual(callbacks(2))
      await store.outbox.release(undefined, T0 + 2)
      expect((await deliverAll(store, T0 + 2)).sort()).toEqual(callbacks(1, 2))
    })

    it('serves the topic that has waited longest', async () => {
      const store = await open()
      const [one, two] = ['https://blog.example/one', 'https://blog.example/two']
      for (const topic of [one, two]) await subscribe(store, callback(1), T0, { topic })
      await publish(store, 1, T0, [two])
      await publish(store, 2, T0 + 1, [one])
      expect((await claimPage(store, T0 + 1)).topic).toBe(two)
      expect((await claimPage(store, T0 + 1)).topic).toBe(one)
    })
  })
}
