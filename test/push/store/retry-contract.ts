import { describe, expect, it } from 'vitest'
import type { PushStore } from '../../../src/push/store/store.ts'
import {
  callbacksOf,
  claimPage,
  DAY,
  deliverAll,
  HOUR,
  LEASE,
  MINUTE,
  type OpenStore,
  outcomesOf,
  publish,
  SECOND,
  subscribe,
  subscribeMany,
  T0,
} from './make.ts'

const callback = (n: number) => `https://reader.example/${n}`
const other = 'https://other.example/1'

/** Lets every delivery that is due fail. */
async function failAll(store: PushStore, now: number, due?: number, status = 500): Promise<number> {
  const page = await claimPage(store, now)
  await store.outbox.settle(page, outcomesOf(page, 'failed', { status, error: 'no', due }), now)
  return page.deliveries.length
}

/** What every store does with deliveries that fail. */
export function describeRetries(open: OpenStore): void {
  describe('failed deliveries', () => {
    it('does not wait until a clock that was set back has caught up', async () => {
      const store = await open()
      const later = T0 + 5 * DAY
      await subscribeMany(store, 2)
      await publish(store, 1, later)
      const page = await store.outbox.claim(later, 'worker', 1)
      await store.outbox.settle(page!, outcomesOf(page!, 'failed', { status: 500, due: later + HOUR }), later)
      await store.outbox.claim(later, 'worker that died', 1)
      expect(await store.outbox.claim(T0, 'worker', 45)).toBeUndefined()
      await store.outbox.prune(T0)
      const again = [await claimPage(store, T0), await claimPage(store, T0)]
      expect(again.flatMap(callbacksOf).sort()).toEqual([callback(1), callback(2)])
    })

    it('tries again when it is due, and counts', async () => {
      const store = await open()
      await subscribeMany(store, 1)
      await publish(store, 1)
      await failAll(store, T0, T0 + SECOND)
      expect(await store.outbox.nextDue(T0)).toBe(T0 + SECOND)
      expect(await store.outbox.claim(T0 + SECOND - 1, 'worker', 45)).toBeUndefined()
      const page = await claimPage(store, T0 + SECOND)
      expect(page.deliveries).toMatchObject([{ attempts: 1, failures: 1 }])
      expect(await store.outbox.nextDue(T0 + SECOND)).toBe(T0 + SECOND + LEASE)
      await store.outbox.settle(page, outcomesOf(page), T0 + SECOND)
      expect(await store.outbox.nextDue(T0 + SECOND)).toBeUndefined()
      expect(await store.subscriptions.list(T0)).toMatchObject([{ failures: 0, isCurrent: true }])
    })

    it('H24: keeps the subscription when trying ends, and tries again with the next version', async () => {
      const store = await open()
      await subscribeMany(store, 1)
      await publish(store, 1)
      await failAll(store, T0)
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
      expect(await store.subscriptions.list(T0)).toMatchObject([
        { failures: 1, failedAt: T0, status: 500, error: 'no', isCurrent: false },
      ])
      await publish(store, 2, T0 + HOUR)
      expect((await claimPage(store, T0 + HOUR)).deliveries).toMatchObject([{ attempts: 0, failures: 1 }])
    })

    it('delivers the later version at once, and not again what had failed before', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      await failAll(store, T0, T0 + HOUR)
      await publish(store, 2, T0 + 1)
      expect(await deliverAll(store, T0 + 1)).toHaveLength(2)
      expect(await deliverAll(store, T0 + HOUR)).toEqual([])
    })

    it('H23: ends the subscription with the outcome that says so', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const page = await claimPage(store)
      const [first, second] = outcomesOf(page)
      await store.outbox.settle(page, [{ ...first!, result: 'ended', status: 410 }, second!], T0)
      expect(await store.subscriptions.list(T0)).toMatchObject([{ callback: callback(2) }])
      await publish(store, 2)
      expect(await deliverAll(store, T0)).toEqual([callback(2)])
    })

    it('forgets what was to be tried again when the subscription has ended meanwhile', async () => {
      const store = await open()
      await subscribeMany(store, 1)
      await publish(store, 1)
      const page = await claimPage(store)
      await store.subscriptions.end(page.deliveries[0]!.subscription)
      await store.outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + SECOND }), T0)
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
      expect((await store.overview.status(T0)).waiting).toBe(0)
    })

    it('forgets it when the lease is over, whoever waits behind', async () => {
      const store = await open()
      for (let n = 1; n <= 3; n++) await subscribe(store, callback(n), T0, { leaseSeconds: 60 })
      await subscribe(store, callback(4))
      await publish(store, 1)
      await failAll(store, T0, T0 + HOUR)
      expect(await deliverAll(store, T0 + HOUR, 2)).toEqual([callback(4)])
      expect(await store.outbox.nextDue(T0 + HOUR)).toBeUndefined()
    })

    it('settles a delivery once', async () => {
      const store = await open()
      await subscribeMany(store, 2)
      await publish(store, 1)
      const page = await claimPage(store)
      const [first] = outcomesOf(page)
      for (let n = 0; n < 2; n++) await store.outbox.settle(page, [first!], T0)
      await store.outbox.settle(page, outcomesOf(page, 'failed', { due: T0 + 1 }), T0)
      expect(callbacksOf(await claimPage(store, T0 + 1))).toEqual([callback(2)])
    })
  })

  describe('breaker', () => {
    it('H24: pauses a host after ten failures in a row, and drops nothing', async () => {
      const store = await open()
      await subscribeMany(store, 12)
      await subscribe(store, other)
      await publish(store, 1)
      const page = await claimPage(store, T0)
      const outcomes = outcomesOf(page, 'failed', { due: T0 + SECOND })
      await store.outbox.settle(page, outcomes.slice(0, 9), T0)
      expect((await store.overview.status(T0)).pausedHosts).toBe(0)
      await store.outbox.settle(page, outcomes.slice(9, 12), T0)
      await store.outbox.settle(page, outcomesOf(page).slice(12), T0)
      expect((await store.overview.status(T0)).pausedHosts).toBe(1)
      await publish(store, 2, T0 + SECOND)
      expect(await deliverAll(store, T0 + SECOND)).toEqual([other])
      expect((await store.overview.status(T0 + SECOND)).waiting).toBe(12)
      expect(await store.outbox.nextDue(T0 + SECOND)).toBe(T0 + MINUTE)
      expect(await deliverAll(store, T0 + MINUTE)).toHaveLength(12)
      expect(await store.outbox.nextDue(T0 + MINUTE)).toBeUndefined()
      expect((await store.overview.status(T0 + MINUTE)).pausedHosts).toBe(0)
    })

    it('pauses twice as long each time, however many deliveries fail at once', async () => {
      const store = await open()
      await subscribeMany(store, 40)
      await publish(store, 1)
      let now = T0
      for (const pause of [MINUTE, 2 * MINUTE, 4 * MINUTE]) {
        expect(await failAll(store, now, now + SECOND)).toBe(40)
        expect(await store.outbox.claim(now + SECOND, 'worker', 45)).toBeUndefined()
        expect(await store.outbox.nextDue(now + SECOND)).toBe(now + pause)
        now += pause
      }
      for (let n = 0; n < 12; n++) {
        await failAll(store, now, now + 1)
        await store.outbox.claim(now + 1, 'worker', 45)
        const due = (await store.outbox.nextDue(now + 1))!
        expect(due - now).toBeLessThanOrEqual(6 * HOUR)
        now = due
      }
    })

    it('does not make a pause longer for what was under way when it began', async () => {
      const store = await open()
      await subscribeMany(store, 40)
      await publish(store, 1)
      const page = await claimPage(store, T0)
      const outcomes = outcomesOf(page, 'failed', { due: T0 + SECOND })
      for (let at = 0; at < 40; at += 10)
        await store.outbox.settle(page, outcomes.slice(at, at + 10), T0 + at)
      expect(await store.outbox.claim(T0 + SECOND, 'worker', 45)).toBeUndefined()
      expect(await store.outbox.nextDue(T0 + SECOND)).toBe(T0 + MINUTE)
    })

    it('does not pause a host that answers, only not as one would like', async () => {
      const store = await open()
      await subscribeMany(store, 40)
      await publish(store, 1)
      await failAll(store, T0, T0 + SECOND, 404)
      expect((await store.overview.status(T0)).pausedHosts).toBe(0)
    })

    it('goes on at once when somebody asks for it', async () => {
      const store = await open()
      await subscribeMany(store, 12)
      await subscribe(store, other)
      await publish(store, 1)
      await failAll(store, T0, T0 + DAY)
      expect(await store.subscriptions.retry(other, T0 + 1)).toBe(1)
      expect(await deliverAll(store, T0 + 1)).toEqual([other])
      expect(await store.subscriptions.retry(undefined, T0 + 2)).toBe(12)
      expect(await deliverAll(store, T0 + 2)).toHaveLength(12)
      expect(await store.subscriptions.retry(undefined, T0 + 2)).toBe(0)
    })
  })
}
