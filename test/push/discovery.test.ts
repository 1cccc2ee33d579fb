import { join } from 'node:path'
import { parseFeed } from 'feedsmith'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import { startServer } from '../../src/server.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'

const SITE = 'https://example.org/'
const HUB = `${SITE}hub`
const TOPICS = ['feed.xml', 'atom.xml', 'feed.json', 'news/feed.xml', 'tags/rain/atom.xml', 'feeds.opml']

/** Serves a site whose `_index.md` has these lines. */
function serve(settings = `url: ${SITE}`) {
  const directory = makeFolder({
    '_index.md': `---\n${settings}\ntitle: Example\n---\n`,
    'news/_index.md': '---\naliases: [/old]\n---\n',
    'news/one.md': article({ title: 'One', date: '2026-03-01', tags: '[rain]' }, 'The first.'),
  })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost:8787/' })
  expect(folder.library().problems).toEqual([])
  const publication = createFolderPublication(folder, 'test')
  const hub = { post: async () => ({ status: 202, text: 'Accepted.' }) as const }
  return createApp({ publication, now: () => Date.UTC(2026, 2, 10), hub })
}

/** The targets of a `Link` header by relation (RFC 8288). */
function linksOf(response: Response): Map<string, string[]> {
  const links = [...(response.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)]
  return new Map(
    [...Map.groupBy(links, ([, , rel]) => rel!)].map(([rel, all]) => [rel, all.map(([, url]) => url!)]),
  )
}

describe('discovery of the hub', () => {
  it.each(TOPICS)(
    'P1, D1: GET and HEAD of %s name one hub and one self address in the same header',
    async (path) => {
      const app = serve()
      const [got, head] = await Promise.all([
        app.request(`/${path}`),
        app.request(`/${path}`, { method: 'HEAD' }),
      ])
      expect(linksOf(got).get('hub')).toEqual([HUB])
      expect(linksOf(got).get('self')).toEqual([SITE + path])
      expect(head.headers.get('link')).toBe(got.headers.get('link'))
    },
  )

  it.each(['feed.xml', 'atom.xml'])('P1: the text of %s names them, too', async (path) => {
    const { feed } = parseFeed(await (await serve().request(`/${path}`)).text())
    const links = 'atom' in feed ? feed.atom?.links : 'links' in feed ? feed.links : undefined
    const urlsOf = (rel: string) =>
      (links as { rel?: string; href?: string }[]).filter((link) => link.rel === rel).map(({ href }) => href)
    expect(urlsOf('hub')).toEqual([HUB])
    expect(urlsOf('self')).toEqual([SITE + path])
  })

  it('P3: an address that a feed calls its own has one representation, whatever is accepted', async () => {
    const app = serve()
    const kinds = ['application/atom+xml', 'application/feed+json', 'text/html', '*/*']
    const texts = kinds.map(async (Accept) => {
      const response = await app.request('/feed.xml', { headers: { Accept } })
      return [response.headers.get('content-type'), await response.text()]
    })
    expect(new Set((await Promise.all(texts)).map(String)).size).toBe(1)
  })

  it('P4: the old address of a topic that has moved leads to the new one, which names itself', async () => {
    const app = serve()
    const old = await app.request('/old/feed.xml')
    expect([old.status, old.headers.get('location')]).toEqual([301, '/news/feed.xml'])
    expect(linksOf(await app.request('/news/feed.xml')).get('self')).toEqual([`${SITE}news/feed.xml`])
  })

  it('P5: a JSON feed has the hub with its type, and its own address, in the body and in the Link header', async () => {
    const response = await serve().request('/feed.json')
    const [hubs, own] = ['hub', 'self'].map((rel) => linksOf(response).get(rel))
    expect([hubs, own]).toEqual([[HUB], [`${SITE}feed.json`]])
    expect(await response.json()).toMatchObject({
      hubs: [{ type: 'WebSub', url: HUB }],
      feed_url: `${SITE}feed.json`,
    })
  })

  it('an archive is not a topic, so it names no hub', async () => {
    const directory = makeFolder({
      '_index.md': `---\nurl: ${SITE}\nfeedLimit: 1\n---\n`,
      ...Object.fromEntries(
        Array.from({ length: 120 }, (_, day) => [
          `${day}.md`,
          article({ title: `${day}`, date: new Date(Date.UTC(2025, 0, day)).toISOString() }, 'Text.'),
        ]),
      ),
    })
    const publication = createFolderPublication(openFolder(directory, { defaultUrl: SITE }), 'test')
    const app = createApp({ publication, now: () => Date.UTC(2026, 2, 10) })
    const archive = await app.request('/archive/1/atom.xml')
    expect(archive.status).toBe(200)
    expect(linksOf(archive).get('hub')).toBeUndefined()
    expect(await archive.text()).not.toContain('rel="hub"')
  })
})

describe('the settings of hubs', () => {
  it.each([
    ['title: x', []],
    [`url: ${SITE}\nhub: false`, []],
    [`url: ${SITE}\nhubs: [https://hub.example/]`, [HUB, 'https://hub.example/']],
    [`url: ${SITE}\nhub: false\nhubs: [https://hub.example/]`, ['https://hub.example/']],
  ])('%s', async (settings, hubs) => {
    const app = serve(settings.replace('title: x', 'description: x'))
    const response = await app.request('/atom.xml')
    expect(linksOf(response).get('hub') ?? []).toEqual(hubs)
    const own = await app.request('/hub', {
      method: 'POST',
      body: new URLSearchParams({ 'hub.mode': 'subscribe' }),
    })
    expect(own.status).toBe(hubs.includes(HUB) ? 202 : 404)
  })
})

it('/healthz answers, and says that push is dead, where its database cannot be opened', async () => {
  const directory = makeFolder({
    'articles/_index.md': `---\nurl: ${SITE}\n---\n`,
    'articles/one.md': article({ title: 'One', date: '2026-03-01' }, 'The first.'),
    // A file stands where the folder of the database would be made.
    data: '',
  })
  const lines: string[] = []
  const { url, stop } = await startServer({
    articles: join(directory, 'articles'),
    port: 0,
    host: '127.0.0.1',
    push: { file: join(directory, 'data/push.sqlite'), environment: {} },
    log: (line) => lines.push(line),
  })
  onTestFinished(stop)
  const health = await fetch(`${url}/healthz`)
  expect([health.status, await health.json()]).toMatchObject([
    200,
    { status: 'degraded', articles: { public: 1 }, push: { status: 'dead' } },
  ])
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('wireroom_articles{state="public"} 1')
  expect((await fetch(`${url}/feed.xml`)).status).toBe(200)
  expect(lines.join('\n')).toMatch(/Push cannot start: /)
})
