import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../../src/http/app.ts'
import { requestHeadOf } from '../../../src/http/request-head.ts'
import { isOpenedInBrowser } from '../../../src/http/subscribe/browser-view.ts'
import { type FixtureName, NOW } from '../../publication/fixtures.ts'

const PERSON = {
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'none',
  'Sec-Fetch-User': '?1',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
}

const HTML = 'text/html; charset=utf-8'

const FEEDS = [
  'feed.xml',
  'atom.xml',
  'feed.json',
  'news/feed.xml',
  'news/atom.xml',
  'show/feed.json',
  'tags/peace/feed.xml',
  'news/tags/c%2B%2B/atom.xml',
  'authors/zo%C3%AB-%C3%A4/feed.xml',
  'fa/feed.xml',
  'fa-AF/feed.xml',
]

/** A shared cache as RFC 9111 4.1 describes it, or one that ignores all of `Vary` but the encoding, as CDNs do. */
function createCache(app: ReturnType<typeof createApp>, heedsVary: boolean) {
  const stored: { url: string; matches(headers: Headers): boolean; response: Response }[] = []
  return async (url: string, init: Record<string, string>) => {
    const asked = new Headers(init)
    const known = stored.find((entry) => entry.url === url && entry.matches(asked))
    if (known) return known.response.clone()
    const response = await app.request(url, { headers: init })
    if (/no-store|private/.test(response.headers.get('cache-control') ?? '')) return response
    const names = (response.headers.get('vary') ?? '').split(', ').filter((name) => heedsVary || name === '')
    const matches = (other: Headers) => names.every((name) => other.get(name) === asked.get(name))
    stored.push({ url, matches, response: response.clone() })
    return response
  }
}

