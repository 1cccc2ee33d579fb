import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compile } from '../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../src/cloudflare/publication.ts'
import type { Article } from '../src/content/article/article.ts'
import { comingChanges, type Library } from '../src/content/library/library.ts'
import { hasBeenPublic } from '../src/content/library/visibility.ts'
import { createDocuments } from '../src/feed/documents/documents.ts'
import { createEditions } from '../src/feed/editions/editions.ts'
import { formatsOf } from '../src/feed/formats/formats.ts'
import { archiveFolder, folderOf } from '../src/feed/scope.ts'
import { createApp } from '../src/http/app.ts'
import { digest } from '../src/node/digest.ts'
import { openFolder } from '../src/node/folder/folder.ts'
import { createFolderBodies, createFolderPublication } from '../src/node/serving/publication.ts'
import { createPages } from '../src/pages/pages.ts'
import type { Publication } from '../src/publication/publication.ts'
import { article } from './article.ts'
import { makeFolder, setTimes } from './make-folder.ts'
import { NOW, WRITTEN } from './publication/fixtures.ts'

const NO_MEDIA = { paths: () => [], find: () => undefined }
const HOUR = 3_600_000
const SITE = 'https://example.org/'

/** Folders that are called like something else, and some that are hard to write. */
const SECTIONS =
  'news|News|news/world|Essays & more|a b+c|100%|archive/1|archive/2024|tags|tags/peace|Tags/C|authors/Ada|fa-af|FR|wire|wire/news|Cafe\u0301|sitemap.xml|feed|__proto__|constructor'.split(
    '|',
  )
const TAGS =
  'Peace|peace|C++|C|..|.|%2F|archive|feed.xml|tags|2024|!!!|İstanbul|Straße|ΟΔΟΣ|Cafe\u0301|Café|__proto__|constructor|a/b|صلح'.split(
    '|',
  )
const AUTHORS = ['Ada', 'ADA', 'Zoë Ä', '__proto__', 'Ada <ada@example.org>']
const ALIASES = ['/__proto__', '/old', '/news/rss.xml', '/constructor', '/Old/']
/** What no link of ours leads to. */
const STRAYS = [
  'healthz',
  'iw/feed.xml',
  'he/feed.xml',
  'FA_AF/rss',
  '%20en/feed.xml',
  'tags/peace/',
  'sitemap-1.xml',
  'tags/__proto__/feed.xml',
  '.well-known/feeds',
]

// Two changes within a second are more than Last-Modified can tell apart.
const anyDate = fc
  .tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0, 0, 1_800_250))
  .map(([hours, rest]) => new Date(NOW + hours * HOUR + rest).toISOString())
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

