import { describe, expect, it } from 'vitest'
import {
  announce,
  callbacksOf,
  claimPage,
  LEASE,
  MINUTE,
  makeEvent,
  makeIntent,
  type OpenStore,
  publish,
  subscribeMany,
  T0,
} from './make.ts'

/** What a store knows of the servers that share it. */
export function describeServers(open: OpenStore): void {
  describe('of several servers', () => {
    it('knows how often each has said that it is there', async () => {
      const { outbox } = await open()
      expect(await outbox.signal('a')).toEqual(new Map([['a', 1]]))
      await outbox.signal('b')
      expect(await outbox.signal('a')).toEqual(
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
      )
      await outbox.bury('a', T0)
      expect(await outbox.signal('b')).toEqual(new Map([['b', 2]]))
    })

    it('gives back the deliveries, messages and requests of the one that is dead, and of no other', async () => {
      const store = await open()
      const { outbox, subscriptions } = store
      await subscribeMany(store, 2)
      await publish(store, 1)
      for (const owner of ['a', 'b']) {
        await claimPage(store, T0, 1, owner)
        await announce(store, makeEvent(`article of ${owner}`))
        expect(await outbox.claimMessages(T0, 10, owner)).toHaveLength(1)
        await subscriptions.request(makeIntent(`https://new.example/${owner}`), T0)
        expect(await subscriptions.claimIntents(T0, 10, owner)).toHaveLength(1)
      }
      await outbox.bury('a', T0 + 1)
      expect(callbacksOf(await claimPage(store, T0 + 1, 45, 'c'))).toEqual(['https://reader.example/1'])
      expect(await outbox.claim(T0 + 1, 'c', 45)).toBeUndefined()
      expect(await outbox.claimMessages(T0 + 1, 10, 'c')).toMatchObject([{ article: 'article of a' }])
      const [intent, ...more] = await subscriptions.claimIntents(T0 + 1, 10, 'c')
      expect(intent).toMatchObject({ callback: 'https://new.example/a' })
      expect(more).toEqual([])
    })

    it('leaves what the dead one had finished as it is', async () => {
      const store = await open()
      const { outbox, subscriptions } = store
      await announce(store, makeEvent('a'))
      const [message] = await outbox.claimMessages(T0, 10, 'a')
      await outbox.settleMessages([{ id: message!.id, result: 'failed', due: T0 + MINUTE }], T0)
      await subscriptions.request(makeIntent(), T0)
      const [intent] = await subscriptions.claimIntents(T0, 10, 'a')
      await subscriptions.reject(intent!, T0 + MINUTE)
      await outbox.bury('a', T0 + 1)
      expect(await outbox.claimMessages(T0 + 1, 10, 'b')).toEqual([])
      expect(await subscriptions.claimIntents(T0 + 1, 10, 'b')).toEqual([])
      expect(await outbox.claimMessages(T0 + LEASE, 10, 'b')).toHaveLength(1)
      expect(await subscriptions.claimIntents(T0 + LEASE, 10, 'b')).toHaveLength(1)
    })
  })
}