describe.each(Object.entries(PUBLICATIONS))('the app over %s', (_, open) => {
  const appOf = (fixture: FixtureName) => createApp({ publication: open(fixture), now: () => NOW })

  it.each(FEEDS)('shows its subscribe page to who opens /%s in a browser', async (path) => {
    const app = appOf('feeds with pages')
    const folder = path.replace(/[^/]+$/, '')
    const answer = await app.request(`/${path}`, { headers: PERSON })
    expect(answer.status).toBe(200)
    const headers = Object.fromEntries(answer.headers)
    expect(headers).toMatchObject({
      'content-type': HTML,
      'cache-control': 'private, no-store',
      vary: 'Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    })
    for (const name of ['etag', 'last-modified', 'link', 'access-control-allow-origin'])
      expect(headers, name).not.toHaveProperty(name)
    const text = await answer.text()
    const page = await app.request(`/${folder}subscribe/`)
    expect(text).toBe(await page.text())
    expect(headers['content-security-policy']).toBe(page.headers.get('content-security-policy'))
    const source = /href="\/([^"]*\?view=source)"/.exec(text)![1]
    expect(source).toBe(`${folder}feed.xml?view=source`)
  })

  it.each([
    ['a reader', {}],
    ['a reader that wants HTML', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
    [
      'fetch() of a reader in a browser',
      { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
    ],
    ['fetch() without CORS', { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'no-cors' }],
    ['fetch() that claims to navigate', { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'navigate' }],
    ['a frame', { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Mode': 'navigate' }],
    ['an object', { 'Sec-Fetch-Dest': 'object', 'Sec-Fetch-Mode': 'navigate' }],
    ['a picture', { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Mode': 'no-cors' }],
    ['a document that is not opened', { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'no-cors' }],
    ['half of it', { 'Sec-Fetch-Dest': 'document' }],
    ['the other half', { 'Sec-Fetch-Mode': 'navigate' }],
    ['other letters', { 'Sec-Fetch-Dest': 'Document', 'Sec-Fetch-Mode': 'navigate' }],
  ])('gives the feed itself to %s', async (_, headers: Record<string, string>) => {
    const app = appOf('feeds with pages')
    const answer = await app.request('/news/feed.xml', { headers })
    expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(Object.fromEntries(answer.headers)).toEqual(
      Object.fromEntries((await app.request('/news/feed.xml')).headers),
    )
    expect(answer.headers.get('vary')).toBe('Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode')
    expect(answer.headers.get('cache-control')).toMatch(/^public/)
  })

  it('shows the feed itself where the address asks for it', async () => {
    const app = appOf('feeds with pages')
    for (const query of ['?view=source', '?utm_source=x&view=source'])
      expect((await app.request(`/feed.xml${query}`, { headers: PERSON })).headers.get('content-type')).toBe(
        'application/rss+xml; charset=utf-8',
      )
    for (const query of ['?', '?view=sources', '?preview=source', '?view=xml', '?view'])
      expect((await app.request(`/feed.xml${query}`, { headers: PERSON })).headers.get('content-type')).toBe(
        HTML,
      )
  })

  it('sends the page whole, whatever the browser has of the feed', async () => {
    const app = appOf('feeds with pages')
    const feed = await app.request('/feed.xml')
    const page = await app.request('/subscribe/')
    for (const known of [feed, page])
      for (const headers of [
        { 'If-None-Match': known.headers.get('etag')! },
        { 'If-None-Match': '*' },
        { 'If-Modified-Since': new Date(NOW).toUTCString() },
        { 'If-Match': '"other"' },
        { Range: 'bytes=0-3' },
        { 'A-IM': 'feed', 'If-None-Match': '"x"' },
      ]) {
        const answer = await app.request('/feed.xml', { headers: { ...PERSON, ...headers } })
        expect(answer.status, JSON.stringify(headers)).toBe(200)
        expect(answer.headers.get('content-type')).toBe(HTML)
      }
    const unchanged = await app.request('/feed.xml', {
      headers: { 'If-None-Match': feed.headers.get('etag')! },
    })
    expect(unchanged.status).toBe(304)
    expect(unchanged.headers.get('vary')).toBe('Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode')
  })

  it('answers HEAD as GET, without a body', async () => {
    const app = appOf('feeds with pages')
    const get = await app.request('/atom.xml', { headers: PERSON })
    const head = await app.request('/atom.xml', { method: 'HEAD', headers: PERSON })
    const length = String((await get.arrayBuffer()).byteLength)
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect({ ...Object.fromEntries(get.headers), 'content-length': length }).toEqual({
      'content-length': length,
      ...Object.fromEntries(head.headers),
    })
  })

  it.each(['archive/1/feed.xml', 'archive/2/feed.xml', 'wire.json', 'feeds.opml', 'sitemap.xml'])(
    'leaves /%s to browsers as it is',
    async (path) => {
      const app = appOf('feeds with pages')
      const [plain, opened] = [
        await app.request(`/${path}`),
        await app.request(`/${path}`, { headers: PERSON }),
      ]
      expect(Object.fromEntries(opened.headers)).toEqual(Object.fromEntries(plain.headers))
      expect(await opened.text()).toBe(await plain.text())
    },
  )

  it('has no subscribe page of an archive', async () => {
    const app = appOf('feeds with pages')
    for (const number of [1, 2, 3])
      expect((await app.request(`/archive/${number}/subscribe/`)).status, `${number}`).toBe(404)
  })

  it.each([true, false])('no cache that heeds Vary (%s) gives the page to a reader', async (heedsVary) => {
    const reader = {}
    for (const order of [
      [PERSON, reader, PERSON, reader],
      [reader, PERSON, reader, PERSON],
    ]) {
      const cache = createCache(appOf('feeds with pages'), heedsVary)
      for (const headers of order) {
        const type = (await cache('https://example.org/feed.xml', headers)).headers.get('content-type')
        if (headers === reader) expect(type).toBe('application/rss+xml; charset=utf-8')
        else if (heedsVary) expect(type).toBe(HTML)
      }
    }
  })

  it('shows the feed as it is where the site says so, and caches need not tell anybody apart', async () => {
    const app = appOf('feeds that browsers show as they are')
    const answer = await app.request('/feed.xml', { headers: PERSON })
    expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(await (await app.request('/subscribe/')).text()).toContain('value="https://example.org/feed.xml"')
  })

  it('has the same pages where the others are elsewhere, and that of the site at /', async () => {
    const app = appOf('pages elsewhere')
    expect((await app.request('/news/feed.xml', { headers: PERSON })).headers.get('content-type')).toBe(HTML)
    const front = await (await app.request('/')).text()
    expect(front).toContain('value="https://example.org/feed.xml"')
    expect(front).toContain('<a href="https://example.org/fa/')
    expect((await app.request('/news/')).status).not.toBe(200)
    expect((await app.request('/')).headers.get('content-security-policy')).toContain("script-src 'sha256-")
  })

  it('says nothing of what is to come', async () => {
    const app = appOf('feeds with pages')
    for (const path of ['/feed.xml', '/news/feed.xml'])
      expect(await (await app.request(path, { headers: PERSON })).text()).not.toContain('Secret')
  })
})

it('costs a reader one lookup', () => {
  const names: string[] = []
  const count = (headers: Record<string, string>, kind: 'feed' | 'page') => {
    names.length = 0
    const { method, header } = requestHeadOf(new Request('https://example.org/', { headers }))
    const counted = (name: string) => {
      names.push(name)
      return header(name)
    }
    isOpenedInBrowser({ method, header: counted }, { kind })
    return names.length
  }
  expect(count({}, 'feed')).toBe(1)
  expect(count({ 'Sec-Fetch-Dest': 'empty' }, 'feed')).toBe(1)
  expect(count(PERSON, 'page')).toBe(0)
})
