import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { createEditions, type Editions } from '../../../src/feed/editions/editions.ts'
import { archiveFolder } from '../../../src/feed/scope.ts'
import { digest } from '../../../src/node/digest.ts'
import { article } from '../../article.ts'
import { bodiesOf } from '../../content/outline.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY = 86_400_000
const FILES = ['feed.xml', 'atom.xml', 'feed.json']
const noSize = () => undefined

/** A site of these settings to which articles are added. */
function createSite(settings: string) {
  const source = `---\nidPrefix: "tag:example.org,2026:"\n${settings}\n---\n`
  const { site, problems } = readSite([{ path: '_index.md', source }], {
    title: 'Site',
    url: 'https://example.org/',
  })
  expect(problems).toEqual([])
  const articles = new Map<string, ReturnType<typeof parseArticle>>()
  return {
    put(path: string, frontMatter: Record<string, string>, body?: string) {
      const text = article({ title: path, ...frontMatter }, body)
      articles.set(path, parseArticle({ path, source: text, hash: text }, site, noSize))
    },
    editions(modified = 0) {
      const library = buildLibrary(site, articles.values(), [], modified)
      return createEditions(library, 'test', bodiesOf(library), digest)
    },
  }
}

function dayAfterDay(index: number, start = Date.UTC(2020, 0, 1)): string {
  return new Date(start + index * DAY).toISOString()
}

/** Of every archive of the site and its sections, in every format. */
function archivePaths(editions: Editions, now: number): string[] {
  const scopes = editions.scopes(now).filter(({ facet }) => facet === undefined)
  const folders = scopes.flatMap((scope) => {
    const found: string[] = []
    while (editions.findIn(archiveFolder(scope, found.length + 1), now))
      found.push(archiveFolder(scope, found.length + 1))
    return found
  })
  return folders.flatMap((folder) => FILES.map((file) => folder + file))
}

interface Page {
  ids: string[]
  links: Record<string, string | undefined>
}

/** What feedsmith finds in a document. */
function readPage(file: string, document: string): Page {
  if (file === 'feed.json') {
    const { items = [], next_url } = parseJsonFeed(document)
    return { ids: items.map(({ id }) => id!), links: { 'prev-archive': next_url } }
  }
  const feed = file === 'atom.xml' ? parseAtomFeed(document) : parseRssFeed(document)
  const links =
    'entries' in feed || file === 'atom.xml' ? (feed as { links?: LinkList }).links : atomLinks(feed)
  const ids =
    file === 'atom.xml'
      ? ((feed as { entries?: { id?: string }[] }).entries ?? []).map(({ id }) => id!)
      : ((feed as { items?: { guid?: { value?: string } }[] }).items ?? []).map(({ guid }) => guid!.value!)
  return { ids, links: Object.fromEntries((links ?? []).map(({ rel, href }) => [rel, href])) }
}

type LinkList = { rel?: string; href?: string }[]

function atomLinks(feed: object): LinkList | undefined {
  return (feed as { atom?: { links?: LinkList } }).atom?.links
}

