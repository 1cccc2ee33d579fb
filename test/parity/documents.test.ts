import { mkdirSync, rmSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCommand } from '../../src/commands/compile/compile.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createMediaFiles } from '../../src/node/serving/media-files.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { createCatalogue } from '../../src/publication/catalogue.ts'
import { startServer } from '../../src/server.ts'
import { makeFolder, setTimes } from '../make-folder.ts'
import { WRITTEN } from '../publication/fixtures.ts'
import { makeGeneratedFolder } from './generated.ts'
import { startWorkerd } from './workerd.ts'

const BLOGS = join(import.meta.dirname, '../fixtures/blogs')
const SITE_URL = 'https://example.org/'

/** How many addresses of a folder are compared; `PARITY=all` compares every one. */
const MAX_ADDRESSES = process.env.PARITY === 'all' ? Number.POSITIVE_INFINITY : 600

/** How long it may take to compile all folders, or to compare all documents of one: a slow machine fails no test. */
const LONGEST_MILLISECONDS = 30 * 60_000

const GENERATED = 'a folder of 2,000 articles with every kind of document'

/** The folders, those of blogs as the user of each generator names them. */
const FOLDERS: Record<string, string> = {
  [GENERATED]: '',
  'the articles that Wireroom comes with': join(import.meta.dirname, '../../articles'),
  'a podcast': join(import.meta.dirname, '../fixtures/podcast'),
  ...Object.fromEntries(
    Object.entries({
      astro: 'src/content/blog',
      docusaurus: 'blog',
      eleventy: 'content/blog',
      gatsby: 'content/blog',
      hexo: 'source',
      hugo: 'content',
      jekyll: '',
      next: '_posts',
      pelican: 'content',
      svelte: 'src/posts',
      vitepress: 'posts',
      zola: 'content',
    }).map(([generator, folder]) => [`a blog made with ${generator}`, join(BLOGS, generator, folder)]),
  ),
}

/** What belongs to the connection, not to the document. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'date']

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

describe('every document has the same status, headers and bytes on Node and in workerd', () => {
  const workspace = makeFolder({}, false)
  const generated = setTimes(makeFolder(makeGeneratedFolder(2000), false), WRITTEN)
  const names = Object.keys(FOLDERS)
  const folderOf = (name: string) => FOLDERS[name] || generated
  const agent = new Agent({ keepAlive: true })
  let edge: Awaited<ReturnType<typeof startWorkerd>>

  beforeAll(async () => {
    const outputs = names.map((_, index) => join(workspace, `output-${index}`))
    for (const [index, name] of names.entries()) await compileInto(outputs[index]!, folderOf(name))
    edge = await startWorkerd(workspace, outputs)
  }, LONGEST_MILLISECONDS)

  afterAll(() => {
    edge?.stop()
    agent.destroy()
    for (const folder of [workspace, generated]) rmSync(folder, { recursive: true })
  })

  it.each(names)(
    '%s',
    async (name) => {
      const folder = folderOf(name)
      const node = await startServer({
        articles: folder,
        port: 0,
        host: '127.0.0.1',
        siteUrl: SITE_URL,
        insiders: 'nobody',
        log: () => {},
      })
      try {
        const edgeUrl = edge.urls[names.indexOf(name)]!
        const { all, always } = listAddresses(folder)
        const addresses = [...chooseAddresses(all, MAX_ADDRESSES), ...always]
        if (name === GENERATED) {
          expect(addresses.length).toBeGreaterThanOrEqual(600)
          for (const mark of MARKS)
            expect(
              addresses.some((path) => path.includes(mark)),
              mark,
            ).toBe(true)
        }
        const statuses = new Set<number>()
        const compareNext = async (): Promise<void> => {
          for (let path = addresses.pop(); path !== undefined; path = addresses.pop())
            for (const status of await compare(node.url, edgeUrl, `/${path}`)) statuses.add(status)
        }
        await Promise.all([compareNext(), compareNext(), compareNext(), compareNext()])
        expect([...statuses]).toEqual(
          expect.arrayContaining(name === GENERATED ? [200, 301, 304, 307, 404, 410] : [200, 304, 404]),
        )
      } finally {
        await node.stop()
      }
    },
    LONGEST_MILLISECONDS,
  )

  /** Compares the answers to GET, HEAD and a conditional request; returns the statuses. */
  async function compare(nodeUrl: string, edgeUrl: string, path: string): Promise<number[]> {
    const both = async (method: string, headers: Record<string, string> = {}) => {
      const [own, other] = await Promise.all([
        ask(nodeUrl, path, method, headers),
        ask(edgeUrl, path, method, headers),
      ])
      expect(other, `${method} ${path} ${JSON.stringify(headers)}`).toEqual(own)
      return own
    }
    const answer = await both('GET')
    const head = await both('HEAD')
    expect({ ...head, body: '' }, `HEAD ${path}`).toEqual({ ...answer, body: '' })
    const { etag } = answer.headers
    if (etag === undefined) return [answer.status]
    const conditional = await both('GET', { 'if-none-match': etag })
    return [answer.status, conditional.status]
  }

  function ask(base: string, path: string, method: string, headers: Record<string, string>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request(base, { path, method, headers, agent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response
          for (const name of OF_THE_CONNECTION) delete headers[name]
          resolve({ status, headers, body: Buffer.concat(chunks).toString('latin1') })
        })
      })
      // A server closes a connection that was idle for some seconds, perhaps while the request is on its way.
      call.on('error', (error: NodeJS.ErrnoException) =>
        call.reusedSocket && error.code === 'ECONNRESET'
          ? resolve(ask(base, path, method, headers))
          : reject(error),
      )
      call.end()
    })
  }
})

