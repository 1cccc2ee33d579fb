import { describe, expect, inject, it } from 'vitest'
import { PUBLICATIONS } from '#publications'
import type { Document, Publication } from '../../src/http/publication.ts'
import { openCompiled } from './compiled.ts'
import { NOW } from './fixtures.ts'

const DAY = 86_400_000

async function documentAt(publication: Publication, path: string, now: number): Promise<Document> {
  const answer = await publication.find(path, now)
  if (answer?.kind !== 'document') throw new Error(`${path} is no document`)
  return answer
}

async function textOf(publication: Publication, path: string, now: number): Promise<string> {
  return new Response(await publication.read(await documentAt(publication, path, now))).text()
}

async function titlesOf(publication: Publication, path: string, now: number): Promise<string[]> {
  const feed = JSON.parse(await textOf(publication, path, now)) as { items: { title: string }[] }
  return feed.items.map(({ title }) => title)
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
      '',
      'nothing',
      'news',
      'news/',
      '/feed.xml',
      'feed.xml/',
      'news/one.md',
      '_index.md',
      'constructor',
      '__proto__',
      'toString',
      '_data/feeds.json',
      '%',
    ]) {
      expect(await publication.find(path, NOW), path).toBeUndefined()
    }
  })

  it('knows when a feed was last modified: when its newest item was', async () => {
    const publication = open('basic')
    expect(await publication.find('feed.xml', NOW)).toMatchObject({
      path: 'feed.xml',
      feed: 'rss',
      contentType: 'application/rss+xml; charset=utf-8',
      lastModified: Date.UTC(2025, 0, 3),
    })
    expect(await publication.find('news/atom.xml', NOW)).toMatchObject({
      lastModified: Date.UTC(2025, 0, 2),
      validUntil: undefined,
    })
  })

  it('reads what it found', async () => {
    const publication = open('basic')
    expect(await titlesOf(publication, 'feed.json', NOW)).toEqual(['Three', 'Two', 'One'])
    expect(await titlesOf(publication, 'news/feed.json', NOW)).toEqual(['Two', 'One'])
    expect(await textOf(publication, 'news/feed.xml', NOW)).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<rss version="2.0"/,
    )
  })

  it('says what the site is', () => {
    expect(open('below a path').site()).toEqual({
      url: 'https://example.org/dispatch/',
      title: 'The Site',
      description: 'The Site',
      language: 'en',
    })
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
      expect(document.validUntil).toBe(until)
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

  it('counts articles by state as time goes by', async () => {
    const publication = open('time')
    expect((await publication.status(NOW)).articles).toEqual({
      public: 4,
      embargoed: 1,
      expired: 0,
      withdrawn: 0,
      hidden: 0,
    })
    expect((await publication.status(NOW + 900 * DAY)).articles).toEqual({
      public: 3,
      embargoed: 0,
      expired: 1,
      withdrawn: 1,
      hidden: 0,
    })
  })

  it('serves files beside articles', async () => {
    const publication = open('media')
    const document = await documentAt(publication, 'podcast/one.mp3', NOW)
    expect(document.contentType).toBe('audio/mpeg')
    expect(document.feed).toBeUndefined()
    expect(document.lastModified).toBeGreaterThan(0)
    expect(await textOf(publication, 'podcast/one.mp3', NOW)).toBe('ID3')
  })

  it('reports problems with their place', async () => {
    const { problems } = await open('something wrong').status(NOW)
    expect(problems).toMatchObject([{ severity: 'error', code: 'date', path: 'news/bad.md', line: 3 }])
  })

  it('leads from old addresses to the permalink, and says what was withdrawn', async () => {
    const publication = open('moved')
    const permalink = { kind: 'moved', to: 'https://example.org/news/new/' }
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
    expect(await publication.find('news/new/', NOW)).toBeUndefined()
    const gone = { kind: 'gone', reason: 'The figures were wrong' }
    expect(await publication.find('news/gone/', NOW)).toEqual(gone)
    expect(await publication.find('was-gone', NOW)).toEqual(gone)
  })

  it('keeps the old addresses of an article under embargo to itself until it lifts', async () => {
    const publication = open('moved')
    const lifts = Date.UTC(2026, 0, 2)
    expect(await publication.find('early', lifts - 1)).toBeUndefined()
    expect(await publication.find('early', lifts)).toEqual({
      kind: 'moved',
      to: 'https://example.org/news/later/',
    })
    expect(await publication.find('news/later/', lifts)).toBeUndefined()
    expect(await publication.find('news/later/', Date.UTC(2026, 0, 3))).toEqual({ kind: 'gone' })
    expect(await publication.find('early', Date.UTC(2026, 0, 3))).toEqual({ kind: 'gone' })
  })
})

describe('every way to fill a publication', () => {
  it('gives the same documents, validators and bytes', async () => {
    const all = Object.values(PUBLICATIONS).map((open) => open('time'))
    for (const now of [NOW, Date.UTC(2026, 0, 2, 6), Date.UTC(2026, 0, 4), NOW + 900 * DAY]) {
      for (const { path } of await all[0]!.feeds(now)) {
        const answers = await Promise.all(
          all.map(async (publication) => [
            await publication.find(path, now),
            await textOf(publication, path, now),
          ]),
        )
        for (const answer of answers) expect(answer).toEqual(answers[0])
      }
    }
  })
})

describe('a compiled publication', () => {
  it('finds documents without reading anything', async () => {
    const reads: string[] = []
    const publication = openCompiled('basic', 'compiled', reads)
    await publication.find('feed.xml', NOW)
    await publication.find('news/world/atom.xml', NOW)
    expect(reads).toEqual([])
  })

  it('keeps what is under embargo out of every asset that is in force', () => {
    const { manifest, assets } = inject('compiled').time!
    const inForce = Object.values(manifest.documents).flatMap((entry) => {
      const [first] = 'editions' in entry ? entry.editions : []
      return first && 'asset' in first ? [first.asset!] : []
    })
    for (const asset of inForce) expect(assets[asset]).not.toContain('The secret of tomorrow')
    expect(JSON.stringify(manifest)).not.toContain('secret of tomorrow')
  })
})