function pathOf(url: string): string {
  expect(url).toMatch(/^https:\/\/example\.org\//)
  return url.slice('https://example.org/'.length)
}

/** From a document to the oldest of its archives. */
function walk(editions: Editions, start: string, now = NOW, relation = 'prev-archive'): [string, Page][] {
  const pages: [string, Page][] = []
  for (let path: string | undefined = start; path !== undefined; ) {
    const found = editions.find(path, now)
    if (!found) return [...pages, [path, { ids: [], links: {} }]]
    const page = readPage(path.split('/').at(-1)!, found.render())
    pages.push([path, page])
    const next = page.links[relation]
    path = next === undefined ? undefined : pathOf(next)
  }
  return pages
}

describe('a thousand articles, added one by one', () => {
  const { put, editions } = createSite('feedLimit: 10')
  const closed = new Map<string, { fingerprint: string; text: string; step: number }>()
  const changed: string[] = []
  const late: string[] = []
  let all: Editions

  beforeAll(() => {
    for (let step = 0; step < 1000; step++) {
      put(`${step % 3 === 0 ? 'news/' : ''}a${step}.md`, { date: dayAfterDay(step) })
      all = editions(step)
      if (step % 10 !== 0 && step < 990) continue
      for (const path of archivePaths(all, NOW)) {
        const edition = all.find(path, NOW)!
        const known = closed.get(path)
        if (!known) closed.set(path, { fingerprint: edition.fingerprint, text: edition.render(), step })
        else if (known.fingerprint !== edition.fingerprint) changed.push(path)
      }
      const linked = readPage('feed.json', all.find('feed.json', NOW)!.render()).links['prev-archive']
      if ((linked !== undefined) !== step >= 10) late.push(`${step}: ${linked}`)
    }
  })

  it('leave every archive that was full as it was, in every format, for site and section', () => {
    expect(changed).toEqual([])
    expect(late).toEqual([])
    // 1000 and 334 articles in tens; the last ten are still only in the feed.
    expect(closed.size).toBe((99 + 33) * 3)
    for (const [path, { text }] of closed) expect(all.find(path, NOW)!.render(), path).toBe(text)
  })

  it.each(FILES.flatMap((file) => [file, `news/${file}`]))(
    'are all found by who walks back from %s, once',
    (path) => {
      const pages = walk(all, path)
      const count = path.startsWith('news/') ? 334 : 1000
      expect(pages).toHaveLength(Math.ceil(count / 10))
      const archived = pages.slice(1).flatMap(([, { ids }]) => ids)
      expect(new Set(archived).size).toBe(archived.length)
      const [newest] = pages
      const fresh = newest![1].ids.filter((id) => !archived.includes(id))
      // Only the first archive may overlap with the feed.
      const beyond = new Set(pages.slice(2).flatMap(([, { ids }]) => ids))
      expect(newest![1].ids.filter((id) => beyond.has(id))).toEqual([])
      expect(fresh.length + archived.length).toBe(count)
    },
  )

  it.each(['feed.json', 'news/feed.json'])('have exactly the next items behind next_url of %s', (path) => {
    const ids = walk(all, path).flatMap(([, page]) => page.ids)
    expect(new Set(ids).size).toBe(ids.length)
    const numbers = ids.map((id) => Number(/\d+$/.exec(id)![0]))
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  })

  it.each(['feed.xml', 'atom.xml', 'news/atom.xml'])('can be walked forward to %s again', (path) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const file = path.slice(folder.length)
    const pages = walk(all, `${folder}archive/1/${file}`, NOW, 'next-archive')
    const last = pages.at(-1)![0]
    expect(last).toBe(`${folder}archive/${pages.length}/${file}`)
    expect(all.findFeedOfNextArchive(last.slice(0, -file.length), NOW)).toBe(folder)
    for (const [, { links }] of pages.slice(0, -1)) expect(pathOf(links.current!)).toBe(path)
  })

  it('say what they are: archive or feed, with the namespace', () => {
    for (const file of ['feed.xml', 'atom.xml']) {
      const archive = all.find(`archive/7/${file}`, NOW)!.render()
      expect(archive).toContain('xmlns:fh="http://purl.org/syndication/history/1.0"')
      expect(archive).toContain('<fh:archive/>')
      expect(archive).not.toContain('<fh:complete/>')
      const feed = all.find(file, NOW)!.render()
      expect(feed).not.toContain('fh:')
    }
  })
})

describe('where everything fits', () => {
  it('the feed says that it is complete, and there is no archive', () => {
    const { put, editions } = createSite('feedLimit: 10')
    for (let index = 0; index < 10; index++) put(`a${index}.md`, { date: dayAfterDay(index) })
    for (const file of ['feed.xml', 'atom.xml']) {
      const text = editions().find(file, NOW)!.render()
      expect(text).toContain('<fh:complete/>')
      expect(readPage(file, text).links['prev-archive']).toBeUndefined()
    }
    expect(archivePaths(editions(), NOW)).toEqual([])
    expect(editions().findFeedOfNextArchive('archive/1/', NOW)).toBeUndefined()
  })
})

