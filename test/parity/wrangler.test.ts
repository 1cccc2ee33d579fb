import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { article } from '../article.ts'
import { freePort } from '../free-port.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { FIXTURES, WRITTEN } from '../publication/fixtures.ts'
import { makeWranglerConfig, untilReady } from '../wrangler-config.ts'

const ROOT = join(import.meta.dirname, '../..')
const CLI = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'src/main.js']
const ENVIRONMENT = {
  ...process.env,
  SITE_URL: 'https://example.org/',
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
}

/** What belongs to the connection, not to the document. */
const OF_THE_TRANSPORT = ['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-encoding']

/** The Node server and the Worker in workerd, on the same folder at the same time. */
describe('the Node server and the Worker', () => {
  let node: Awaited<ReturnType<typeof startServer>>
  let edge: ChildProcess
  let edgeUrl: string
  let directory: string
  const config = makeWranglerConfig(makeFolder({}, false))

  beforeAll(async () => {
    directory = makeFolder(
      {
        ...FIXTURES.basic.files,
        ...FIXTURES.media.files,
        ...FIXTURES.moved.files,
        ...FIXTURES['capital letters'].files,
        ...FIXTURES.archives.files,
        'اخبار/یک.md': article({ title: 'یک', date: '2025-01-01', lang: 'fa', tags: '[صلح, C++]' }),
      },
      false,
    )
    setTimes(directory, WRITTEN)
    node = await startServer({
      articles: directory,
      port: 0,
      host: '127.0.0.1',
      siteUrl: ENVIRONMENT.SITE_URL,
      push: { file: join(config, 'push.sqlite'), environment: {} },
      log: () => {},
    })
    const port = await freePort()
    edgeUrl = `http://127.0.0.1:${port}`
    edge = spawn(
      process.execPath,
      [
        ...CLI,
        'dev',
        '--port',
        String(port),
        '--ip',
        '127.0.0.1',
        '--inspector-port',
        '0',
        '--config',
        join(config, 'wrangler.toml'),
      ],
      {
        cwd: ROOT,
        env: { ...ENVIRONMENT, ARTICLES: directory },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    )
    await untilReady(edge)
  })

  afterAll(async () => {
    process.kill(-edge.pid!, 'SIGKILL')
    await node.stop()
    for (const folder of [directory, config]) rmSync(folder, { recursive: true })
  })

  async function ask(base: string, path: string, init: RequestInit) {
    const asked = { 'Accept-Encoding': 'identity', ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(base + path, { redirect: 'manual', ...init, headers: asked })
    const headers = Object.fromEntries(response.headers)
    for (const name of OF_THE_TRANSPORT) delete headers[name]
    // Each runtime has its own compressor, and Wrangler inserts into pages what reloads them.
    const isRewritten = headers['content-type']?.startsWith('text/html') && init.method !== 'HEAD'
    if (asked['Accept-Encoding'] !== 'identity' || isRewritten) delete headers['content-length']
    return { status: response.status, headers, body: await response.text() }
  }

  async function expectParity(path: string, init: RequestInit = {}) {
    const [a, b] = await Promise.all([ask(node.url, path, init), ask(edgeUrl, path, init)])
    expect(b, `${init.method ?? 'GET'} ${path} ${JSON.stringify(init.headers ?? {})}`).toEqual(a)
    return a
  }

  it('give the same status, headers and bytes for every document and every kind of request', async () => {
    const script = encodeURIComponent('اخبار')
    const folders = [
      '',
      'news/',
      'news/world/',
      'essays/',
      'podcast/',
      `${script}/`,
      'Essays%20%26%20more/',
      'archive/1/',
      'archive/7/',
      'news/archive/2/',
      'fa/',
      'tags/c%2B%2B/',
      `${script}/tags/${encodeURIComponent('صلح')}/`,
    ]
    const documents = [
      ...folders.flatMap((folder) =>
        ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `/${folder}${file}`),
      ),
      '/podcast/one.mp3',
      '/podcast/one.transcript.html',
      '/sitemap.xml',
      '/news-sitemap.xml',
      '/feeds.opml',
      '/wire.json',
      '/wire/news/one.json',
      ...['/', '/news/', '/news/one/', '/archive/1/', '/tags/c%2B%2B/', '/subscribe/', '/news/subscribe/'],
      '/wireroom.css',
      '/Essays%20%26%20more/Tom%20%26%20Jerry%2C%20%281%29.png',
    ]
    for (const path of documents) {
      const plain = await expectParity(path)
      expect(plain.status, path).toBe(200)
      for (const method of ['GET', 'HEAD']) {
        for (const headers of [
          {},
          { 'If-None-Match': plain.headers.etag! },
          { 'If-None-Match': '"other"' },
          { 'If-Modified-Since': plain.headers['last-modified']! },
          { 'Accept-Encoding': 'gzip' },
          { Range: 'bytes=1-1' },
        ])
          await expectParity(path, { method, headers })
      }
      for (const method of ['POST', 'OPTIONS', 'DELETE']) await expectParity(path, { method })
    }
  })

  it('agree on the parts of a file', async () => {
    const { headers } = await expectParity('/podcast/one.mp3')
    const validators = [undefined, headers.etag!, headers['last-modified']!, '"other"']
    for (const range of [
      'bytes=0-0',
      'bytes=1-',
      'bytes=-2',
      'bytes=0-99',
      'bytes=3-',
      'bytes=0-0,2-2',
      'x=1',
    ]) {
      for (const validator of validators) {
        const conditions: Record<string, string> = validator === undefined ? {} : { 'If-Range': validator }
        await expectParity('/podcast/one.mp3', { headers: { Range: range, ...conditions } })
      }
    }
    const part = await expectParity('/podcast/one.mp3', {
      headers: { Range: 'bytes=1-', 'If-Range': headers.etag! },
    })
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 1-2/3' }, body: 'D3' })
    expect(part.headers['content-length']).toBe('2')
  })

  it('agree on what is asked of the hub', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE']) await expectParity('/hub', { method })
    const forms: Record<string, string>[] = [
      {},
      { 'hub.mode': 'publish', 'hub.url': 'https://example.org/news/feed.xml' },
      { 'hub.mode': 'publish', 'hub.url': 'https://example.org/nothing.xml' },
      {
        'hub.mode': 'subscribe',
        'hub.topic': 'https://example.org/feed.xml',
        'hub.callback': 'http://10.0.0.1/',
      },
      {
        'hub.mode': 'subscribe',
        'hub.topic': 'https://example.org/feed.xml',
        'hub.callback': 'https://example.org/',
      },
    ]
    for (const form of forms) await expectParity('/hub', { method: 'POST', body: new URLSearchParams(form) })
  })

  it('agree on pages, redirects and what is not there', async () => {
    for (const path of [
      '/',
      '/rss',
      '/feed/',
      '/news/index.xml',
      '/news',
      '/News/',
      '/subscribe',
      '/news/one',
      '/news/gone/',
      '/nowhere',
      '/nowhere/rss',
      '/feed.xml/',
      '/_data/',
      '/%',
      '/feed.xml?utm=1',
      '//feed.xml',
      '/FEED.XML',
      '/old.html',
      '/2019/OLD/',
      '/news/gone/',
      '/was-gone',
      '/early',
      '/archive/9/feed.xml',
      '/archive/99/feed.xml',
      '/news/archive/5/atom.xml',
      '/essays & more/rss',
      '/Tags/C++/rss',
      '/tags/nothing/feed.xml',
      '/Essays%20&%20more/Tom & Jerry, (1).png',
      `/${encodeURIComponent('اخبار').toLowerCase()}/feed.json`,
    ]) {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) await expectParity(path, { method })
    }
    expect((await expectParity('/rss')).headers).toMatchObject({
      'content-length': '0',
      location: '/feed.xml',
    })
    expect((await expectParity('/', { method: 'HEAD' })).headers['content-length']).toMatch(/^[1-9]\d+$/)
    // On Node, this machine sees more. When something was pushed last is told by each of its own.
    const [a, b] = await Promise.all(
      [node.url, edgeUrl].map(async (base) => {
        const answer = await ask(base, '/healthz', { headers: { 'X-Forwarded-For': '192.0.2.1' } })
        const { push, ...body } = JSON.parse(answer.body)
        const { 'content-length': length, ...headers } = answer.headers
        expect(length).toBe(String(Buffer.byteLength(answer.body)))
        return { ...answer, headers, body, hasPush: push !== undefined }
      }),
    )
    expect(b).toEqual(a)
  })

  it.each([
    ['/news/../feed.xml', 301, 200],
    ['/./feed.xml', 301, 200],
    ['/news/%2e%2E/feed.xml', 301, 200],
    ['/nowhere/../rss', 301, 301],
    ['/news\\feed.xml', 400, 200],
    ['/\\feed.xml', 400, 301],
    ['/news%5Cfeed.xml', 404, 404],
  ])(
    '%s has the status %i on Node and %i where the platform resolves it first',
    async (target, own, other) => {
      expect([await statusOf(node.url, target), await statusOf(edgeUrl, target)]).toEqual([own, other])
    },
  )

  it('HEAD states no length at the edge where the platform compresses what GET gets', async () => {
    const headers = { 'Accept-Encoding': 'gzip' }
    const lengthOf = async (path: string) =>
      (await fetch(edgeUrl + path, { method: 'HEAD', headers })).headers.get('content-length')
    expect(await lengthOf('/feed.xml')).toBeNull()
    expect(await lengthOf('/podcast/one.mp3')).toBe('3')
  })
})

