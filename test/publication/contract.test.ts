import { describe, expect, it } from 'vitest'
import { PUBLICATIONS, readCompiled } from '#publications'
import { feedAsset } from '../../src/cloudflare/manifest.ts'
import { FORMATS } from '../../src/feed/formats/formats.ts'
import { linkHeader } from '../../src/http/links.ts'
import { type Document, isDocument, type Publication } from '../../src/publication/publication.ts'
import { openCompiled } from './compiled.ts'
import { NOW } from './fixtures.ts'

const DAY = 86_400_000

async function documentAt(publication: Publication, path: string, now: number): Promise<Document> {
  const answer = await publication.find(path, now)
  if (!isDocument(answer)) throw new Error(`${path} is not a document`)
  return answer
}

async function textOf(publication: Publication, path: string, now: number): Promise<string> {
  return new Response(await (await documentAt(publication, path, now)).read()).text()
}

/** All but the bytes; of the instant until which it is valid, the Worker tells only that there is one. */
function describeDocument({ validUntil, read, ...document }: Document): object {
  return { ...document, isPending: validUntil !== undefined }
}

async function titlesOf(publication: Publication, path: string, now: number): Promise<string[]> {
  const feed = JSON.parse(await textOf(publication, path, now)) as { items: { title: string }[] }
  return feed.items.map(({ title }) => title)
}

async function archivesOf(publication: Publication, feeds: string[], now: number): Promise<string[]> {
  const found: string[] = []
  for (const feed of feeds) {
    const [, folder, file] = /^(.*?)([^/]*)$/.exec(feed)!
    for (let number = 1; ; number++) {
      const path = `${folder}archive/${number}/${file}`
      if (!isDocument(await publication.find(path, now))) break
      found.push(path)
    }
  }
  return found
}