/** What at least one address of the large folder contains. */
const MARKS = [
  ...['atom.xml', 'feed.json', 'wire.json', 'wire/', 'sitemap.xml', 'news-sitemap.xml', 'feeds.opml'],
  ...['tags/', 'authors/', 'fa-AF/', '/archive/', 'tags/peace/archive/', '.chapters.json'],
  ...['subscribe/', 'wireroom.css', '/index.md', 'llms.txt'],
  ...['.transcript.html', '.mp3', '.csv', '.png', '.vtt', 'old-', '2019/', '%D8%'],
]

async function compileInto(output: string, articles: string): Promise<void> {
  mkdirSync(output)
  const lines: string[] = []
  const code = await runCommand(
    'compile',
    compileCommand,
    ['--articles', articles, '--output', output, '--allow-broken'],
    {
      env: { SITE_URL },
      log: () => {},
      logError: (line) => lines.push(line),
      now: Date.now,
    },
  )
  expect(code, lines.join('\n')).toBe(0)
}

/** All addresses of a folder with other spellings of its feeds, and those that are always asked for, some of which lead nowhere. */
function listAddresses(articles: string): { all: string[]; always: string[] } {
  const folder = openFolder(articles, { defaultUrl: SITE_URL, siteUrl: SITE_URL })
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const editions = createEditions(library, '', bodies, digest)
  const media = createMediaFiles(folder)
  const pages = createPages()(library, editions, bodies)
  const paths = [...createCatalogue({ library, editions, media, pages, digest }).paths(Date.now())]
  const feeds = paths.filter((path) => path.endsWith('/feed.xml'))
  const spellings = feeds.flatMap((path) => [
    path.toUpperCase(),
    path.replace('feed.xml', 'rss'),
    path.replace('feed.xml', 'index.json'),
    path.replace('/feed.xml', ''),
    path.replace('feed.xml', '').toUpperCase(),
  ])
  // The last ones are the next archive, which is linked before it exists, and those that come with embargoes.
  const archives = paths.filter((path) => /^archive\/\d+\/feed\.xml$/.test(path)).slice(-4)
  const others = ['', 'healthz', 'nowhere', 'nowhere/feed.xml', '_data/', 'feed/', '.well-known/feeds', '%']
  const archivePages = archives.map((path) => path.slice(0, -'feed.xml'.length))
  const moved = ['old-news/feed.xml', 'Caf%C3%A9/News/atom.xml', ...archives, ...archivePages]
  return { all: [...paths, ...spellings], always: [...others, ...moved] }
}

/** As many addresses of each kind as there is room for, spread over all of that kind. */
function chooseAddresses(addresses: readonly string[], count: number): string[] {
  const kinds = [...Map.groupBy(new Set(addresses), kindOf).values()].sort((a, b) => a.length - b.length)
  const chosen: string[] = []
  for (const [index, kind] of kinds.entries()) {
    const share = Math.ceil((count - chosen.length) / (kinds.length - index))
    const step = Math.max(1, kind.length / share)
    for (let place = 0; place < kind.length; place += step) chosen.push(kind[Math.floor(place)]!)
  }
  return chosen
}

/** An address without the names that differ among addresses of its kind. */
function kindOf(path: string): string {
  return path
    .replace(/(tags|authors)\/[^/]+/i, '$1/*')
    .replace(/\d+/g, '0')
    .replace(/^(?:(?:news|world|essays|notes|show|Essays%20%26%20more|%[^/]+)\/)+/i, 'section/')
}