/** The status of the answer to exactly this target, which `fetch` would resolve itself. */
function statusOf(base: string, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(base, { path: target, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    call.on('error', reject).end()
  })
}

describe('deploying', () => {
  const config = makeWranglerConfig(makeFolder({}, false))
  afterAll(() => rmSync(config, { recursive: true }))

  it('makes a small bundle without what parses and renders, with no account and no network', () => {
    const output = makeFolder({})
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...CLI,
        'deploy',
        '--dry-run',
        '--config',
        join(config, 'wrangler.toml'),
        '--minify',
        '--outdir',
        output,
      ],
      { cwd: ROOT, env: ENVIRONMENT, encoding: 'utf8' },
    )
    expect(status, stdout + stderr).toBe(0)
    const bundle = readFileSync(join(output, 'worker.js'), 'utf8')
    console.log(
      `Worker bundle: ${Math.round(bundle.length / 1024)} KiB; ${/Total Upload.*/.exec(stdout)?.[0]}`,
    )
    expect(bundle.length).toBeLessThan(200 * 1024)
    // `jpmonette` wrote what lays out feeds, which were rendered when they were compiled.
    for (const absent of [
      'safeLoad',
      'section_matter',
      'linkify',
      'ZodError',
      'sgmlDecl',
      'hljs',
      'jpmonette',
    ])
      expect(bundle.includes(absent), absent).toBe(false)
  })

  it('fails on a broken article with every error, and ships the rest where told to', () => {
    const broken = makeFolder({
      'a.md': article({ title: 'A', date: '2025-02-30' }),
      'b.md': '---\ntitle: [\n---\n',
      'c.md': article({ title: 'C', date: '2025-01-01' }),
    })
    const deploy = (...args: string[]) =>
      spawnSync(
        process.execPath,
        [
          ...CLI,
          'deploy',
          '--dry-run',
          '--config',
          join(config, 'wrangler.toml'),
          '--outdir',
          join(broken, 'out'),
          ...args,
        ],
        {
          cwd: ROOT,
          env: { ...ENVIRONMENT, ARTICLES: broken },
          encoding: 'utf8',
        },
      )
    const refused = deploy()
    expect(refused.status).not.toBe(0)
    expect(refused.stdout + refused.stderr).toMatch(
      /a\.md:3: error date:[\s\S]*b\.md:\d: error front-matter:/,
    )
    expect(deploy('--allow-broken').status).toBe(0)
  })
})
