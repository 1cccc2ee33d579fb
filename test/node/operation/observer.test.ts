import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/node/operation/exchange.ts'
import { createMetrics, routeOf } from '../../../src/node/operation/metrics.ts'
import { createObserver } from '../../../src/node/operation/observer.ts'
import { createSubscribers } from '../../../src/node/operation/subscribers.ts'
import type { Answer, Document, Publication } from '../../../src/publication/publication.ts'

const NOW = Date.UTC(2026, 2, 1)

const FEED: Document = {
  kind: 'feed',
  path: 'feed.xml',
  contentType: 'application/rss+xml; charset=utf-8',
  version: '1',
  lastModified: 0,
  format: 'rss',
  read: () => expect.unreachable(),
}

const ANSWERS: Record<string, Answer> = {
  'feed.xml': FEED,
  'atom.xml': { ...FEED, path: 'atom.xml', format: 'atom' },
  'archive/2025/feed.json': { ...FEED, path: 'archive/2025/feed.json', format: 'json' },
  'archive/1/feed.xml': { ...FEED, path: 'archive/1/feed.xml', kind: 'archive' },
  'wire.json': { ...FEED, path: 'wire.json', format: 'ninjs' },
  'a.mp3': { ...FEED, path: 'a.mp3', kind: 'media', length: 9999 },
  'sitemap.xml': { ...FEED, path: 'sitemap.xml', kind: 'document' },
  old: { kind: 'redirect', to: '/feed.xml', status: 301 },
}

const publication = {
  site: () => ({ url: 'https://example.org/blog/' }),
  find: (path: string) => ANSWERS[path],
  status: () => ({
    articles: { public: 3, hidden: 1, embargoed: 2, expired: 0, withdrawn: 0 },
    problems: [],
  }),
} as unknown as Publication

function observer() {
  const subscribers = createSubscribers(() => 'salt')
  const metrics = createMetrics({ publication, subscribers, loadSeconds: 0.25, now: () => NOW })
  const observe = createObserver({ publication, subscribers, metrics, now: () => NOW })
  const see = (path: string, status = 200, rest: Partial<Exchange> = {}) =>
    observe({
      method: 'GET',
      path,
      status,
      bytes: 100,
      milliseconds: 1,
      userAgent: 'Reader/1.0',
      encoding: undefined,
      address: '192.0.2.1',
      ...rest,
    })
  return { subscribers, metrics, see }
}

describe('routes', () => {
  it.each([
    ['/', 'home'],
    ['/healthz', 'healthz'],
    ['/metrics', 'metrics'],
    ['/feed.xml', 'rss'],
    ['/atom.xml', 'atom'],
    ['/archive/2025/feed.json', 'json'],
    ['/archive/1/feed.xml', 'archive'],
    ['/wire.json', 'ninjs'],
    ['/a.mp3', 'media'],
    ['/sitemap.xml', 'document'],
    ['/old', 'other'],
    ['/nothing/feed.xml', 'other'],
  ])('%s is %s', (path, route) => {
    expect(routeOf(path, ANSWERS[path.slice(1)])).toBe(route)
  })
})

describe('the observer', () => {
  it.each<[string, number, Partial<Exchange>, number]>([
    ['/feed.xml', 200, {}, 1],
    ['/blog/feed.xml', 200, {}, 1],
    ['/feed.xml', 304, {}, 1],
    ['/feed.xml', 226, {}, 1],
    ['/feed.xml', 500, {}, 0],
    ['/feed.xml', 405, { method: 'POST' }, 0],
    ['/feed.xml', 200, { method: 'HEAD' }, 0],
    ['/archive/1/feed.xml', 200, {}, 0],
    ['/archive/2025/feed.json', 200, {}, 1],
    ['/a.mp3', 200, {}, 0],
    ['/', 200, {}, 0],
    ['/old', 301, {}, 0],
    ['/nothing/feed.xml', 404, {}, 0],
  ])('%s answered with %s %j counts %s subscribers', (path, status, rest, count) => {
    const { subscribers, see } = observer()
    see(path, status, rest)
    expect(subscribers.count(NOW).length).toBe(count)
  })
})

describe('/metrics', () => {
  it('has what was counted', async () => {
    const { metrics, see } = observer()
    see('/feed.xml', 200, { bytes: 1000 })
    see('/feed.xml', 304, { bytes: 0 })
    see('/feed.xml', 304, { bytes: 0, userAgent: 'Feedly/1.0 (x; 12 subscribers)' })
    see('/feed.xml', 200, { bytes: undefined })
    see('/archive/1/feed.xml', 200, { bytes: 500 })
    see('/wire.json', 200, { bytes: 700, userAgent: 'Newsbot/1.0' })
    see('/a.mp3', 200, { bytes: 9999 })
    for (let index = 0; index < 50; index++) see(`/guess/${index}`, 404)
    const answer = await metrics.respond('GET')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = await answer.text()
    expect(answer.headers.get('content-length')).toBe(String(text.length))
    expect(samplesOf(text)).toEqual([
      'wireroom_requests_total{route="rss",status="200"} 2',
      'wireroom_requests_total{route="rss",status="304"} 2',
      'wireroom_requests_total{route="archive",status="200"} 1',
      'wireroom_requests_total{route="ninjs",status="200"} 1',
      'wireroom_requests_total{route="media",status="200"} 1',
      'wireroom_requests_total{route="other",status="404"} 50',
      'wireroom_feed_sent_bytes_total{route="rss"} 1000',
      'wireroom_feed_sent_bytes_total{route="archive"} 500',
      'wireroom_feed_sent_bytes_total{route="ninjs"} 700',
      'wireroom_folder_load_seconds 0.25',
      'wireroom_articles{state="public"} 3',
      'wireroom_articles{state="hidden"} 1',
      'wireroom_articles{state="embargoed"} 2',
      'wireroom_articles{state="expired"} 0',
      'wireroom_articles{state="withdrawn"} 0',
      'wireroom_feed_subscribers{feed="/feed.xml",source="stated"} 12',
      'wireroom_feed_subscribers{feed="/feed.xml",source="distinct"} 1',
    ])
  })

  it('counts on between two scrapes', async () => {
    const { metrics, see } = observer()
    see('/feed.xml')
    await metrics.respond('GET')
    see('/feed.xml')
    expect(samplesOf(await (await metrics.respond('GET')).text())[0]).toBe(
      'wireroom_requests_total{route="rss",status="200"} 2',
    )
  })

  it('has no body for HEAD, and answers nothing else', async () => {
    const { metrics } = observer()
    const head = await metrics.respond('HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100)
    const post = await metrics.respond('POST')
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('answers again as soon as the folder can be read', async () => {
    let isThere = false
    const status = async () => {
      if (!isThere) throw new Error('gone')
      return publication.status(NOW)
    }
    const subscribers = createSubscribers(() => 'salt')
    const options = {
      publication: { ...publication, status },
      subscribers,
      loadSeconds: 0,
      now: () => NOW,
    }
    const metrics = createMetrics(options)
    await expect(metrics.respond('GET')).rejects.toThrow('gone')
    isThere = true
    expect((await metrics.respond('GET')).status).toBe(200)
  })
})

function samplesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}