describe('next_url', () => {
  const paths = (editions: Editions, now = NOW) => walk(editions, 'feed.json', now).map(([path]) => path)
  const ids = (editions: Editions, now = NOW) =>
    walk(editions, 'feed.json', now).flatMap(([, page]) => page.ids)

  it('shows each item once however many there are, and moves the date of what it leads to', () => {
    const { put, editions } = createSite('feedLimit: 3')
    const ends = new Map([
      [2, dayAfterDay(8.5)],
      [5, dayAfterDay(11.5)],
      [6, dayAfterDay(11.5)],
      [12, dayAfterDay(13.5)],
    ])
    for (let index = 0; index < 16; index++) {
      const expires = ends.get(index)
      put(`a${index}.md`, { date: dayAfterDay(index), ...(expires !== undefined && { expires }) })
    }
    const all = editions()
    const known = new Map<string, string>()
    const times = new Map<string, number>()
    const still: string[] = []
    for (let half = 0; half < 34; half++) {
      const now = Date.parse(dayAfterDay(half / 2))
      const expected = Array.from({ length: 16 }, (_, index) => 15 - index).filter(
        (index) => index * 2 <= half && !(Date.parse(ends.get(index) ?? '2100-01-01') <= now),
      )
      expect(
        ids(all, now).map((id) => Number(/\d+$/.exec(id)![0])),
        `${half}`,
      ).toEqual(expected)
      for (const path of ['feed.json', 'archive/older/feed.json']) {
        const edition = all.find(path, now)
        if (!edition) continue
        const { lastModified } = edition
        const text = edition.render()
        if (known.has(path) && known.get(path) !== text) {
          expect(all.changesIn(edition.folder, now - 1)).toContain(now)
          if (times.get(path) === lastModified) still.push(`${path} ${half}`)
        }
        known.set(path, text)
        times.set(path, lastModified)
      }
    }
    expect(still).toEqual([])
  })

  it('leads to an archive where the feed ends with it, and nowhere where the feed has all', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 6; index++) put(`a${index}.md`, { date: dayAfterDay(index) })
    expect(paths(editions())).toEqual(['feed.json', 'archive/1/feed.json'])
    put('a6.md', { date: dayAfterDay(6) })
    expect(paths(editions())).toEqual(['feed.json', 'archive/older/feed.json', 'archive/1/feed.json'])
    for (const index of [3, 4, 5, 6])
      put(`a${index}.md`, { date: dayAfterDay(index), withdrawn: '2025-06-01' })
    expect(paths(editions())).toEqual(['feed.json'])
    expect(readPage('feed.json', editions().find('archive/older/feed.json', NOW)!.render()).ids).toEqual([])
  })

  it('is not there where there is no archive', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 3; index++) put(`a${index}.md`, { date: dayAfterDay(index) })
    expect(editions().find('archive/older/feed.json', NOW)).toBeUndefined()
    expect([...editions().folders(NOW)]).not.toContain('archive/older/')
  })
})

describe('an archive', () => {
  function idsOf(editions: Editions, path: string, now = NOW): string[] {
    return readPage('feed.json', editions.find(path, now)!.render()).ids.map((id) => id.split(':').at(-1)!)
  }

  it('loses what is withdrawn or expires, and nothing else moves', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 9; index++) put(`a${index}.md`, { date: dayAfterDay(index) })
    const before = editions()
    put('a1.md', { date: dayAfterDay(1), withdrawn: '2025-06-01' })
    put('a3.md', { date: dayAfterDay(3), expires: '2025-06-01' })
    const after = editions()
    expect(idsOf(before, 'archive/1/feed.json')).toEqual(['a2', 'a1', 'a0'])
    expect(idsOf(after, 'archive/1/feed.json')).toEqual(['a2', 'a0'])
    expect(idsOf(after, 'archive/2/feed.json')).toEqual(['a5', 'a4'])
    expect(idsOf(after, 'feed.json')).toEqual(['a8', 'a7', 'a6'])
  })

  it('loses one at its second, the date with it, and the others keep theirs', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 9; index++)
      put(`a${index}.md`, { date: dayAfterDay(index), ...(index === 1 && { expires: dayAfterDay(0, NOW) }) })
    const all = editions()
    for (const [number, moves] of [
      [1, true],
      [2, false],
    ] as const) {
      const [before, after] = [NOW - 1, NOW].map((now) => all.find(`archive/${number}/atom.xml`, now)!)
      expect(before!.fingerprint !== after!.fingerprint).toBe(moves)
      expect(before!.lastModified !== after!.lastModified).toBe(moves)
    }
  })

  it('takes what an embargo held back when it lifts, wherever its date would put it', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 9; index++) put(`a${index}.md`, { date: dayAfterDay(index) })
    put('held.md', { date: dayAfterDay(1), publishDate: dayAfterDay(0, NOW) })
    const all = editions()
    const archives = ['archive/1/feed.json', 'archive/2/feed.json']
    expect(archivePaths(all, NOW - 1).filter((path) => path.endsWith('.json'))).toEqual(archives)
    for (const path of archives)
      expect(all.find(path, NOW)!.fingerprint).toBe(all.find(path, NOW - 1)!.fingerprint)
    expect(idsOf(all, 'feed.json', NOW - 1)).toEqual(['a8', 'a7', 'a6'])
    expect(idsOf(all, 'feed.json')).toEqual(['held', 'a8', 'a7'])
    expect(idsOf(all, 'archive/3/feed.json')).toEqual(['a8', 'a7', 'a6'])
  })

  it('keeps its articles when one more is written on the day it ends with', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (const [path, date] of [
      ['b1.md', '2025-01-01'],
      ['b2.md', '2025-01-02'],
      ['m.md', '2025-01-03'],
      ['n.md', '2025-01-03'],
    ] as const)
      put(path, { date })
    const before = editions().find('archive/1/atom.xml', NOW)!.render()
    put('z.md', { date: '2025-01-03' })
    put('a.md', { date: '2025-01-03' })
    expect(editions().find('archive/1/atom.xml', NOW)!.render()).toBe(before)
    put('c.md', { date: '2025-01-04' })
    const pages = walk(editions(), 'atom.xml')
    expect(new Set(pages.flatMap(([, { ids }]) => ids)).size).toBe(7)
  })

  it('has no more than the limit, though everything is of one day', () => {
    const { put, editions } = createSite('feedLimit: 3')
    for (let index = 0; index < 11; index++) put(`a${index}.md`, { date: '2025-01-01' })
    const pages = walk(editions(), 'atom.xml')
    expect(new Set(pages.flatMap(([, { ids }]) => ids)).size).toBe(11)
    for (const [, { ids }] of pages) expect(ids.length).toBeLessThanOrEqual(3)
  })
})