describe.each(Object.entries(PUBLICATIONS))('%s', (_, open) => {
  it('finds every feed it lists, each with a validator of its own', async () => {
    const publication = open('basic')
    const feeds = await publication.feeds(NOW)
    expect(feeds.map(({ path }) => path)).toEqual(
      ['', 'essays/', 'news/', 'news/world/'].flatMap((folder) =>
        ['feed.xml', 'atom.xml', 'feed.json'].map((file) => folder + file),
      ),
    )
    const documents = await Promise.all(feeds.map(({ path }) => documentAt(publication, path, NOW)))
    expect(new Set(documents.map((document) => document.version)).size).toBe(12)
    for (const document of documents) expect(document.version).toMatch(/^[\da-z]+$/)
  })

  it('finds nothing under any other path', async () => {
    const publication = open('basic')
    for (const path of [
      'nothing',
      'news',
      'News/',
      '/feed.xml',
      'feed.xml/',
      'news/one.md',
      '_index.md',
      'constructor',
      '__proto__',
      'toString',
      'wire/constructor.json',
      '_data/feeds.json',
      '%',
    ]) {
      expect(await publication.find(path, NOW), path).toBeUndefined()
    }
  })

  it('knows when a feed was last modified: when its newest item was', async () => {
    const publication = open('basic')
    expect(await publication.find('feed.xml', NOW)).toMatchObject({
      kind: 'feed',
      path: 'feed.xml',
      format: 'rss',
      contentType: 'application/rss+xml; charset=utf-8',
      lastModified: Date.UTC(2025, 0, 3),
    })
    const unchanging = await documentAt(publication, 'news/atom.xml', NOW)
    expect(unchanging.lastModified).toBe(Date.UTC(2025, 0, 2))
    expect(unchanging.validUntil).toBeUndefined()
  })

  it('reads what it found', async () => {
    const publication = open('basic')
    expect(await titlesOf(publication, 'feed.json', NOW)).toEqual(['Three', 'Two', 'One'])
    expect(await titlesOf(publication, 'news/feed.json', NOW)).toEqual(['Two', 'One'])
    expect(await textOf(publication, 'news/feed.xml', NOW)).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<rss version="2.0"/,
    )
  })

  it('has pages of the site, its sections, tags and articles, and to subscribe to each', async () => {
    const publication = open('facets')
    const page = { kind: 'page', contentType: 'text/html; charset=utf-8' }
    for (const path of [
      '',
      'news/',
      'tags/peace/',
      'fa-AF/',
      'archive/1/',
      'subscribe/',
      'news/subscribe/',
    ]) {
      expect(await publication.find(path, NOW), path).toMatchObject({ ...page, path })
      expect(await textOf(publication, path, NOW)).toMatch(/^<!doctype html>\n<html lang="[\s\S]*<\/html>\n$/)
    }
    for (const path of ['three/', 'news/two/', 'news/one/'])
      expect(await textOf(publication, path, NOW)).toContain('class="e-content"')
    for (const path of ['tags/nothing/', 'archive/9/', 'archive/1/subscribe/', 'subscribe'])
      expect(isDocument(await publication.find(path, NOW)), path).toBe(false)
  })

  it('has the page of an article while it is public, and of a tag from its first article on', async () => {
    const publication = open('facets')
    const lifts = Date.UTC(2026, 0, 2)
    expect(await publication.find('tags/secret/', lifts - 1)).toBeUndefined()
    expect(await textOf(publication, 'tags/secret/', lifts)).toContain('Later')
    expect(await textOf(publication, '', lifts - 1)).not.toContain('Later')
    expect(await textOf(publication, '', lifts)).toContain('Later')
  })

  it('says what the site is', () => {
    expect(open('below a path').site()).toEqual({
      url: 'https://example.org/dispatch/',
      title: 'The Site',
      description: 'The Site',
      language: 'en',
      hubs: ['https://example.org/dispatch/hub'],
    })
  })

  it('says that browsers get feeds as they are, where the site says so', () => {
    expect(open('feeds that browsers show as they are').site()).toMatchObject({ browserView: false })
    expect(open('feeds with pages').site()).not.toHaveProperty('browserView')
  })

  it('changes with time alone, the validators with it', async () => {
    const publication = open('time')
    const versions = []
    for (const [now, titles, until] of [
      [NOW, ['Brief', 'Mended', 'Taken back', 'Still'], Date.UTC(2026, 0, 2, 6)],
      [Date.UTC(2026, 0, 2, 6) - 1, ['Brief', 'Mended', 'Taken back', 'Still'], Date.UTC(2026, 0, 2, 6)],
      [Date.UTC(2026, 0, 2, 6), ['Soon', 'Brief', 'Mended', 'Taken back', 'Still'], Date.UTC(2026, 0, 3)],
      [Date.UTC(2026, 0, 3), ['Soon', 'Mended', 'Taken back', 'Still'], Date.UTC(2026, 0, 4)],
      [Date.UTC(2026, 0, 4), ['Soon', 'Mended', 'Taken back', 'Still'], Date.UTC(2026, 0, 5)],
      [Date.UTC(2026, 0, 5), ['Soon', 'Mended', 'Still'], undefined],
      [NOW + 900 * DAY, ['Soon', 'Mended', 'Still'], undefined],
    ] as const) {
      const document = await documentAt(publication, 'feed.json', now)
      expect(document.validUntil === undefined).toBe(until === undefined)
      versions.push(document.version)
      expect((await titlesOf(publication, 'feed.json', now)).toSorted()).toEqual([...titles].toSorted())
    }
    expect(versions[0]).toBe(versions[1])
    expect(versions[5]).toBe(versions[6])
    expect(new Set(versions).size).toBe(5)
  })

  it('a feed that time does not touch keeps its validator', async () => {
    const publication = open('time')
    const [before, after] = [
      await documentAt(publication, 'x/feed.xml', NOW),
      await documentAt(publication, 'x/feed.xml', NOW + 900 * DAY),
    ]
    expect(before.version).toBe(after.version)
  })

  it('counts public articles as time goes by', async () => {
    const publication = open('time')
    for (const [now, count] of [
      [NOW, 4],
      [Date.UTC(2026, 0, 2, 6), 5],
      [Date.UTC(2026, 0, 3), 4],
      [NOW + 900 * DAY, 3],
    ] as const)
      expect((await publication.status(now)).articles).toMatchObject({ public: count })
  })

  describe('archives', () => {
    const ARCHIVE_FILES = ['feed.xml', 'atom.xml', 'feed.json']
    const HUBS = {
      url: 'https://example.org/',
      title: '',
      description: '',
      language: '',
      hubs: ['https://hub/'],
    }
    const MOMENTS = Array.from({ length: 13 }, (_, day) => NOW + day * DAY)

    /** Titles of each document from the feed to the oldest archive, by the links in them. */
    async function walk(publication: Publication, start: string, now: number): Promise<string[][]> {
      const pages: string[][] = []
      for (let path: string | undefined = start; path !== undefined; ) {
        const text = await textOf(publication, path, now)
        const items = text.split(/<(?:item|entry)>|"items":/)
        const titles = [
          ...items
            .slice(1)
            .join()
            .matchAll(/<title>(.*?)<|"title": "(.*?)"/g),
        ]
        pages.push(titles.map(([, xml, json]) => (xml ?? json)!.replace(/^<!\[CDATA\[|\]\]>$/g, '')))
        const link = /rel="prev-archive"[^>]*href="([^"]*)"|"next_url": "([^"]*)"/.exec(text)
        path = (link?.[1] ?? link?.[2])?.slice('https://example.org/'.length)
      }
      return pages
    }

    it.each(ARCHIVE_FILES.flatMap((file) => [file, `news/${file}`]))(
      'hold, behind %s, every article once at any time',
      async (path) => {
        const publication = open('archives')
        for (const [day, now] of MOMENTS.entries()) {
          const [newest = [], ...archives] = await walk(publication, path, now)
          const archived = archives.flat()
          expect(new Set(archived).size).toBe(archived.length)
          if (path.endsWith('.json')) expect(newest.filter((title) => archived.includes(title))).toEqual([])
          const all = new Set([...newest, ...archived])
          const { articles } = await publication.status(now)
          if (!path.startsWith('news/')) expect(all.size).toBe(articles.public)
          expect(all.has('a7')).toBe(day < 1)
          expect(all.has('a12')).toBe(!path.startsWith('news/') && day < 2)
        }
      },
    )

    it('keep validators and bytes as long as none of their articles leaves', async () => {
      const publication = open('archives')
      for (const file of ARCHIVE_FILES) {
        const known = new Map<string, { version: string; lastModified: number; text: string }>()
        const changed: string[] = []
        for (const [day, now] of MOMENTS.entries()) {
          for (let number = 1; ; number++) {
            const path = `archive/${number}/${file}`
            const answer = await publication.find(path, now)
            if (!isDocument(answer)) {
              expect(answer).toEqual({ kind: 'redirect', to: `/${file}`, status: 307 })
              const page = await publication.find(`archive/${number}/`, now)
              expect(page).toEqual({ kind: 'redirect', to: '/', status: 307 })
              break
            }
            const { kind, version, lastModified } = answer
            const state = { version, lastModified, text: await textOf(publication, path, now) }
            expect(kind).toBe('archive')
            const last = known.get(path)
            if (last && JSON.stringify(last) !== JSON.stringify(state)) changed.push(`day ${day}: ${path}`)
            known.set(path, state)
          }
        }
        expect(changed).toEqual([`day 1: archive/2/${file}`, `day 2: archive/3/${file}`])
        expect(known.size).toBe(7)
      }
    })

    it('are not the feed, to which people subscribe, nor is what stands between the two', async () => {
      const publication = open('archives')
      const kinds = []
      for (const path of ['feed.json', 'archive/older/feed.json', 'archive/1/feed.json']) {
        const answer = await publication.find(path, NOW)
        kinds.push(isDocument(answer) && [answer.kind, linkHeader(answer, HUBS).includes('hub')])
      }
      expect(kinds).toEqual([
        ['feed', true],
        ['past', false],
        ['archive', false],
      ])
    })

    it('are nowhere beyond the one that is being filled', async () => {
      const publication = open('archives')
      expect(await publication.find('archive/6/feed.xml', NOW)).toMatchObject({ kind: 'redirect' })
      for (const path of [
        'archive/7/feed.xml',
        'archive/0/feed.xml',
        'archive/01/feed.xml',
        'archive/9/',
        'archive',
      ])
        expect(await publication.find(path, NOW), path).toBeUndefined()
    })

    it('hold what a feed that is limited in bytes leaves out', async () => {
      const publication = open('a limit in bytes')
      for (const file of ARCHIVE_FILES) {
        const pages = await walk(publication, file, NOW)
        expect(pages[0]!.length).toBeLessThan(5)
        expect(new Set(pages.flat()).size).toBe(29)
        expect(new Blob([await textOf(publication, file, NOW)]).size).toBeLessThanOrEqual(1600)
      }
    })
  })

  it('knows a folder with capital letters by its name, and leads to it from small ones', async () => {
    const publication = open('capital letters')
    const path = 'Essays%20%26%20more/feed.xml'
    expect(await publication.find(path, NOW)).toMatchObject({ kind: 'feed', path })
    expect(await publication.find('essays%20&%20more/feed.xml', NOW)).toEqual({
      kind: 'redirect',
      to: `/${path}`,
      status: 301,
    })
  })

  it('has feeds of tags, authors and languages, each from its time on', async () => {
    const publication = open('facets')
    const lifts = Date.UTC(2026, 0, 2)
    expect(await titlesOf(publication, 'tags/peace/feed.json', NOW)).toEqual(['Three', 'Two'])
    expect(await titlesOf(publication, 'tags/peace/feed.json', lifts)).toEqual(['Later', 'Three'])
    for (const now of [NOW, lifts])
      expect(await titlesOf(publication, 'tags/peace/archive/1/feed.json', now)).toEqual(['Two', 'One'])
    expect(await titlesOf(publication, 'news/tags/c%2B%2B/feed.json', NOW)).toEqual(['One'])
    expect(await titlesOf(publication, 'authors/zo%C3%AB-%C3%A4/feed.json', lifts)).toEqual(['Later', 'One'])
    expect(await titlesOf(publication, 'fa-AF/feed.json', NOW)).toEqual(['Two'])
    expect(await publication.find('tags/secret/feed.xml', lifts - 1)).toBeUndefined()
    expect(await titlesOf(publication, 'tags/secret/feed.json', lifts)).toEqual(['Later'])
    expect(await titlesOf(publication, 'tags/brief/feed.json', Date.UTC(2026, 0, 3))).toEqual([])
  })

  it('leads from another spelling of a tag or language to its feed, where it is there', async () => {
    const publication = open('facets')
    for (const [path, to] of [
      ['tags/c++/feed.xml', 'tags/c%2B%2B/feed.xml'],
      ['fa-af/atom.xml', 'fa-AF/atom.xml'],
    ] as const)
      expect(await publication.find(path, NOW)).toEqual({ kind: 'redirect', to: `/${to}`, status: 301 })
  })

  it('lists languages where there are several, and neither tags nor authors', async () => {
    const feeds = await open('facets').feeds(NOW)
    expect(feeds.filter(({ format }) => format === 'RSS').map(({ path }) => path)).toEqual([
      'feed.xml',
      'news/feed.xml',
      'en/feed.xml',
      'fa-AF/feed.xml',
    ])
  })

  it('has each public article as ninjs, and tells of one that was withdrawn', async () => {
    const publication = open('time')
    const read = async (path: string, now: number) => JSON.parse(await textOf(publication, path, now))
    expect(await read('wire/x/e.json', NOW)).toMatchObject({
      uri: 'tag:example.org,2026:x/e',
      standard: { name: 'ninjs' },
      headlines: [{ value: 'Still' }],
    })
    const lifts = Date.UTC(2026, 0, 2, 6)
    expect(await publication.find('wire/a.json', lifts - 1)).toBeUndefined()
    expect(await documentAt(publication, 'wire/a.json', lifts)).toMatchObject({ lastModified: lifts })
    const taken = Date.UTC(2026, 0, 5)
    expect(await documentAt(publication, 'wire/d.json', taken - 1)).toMatchObject({
      validUntil: expect.any(Number),
    })
    expect(await read('wire/d.json', taken - 1)).toMatchObject({ pubStatus: 'usable' })
    expect(await read('wire/d.json', taken)).toMatchObject({ pubStatus: 'canceled', edNote: 'Wrong' })
    expect(await documentAt(publication, 'wire/d.json', taken)).toMatchObject({
      lastModified: taken,
      contentType: 'application/json; charset=utf-8',
    })
    expect(await publication.find('wire/b.json', Date.UTC(2026, 0, 3))).toBeUndefined()
    expect(await publication.find('wire/nothing.json', NOW)).toBeUndefined()
  })

  it('has older versions of ninjs beside the newest where the site asks for them, and nowhere else', async () => {
    const publication = open('older versions of ninjs')
    const read = async (path: string, now: number) => JSON.parse(await textOf(publication, path, now))
    for (const path of [
      'wire-1.json',
      'news/wire-2.json',
      'tags/peace/wire-1.json',
      'archive/1/wire-2.json',
    ]) {
      const { version, ...newest } = describeDocument(
        await documentAt(publication, path.replace(/-[12]/, ''), NOW),
      ) as Document
      const document = await documentAt(publication, path, NOW)
      expect(describeDocument(document)).toEqual({
        ...newest,
        path,
        format: path.includes('-1') ? 'ninjs1' : 'ninjs2',
        version: expect.stringMatching(/^[\da-z]+$/),
      })
      expect(document.version).not.toBe(version)
      const [self, ...alternates] = linkHeader(document, publication.site()).split(', ')
      expect(self).toBe(`<https://example.org/${path}>; rel="self"; type="application/json"`)
      expect(alternates.filter((link) => link.includes('alternate'))).toHaveLength(3)
    }
    const lifts = Date.UTC(2026, 0, 2, 6)
    for (const [wire, version] of Object.entries({ 'wire-1': 1.7, 'wire-2': 2.3 })) {
      const { $standard, standard = $standard } = await read(`${wire}/news/one.json`, NOW)
      expect(standard).toMatchObject({ name: 'ninjs', version: String(version) })
      expect(await publication.find(`${wire}/later.json`, lifts - 1)).toBeUndefined()
      expect(await textOf(publication, `${wire}.json`, lifts - 1)).not.toContain('Later')
      expect(await textOf(publication, `${wire}.json`, lifts)).toContain('Later')
      expect(await read(`${wire}/four.json`, Date.UTC(2026, 0, 5))).toMatchObject({ pubstatus: 'canceled' })
    }
    const without = open('facets')
    for (const path of ['wire-1.json', 'news/wire-2.json', 'wire-1/three.json', 'archive/1/wire-2.json'])
      expect(await without.find(path, NOW), path).toBeUndefined()
    expect(without.site()).not.toHaveProperty('ninjs')
  })

  it('has the chapters of each public episode, at the address that its feed gives', async () => {
    const publication = open('podcast')
    const feed = await textOf(publication, 'show/feed.xml', NOW)
    const addresses = [
      ...feed.matchAll(/<podcast:chapters url="([^"]+)" type="application\/json\+chapters"/g),
    ]
    const paths = addresses.map(([, url]) => url!.replace('https://example.org/', '')).sort()
    expect(paths).toEqual(['show/%C3%A9.chapters.json', 'show/gone.chapters.json', 'show/one.chapters.json'])
    for (const path of paths) {
      expect(await documentAt(publication, path, NOW)).toMatchObject({
        contentType: 'application/json+chapters',
      })
      expect(JSON.parse(await textOf(publication, path, NOW))).toMatchObject({ version: '1.2.0' })
    }
    const released = Date.UTC(2026, 0, 2)
    expect(await publication.find('show/soon.chapters.json', released - 1)).toBeUndefined()
    expect(await textOf(publication, 'show/soon.chapters.json', released)).toContain('Secret')
    expect(await publication.find('show/gone.chapters.json', Date.UTC(2026, 0, 3))).toBeUndefined()
  })

  it('serves a file at the address that its article gives', async () => {
    const publication = open('capital letters')
    const feed = await textOf(publication, 'feed.json', NOW)
    const [, path] = /"image": "https:\/\/example\.org\/(.*?)"/.exec(feed) ?? []
    expect(await textOf(publication, path!, NOW)).toBe('PNG')
    expect(await publication.find('Essays%20&%20more/Tom%20&%20Jerry,%20(1).png', NOW)).toBeUndefined()
  })

  it('serves files beside articles', async () => {
    const publication = open('media')
    const document = await documentAt(publication, 'podcast/one.mp3', NOW)
    expect(document.contentType).toBe('audio/mpeg')
    expect(document.kind).toBe('media')
    expect(document.lastModified).toBeGreaterThan(0)
    expect(await textOf(publication, 'podcast/one.mp3', NOW)).toBe('ID3')
    expect(document.length).toBe(3)
    const part = await document.read({ first: 1, last: 1 })
    expect(await new Response(part).text()).toBe('D')
  })

  it('knows the dimensions of a picture beside an article', async () => {
    const feed = await textOf(open('media'), 'podcast/feed.xml', NOW)
    expect(feed).toContain(
      '<media:content url="https://example.org/podcast/cover.svg" fileSize="64" type="image/svg+xml" medium="image" width="30" height="20"/>',
    )
  })

  it('reports problems with their codes', async () => {
    const { problems } = await open('something wrong').status(NOW)
    expect(problems).toMatchObject([{ severity: 'error', code: 'date' }])
  })

  it('leads from old addresses to the permalink, and says what was withdrawn', async () => {
    const publication = open('moved')
    const permalink = { kind: 'redirect', to: 'https://example.org/news/new/', status: 301 }
    for (const path of [
      'old.html',
      '2019/old',
      '2019/old/',
      'OLD.html',
      'abs/',
      'caf%C3%A9',
      'caf%c3%a9/',
      'cafe%CC%81',
    ]) {
      expect(await publication.find(path, NOW), path).toEqual(permalink)
    }
    expect(await publication.find('elsewhere', NOW)).toBeUndefined()
    expect(await publication.find('news/new/', NOW)).toMatchObject({ kind: 'page' })
    const gone = { kind: 'gone', reason: 'The figures were wrong' }
    expect(await publication.find('news/gone/', NOW)).toEqual(gone)
    expect(await publication.find('was-gone', NOW)).toEqual(gone)
  })

  it('leads from an old address to the permalink until a tag is released that has its feed there', async () => {
    const publication = open('an alias where a tag will be')
    const lifts = Date.UTC(2026, 0, 2)
    const moved = { kind: 'redirect', to: 'https://example.org/new/', status: 301 }
    for (const path of ['tags/secret/feed.xml', 'tags/other/atom.xml', 'TAGS/Other/atom.xml'])
      expect(await publication.find(path, lifts - 1), path).toEqual(moved)
    for (const path of ['tags/secret/atom.xml', 'tags/other/feed.xml', 'tags/other/feed.json'])
      expect(await publication.find(path, lifts - 1), path).toBeUndefined()
    for (const path of ['tags/secret/feed.xml', 'tags/secret/atom.xml', 'tags/other/atom.xml'])
      expect(await documentAt(publication, path, lifts)).toMatchObject({ kind: 'feed', path })
  })

  it('keeps the old addresses of an article under embargo to itself until it lifts', async () => {
    const publication = open('moved')
    const lifts = Date.UTC(2026, 0, 2)
    expect(await publication.find('early', lifts - 1)).toBeUndefined()
    expect(await publication.find('early', lifts)).toEqual({
      kind: 'redirect',
      to: 'https://example.org/news/later/',
      status: 301,
      until: Date.UTC(2026, 0, 3),
    })
    expect(await publication.find('news/later/', lifts - 1)).toBeUndefined()
    expect(await publication.find('news/later/', lifts)).toMatchObject({ kind: 'page' })
    expect(await publication.find('news/later/', Date.UTC(2026, 0, 3))).toEqual({ kind: 'gone' })
    expect(await publication.find('early', Date.UTC(2026, 0, 3))).toEqual({ kind: 'gone' })
  })
})

