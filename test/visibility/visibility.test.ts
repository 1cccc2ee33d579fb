import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KNOWN_FORMATS } from '../../src/feed/formats/formats.ts'
import { openRuntimes, type Runtimes } from './runtimes.ts'

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
const SITE = '---\ntitle: The Site\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const FEEDS = KNOWN_FORMATS.map(({ file }) => file)

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
function createRandom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An article whose every part has its marker, which nothing else has. */
interface Marked {
  marker: string
  /** The path that its id and its address end in. */
  stem: string
  /** From when to when it is public; empty for a draft. */
  from: number
  until: number
  isWithdrawn: boolean
  /** The files that belong to it. */
  files: string[]
  /** All addresses that are its own. */
  paths: string[]
}

interface Random {
  files: Record<string, string>
  articles: Marked[]
}

function makeFiles(seed: number): Random {
  const random = createRandom(seed)
  const chance = (share: number) => random() < share
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!
  const older = seed % 4 === 0 ? '\nninjs: [1, 2]' : ''
  const settings = `feedLimit: ${pick([1, 2, 20])}\ntombstones: ${chance(0.5)}${older}`
  const files: Record<string, string> = {
    '_index.md': SITE.replace('title:', `${settings}\ntitle:`),
    'show/_index.md': '---\ntitle: Show\npodcast: true\n---\n',
  }
  const articles: Marked[] = []
  const links: string[] = []
  const count = 3 + Math.floor(random() * 6)
  for (let index = 0; index < count; index++) {
    const marker = `zq${seed}x${index}zq`
    const from = START + Math.floor(random() * 8 - 2) * HOUR
    const hasEnd = chance(0.4)
    const end = from + (1 + Math.floor(random() * 4)) * HOUR
    const isWithdrawn = hasEnd && chance(0.5)
    const isDraft = chance(0.15)
    const folder = pick(['', 'news/', 'show/', `sec-${marker}/`, `sec-${marker}/deep/`])
    const isBundle = chance(0.3)
    const place = isBundle ? `${folder}${marker}/` : folder
    const path = isBundle ? `${place}index.md` : `${place}${marker}.md`
    const iso = new Date(from).toISOString()
    const dated = chance(0.5) ? `date: ${iso}` : `date: 2025-01-0${1 + index}\nembargo: ${iso}`
    const keys = [
      `title: Title ${marker}`,
      dated,
      `tags: [tag-${marker}]`,
      `authors: Author ${marker}`,
      `summary: Summary ${marker}`,
      `aliases: [/was/${marker}]`,
      `image: { url: pic-${marker}.png, alt: "Alt ${marker}", caption: "Caption ${marker}" }`,
      `enclosure: ${marker}.mp3`,
      `chapters: [{ start: 0, title: "Chapter ${marker}" }]`,
      `correction: { text: "Correction ${marker}", date: ${iso} }`,
      `slugline: slug-${marker}`,
      ...(hasEnd && !isWithdrawn ? [`expires: ${new Date(end).toISOString()}`] : []),
      ...(isWithdrawn ? [`withdrawn: ${new Date(end).toISOString()}`] : []),
      ...(isDraft ? ['draft: true'] : []),
    ]
    const body = [
      `Text ${marker} and ![Alt ${marker}](body-${marker}.png) and [numbers](data-${marker}.csv).`,
      `{{< figure src="/img/short-${marker}.png" >}}`,
      ...links.filter(() => chance(0.5)),
    ]
    files[path] = `---\n${keys.join('\n')}\n---\n\n${body.join('\n\n')}\n`
    const beside = ['.mp3', '.jpg', '.transcript.json'].map((ending) => `${place}${marker}${ending}`)
    const named = [`${place}pic-${marker}.png`, `${place}body-${marker}.png`, `${place}data-${marker}.csv`]
    const owned = [
      ...beside,
      ...named,
      `img/short-${marker}.png`,
      ...(isBundle ? [`${place}more-${marker}.png`] : []),
    ]
    for (const file of owned) files[file] = `content of ${marker}`
    const [file = '', stem = ''] = [path, path.replace(/(?:\/index)?\.md$/, '')]
    links.push(
      `[linked](/${file})`,
      `[linked](/${stem}/)`,
      `[linked]({{< ref "${stem.split('/').at(-1)}" >}})`,
      `<a href="https://example.org/was/${marker}">linked</a>`,
    )
    const section = isBundle ? folder.slice(0, -1) : place.slice(0, -1)
    const folders = [`tags/tag-${marker}/`, `authors/author-${marker}/`, `${folder}tags/tag-${marker}/`]
    if (section.includes(marker)) folders.push(`sec-${marker}/`, `${section}/`)
    articles.push({
      marker,
      stem,
      from: isDraft ? Number.POSITIVE_INFINITY : from,
      until: hasEnd ? end : Number.POSITIVE_INFINITY,
      isWithdrawn,
      files: owned,
      paths: [
        ...owned,
        ...folders.flatMap((folder) => [...FEEDS, 'rss', 'archive/1/atom.xml'].map((file) => folder + file)),
        `was/${marker}`,
        ...['wire', 'wire-1', 'wire-2'].map((folder) => `${folder}/${stem}.json`),
        `${stem}/`,
        `${stem}.chapters.json`,
        path,
        `${stem}.txt`,
      ],
    })
  }
  return { files, articles }
}

