import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/push/outbox.ts'
import type { PushStore } from '../../../src/push/store/store.ts'
import { announce, DAY, HOUR, kindsOf, makeEvent, makeMessage, type OpenStore, T0 } from './make.ts'

const released = makeEvent('a')
const updated = makeEvent('a', 'updated', { hash: 'other' })
const withdrawn = makeEvent('a', 'withdrawn')

/** A message to a destination that an article is not chosen for any more. */
const correctionOf = (event: typeof updated): Message => ({ ...makeMessage(event), needsEarlier: true })

/** Announces an event to those who have an earlier version; resolves to the kinds of what is sent. */
async function correct(store: PushStore, event: typeof updated, now: number) {
  await announce(store, event, now, [correctionOf(event)])
  return kindsOf(await store.outbox.claimMessages(now, 10))
}

/** Releases the article, and settles the message to the destination. */
async function release(store: PushStore, outcome: 'delivered' | 'failed' = 'delivered') {
  await announce(store, released)
  const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
  await store.outbox.settleMessages(
    [{ id, result: outcome, ...(outcome === 'failed' && { due: T0 + HOUR }) }],
    T0,
  )
}

/** What every store does with corrections that are for those alone who have an earlier version. */
export function describeTold(open: OpenStore): void {
  describe('a correction for those who have an earlier version', () => {
    it.each(['delivered', 'failed'] as const)(
      'goes to a destination where the release was %s',
      async (outcome) => {
        const store = await open()
        await release(store, outcome)
        expect(await correct(store, updated, T0 + 1)).toEqual(['updated'])
      },
    )

    it('goes to each of them, again and again', async () => {
      const store = await open()
      await release(store)
      expect(await correct(store, updated, T0 + 1)).toEqual(['updated'])
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0 + DAY, 10)
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0 + DAY)
      expect(await correct(store, withdrawn, T0 + 2 * DAY)).toEqual(['withdrawn'])
    })

    it('goes to nobody else, and takes a release that waits with it', async () => {
      const store = await open()
      expect(await correct(store, updated, T0)).toEqual([])
      await announce(store, makeEvent('a', 'updated', { hash: 'third' }), T0 + 1)
      const fourth = makeEvent('a', 'updated', { hash: 'fourth' })
      await announce(store, fourth, T0 + 2, [{ ...correctionOf(fourth), destination: 'webhook other' }])
      expect(await correct(store, withdrawn, T0 + 3)).toEqual([])
      expect(await store.outbox.nextDue(T0 + 3)).toBeUndefined()
    })

    it('goes to a destination that is getting the release, after that', async () => {
      const store = await open()
      await announce(store, released)
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 10)
      expect(await correct(store, updated, T0 + 1)).toEqual([])
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0 + 2)
      expect(kindsOf(await store.outbox.claimMessages(T0 + 2, 10))).toEqual(['updated'])
    })

    it('goes to a destination that was getting the release when the server ended', async () => {
      const store = await open()
      await announce(store, released)
      await store.outbox.claimMessages(T0, 10, 'a server')
      await store.outbox.bury('a server', T0 + 1)
      expect(await correct(store, updated, T0 + 2)).toEqual(['updated'])
      await store.outbox.release(undefined, T0 + 3)
      expect(await correct(store, withdrawn, T0 + 4)).toEqual(['withdrawn'])
    })

    it('and the withdrawal of a release that is being sent again are sent', async () => {
      const store = await open()
      await release(store)
      expect(await store.overview.sendAgain('a', T0 + HOUR)).toBe(1)
      await announce(store, withdrawn, T0 + HOUR)
      expect(kindsOf(await store.outbox.claimMessages(T0 + HOUR, 10))).toEqual(['withdrawn'])
    })

    it('goes to a destination whose release was pruned, or is sent again', async () => {
      const store = await open()
      await release(store)
      expect(await store.overview.sendAgain('a', T0 + HOUR)).toBe(1)
      expect(await correct(store, updated, T0 + HOUR)).toEqual(['updated'])
      const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0 + DAY, 10)
      await store.outbox.settleMessages([{ id, result: 'delivered' }], T0 + DAY)
      await store.outbox.prune(T0 + 60 * DAY)
      expect(await store.overview.sendAgain('a', T0 + 60 * DAY)).toBe(0)
      expect(await correct(store, withdrawn, T0 + 60 * DAY)).toEqual(['withdrawn'])
    })

    it('is an event where nothing but the section is another, once', async () => {
      const store = await open()
      await announce(store, makeEvent('a', 'released', { path: 'news/a.md' }))
      const moved = makeEvent('a', 'updated', { path: 'essays/a.md' })
      expect(await announce(store, moved, T0 + 1)).toEqual([moved])
      expect(await announce(store, moved, T0 + 2)).toEqual([])
      const same = makeEvent('a', 'updated', { path: 'essays/a/index.md' })
      expect(await announce(store, same, T0 + 3)).toEqual([])
    })
  })
}