const anyFields = fc.record({
  date: anyDate,
  publishDate: rarely(anyDate),
  embargo: rarely(anyDate),
  updated: rarely(anyDate),
  expires: rarely(anyDate),
  withdrawn: rarely(
    fc.oneof(
      fc.constant('true'),
      anyDate,
      anyDate.map((date) => `{ reason: Wrong, date: ${date} }`),
    ),
  ),
  draft: rarely(fc.constant('true')),
  feed: rarely(fc.constant('false')),
  lang: fc.constantFrom('en', 'fa-AF', 'fr', 'pt-BR'),
  translationKey: rarely(fc.constantFrom('one', 'two')),
  aliases: rarely(fc.constantFrom(...ALIASES)),
})
const anyFolder = fc
  .record({
    articles: fc.array(
      fc.record({
        section: fc.option(fc.constantFrom(...SECTIONS), { freq: 4, nil: '' }),
        fields: anyFields,
        tags: fc.subarray(TAGS, { maxLength: 2 }),
        authors: fc.subarray(AUTHORS, { maxLength: 1 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    settings: fc.record({
      feedLimit: fc.constantFrom('1', '2', '3'),
      feedBytes: rarely(fc.constant('1500')),
      tombstones: fc.constantFrom('true', 'false'),
      ninjs: rarely(fc.constant('[1, 2]')),
    }),
    summaries: fc.boolean(),
  })
  .map(({ articles, settings, summaries }) => ({
    '_index.md': article({ title: 'The Site', idPrefix: '"tag:example.org,2026:"', ...defined(settings) }),
    ...(summaries && { 'news/_index.md': article({ content: 'summary', feedLimit: '2' }) }),
    ...Object.fromEntries(
      articles.map(({ section, fields, tags, authors }, index) => {
        const word = wordOf(index)
        const own = { tags: JSON.stringify([...tags, word]), authors: JSON.stringify([...authors, word]) }
        const path = `${section === '' ? '' : `${section}/`}a${index}.md`
        return [path, article({ title: word, ...defined(fields), ...own }, word)]
      }),
    ),
  }))

/** The title, the text, a tag and an author of one article and of no other. */
function wordOf(index: number): string {
  return `zq${index}qz`
}

function defined(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  )
}

interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

type Ask = (path: string, now: number) => Promise<Reply>

function createAsk(publication: Publication): Ask {
  let now = 0
  const app = createApp({ publication, now: () => now })
  app.onError((error) => {
    throw error
  })
  return async (path, time) => {
    now = time
    const response = await app.request(SITE + path)
    const headers = Object.fromEntries(response.headers)
    // Known where the bytes are at hand.
    delete headers['content-length']
    return { status: response.status, headers, body: await response.text() }
  }
}

interface Opened {
  library: Library
  node: Ask
  edges: Ask[]
  /** Of all documents there are at one of the moments. */
  paths: Set<string>
  /** Those at which something changes, and those around them. */
  moments: number[]
}

function open(directory: string): Opened {
  const folder = openFolder(directory, { defaultUrl: SITE })
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const editions = createEditions(library, 'test', bodies, digest)
  const kinds = [createDocuments(library, editions, digest), createPages()(library, editions, bodies)]
  const around = comingChanges(library, NOW).flatMap((change) => [change - 1, change])
  const moments = [...new Set([NOW, ...around, NOW + 50 * HOUR])]
  const folders = moments
    .flatMap((now) => editions.scopes(now))
    .flatMap((scope) => [folderOf(scope), ...[1, 2, 3, 9].map((number) => archiveFolder(scope, number))])
  return {
    library,
    node: createAsk(createFolderPublication(folder, 'test', undefined, undefined, undefined, createPages())),
    edges: [{}, { maxPrerendered: 40, maxBundledBytes: 7 }].map((limits) => {
      const { manifest, assets } = compile({
        library,
        editions,
        pages: (kept) => createPages()(library, kept, bodies),
        media: NO_MEDIA,
        now: NOW,
        digest,
        ...limits,
      })
      return createAsk(
        createCompiledPublication(JSON.parse(JSON.stringify(manifest)), {
          fetch: async (url) => new Response(assets.get(url.split('/').at(-1)!)!() as string),
        }),
      )
    }),
    paths: new Set([
      ...folders.flatMap((path) => formatsOf(library.site).map(({ file }) => path + file)),
      ...moments.flatMap((now) => kinds.flatMap((documents) => documents.paths(now))),
    ]),
    moments,
  }
}

/** Other ways to write a path. */
function respell(path: string): string[] {
  return [
    path.toUpperCase().replace(/[^/]*$/, (file) => file.toLowerCase()),
    path.toLowerCase(),
    decodeURI(path),
    decodeURI(path).normalize('NFD'),
    path.replace('/', '%2F'),
    path.replace('/', '//'),
    path.replace('-', '_'),
    `${path}/`,
    `/${path}`,
    path.replace('feed.xml', 'rss'),
    path.replace('feed.xml', ''),
  ]
}

/** For how long a cache may give an answer to others without asking. */
function keptMilliseconds({ status, headers }: Reply): number {
  const said = headers['cache-control'] ?? ''
  if (/no-cache|no-store/.test(said)) return 0
  const [maxAge, stale] = ['max-age', 'stale-while-revalidate'].map((name) =>
    Number(new RegExp(`${name}=(\\d+)`).exec(said)?.[1]),
  )
  // RFC 9110 15.1: of a 404 without a word, for as long as the cache thinks fit.
  if (Number.isNaN(maxAge)) return status === 200 ? 0 : Number.POSITIVE_INFINITY
  return (maxAge! + (stale || 0)) * 1000
}

/** What holds for every answer of one address as time goes by. */
function createWatch(node: Ask, paths: ReadonlySet<string>) {
  const versions = new Map<string, string>()
  const last = new Map<string, Reply>()
  const kept = new Map<string, { reply: Reply; until: number }>()
  return async (path: string, reply: Reply, now: number, unseen: readonly Article[]) => {
    expect([200, 301, 307, 404, 410]).toContain(reply.status)
    // What reads as a feed's former address until an article claims it is no address of anybody's.
    const stored = path === 'news/rss.xml' ? undefined : kept.get(path)
    if (stored && (stored.reply.body !== reply.body || stored.reply.status !== reply.status))
      expect(stored.until, `${path} is not kept beyond its change`).toBeLessThanOrEqual(now)
    kept.set(path, { reply, until: now + keptMilliseconds(reply) })
    if (paths.has(path))
      for (const { title } of unseen)
        expect(
          reply.body.includes(title!),
          `${path} at ${new Date(now).toISOString()} tells of ${title}`,
        ).toBe(false)
    const { location = SITE, etag, link = '' } = reply.headers
    const target = new URL(location, SITE)
    expect(target.origin).toBe(new URL(SITE).origin)
    if (reply.status === 307 || (reply.status === 301 && paths.has(target.pathname.slice(1))))
      expect((await node(target.pathname.slice(1), now)).status, `leads to ${location}`).toBeOneOf([200, 307])
    if (reply.status !== 200 || etag === undefined) return
    const self = /<([^>]*)>; rel="self"/.exec(link)?.[1]
    if (self !== undefined) expect(self, 'is at one address').toBe(new URL(path, SITE).href)
    expect(versions.get(path + etag) ?? reply.body, 'one ETag has one content').toBe(reply.body)
    versions.set(path + etag, reply.body)
    const before = last.get(path)
    if (before)
      expect(Date.parse(reply.headers['last-modified']!), 'is not dated back').toBeGreaterThanOrEqual(
        Date.parse(before.headers['last-modified']!),
      )
    if (before && before.body !== reply.body)
      expect(Date.parse(reply.headers['last-modified']!), 'is dated anew').toBeGreaterThan(
        Date.parse(before.headers['last-modified']!),
      )
    last.set(path, reply)
  }
}

it('Node and the edge answer alike, whatever is asked at whatever time, and tell of nothing early', async () => {
  await fc.assert(
    fc.asyncProperty(anyFolder, async (files) => {
      const directory = setTimes(makeFolder({ ...files }, false), WRITTEN)
      try {
        const { library, node, edges, paths, moments } = open(directory)
        const asked = new Set([...STRAYS, ...ALIASES.map((alias) => alias.slice(1)), '', ...paths])
        const watch = createWatch(node, paths)
        const spelled = [...paths].flatMap(respell)
        for (const now of moments) {
          const unseen = library.articles.filter((one) => !hasBeenPublic(one, now))
          // All of them are too many for every moment.
          const some = now === NOW || now === moments.at(-1) ? spelled : []
          for (const path of new Set([...asked, ...some])) {
            const where = `${path} at ${new Date(now).toISOString()}`
            const reply = await node(path, now)
            for (const edge of edges) expect(await edge(path, now), where).toEqual(reply)
            await watch(path, reply, now, unseen)
          }
        }
      } finally {
        rmSync(directory, { recursive: true })
      }
    }),
    {
      numRuns: Number(process.env.RUNS ?? 3),
      seed: Number(process.env.SEED ?? 2026),
      endOnFailure: !process.env.SHRINK,
    },
  )
}, 600_000)