const COMMON = [
  '',
  'healthz',
  'feeds.opml',
  'sitemap.xml',
  'news-sitemap.xml',
  'metrics',
  '.well-known/feeds',
  'index.xml',
]

/** Every path that anything can be at, at any of these instants. */
function pathsOf({ catalogue }: Runtimes, articles: Marked[], instants: number[]): string[] {
  const archives = [1, 2, 3].flatMap((number) => FEEDS.map((file) => `archive/${number}/${file}`))
  const sections = ['news/', 'show/'].flatMap((folder) => FEEDS.map((file) => folder + file))
  return [
    ...new Set([
      ...COMMON,
      ...FEEDS,
      ...archives,
      ...sections,
      ...instants.flatMap((now) => [...catalogue.paths(now)]),
      ...articles.flatMap(({ paths }) => paths),
      ...articles.flatMap(({ paths }) => paths.map((path) => path.toUpperCase())),
    ]),
  ]
}

/** Feeds, ninjs, and the pages of a tag, an author or a section. */
const RECORD =
  /(?:^|\/)(?:[a-z]+(?:-[12])?\.(?:xml|json)|rss|(?:(?:tags|authors)\/[^/]+|sec-[^/]+(?:\/deep)?)\/(?:archive\/\d+\/|subscribe\/)?)$|^wire(?:-[12])?\//i

/** What a record may say of an article that has ended: the names in its own address, and the id and the address of one that is withdrawn. */
function namesIn(path: string, { marker, stem, isWithdrawn }: Marked): string[] {
  // A section without settings is called by the name of its folder.
  const names = ['tag-', 'author-', 'author ', 'sec-', 'sec '].map((name) => name + marker)
  // In ninjs 1.7 the id is a key, too, in letters, digits and `_`.
  const key = stem.replaceAll('/', '_2f_').replaceAll('-', '_2d_')
  return [...(isWithdrawn ? [stem, key] : []), ...(path.toLowerCase().includes(marker) ? names : [])]
}

const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1)

const NAMES = ['a folder', 'a compiled folder', 'a folder compiled to be rendered on demand']

describe.each(SEEDS)('random articles (seed %i)', (seed) => {
  const { files, articles } = makeFiles(seed)
  const points = articles.flatMap(({ from, until }) => [from, until]).filter(Number.isFinite)
  const instants = [...new Set([START, ...points.flatMap((point) => [point - 1, point])])]
    .filter((now) => now >= START)
    .sort((a, b) => a - b)
  let runtimes: Runtimes
  let paths: string[]

  // Once for all runtimes: rendering and compiling takes about as long as asking.
  beforeAll(() => {
    runtimes = openRuntimes(files, START, '', false)
    paths = pathsOf(runtimes, articles, [START - 24 * HOUR, ...instants])
  })

  afterAll(() => rmSync(runtimes.folder.directory, { recursive: true }))

  it.each(NAMES)('%s sends no trace of an article before its release and after its end', async (name) => {
    const ask = runtimes.asks[name]!
    for (const now of instants) {
      const secret = articles.filter(({ from, until }) => now < from || now >= until)
      const shown = articles.filter((article) => !secret.includes(article))
      const seen = new Map<string, Set<string>>(shown.map(({ marker }) => [marker, new Set()]))
      const traces: string[] = []
      for (const path of paths) {
        const { status, headers, text } = await ask(path, now, { 'if-none-match': '"other"' })
        const sent = `${status} ${JSON.stringify(headers)} ${text}`.toLowerCase()
        for (const article of secret) {
          const { marker, from } = article
          if (!sent.includes(marker)) continue
          // What was public leaves a tombstone of its id and address, and the feeds of its tags and their pages, empty.
          const isRecord = now >= from && status !== 404 && RECORD.test(path)
          const names = isRecord ? namesIn(path, article) : []
          const rest = names.reduce((text, name) => text.replaceAll(name, ''), sent)
          const at = rest.indexOf(marker)
          if (at >= 0) traces.push(`/${path} at ${now}: … ${rest.slice(Math.max(0, at - 80), at + 80)} …`)
        }
        for (const { marker } of shown)
          for (const part of PARTS) if (sent.includes(`${part}${marker}`)) seen.get(marker)!.add(part)
      }
      expect(traces).toEqual([])
      for (const { marker } of shown) {
        const missing = PARTS.filter((part) => !seen.get(marker)!.has(part) && part !== 'chapter ')
        expect(missing, `${marker} is public at ${now}`).toEqual([])
      }
    }
  })
})

/** What a marked article shows somewhere while it is public; chapters only where it is an episode. */
const PARTS = [
  'title ',
  'text ',
  'tag-',
  'author ',
  'summary ',
  'alt ',
  'correction ',
  'content of ',
  'chapter ',
]
