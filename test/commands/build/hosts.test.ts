import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../../src/server.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'
import { buildFolder, newOutput, readSite, SITE_URL } from './build-folder.ts'
import { ask, type Host, hasProgram, startCaddy, startNginx } from './hosts.ts'
import { ODD_NAMES } from './odd-names.ts'

const HOSTS = {
  nginx: { start: startNginx, isThere: hasProgram('nginx', '-v') },
  Caddy: { start: startCaddy, isThere: hasProgram('caddy', 'version') },
}

for (const [name, { isThere }] of Object.entries(HOSTS))
  if (!isThere) console.warn(`SKIPPED: ${name} is not installed, so nobody reads its snippet.`)

/** What a file has on every host as on the server; a host has its own validators, and one time in caches for files of a kind. */
const SAME = [
  'content-type',
  'content-security-policy',
  'x-content-type-options',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'referrer-policy',
  'permissions-policy',
]

const FILES: Record<string, string> = {
  ...ODD_NAMES,
  'moved.md': article({ title: 'Moved', date: '2025-01-06', aliases: '[/old/]' }),
  'soon.md': article({ title: 'Soon', date: '2999-01-01', tags: '[soon]' }),
  'talk.md': article({ title: 'Talk', date: '2025-01-07', audio: 'files/a b.mp3' }),
  'talk.transcript.html': '<p>Words</p>',
  'talk.chapters.json': '{"version":"1.2.0","chapters":[{"startTime":0,"title":"One"}]}',
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `many/${index}.md`,
      article({ title: `${index}`, date: `2024-01-01T00:${String(index).padStart(2, '0')}:00Z` }),
    ]),
  ),
}

describe.each(Object.keys(HOSTS) as (keyof typeof HOSTS)[])('%s', (name) => {
  const { start, isThere } = HOSTS[name]
  const articles = makeFolder(FILES, false)
  const out = newOutput(false)
  let host: Host
  let server: RunningServer

  beforeAll(async () => {
    if (!isThere) return
    const { code, warnings } = await buildFolder(articles, out)
    expect(code, warnings.join('\n')).toBe(0)
    host = await start(out)
    server = await startServer({
      articles,
      port: 0,
      host: '127.0.0.1',
      siteUrl: SITE_URL,
      insiders: 'nobody',
      log: () => {},
    })
  })

  afterAll(async () => {
    await host?.stop()
    await server?.stop()
  })

  it.skipIf(!isThere)('every file has the bytes and the headers that the server sends', async () => {
    const files = Object.keys(readSite(out)).filter(
      (file) => !/^(?:_headers|_redirects|404\.html|\.wireroom\/.*)$/.test(file),
    )
    expect(files.length).toBeGreaterThan(100)
    for (const file of files) {
      const path = `/${encode(file.replace(/(^|\/)index\.html$/, '$1'))}`
      const [own, other] = await Promise.all([ask(server.port, path), host.get(path)])
      expect(other.status, path).toBe(200)
      expect(other.body.equals(own.body), path).toBe(true)
      for (const header of SAME)
        expect(other.headers[header], `${header} of ${path}`).toBe(own.headers[header])
      const times = [own, other].map(({ headers }) =>
        Number(/max-age=(\d+)/.exec(headers['cache-control']!)![1]),
      )
      expect(times[1], path).toBeLessThanOrEqual(times[0]!)
      expect(other.headers.etag ?? other.headers['last-modified'], path).toBeDefined()
    }
  })

  it.skipIf(!isThere)('the table of the guide is what it sends', async () => {
    const guide = readFileSync(
      join(import.meta.dirname, '../../../articles/guides/static-hosting.md'),
      'utf8',
    )
    const rows = guide.split('\n').filter((line) => line.startsWith('| `/'))
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) {
      const [path = '', status, type, policy, cache, target] = row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
      const { status: sent, headers } = await host.get(path)
      expect(String(sent), path).toBe(status)
      if (type !== '') expect(headers['content-type']?.toLowerCase(), path).toBe(type)
      expect(headers['content-security-policy'] ?? '', path).toContain(policy)
      expect(headers['cache-control'], path).toBe(cache)
      expect(headers['access-control-allow-origin'], path).toBe('*')
      expect(headers.location ?? '', path).toBe(target)
    }
  })

  it.skipIf(!isThere)(
    'old addresses, withdrawn articles and nothing are answered as on the server',
    async () => {
      const paths = ['/old/', '/old', '/gone/', '/gone', '/old-"quoted"-{path}-$1/', '/.well-known/feeds']
      const statuses: number[] = []
      for (const path of [
        ...paths,
        '/old "quoted" {path} $1/',
        '/قديم/',
        '/100%25/',
        '/a;b/',
        '/plain/old.html',
      ]) {
        const asked = path === '/100%25/' ? path : encode(path)
        const [own, other] = await Promise.all([ask(server.port, asked), host.get(asked)])
        statuses.push(other.status)
        expect(other.status, path).toBe(own.status)
        expect(other.headers.location, path).toBe(own.headers.location)
        if (own.status === 410) expect(String(other.body), path).toBe(String(own.body))
        for (const header of ['content-security-policy', 'cache-control', 'access-control-allow-origin'])
          expect(other.headers[header], `${header} of ${path}`).toBe(own.headers[header])
      }
      expect(statuses.toSorted()).toEqual([301, 301, 301, 301, 301, 301, 301, 301, 410, 410, 404].toSorted())
    },
  )

  it.skipIf(!isThere)('shows nothing of what is for hosts and the next build', async () => {
    for (const path of [
      '_headers',
      '_redirects',
      '.wireroom/build.json',
      '.wireroom/',
      '.wireroom/nginx.conf',
    ])
      expect((await host.get(`/${path}`)).status, path).toBe(404)
  })

  it.skipIf(!isThere)('compresses text, sends ranges of sound, and answers 304', async () => {
    const feed = await host.get('/feed.xml', { 'accept-encoding': 'gzip' })
    expect(feed.headers['content-encoding']).toBe('gzip')
    expect(feed.headers.vary).toContain('Accept-Encoding')
    const part = await host.get('/files/a%20b.mp3', { range: 'bytes=1-2' })
    expect([part.status, String(part.body)]).toEqual([206, 'D3'])
    const { headers } = await host.get('/feed.xml')
    const again = await host.get('/feed.xml', { 'if-none-match': headers.etag! })
    expect(again.status).toBe(304)
  })

  it.skipIf(!isThere)('a folder without a slash leads to the one with it', async () => {
    const { status, headers } = await host.get('/many')
    expect([301, 308]).toContain(status)
    expect(headers.location).toBe('/many/')
  })

  it.skipIf(!isThere)('a site below a path is a folder of that name', async () => {
    const root = makeFolder({})
    const built = newOutput()
    await buildFolder(articles, built, { url: 'https://example.org/my%20blog/' })
    mkdirSync(root, { recursive: true })
    symlinkSync(built, join(root, 'my blog'))
    const below = await start(root, built)
    try {
      const page = await below.get('/my%20blog/')
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      const feed = await below.get('/my%20blog/many/feed.xml')
      expect(feed.headers['content-type']).toBe('application/rss+xml; charset=utf-8')
      const moved = await below.get('/my%20blog/old/')
      expect([moved.status, moved.headers.location]).toEqual([301, 'https://example.org/my%20blog/moved/'])
      expect((await below.get('/my%20blog/nothing')).status).toBe(404)
      expect((await below.get('/my%20blog/gone/')).status).toBe(410)
    } finally {
      await below.stop()
    }
  })
})

/** As a browser writes it. */
function encode(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
