import { describe, expect, it } from 'vitest'
import {
  announce,
  claimPage,
  DAY,
  deliverAll,
  makeContent,
  makeEntry,
  makeEvent,
  makeMessage,
  type OpenStore,
  publish,
  subscribe,
  T0,
  TOPIC,
} from './make.ts'

/** What every store does with the ledger and with what a look has found. */
export function describeLedger(open: OpenStore): void {
  describe('ledger', () => {
    it('has no ledger before it begins', async () => {
      const { outbox } = await open()
      expect(await outbox.ledger()).toBeUndefined()
      expect(await outbox.lastLook()).toEqual({ number: 0, at: 0 })
      expect(await outbox.nextDue(T0)).toBeUndefined()
    })

    it('begins with what is public, and announces nothing of it', async () => {
      const store = await open()
      const { outbox } = store
      const entries = [makeEntry('a'), makeEntry('b', { withdrawn: T0 - 5 })]
      await outbox.begin(entries, T0)
      expect([...(await outbox.ledger())!.values()]).toEqual(entries)
      expect(await outbox.lastLook()).toEqual({ number: 0, at: T0 })
      expect(await store.overview.articles(undefined, 10)).toEqual([])
      expect(await outbox.nextDue(T0)).toBeUndefined()
    })

    it('begins once: of two servers the second changes nothing', async () => {
      const { outbox } = await open()
      await Promise.all([outbox.begin([makeEntry('a')], T0), outbox.begin([makeEntry('a')], T0)])
      await outbox.begin([makeEntry('b')], T0 + 5)
      expect([...(await outbox.ledger())!.keys()]).toEqual(['a'])
    })

    it('begins with no article at all', async () => {
      const { outbox } = await open()
      await outbox.begin([], T0)
      expect(await outbox.ledger()).toEqual(new Map())
    })

    it('records events, and those another server has recorded not again', async () => {
      const store = await open()
      await store.outbox.begin([], T0)
      const released = makeEvent('a')
      expect(await announce(store, released)).toEqual([released])
      expect(await announce(store, released, T0 + 1)).toEqual([])
      const updated = makeEvent('a', 'updated', { hash: 'other' })
      expect(await announce(store, updated, T0 + 2)).toEqual([updated])
      expect(await announce(store, updated, T0 + 3)).toEqual([])
      const withdrawn = makeEvent('a', 'withdrawn')
      expect(await announce(store, withdrawn, T0 + 4)).toEqual([withdrawn])
      expect(await announce(store, withdrawn, T0 + 5)).toEqual([])
      expect(await announce(store, makeEvent('never seen', 'withdrawn'))).toEqual([])
      expect(await announce(store, makeEvent('a', 'restored'), T0 + 6)).toHaveLength(1)
      expect((await store.outbox.lastLook()).number).toBe(4)
    })

    it('announces an event once that three servers find at the same time', async () => {
      const store = await open()
      await store.outbox.begin([], T0)
      await subscribe(store, 'https://reader.example/1')
      const found = await Promise.all([1, 2, 3].map(() => publish(store, 1)))
      expect(found.flat()).toHaveLength(1)
      expect(await deliverAll(store, T0)).toEqual(['https://reader.example/1'])
    })

    it('keeps the first release of an article', async () => {
      const store = await open()
      await store.outbox.begin([makeEntry('a')], T0)
      await announce(store, makeEvent('a', 'updated', { hash: 'new', released: T0, updated: T0 }))
      const entry = (await store.outbox.ledger())!.get('a')
      expect(entry).toMatchObject({ hash: 'new', released: T0 - DAY, updated: T0 })
    })

    it('writes nothing of a look whose messages cannot be made', async () => {
      const store = await open()
      const { outbox, overview } = store
      await outbox.begin([], T0)
      await subscribe(store, 'https://reader.example/1')
      const look = { at: T0 + 5, events: [makeEvent('a')], quiet: [makeEntry('b')], topics: [makeContent(1)] }
      const messagesOf = () => {
        throw new Error('a bug')
      }
      await expect(outbox.record({ ...look, messagesOf })).rejects.toThrow('a bug')
      expect(await outbox.ledger()).toEqual(new Map())
      expect(await outbox.lastLook()).toEqual({ number: 0, at: T0 })
      expect(await overview.articles(undefined, 10)).toEqual([])
      expect(await outbox.claim(T0, 'worker', 45)).toBeUndefined()
      await outbox.record({ ...look, messagesOf: (events) => events.map((event) => makeMessage(event)) })
      expect(await outbox.claimMessages(T0 + 5, 10)).toHaveLength(1)
      expect(await outbox.claim(T0, 'worker', 45)).toBeDefined()
    })

    it('writes quiet entries without telling anybody', async () => {
      const store = await open()
      await store.outbox.begin([makeEntry('a')], T0)
      const quiet = [makeEntry('a', { withdrawn: T0 }), makeEntry('b')]
      const topics = [makeContent(1)]
      await subscribe(store, 'https://reader.example/1')
      await store.outbox.record({ at: T0, events: [], quiet, topics, messagesOf: () => [] })
      expect([...(await store.outbox.ledger())!.values()]).toEqual(quiet)
      expect(await store.outbox.nextDue(T0)).toBeUndefined()
    })

    it('keeps the texts of an article as they are', async () => {
      const { outbox } = await open()
      const entry = makeEntry('ä " \' ; -- ? $1', { title: '😀 ? $2', hash: '\\' })
      await outbox.begin([entry], T0)
      expect((await outbox.ledger())!.get(entry.id)).toEqual(entry)
    })

    it('keeps by which feeds an article is found, and learns it of an entry that an earlier version wrote', async () => {
      const { outbox } = await open()
      const known = makeEntry('a', { facets: ['tag regen', 'tag fünf "uhr"', 'language de'] })
      await outbox.begin([known, makeEntry('b', { facets: [] }), makeEntry('c')], T0)
      const facets = async () => {
        const ledger = (await outbox.ledger())!
        return ['a', 'b', 'c'].map((id) => ledger.get(id)?.facets)
      }
      expect(await facets()).toEqual([known.facets, [], undefined])
      const quiet = [makeEntry('c', { facets: ['author ann'] })]
      await outbox.record({ at: T0, events: [], quiet, topics: [], messagesOf: () => [] })
      expect(await facets()).toEqual([known.facets, [], ['author ann']])
      const event = makeEvent('a', 'updated', { hash: 'other', facets: ['language en'] })
      await outbox.record({ at: T0, events: [event], quiet: [], topics: [], messagesOf: () => [] })
      expect(await facets()).toEqual([['language en'], [], ['author ann']])
    })

    it('does not call a topic stale that had the look its content was made after', async () => {
      const store = await open()
      await store.outbox.begin([], T0)
      await subscribe(store, 'https://reader.example/1')
      expect(await store.outbox.topics()).toEqual([{ url: TOPIC, isStale: false }])
      await publish(store, 1)
      expect(await store.outbox.topics()).toEqual([{ url: TOPIC, isStale: false }])
    })

    it('calls a topic stale that was subscribed to during a look, until it has its content', async () => {
      const store = await open()
      const { outbox, subscriptions } = store
      await outbox.begin([], T0)
      const { digest, contentType, links } = makeContent('before')
      await publish(store, 1, T0, [])
      const intent = { mode: 'subscribe', topic: TOPIC, callback: 'https://reader.example/1' } as const
      const more = { host: 'reader.example', client: '', leaseSeconds: 864_000, id: 0, attempts: 0 }
      await subscriptions.confirm({ ...intent, ...more }, { digest, contentType, links, look: 0 }, T0)
      expect(await outbox.topics()).toEqual([{ url: TOPIC, isStale: true }])
      const topics = [makeContent(1)]
      await outbox.record({ at: T0, events: [], quiet: [], topics, messagesOf: () => [] })
      expect(await outbox.topics()).toEqual([{ url: TOPIC, isStale: false }])
      expect((await claimPage(store)).digest).toBe('digest 1')
    })

    it('distributes nothing where the bytes of a topic are as before', async () => {
      const store = await open()
      await store.outbox.begin([], T0)
      await subscribe(store, 'https://reader.example/1')
      await publish(store, 1)
      await deliverAll(store, T0)
      const topics = [makeContent(1)]
      await store.outbox.record({ at: T0, events: [makeEvent('b')], quiet: [], topics, messagesOf: () => [] })
      expect(await store.outbox.claim(T0, 'worker', 45)).toBeUndefined()
    })

    it('H20: keeps content of more than 2 MB whole, and empty content', async () => {
      const store = await open()
      await subscribe(store, 'https://reader.example/1')
      const bytes = new Uint8Array(2_500_001).map((_, index) => index % 251)
      const large = { ...makeContent('large'), bytes }
      const record = (content: typeof large, id: string) =>
        store.outbox.record({
          at: T0,
          events: [makeEvent(id)],
          quiet: [],
          topics: [content],
          messagesOf: () => [],
        })
      await record(large, 'a')
      const kept = await store.outbox.content(TOPIC, large.digest)
      expect(Buffer.compare(kept!, bytes)).toBe(0)
      expect(await store.outbox.content(TOPIC, 'another')).toBeUndefined()
      await record({ ...makeContent('empty'), bytes: new Uint8Array() }, 'b')
      expect(await store.outbox.content(TOPIC, large.digest)).toBeUndefined()
      expect(await store.outbox.content(TOPIC, 'digest empty')).toHaveLength(0)
    })
  })
}
