import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Parser } from 'htmlparser2'
import { beforeAll, expect, it } from 'vitest'
import { eventually } from '../../eventually.ts'
import { serveLocally } from '../../serve-locally.ts'
import { serveWithPush } from './serve-with-push.ts'

// What FreshRSS does as a subscriber (its `pubSubHubbubPrepare`, `pubSubHubbubSubscribe` and `p/api/pshb.php`), over HTTP against the server as people run it.

const KEY = '0123456789abcdef0123456789abcdef01234567'
const RENEWS_BEFORE_SECONDS = 23 * 3600

let site = ''
let publish: (title: string) => void

beforeAll(async () => {
  const served = await serveWithPush()
  site = served.site
  publish = served.publish
  return served.stop
})

/** How many subscriptions the hub has. */
async function countSubscriptions(): Promise<number> {
  const health = (await (await fetch(`${site}healthz`)).json()) as { push: { subscriptions: number } }
  return health.push.subscriptions
}

/** The addresses that a feed's `atom:link` elements of a relation have; Atom's own `link` counts, too. */
function linksIn(feed: string, relation: string): string[] {
  const found: string[] = []
  const parser = new Parser(
    {
      onopentag(name, { rel, href }) {
        if ((name === 'atom:link' || name === 'link') && rel === relation && href) found.push(href)
      },
    },
    { xmlMode: true },
  )
  parser.end(feed)
  return found
}

/** As SimplePie finds links: in the `Link` header, where nothing stands behind the relation, or else in the feed. */
async function discover(address: string, relation: string): Promise<string | undefined> {
  const response = await fetch(address)
  const header = response.headers.get('link') ?? ''
  const links = [...header.matchAll(/<([^>]+)>\s*;\s*rel\s*=\s*("?)(\w+)\2\s*(?=,|$)/g)]
  const [, inHeader] = links.find(([, , , rel]) => rel === relation) ?? []
  return inHeader ?? linksIn(await response.text(), relation)[0]
}

/** What FreshRSS keeps in `!hub.json`, and the answers of its `pshb.php`. */
async function openFreshRss() {
  const state = { readers: 1, isProven: false, leaseEnd: 0, leaseStart: 0, now: Date.now() / 1000 }
  const asked: string[] = []
  const pushed: string[] = []
  const canonical = (await discover(`${site}feed.xml`, 'self'))!
  const hub = (await discover(canonical, 'hub'))!
  const origin = await serveLocally((request, response) => void answer(request, response))
  return { state, asked, pushed, canonical, hub, send, refresh }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = await text(request)
    const { status, said } = answerTo(readQuery(request.url!), input)
    response.writeHead(status, { Connection: 'close' }).end(said)
  }

  function answerTo(query: Map<string, string>, input: string): { status: number; said: string } {
    const mode = query.get('hub_mode') ?? ''
    if (query.get('k') !== KEY) return { status: 410, said: 'Feed key not found!' }
    if (mode !== '') asked.push(mode)
    if (mode === 'unsubscribe') return { status: 200, said: query.get('hub_challenge') ?? '' }
    if (state.readers === 0) return { status: 410, said: 'Nobody subscribes to this feed anymore!' }
    if (mode === 'subscribe') {
      const lease = Number(query.get('hub_lease_seconds') ?? 0)
      state.leaseEnd = lease > 60 ? state.now + lease : 0
      state.leaseStart = state.now
      return { status: 200, said: query.get('hub_challenge') ?? '' }
    }
    if (input === '') return { status: 422, said: 'Missing XML payload!' }
    if (linksIn(input, 'self')[0] !== canonical) return { status: 422, said: 'Self URL does not match' }
    pushed.push(input)
    // It relies on push once something has come, and asks the feed as often as others until then.
    state.isProven = true
    return { status: 200, said: 'OK' }
  }

  /** Sends the form that curl sends for it, without a secret. */
  async function send(mode: 'subscribe' | 'unsubscribe'): Promise<void> {
    const form = {
      'hub.verify': 'sync',
      'hub.mode': mode,
      'hub.topic': canonical,
      'hub.callback': `${origin}/api/pshb.php?k=${KEY}`,
    }
    const headers = { 'User-Agent': 'FreshRSS/1.27.0 (Linux; https://freshrss.org)' }
    const count = asked.length
    const response = await fetch(hub, { method: 'POST', body: new URLSearchParams(form), headers })
    expect(response.status).toBe(202)
    await eventually(() => expect(asked.slice(count)).toEqual([mode]))
  }

  /** What it does at each refresh of a feed: it renews a lease that ends within a day; resolves to whether it did. */
  async function refresh(): Promise<boolean> {
    if (state.leaseEnd === 0 || state.leaseEnd >= state.now + RENEWS_BEFORE_SECONDS) return false
    await send('subscribe')
    return true
  }
}

/** The parameters as PHP reads them: dots of names become underscores. */
function readQuery(url: string): Map<string, string> {
  const { searchParams } = new URL(url, 'http://localhost')
  return new Map([...searchParams].map(([name, value]) => [name.replaceAll('.', '_'), value]))
}

it('finds the hub in the header or the feed, and the address that the feed calls its own', async () => {
  const { canonical, hub } = await openFreshRss()
  expect([hub, canonical]).toEqual([`${site}hub`, `${site}feed.xml`])
  expect(await discover(`${site}atom.xml`, 'self')).toBe(`${site}atom.xml`)
  expect(await discover(`${site}atom.xml`, 'hub')).toBe(hub)
})

it('subscribes without a secret and a lease, renews before the lease ends, and gets each publication once', async () => {
  const reader = await openFreshRss()
  await reader.send('subscribe')
  expect(reader.state.leaseEnd - reader.state.leaseStart).toBe(864_000)
  expect(reader.state.isProven).toBe(false)
  publish('first')
  await eventually(() => expect(reader.pushed).toHaveLength(1))
  expect(reader.state.isProven).toBe(true)
  expect(reader.pushed[0]).toBe(await (await fetch(reader.canonical)).text())

  // Not at each refresh of the next nine days.
  expect(await reader.refresh()).toBe(false)
  reader.state.now = reader.state.leaseEnd - RENEWS_BEFORE_SECONDS + 1
  const before = reader.state.leaseEnd
  expect(await reader.refresh()).toBe(true)
  expect(reader.state.leaseEnd).toBeGreaterThan(before)
  publish('second')
  await eventually(() => expect(reader.pushed.at(-1)).toContain('second'))
  expect(reader.pushed).toHaveLength(2)
  expect(await countSubscriptions()).toBe(1)

  await reader.send('unsubscribe')
  await eventually(async () => expect(await countSubscriptions()).toBe(0))
})

it('ends a subscription that nobody reads any more with 410, and may subscribe again', async () => {
  const reader = await openFreshRss()
  await reader.send('subscribe')
  await eventually(async () => expect(await countSubscriptions()).toBe(1))
  reader.state.readers = 0
  publish('third')
  await eventually(async () => expect(await countSubscriptions()).toBe(0))
  expect(reader.pushed).toEqual([])
  reader.state.readers = 1
  await reader.send('subscribe')
  await eventually(async () => expect(await countSubscriptions()).toBe(1))
  publish('fourth')
  await eventually(() => expect(reader.pushed).toHaveLength(1))
  await reader.send('unsubscribe')
})