describe('the date of a feed', () => {
  it('moves when a translation that its items name appears or leaves, in another section', () => {
    const { put, editions } = createSite('languages: [en, fr]')
    put('en/one.md', { date: '2025-01-01', translationKey: 'one' })
    put('fr/un.md', {
      date: '2026-02-01',
      expires: '2026-03-01',
      language: 'fr',
      lang: 'fr',
      translationKey: 'one',
    })
    const all = editions()
    const moments = [NOW, Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)]
    const found = moments.map((now) => all.find('en/atom.xml', now)!)
    expect(found.map(({ lastModified }) => lastModified)).toEqual([Date.UTC(2025, 0, 1), ...moments.slice(1)])
    expect(found[1]!.render()).toContain('hreflang="fr"')
    expect(found[2]!.render()).toBe(found[0]!.render())
  })
})

describe('a limit in bytes', () => {
  const { put, editions } = createSite('feedLimit: 10\nfeedBytes: 4000')
  for (let index = 0; index < 25; index++)
    put(`a${index}.md`, { date: dayAfterDay(index) }, 'Word. '.repeat(80))
  const all = editions()

  it.each(FILES)('leaves out as many of the oldest items of %s as it takes, no more', (file) => {
    const edition = all.find(file, NOW)!
    const text = edition.render()
    const { ids } = readPage(file, text)
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(4000)
    expect(ids.length).toBeGreaterThan(1)
    const whole = edition.items.map(({ make }) => make())
    expect(ids).toEqual(whole.slice(0, ids.length).map(({ id }) => id))
    const oneMore = edition.format.render({
      ...edition.frame(),
      items: whole.slice(0, ids.length + 1),
    })
    expect(new TextEncoder().encode(oneMore).length).toBeGreaterThan(4000)
  })

  it.each(FILES)('loses nothing to who walks back from %s', (file) => {
    const pages = walk(all, file)
    expect(pages.map(([path]) => path)).toEqual([
      file,
      ...[3, 2, 1].map((number) => `archive/${number}/${file}`),
    ])
    expect(new Set(pages.flatMap(([, { ids }]) => ids)).size).toBe(25)
  })

  it('has the archive that is being filled, which caches may not keep as long', () => {
    expect([1, 2, 3].map((number) => all.find(`archive/${number}/feed.xml`, NOW)!.kind)).toEqual([
      'archive',
      'archive',
      'past',
    ])
    expect(all.findFeedOfNextArchive('archive/4/', NOW)).toBe('')
    expect(all.find('feed.xml', NOW)!.render()).not.toContain('fh:complete')
  })

  it('always lets one item through', () => {
    const site = createSite('feedBytes: 1000')
    site.put('long.md', { date: '2025-01-01' }, 'Word. '.repeat(1000))
    site.put('older.md', { date: '2024-01-01' })
    expect(readPage('atom.xml', site.editions().find('atom.xml', NOW)!.render()).ids).toHaveLength(1)
  })
})

describe('ten thousand articles', () => {
  it('have archives up to the last, and nothing beyond', () => {
    const { put, editions } = createSite('feedLimit: 20')
    for (let index = 0; index < 10_000; index++)
      put(`news/a${index}.md`, { date: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString() })
    const library = editions()
    for (let number = 1; number <= 490; number++)
      expect(library.find(`news/archive/${number}/feed.xml`, NOW)).toBeDefined()
    for (let request = 0; request < 1000; request++)
      expect(library.find(`news/archive/${900 + request}/feed.xml`, NOW + request)).toBeUndefined()
  })
})
