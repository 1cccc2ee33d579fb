import { describe, expect, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import { createApp } from '../../src/http/app.ts'
import { type FixtureName, NOW } from '../publication/fixtures.ts'

interface JsonFeed {
  title: string
  feed_url: string
  items: { title: string; attachments?: object[] }[]
}

async function jsonOf(response: Response | Promise<Response>): Promise<JsonFeed> {
  return (await response).json() as Promise<JsonFeed>
}

describe.each(Object.entries(PUBLICATIONS))('the app over %s', (runtime, open) => {
  const appOf = (fixture: FixtureName, now = () => NOW) => createApp({ publication: open(fixture), now })

  describe('feeds', () => {
    it.each([
      ['/feed.xml', 'application/rss+xml; charset=utf-8'],
      ['/atom.xml', 'application/atom+xml; charset=utf-8'],
      ['/feed.json', 'application/feed+json; charset=utf-8'],
      ['/news/feed.xml', 'application/rss+xml; charset=utf-8'],
      ['/news/world/atom.xml', 'application/atom+xml; charset=utf-8'],
      ['/essays/feed.json', 'application/feed+json; charset=utf-8'],
    ])('%s is served as %s', async (path, type) => {
      const response = await appOf('basic').request(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe(type)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const bytes = new Uint8Array(await response.arrayBuffer())
      // What comes as a stream has its length set by the runtime.
      expect(response.headers.get('content-length') ?? String(bytes.length)).toBe(String(bytes.length))
    })

    it('a section feed has the articles of the section and of those below it', async () => {
      const feed = await jsonOf(appOf('basic').request('/news/feed.json'))
      expect(feed.items.map(({ title }) => title)).toEqual(['Two', 'One'])
      expect(feed.title).toBe('News')
      expect(feed.feed_url).toBe('https://example.org/news/feed.json')
    })

    it('a section in another script has an encoded address that works', async () => {
      const app = appOf('another script')
      const response = await app.request(`/${encodeURIComponent('اخبار')}/feed.json`)
      expect(response.status).toBe(200)
      expect((await jsonOf(response)).feed_url).toBe(
        `https://example.org/${encodeURIComponent('اخبار')}/feed.json`,
      )
    })

    it('an empty folder has valid empty feeds', async () => {
      const response = await appOf('empty').request('/feed.json')
      expect((await jsonOf(response)).items).toEqual([])
    })

    it('the head of a request is read where the platform has it', async () => {
      const publication = open('basic')
      const etag = (await appOf('basic').request('/feed.xml')).headers.get('etag')!
      const head = { method: 'GET', header: (name: string) => (name === 'if-none-match' ? etag : undefined) }
      const app = createApp({ publication, now: () => NOW, readHead: () => head })
      const headers = { 'If-None-Match': '"another"' }
      expect((await app.request('/feed.xml', { headers })).status).toBe(304)
    })

    it('HEAD answers with the headers of GET, the length of its body included, and no body', async () => {
      const app = appOf('moved')
      const paths = ['/feed.xml', '/feed.json', '/sitemap.xml', '/wire/news/new.json', '/', '/healthz']
      for (const path of [...paths, '/nowhere', '/rss', '/old.html', '/news/gone/']) {
        const head = await app.request(path, { method: 'HEAD' })
        const get = await app.request(path)
        expect(head.status, path).toBe(get.status)
        expect(await head.text()).toBe('')
        const length = String((await get.arrayBuffer()).byteLength)
        // A stream has its length set by the runtime.
        const expected = { 'content-length': length, ...Object.fromEntries(get.headers) }
        expect(Object.fromEntries(head.headers), path).toEqual(expected)
        expect(expected['content-length'], path).toBe(length)
      }
    })

    it('a site below a path has its feeds and redirects there', async () => {
      const app = appOf('below a path')
      const feed = await jsonOf(app.request('/feed.json'))
      expect(feed.feed_url).toBe('https://example.org/dispatch/feed.json')
      expect((await app.request('/rss')).headers.get('location')).toBe('/dispatch/feed.xml')
    })

    it('a site below a path answers there too, for a proxy that leaves the path as it is', async () => {
      const app = appOf('below a path')
      for (const path of [
        '',
        'feed.json',
        'news/feed.xml',
        'sitemap.xml',
        'healthz',
        'nothing',
        'rss',
        'news//feed.xml',
      ]) {
        const [plain, within] = await Promise.all([app.request(`/${path}`), app.request(`/dispatch/${path}`)])
        expect([within.status, ...within.headers]).toEqual([plain.status, ...plain.headers])
        expect(await within.text()).toBe(await plain.text())
      }
      expect((await app.request('/dispatch')).status).toBe(200)
      expect((await app.request('/dispatched/feed.xml')).status).toBe(404)
      expect((await app.request('/dispatch/dispatch/feed.xml')).status).toBe(404)
      expect((await app.request('/dispatch/feed.xml', { method: 'POST' })).status).toBe(405)
    })

    it.each([
      ['/old/index.rdf', 'feed.xml'],
      ['/blog/old/index.rdf', 'feed.xml'],
      ['/Press.atom', 'news/atom.xml'],
      ['/feeds/news.json', 'news/feed.json'],
      ['/all/feed.xml', 'atom.xml'],
      ['/feed/', 'feed.xml'],
      ['/feed/atom/', 'atom.xml'],
      ['/news/feed/rss2/', 'news/feed.xml'],
      ['/tag/peace/feed/', 'tags/peace/feed.xml'],
      ['/category/x/peace/feed/atom/', 'tags/peace/atom.xml'],
      ['/author/ada/feed/', 'authors/ada/feed.xml'],
      ['/wp-atom.php', 'atom.xml'],
      ['/?feed=rss2', 'feed.xml'],
      ['/blog/?feed=atom', 'atom.xml'],
      ['/feeds/posts/default', 'atom.xml'],
      ['/feeds/posts/default?alt=rss', 'feed.xml'],
      ['/feeds/posts/default?alt=json', 'feed.json'],
      ['/feeds/posts/default/-/Peace', 'tags/peace/atom.xml'],
      ['/rss/', 'feed.xml'],
      ['/tag/peace/rss/', 'tags/peace/feed.xml'],
    ])('%s leads to %s, where the feed was before', async (path, feed) => {
      const { status, headers } = await appOf('former feeds').request(path)
      expect([status, headers.get('location')]).toEqual([301, `/blog/${feed}`])
    })

    it('a site without an icon says so in a few bytes, and not as an error', async () => {
      const response = await appOf('basic').request('/favicon.ico')
      expect([response.status, await response.text()]).toEqual([204, ''])
      expect(response.headers.get('cache-control')).toBe('public, max-age=3600')
    })

    it('no other address leads to a feed, and that of comments is gone', async () => {
      const app = appOf('former feeds')
      for (const path of ['/tag/war/feed/', '/2025/01/one/feed/', '/press.rss', '/?feed=x', '/?p=1'])
        expect((await app.request(path)).status, path).toBe(path.startsWith('/?') ? 200 : 404)
      for (const path of ['/comments/feed/', '/blog/comments/feed/atom/', '/feeds/comments/default'])
        expect((await app.request(path)).status, path).toBe(410)
    })
  })

  describe('addresses that people and other generators use', () => {
    it.each([
      ['/rss', '/feed.xml'],
      ['/rss.xml', '/feed.xml'],
      ['/index.xml', '/feed.xml'],
      ['/feed', '/feed.xml'],
      ['/feed/', '/feed.xml'],
      ['/feed.rss', '/feed.xml'],
      ['/atom', '/atom.xml'],
      ['/feed.atom', '/atom.xml'],
      ['/index.json', '/feed.json'],
      ['/news/index.xml', '/news/feed.xml'],
      ['/news/world/feed/', '/news/world/feed.xml'],
    ])('%s moves for good to %s', async (path, target) => {
      const response = await appOf('basic').request(path)
      expect(response.status).toBe(301)
      expect(response.headers.get('location')).toBe(target)
    })

    it('none of a section that does not exist moves anywhere', async () => {
      expect((await appOf('basic').request('/nowhere/rss.xml')).status).toBe(404)
    })
  })

  it('a query changes nothing', async () => {
    const app = appOf('basic')
    const [plain, other] = [
      await app.request('/feed.xml'),
      await app.request('/feed.xml?utm_source=x&feed=1'),
    ]
    expect(await other.text()).toBe(await plain.text())
    expect(Object.fromEntries(other.headers)).toEqual(Object.fromEntries(plain.headers))
  })

  describe('one address for each document', () => {
    it.each([
      ['/FEED.XML', '/feed.xml'],
      ['/news//feed.xml', '/news/feed.xml'],
      ['//feed.xml', '/feed.xml'],
      ['/feed.xml/', '/feed.xml'],
      ['/%66eed.xml', '/feed.xml'],
      ['/News/RSS', '/news/feed.xml'],
      ['/.well-known/feeds', '/feeds.opml'],
      ['/Sitemap.xml', '/sitemap.xml'],
    ])('%s moves for good to %s', async (path, target) => {
      for (const method of ['GET', 'HEAD']) {
        const response = await appOf('basic').request(`https://example.org${path}`, { method })
        expect(response.status).toBe(301)
        expect(response.headers.get('location')).toBe(target)
      }
    })
  })

  describe('a folder whose name has capital letters and reserved characters', () => {
    it.each([
      ['/Essays%20&%20more/feed.xml'],
      ['/essays & more/feed.xml'],
      ['/Essays%20%26%20more/rss'],
      ['/ESSAYS%20%26%20MORE/RSS/'],
      ['/Essays%20%26%20more//feed.xml'],
    ])('is meant by %s', async (path) => {
      const response = await appOf('capital letters').request(`https://example.org${path}`)
      expect(response.status).toBe(301)
      expect(response.headers.get('location')).toBe('/Essays%20%26%20more/feed.xml')
    })

    it('has one address for each of its files', async () => {
      const app = appOf('capital letters')
      const address = '/Essays%20%26%20more/Tom%20%26%20Jerry%2C%20%281%29.png'
      expect((await app.request(address)).status).toBe(200)
      const other = await app.request('/Essays%20&%20more/Tom%20&%20Jerry,%20(1).png')
      expect(other.status).toBe(301)
      expect(other.headers.get('location')).toBe(address)
    })

    it('in another script is found with small digits', async () => {
      const path = `/${encodeURIComponent('اخبار')}/feed.json`
      const response = await appOf('another script').request(path.toLowerCase())
      expect(response.status).toBe(301)
      expect(response.headers.get('location')).toBe(path)
    })
  })

  describe('archives', () => {
    it('lead on to the feed, for now', async () => {
      const app = appOf('archives')
      expect((await app.request('/archive/5/atom.xml')).status).toBe(200)
      const next = await app.request('/archive/6/atom.xml')
      expect(next.status).toBe(307)
      expect(next.headers.get('location')).toBe('/atom.xml')
      expect(next.headers.get('cache-control')).toBe('no-cache')
      expect((await app.request('/archive/7/atom.xml')).status).toBe(404)
    })

    it('answer conditional requests', async () => {
      const app = appOf('archives')
      const { headers } = await app.request('/archive/1/feed.xml')
      expect(headers.get('cache-control')).toBe('public, max-age=0')
      for (const condition of [
        { 'If-None-Match': headers.get('etag')! },
        { 'If-Modified-Since': headers.get('last-modified')! },
      ] as Record<string, string>[])
        expect((await app.request('/archive/1/feed.xml', { headers: condition })).status).toBe(304)
    })
  })

  describe('a reader in a browser', () => {
    it('may follow every redirect, and see what is gone or not there', async () => {
      for (const [fixture, path, status] of [
        ['basic', '/rss', 301],
        ['basic', '/FEED.XML', 301],
        ['basic', '/nowhere', 404],
        ['moved', '/old.html', 301],
        ['moved', '/news/gone/', 410],
        ['archives', '/archive/6/feed.xml', 307],
      ] as const) {
        const response = await appOf(fixture).request(path)
        expect(response.status, path).toBe(status)
        expect(response.headers.get('access-control-allow-origin'), path).toBe('*')
      }
    })

    it('may ask before it sends a conditional request, at old addresses too', async () => {
      for (const path of ['/feed.xml', '/rss', '/News/feed.xml']) {
        const response = await appOf('basic').request(path, { method: 'OPTIONS' })
        expect(response.status).toBe(204)
        // A-IM is no header that a page may send unasked (Fetch section 2.2.2).
        expect(response.headers.get('access-control-allow-headers')).toMatch(
          /If-None-Match.*A-IM.*Cache-Control, Pragma, X-Requested-With$/,
        )
        expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
      }
    })
  })

  describe('articles that moved or were withdrawn', () => {
    it('are remembered by caches for ten minutes, not for ever', async () => {
      const app = appOf('moved')
      for (const path of ['/old.html', '/news/gone/', '/rss'])
        expect((await app.request(path)).headers.get('cache-control')).toBe('public, max-age=600')
    })

    it('are asked for each time while the article is to expire or to be withdrawn', async () => {
      const withdrawn = Date.UTC(2026, 0, 3)
      const { headers } = await appOf('moved', () => withdrawn - 90_500).request('/early')
      expect(headers.get('location')).toBe('https://example.org/news/later/')
      expect(headers.get('cache-control')).toBe('public, max-age=0')
    })

    it('an alias moves for good to the permalink', async () => {
      for (const method of ['GET', 'HEAD']) {
        const response = await appOf('moved').request('/old.html', { method })
        expect(response.status).toBe(301)
        expect(response.headers.get('location')).toBe('https://example.org/news/new/')
      }
    })

    it.each([
      ['/old-news/feed.xml', '/news/feed.xml'],
      ['/Old-News/atom.xml', '/news/atom.xml'],
      ['/old-news/rss', '/news/feed.xml'],
      ['/old-news/index.json', '/news/feed.json'],
      ['/old-news/archive/1/feed.xml', '/news/archive/1/feed.xml'],
      ['/old-news/tags/peace/feed.json', '/news/tags/peace/feed.json'],
      ['/old-news/world/feed.xml', '/news/world/feed.xml'],
      ['/old-news/world/map.png', '/news/world/map.png'],
      ['/caf%C3%A9/news/feed.xml', '/news/feed.xml'],
    ])('the feeds of a section that was renamed move for good: %s', async (from, to) => {
      for (const method of ['GET', 'HEAD']) {
        const response = await appOf('renamed sections').request(from, { method })
        expect(response.status).toBe(301)
        expect(response.headers.get('location')).toBe(to)
        expect(response.headers.get('cache-control')).toBe('public, max-age=600')
      }
    })

    it('tags that differ in their capitals are one, and those that differ in their signs are not', async () => {
      const app = appOf('tags like others')
      const titles = async (path: string) =>
        (await jsonOf(app.request(path))).items.map(({ title }: { title: string }) => title)
      expect(await titles('/tags/strasse/feed.json')).toEqual(['Two', 'One'])
      expect(await titles('/tags/dot-net/feed.json')).toEqual(['One'])
      expect(await titles('/tags/c/feed.json')).toEqual(['Three'])
      for (const [from, to] of [
        ['/tags/net/feed.xml', '/tags/dot-net/feed.xml'],
        ['/tags/stra%C3%9Fe/atom.xml', '/tags/strasse/atom.xml'],
        ['/tags/Stra%C3%9Fe/', '/tags/strasse/'],
      ]) {
        const response = await app.request(from!)
        expect([response.status, response.headers.get('location')]).toEqual([301, to])
      }
      expect((await app.request('/tags/rust/feed.xml')).status).toBe(404)
    })

    it('what a section was called before hides no other section, and leads to nothing that is not there', async () => {
      const app = appOf('renamed sections')
      expect((await jsonOf(app.request('/news/feed.json'))).title).toBe('News')
      for (const path of [
        '/old-news/nothing.xml',
        '/old-news/archive/7/feed.xml',
        '/old-newspaper/feed.xml',
        '/x/feed.xml',
      ])
        expect((await app.request(path)).status).toBe(404)
    })

    it('a withdrawn article is gone, with its reason', async () => {
      const response = await appOf('moved').request('/news/gone/')
      expect(response.status).toBe(410)
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
      expect(await response.text()).toContain('The figures were wrong')
      expect((await appOf('moved').request('/was-gone', { method: 'HEAD' })).status).toBe(410)
    })
  })

  describe('what is not there', () => {
    it.each([
      '/nowhere',
      '/nowhere/feed.xml',
      '/_index.md',
      '/news/one.md',
      '/%',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
    ])('%s is not found, in words', async (path) => {
      const response = await appOf('basic').request(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
      expect(await response.text()).toMatch(/There is nothing at this address/)
    })

    it('may be there the next second, so that no cache remembers that it was not', async () => {
      let now = Date.UTC(2026, 0, 2) - 1
      const app = appOf('facets', () => now)
      const response = await app.request('/tags/secret/feed.xml')
      expect(response.status).toBe(404)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      now++
      expect((await app.request('/tags/secret/feed.xml')).status).toBe(200)
    })

    it.each(['POST', 'PUT', 'DELETE', 'PATCH'])(
      '%s to a feed is not allowed and says what is',
      async (method) => {
        const response = await appOf('basic').request('/feed.xml', { method })
        expect(response.status).toBe(405)
        expect(response.headers.get('allow')).toBe('GET, HEAD')
      },
    )

    it('POST to nothing is not found', async () => {
      expect((await appOf('basic').request('/nowhere', { method: 'POST' })).status).toBe(404)
    })
  })

  describe('/healthz', () => {
    it('counts public articles and codes alone for everybody, and tells no path, line or title', async () => {
      const health = await (await appOf('something wrong').request('/healthz')).json()
      expect(health).toEqual({
        status: 'degraded',
        articles: { public: 3 },
        problems: [{ severity: 'error', code: 'date', count: 1 }],
      })
    })

    it('counts articles that are not public for insiders alone, and on Node alone', async () => {
      const app = createApp({ publication: open('something wrong'), now: () => NOW, mayKnow: () => true })
      const { articles } = (await (await app.request('/healthz')).json()) as { articles: object }
      const all = { public: 3, embargoed: 1, expired: 0, withdrawn: 0, hidden: 1 }
      expect(articles).toEqual(runtime === 'a folder' ? all : { public: 3 })
    })

    it('tells of what rendering has found so far to insiders alone, where documents are rendered on request', async () => {
      const publication = open('found in rendering')
      const health = async (isInsider: boolean) => {
        const app = createApp({ publication, now: () => NOW, mayKnow: () => isInsider })
        return (await app.request('/healthz')).json()
      }
      expect(await health(true)).toMatchObject({ status: 'ok', problems: [], places: [] })
      const app = createApp({ publication, now: () => NOW })
      await (await app.request('/feed.xml')).text()
      expect(await health(false)).toMatchObject({ status: 'ok', problems: [] })
      const found = { severity: 'warning', code: 'missing-file' }
      const all = {
        problems: [{ ...found, count: 1 }],
        places: [{ ...found, path: 'news/broken.md', line: 6 }],
      }
      expect(await health(true)).toMatchObject(
        runtime === 'a folder' ? { status: 'ok', ...all } : { problems: [], places: [] },
      )
    })

    it('is well when nothing is wrong', async () => {
      expect(await (await appOf('basic').request('/healthz')).json()).toMatchObject({
        status: 'ok',
        problems: [],
      })
    })
  })

  describe('/', () => {
    it('announces the feeds of the site, and lists its sections', async () => {
      const page = await (await appOf('basic').request('/')).text()
      for (const path of ['feed.xml', 'atom.xml', 'feed.json'])
        expect(page).toMatch(new RegExp(`<link rel="alternate" type="[^"]*" title="[^"]*" href="/${path}">`))
      for (const path of ['/news/', '/subscribe/', '/feeds.opml']) expect(page).toContain(`href="${path}"`)
    })

    it('has validators, and nothing new for who has it', async () => {
      const app = appOf('basic')
      const { headers } = await app.request('/')
      const [etag, modified] = [headers.get('etag')!, headers.get('last-modified')!]
      expect(etag).toMatch(/^W\/"[^"]+"$/)
      for (const sent of [{ 'If-None-Match': etag }, { 'If-Modified-Since': modified }])
        expect((await app.request('/', { headers: sent })).status).toBe(304)
    })

    it('shows a hostile title as text', async () => {
      const page = await (await appOf('hostile title').request('/')).text()
      expect(page).not.toContain('<script>alert')
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    })
  })

  describe('time', () => {
    it('an embargo lifts and an expiry passes without a restart', async () => {
      let now = NOW
      const app = appOf('time', () => now)
      const titles = async () => (await jsonOf(app.request('/feed.json'))).items.map(({ title }) => title)
      const before = await app.request('/feed.xml')
      const etag = before.headers.get('etag')!
      expect(await before.text()).not.toContain('The secret of tomorrow')
      expect(await titles()).not.toContain('Soon')
      now = Date.UTC(2026, 0, 2, 5, 59, 0)
      const last = await app.request('/feed.xml', { headers: { 'If-None-Match': etag } })
      expect(last.status).toBe(304)
      expect(last.headers.get('cache-control')).toBe('public, max-age=0')
      now = Date.UTC(2026, 0, 2, 6)
      const after = await app.request('/feed.xml', { headers: { 'If-None-Match': etag } })
      expect(after.status).toBe(200)
      expect(await after.text()).toContain('The secret of tomorrow')
      expect(after.headers.get('last-modified')).toBe('Fri, 02 Jan 2026 06:00:00 GMT')
      now = Date.UTC(2026, 0, 3)
      expect(await titles()).not.toContain('Brief')
    })
  })

  describe('media', () => {
    it('a file beside an article is served with its type', async () => {
      const app = appOf('media')
      const feed = await jsonOf(app.request('/podcast/feed.json'))
      expect(feed.items[0]?.attachments).toEqual([
        { url: 'https://example.org/podcast/one.mp3', mime_type: 'audio/mpeg', size_in_bytes: 3 },
      ])
      const response = await app.request('/podcast/one.mp3')
      expect(response.headers.get('content-type')).toBe('audio/mpeg')
      expect(await response.text()).toBe('ID3')
    })
  })
})

describe('what cannot be answered', () => {
  const appOf = (error: Error, log?: (text: string) => void) =>
    createApp({
      publication: {
        site: () => ({ url: 'https://example.org/', title: '', description: '', language: 'en' }),
        find: () => Promise.reject(error),
        feeds: () => [],
        formerFolders: () => [],
        status: () => Promise.reject(error),
      },
      now: () => NOW,
      log,
    })

  it('for now is told so, in the log too, and may be asked for again soon (RFC 9110 15.6.4)', async () => {
    const lines: string[] = []
    const app = appOf(new Error('a.md changed while it was read'), (text) => lines.push(text))
    for (const path of ['/feed.xml', '/%1B%0Afeed.xml', '/healthz']) {
      const { status, headers } = await app.request(path)
      expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([
        503,
        '5',
        'no-store',
      ])
    }
    expect(lines).toEqual([
      '/feed.xml failed: a.md changed while it was read',
      '/%1B%0Afeed.xml failed: a.md changed while it was read',
      '/healthz failed: a.md changed while it was read',
    ])
  })

  it('because of a bug says nothing of it to the client, and all to the log', async () => {
    const lines: string[] = []
    const response = await appOf(new TypeError('secret'), (text) => lines.push(text)).request('/feed.xml')
    expect([response.status, response.headers.get('retry-after')]).toEqual([500, null])
    expect(await response.text()).not.toContain('secret')
    expect(lines[0]).toMatch(/^\/feed\.xml failed: TypeError: secret\n {4}at /)
  })
})
