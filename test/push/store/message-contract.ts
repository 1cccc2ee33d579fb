import { describe, expect, it } from 'vitest'
import {
  announce,
  DAY,
  HOUR,
  kindsOf,
  LEASE,
  MINUTE,
  makeEvent,
  makeMessage,
  type OpenStore,
  T0,
} from './make.ts'

const released = makeEvent('a')
const updated = makeEvent('a', 'updated', { hash: 'other' })
const withdrawn = makeEvent('a', 'withdrawn')
const restored = makeEvent('a', 'restored')

/** What every store does with messages to destinations. */
export function describeMessages(open: OpenStore): void {
  describe('messages', () => {
    it('gives a message with all that sending needs, once, and again when its lease ends', async () => {
      const store = await open()
      await announce(store, released)
      const expected = { ...makeMessage(released), id: expect.any(Number), created: T0, attempts: 0 }
      expect(await store.outbox.claimMessages(T0, 10)).toEqual([expected])
      expect(await store.outbox.claimMessages(T0, 10)).toEqual([])
      expect(await store.outbox.nextDue(T0)).toBe(T0 + LEASE)
      expect(await store.outbox.claimMessages(T0 + LEASE, 10)).toHaveLength(1)
    })

    it('gives each message to one of three workers', async () => {
      const store = await open()
      for (let n = 0; n < 9; n++) await announce(store, makeEvent(`article ${n}`))
      const claims = await Promise.all([1, 2, 3].map(() => store.outbox.claimMessages(T0, 9)))
      expect(new Set(claims.flat().map(({ article }) => article)).size).toBe(9)
      expect(claims.flat()).toHaveLength(9)
    })

    it('waits for others that can go with it', async () => {
      const store = await open()
      await announce(store, released, T0, [{ ...makeMessage(released), delayMilliseconds: MINUTE }])
      expect(await store.outbox.claimMessages(T0 + MINUTE - 1, 10)).toEqual([])
      expect(await store.outbox.nextDue(T0)).toBe(T0 + MINUTE)
      expect(await store.outbox.claimMessages(T0 + MINUTE, 10)).toHaveLength(1)
    })

    it('tries again when it is due, and gives up where nothing is', async () => {
      const { outbox, ...store } = await open()
      await announce({ outbox, ...store }, released)
      const [{ id } = { id: 0 }] = await outbox.claimMessages(T0, 10)
      await outbox.settleMessages([{ id, result: 'failed', status: 500, error: 'no', due: T0 + HOUR }], T0)
      expect(await outbox.nextDue(T0)).toBe(T0 + HOUR)
      expect(await outbox.claimMessages(T0 + HOUR, 10)).toMatchObject([{ id, attempts: 1 }])
      await outbox.settleMessages([{ id, result: 'failed', error: 'no' }], T0 + HOUR)
      expect(await outbox.nextDue(T0)).toBeUndefined()
    })

    it('sends the messages of an article to a destination one after the other', async () => {
      const store = await open()
      await announce(store, released, T0, [makeMessage(released), makeMessage(released, 'webhook other')])
      const first = await store.outbox.claimMessages(T0, 10)
      expect(first).toHaveLength(2)
      await announce(store, updated, T0 + 1)
      expect(await store.outbox.claimMessages(T0 + 1, 10)).toEqual([])
      expect(await store.outbox.nextDue(T0 + 1)).toBe(T0 + LEASE)
      await store.outbox.settleMessages(
        first.map(({ id }) => ({ id, result: 'delivered' })),
        T0 + 2,
      )
      expect(kindsOf(await store.outbox.claimMessages(T0 + 2, 10))).toEqual(['updated'])
    })

    it('does not send again what failed where a later message waits', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      await announce(store, updated, T0 + 1)
      await store.outbox.settleMessages([{ id, result: 'failed', due: T0 + HOUR }], T0 + 2)
      expect(await store.outbox.nextDue(T0 + 2)).toBe(T0 + 1)
      expect(kindsOf(await store.outbox.claimMessages(T0 + 2, 10))).toEqual(['updated'])
    })

    it('sends a release that is corrected before it was sent once', async () => {
      const store = await open()
      await announce(store, released)
      await announce(store, updated, T0 + 1)
      const messages = await store.outbox.claimMessages(T0 + 1, 10)
      expect(messages).toMatchObject([{ kind: 'released', body: makeMessage(updated).body, created: T0 + 1 }])
    })

    it('sends nothing of a release that is withdrawn before it was sent', async () => {
      const store = await open()
      await announce(store, released)
      await announce(store, withdrawn, T0 + 1)
      expect(await store.outbox.nextDue(T0 + 1)).toBeUndefined()
    })

    it('sends the withdrawal of a release that may have arrived', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages([{ id, result: 'failed', due: T0 + HOUR }], T0)
      await announce(store, withdrawn, T0 + 1)
      expect(kindsOf(await store.outbox.claimMessages(T0 + HOUR, 10))).toEqual(['withdrawn'])
    })

    it('sends the withdrawal of what was restored and withdrawn before either was sent', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0)
      for (const [n, event] of [withdrawn, restored, withdrawn].entries())
        await announce(store, event, T0 + n)
      expect(kindsOf(await store.outbox.claimMessages(T0 + 5, 10))).toEqual(['withdrawn'])
    })

    it('ignores what is settled of a message that was not claimed', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      for (let n = 0; n < 2; n++) await store.outbox.settleMessages([{ id, result: 'delivered' }], T0)
      await store.outbox.settleMessages([{ id, result: 'failed', due: T0 }], T0)
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
      const [day] = await store.overview.days('2026-01-01')
      expect(day).toMatchObject({ channel: 'webhook desk', delivered: 1, failed: 0 })
    })

    it('gives back what a process that has ended had claimed', async () => {
      const store = await open()
      await announce(store, released)
      await store.outbox.claimMessages(T0, 10)
      await store.outbox.release(undefined, T0 + 1)
      expect(await store.outbox.claimMessages(T0 + 1, 10)).toHaveLength(1)
    })

    it('does not wait until a clock that was set back has caught up', async () => {
      const { outbox, ...store } = await open()
      const later = T0 + 400 * DAY
      for (const name of ['tried', 'claimed', 'waits'])
        await announce({ outbox, ...store }, makeEvent(name), later - 1)
      const [{ id } = { id: 0 }] = await outbox.claimMessages(later, 1)
      await outbox.settleMessages([{ id, result: 'failed', error: 'no', due: later + HOUR }], later)
      await outbox.claimMessages(later, 1)
      await outbox.prune(T0)
      const claimed = await outbox.claimMessages(T0, 10)
      expect(claimed.map(({ article }) => article).sort()).toEqual(['claimed', 'tried', 'waits'])
    })

    it('prunes answers after a month, and nothing that waits', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0)
      await announce(store, makeEvent('b'))
      await store.outbox.prune(T0 + 31 * DAY)
      expect(await store.overview.sendAgain('a', T0)).toBe(0)
      expect(await store.outbox.claimMessages(T0 + 31 * DAY, 10)).toMatchObject([{ article: 'b' }])
    })
  })

  describe('sending again', () => {
    it('sends the last message of each destination, whether it has arrived or not', async () => {
      const store = await open()
      const { outbox, overview } = store
      for (const [n, event] of [released, updated].entries()) {
        await announce(store, event, T0 + n, [makeMessage(event), makeMessage(event, 'other')])
        const [first, second] = await outbox.claimMessages(T0 + n, 10)
        const gaveUp = { id: second!.id, result: 'failed', error: 'no' } as const
        await outbox.settleMessages([{ id: first!.id, result: 'delivered' }, gaveUp], T0 + n)
      }
      expect(await overview.sendAgain('a', T0 + 5)).toBe(2)
      expect(await outbox.claimMessages(T0 + 5, 10)).toMatchObject([
        { kind: 'updated', attempts: 0 },
        { kind: 'updated', attempts: 0 },
      ])
    })

    it('leaves what is being sent alone, and does not send an older message after it', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0)
      await announce(store, updated, T0 + 1)
      await store.outbox.claimMessages(T0 + 1, 10)
      expect(await store.overview.sendAgain('a', T0 + 2)).toBe(0)
      expect(await store.outbox.claimMessages(T0 + 2, 10)).toEqual([])
    })

    it('knows an article by its address, and messages about that', async () => {
      const store = await open()
      const about = { ...makeMessage(released, 'indexnow'), article: released.entry.url }
      await announce(store, released, T0, [about, makeMessage(released)])
      const messages = await store.outbox.claimMessages(T0, 10)
      await store.outbox.settleMessages(
        messages.map(({ id }) => ({ id, result: 'delivered' })),
        T0,
      )
      expect(await store.overview.sendAgain(released.entry.url, T0)).toBe(2)
      expect(await store.overview.sendAgain('a', T0)).toBe(2)
      expect(await store.overview.sendAgain('b', T0)).toBe(0)
    })
  })
}
