import { describe, expect, it } from 'vitest'
import {
  claimPage,
  DAY,
  HOUR,
  makeContent,
  makeIntent,
  type OpenStore,
  outcomesOf,
  publish,
  subscribe,
  T0,
  TOPIC,
} from './make.ts'

const OTHER = 'https://blog.example/tags/rain/feed.xml'
const A = 'https://reader.example/1'
const B = 'https://reader.example/2'

/** What happens to the subscriptions of a topic that is not there any more. */
export function describeGone(open: OpenStore): void {
  describe('a topic that is gone', () => {
    it('H17: has its subscriptions denied after a day, and ended when that is confirmed', async () => {
      const { outbox, subscriptions, ...store } = await open()
      const whole = { outbox, subscriptions, ...store }
      await subscribe(whole, A)
      await subscribe(whole, B, T0, { topic: OTHER })
      expect(await outbox.noteGone([OTHER], T0)).toEqual([{ url: OTHER, subscriptions: 1 }])
      expect(await outbox.noteGone([OTHER], T0 + HOUR)).toEqual([])
      await subscriptions.denyGone(T0 + DAY - 1)
      expect(await outbox.nextDue(T0 + DAY)).toBeUndefined()
      await subscriptions.denyGone(T0 + DAY)
      // A second server, or the next hour, denies nobody twice.
      await subscriptions.denyGone(T0 + DAY)
      const intents = await subscriptions.claimIntents(T0 + DAY, 10)
      expect(intents).toMatchObject([{ mode: 'denied', topic: OTHER, callback: B, attempts: 0 }])
      expect(await subscriptions.list(T0 + DAY)).toHaveLength(2)
      await subscriptions.confirm(intents[0]!, undefined, T0 + DAY)
      expect(await subscriptions.list(T0 + DAY)).toMatchObject([{ callback: A }])
      expect(await outbox.nextDue(T0 + DAY)).toBeUndefined()
    })

    it('keeps them if it comes back within the day', async () => {
      const store = await open()
      await subscribe(store, A)
      await store.outbox.noteGone([TOPIC], T0)
      expect(await store.outbox.noteGone([], T0 + HOUR)).toEqual([])
      expect(await store.outbox.noteGone([TOPIC], T0 + 2 * HOUR)).toHaveLength(1)
      await store.subscriptions.denyGone(T0 + DAY)
      expect(await store.subscriptions.claimIntents(T0 + DAY, 10)).toEqual([])
      await store.subscriptions.denyGone(T0 + DAY + 2 * HOUR)
      expect(await store.subscriptions.claimIntents(T0 + DAY + 2 * HOUR, 10)).toHaveLength(1)
    })

    it('is not said to be gone where nobody subscribes to it any more', async () => {
      const store = await open()
      await subscribe(store, A)
      await subscribe(store, B, T0, { leaseSeconds: 60 })
      await subscribe(store, B, T0, { topic: OTHER, leaseSeconds: 60 })
      const gone = await store.outbox.noteGone([TOPIC, OTHER], T0 + HOUR)
      expect(gone).toEqual([{ url: TOPIC, subscriptions: 1 }])
    })

    it('leaves the wish of whoever unsubscribes as it is', async () => {
      const store = await open()
      await subscribe(store, A)
      await store.outbox.noteGone([TOPIC], T0)
      await store.subscriptions.request(makeIntent(A, { mode: 'unsubscribe' }), T0 + DAY)
      await store.subscriptions.denyGone(T0 + DAY)
      expect(await store.subscriptions.claimIntents(T0 + DAY, 10)).toMatchObject([{ mode: 'unsubscribe' }])
    })

    it('counts against nobody who asks, and is not called a request that waits', async () => {
      const limits = { perHost: 10, perClient: 10, pending: 1, pendingPerClient: 1 }
      const store = await open(limits)
      await subscribe(store, A, T0, { topic: OTHER })
      await subscribe(store, B, T0, { topic: OTHER })
      await store.outbox.noteGone([OTHER], T0)
      await store.subscriptions.denyGone(T0 + DAY)
      expect(await store.overview.status(T0 + DAY)).toMatchObject({ pending: 0 })
      const third = makeIntent('https://reader.example/3')
      expect(await store.subscriptions.request(third, T0 + DAY)).toBeUndefined()
    })

    it('still has what was published of it before delivered', async () => {
      const store = await open()
      await subscribe(store, A)
      await publish(store, 2)
      await store.outbox.noteGone([TOPIC], T0)
      const page = await claimPage(store)
      expect(page.digest).toBe(makeContent(2).digest)
      await store.outbox.settle(page, outcomesOf(page), T0)
      expect(await store.overview.status(T0)).toMatchObject({ waiting: 0 })
    })
  })
}