describe('every way to fill a publication', () => {
  it.each(['time', 'archives', 'a limit in bytes', 'facets', 'podcast', 'older versions of ninjs'] as const)(
    'gives the same documents, validators and bytes (%s)',
    async (fixture) => {
      const all = Object.values(PUBLICATIONS).map((open) => open(fixture))
      for (const now of [
        NOW,
        Date.UTC(2026, 0, 2, 6),
        Date.UTC(2026, 0, 4),
        Date.UTC(2026, 0, 4, 6),
        NOW + 900 * DAY,
      ]) {
        const feeds = (await all[0]!.feeds(now)).map(({ path }) => path)
        feeds.push('wire.json')
        if (fixture === 'older versions of ninjs')
          feeds.push(
            ...['wire-1', 'wire-2'].flatMap((wire) => [
              ...['', 'news/', 'tags/peace/', 'news/tags/peace/'].map((folder) => `${folder}${wire}.json`),
              ...['news/one', 'four'].map((article) => `${wire}/${article}.json`),
            ]),
          )
        if (fixture === 'time') feeds.push('wire/c.json', 'wire/d.json')
        feeds.push('sitemap.xml', 'news-sitemap.xml', 'feeds.opml', 'wireroom.css')
        const { items } = JSON.parse(await textOf(all[0]!, 'feed.json', now)) as { items: { url: string }[] }
        const pages = [...items.map(({ url }) => new URL(url).pathname.slice(1)), '', 'subscribe/']
        feeds.push(...pages)
        if (fixture === 'facets') feeds.push('news/', 'tags/peace/', 'authors/zo%C3%AB-%C3%A4/', 'fa-AF/')
        if (fixture === 'podcast') feeds.push('show/%C3%A9.chapters.json')
        if (fixture === 'facets') feeds.push('tags/peace/feed.xml', 'news/tags/peace/atom.xml')
        for (const path of [...feeds, ...(await archivesOf(all[0]!, feeds, now))]) {
          const answers = await Promise.all(
            all.map(async (publication) => [
              describeDocument(await documentAt(publication, path, now)),
              await textOf(publication, path, now),
            ]),
          )
          for (const answer of answers) expect(answer).toEqual(answers[0])
        }
      }
    },
  )
})

describe('a compiled publication', () => {
  it('finds documents without reading anything', async () => {
    const reads: string[] = []
    const publication = openCompiled(readCompiled().compiled.basic!, reads)
    await publication.find('feed.xml', NOW)
    await publication.find('news/world/atom.xml', NOW)
    expect(reads).toEqual([])
  })

  it('keeps what is under embargo out of every asset that is in force', () => {
    const { manifest, assets } = readCompiled().compiled.time!
    const inForce = Object.values(manifest.entries).flatMap((entry) => {
      const [first] = 'folder' in entry ? entry.folder : []
      return first && 'version' in first && first.from === 0
        ? FORMATS.map((format) => feedAsset(first.version, format))
        : []
    })
    expect(inForce).toContain(Object.keys(assets).find((name) => name.endsWith('feed.xml')))
    for (const asset of inForce) expect(assets[asset]).not.toContain('The secret of tomorrow')
    expect(JSON.stringify(manifest)).not.toContain('secret of tomorrow')
  })
})
