import { describe, expect, it } from 'vitest'
import { createEdgeDial } from '../../../src/cloudflare/push/dial.ts'
import { parseHostList } from '../../../src/push/host-list.ts'
import { inObject, signatureOf, TOPIC } from './open-object.ts'

const CALLBACK = 'https://reader.example/callback?id=1'
const DAY = 86_400_000

describe('push in a Durable Object', () => {
  it('announces nothing of a blog that was there before', () =>
    inObject(async ({ received }) => {
      expect(received).toEqual([])
    }))

  it('H13, H18 to H22: asks a subscriber, and sends it the feed of the next deploy, signed', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      await object.deploy('second')
      await object.settle()
      const received = object.received.filter(({ url }) => url === CALLBACK)
      expect(received).toHaveLength(1)
      const { body, headers } = received[0]!
      expect(body).toContain('<title>New</title>')
      expect(headers.get('X-Hub-Signature')).toBe(await signatureOf(body))
      expect(headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
      expect(headers.get('Link')).toContain(`<${TOPIC}>; rel="self"`)
      expect(headers.get('Link')).toContain('<https://example.org/hub>; rel="hub"')
      expect(headers.get('User-Agent')).toBe('Wireroom (+https://example.org/)')
    }))

  it('tells destinations of what is new and of what is withdrawn, with secrets of the environment', () =>
    inObject(async (object) => {
      await object.deploy('second')
      await object.settle()
      await object.deploy('third')
      await object.settle()
      const hooks = object.received.filter(({ url }) => url === 'https://hooks.example/in')
      expect(hooks.map(({ headers }) => headers.get('webhook-signature')?.slice(0, 3))).toEqual([
        'v1,',
        'v1,',
      ])
      expect(hooks.map(({ body }) => JSON.parse(body).type)).toEqual([
        'article.released',
        'article.withdrawn',
      ])
    }))

  it('sends an article when its embargo ends, by the alarm alone', () =>
    inObject(async (object) => {
      await object.subscribe(CALLBACK)
      object.clock.now += DAY - 1
      await object.settle()
      expect(object.received).toEqual([])
      object.clock.now += 1
      await object.settle()
      const bodies = object.received.filter(({ url }) => url === CALLBACK).map(({ body }) => body)
      expect(bodies).toEqual([expect.stringContaining('<title>Coming</title>')])
    }))

  it('looks only where the version or the time has changed', () =>
    inObject(async (object) => {
      object.rows = 0
      await object.restart()
      await object.push().announce('push-of-an-older-isolate.json')
      const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': TOPIC })
      expect(await object.push().post(form.toString(), '')).toMatchObject({ status: 204 })
      expect(object.isRinging()).toBe(false)
      // The alarm that finds out whether the object runs the version that is served.
      expect(object.rows).toBeLessThanOrEqual(1)
    }))

  it('beats, so that its status tells when something last went the whole way', () =>
    inObject(async (object) => {
      expect(await object.push().status()).toMatchObject({ lastPush: { at: object.clock.now } })
      object.clock.now += 300_000
      object.rows = 0
      await object.settle()
      expect(await object.push().status()).toMatchObject({ lastPush: { at: object.clock.now } })
      console.log(`a beat writes ${object.rows} rows`)
      expect(object.rows).toBeLessThan(50)
    }))

  it('goes on after a restart in the middle of a page, and reaches everybody', () =>
    inObject(async (object) => {
      const callbacks = Array.from({ length: 100 }, (_, index) => `https://r${index}.example/`)
      await object.subscribe(...callbacks)
      await object.deploy('second')
      let count = 0
      // The page that is under way never ends.
      object.answer = () => (++count < 60 ? undefined : new Promise(() => {}))
      await object.ring()
      void object.ring()
      while (count < 60) await new Promise((resolve) => setTimeout(resolve))
      object.answer = undefined
      await object.restart()
      await object.push().announce('')
      await object.settle()
      const counts = Map.groupBy(
        object.received.filter(({ url }) => !url.startsWith('https://hooks')),
        ({ url }) => url,
      )
      expect([...counts.keys()].sort()).toEqual(callbacks.sort())
      const twice = [...counts.values()].filter((all) => all.length > 1).length
      // What was under way is sent again, and nothing else.
      expect(twice).toBeLessThanOrEqual(45)
    }))

  it.each([1000])('reaches %d subscribers once each, with few rows', (size) =>
    inObject(async (object) => {
      const callbacks = Array.from({ length: size }, (_, index) => `https://r${index}.example/`)
      await object.subscribe(...callbacks)
      await object.deploy('second')
      object.rows = 0
      object.alarms = 0
      await object.settle()
      const urls = object.received.map(({ url }) => url).filter((url) => !url.startsWith('https://hooks'))
      expect(urls.sort()).toEqual(callbacks.sort())
      console.log(`${size} subscribers: ${object.alarms} alarms, ${object.rows} rows`)
      expect(object.rows).toBeLessThan(size / 2)
      // The free plan takes 50 requests to others for each alarm.
      expect(object.mostRequests).toBe(45)
    }),
  )

  it('keeps no clock of a request that has ended, of which an object may have 10,000', () =>
    inObject(async () => {
      const dial = createEdgeDial({
        fetch: async () => new Response(null, { status: 204 }),
        userAgent: 'test',
        own: [],
        allow: parseHostList(''),
      })
      const request = { url: 'https://reader.example/', method: 'POST', headers: {}, maxBytes: 0 } as const
      for (let count = 0; count <= 10_000; count++) await dial(request)
    }))
})
