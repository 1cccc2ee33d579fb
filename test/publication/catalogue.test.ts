import { describe, expect, it, vi } from 'vitest'
import { parseArticle } from '../../src/content/article/article.ts'
import { buildLibrary } from '../../src/content/library/library.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { createApp } from '../../src/http/app.ts'
import { createCatalogue } from '../../src/publication/catalogue.ts'
import { isDocument, toSiteInfo } from '../../src/publication/publication.ts'
import { article } from '../article.ts'
import { bodiesOf, SITE } from '../content/outline.ts'
import { NOW } from './fixtures.ts'

const LATER = Date.UTC(2026, 0, 2)

function digest(text: string): string {
  return text.length.toString(36)
}

function open(files: Record<string, string>, mediaPaths: string[] = []) {
  const parsed = Object.entries(files).map(([path, source]) =>
    parseArticle({ path, source, hash: source }, SITE, () => undefined),
  )
  const library = buildLibrary(SITE, parsed, [])
  const editions = createEditions(library, 'test', bodiesOf(library), digest)
  const media = {
    paths: () => mediaPaths,
    find: (path: string) =>
      mediaPaths.includes(path)
        ? {
            contentType: 'image/png',
            identify: () => 'm',
            lastModified: 0,
            length: 3,
            read: () => new Uint8Array(3),
          }
        : undefined,
  }
  const finders = {
    feeds: vi.spyOn(editions, 'findIn'),
    media: vi.spyOn(media, 'find'),
  }
  const catalogue = createCatalogue({ library, editions, media, digest })
  return { catalogue, finders, site: () => toSiteInfo(library.site) }
}

const FILES = {
  'news/one.md': article({ title: 'One', date: '2025-01-01', tags: 'peace', aliases: '[/old]' }),
  'news/two.md': article({ title: 'Two', date: '2026-01-02', tags: 'soon' }),
  'draft.md': article({ title: 'Draft', date: '2025-01-01', draft: 'true', tags: 'never' }),
}

describe('the paths of a catalogue', () => {
  const { catalogue } = open(FILES, ['news/a b.png'])
  const paths = [...catalogue.paths(NOW)]

  it('are each once, and lead somewhere now or later', () => {
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths)
      expect(catalogue.find(path, NOW) ?? catalogue.find(path, LATER), path).toBeDefined()
  })

  it('name every kind of document in every format, what is released later too, and nothing of a draft', () => {
    for (const path of [
      'feed.xml',
      'news/wire.json',
      'tags/peace/atom.xml',
      'tags/soon/feed.json',
      'sitemap.xml',
      'feeds.opml',
      'wire/news/two.json',
      'news/a%20b.png',
      'old',
    ])
      expect(paths).toContain(path)
    expect(paths.filter((path) => /never|draft/.test(path))).toEqual([])
  })

  it('lead to a document of each kind, whose bytes can be read', async () => {
    for (const [path, kind] of [
      ['news/feed.xml', 'feed'],
      ['sitemap.xml', 'document'],
      ['news/a%20b.png', 'media'],
    ] as const) {
      const found = catalogue.find(path, NOW)
      expect(found).toMatchObject({ kind, path })
      expect(isDocument(found) && (await found.read())).toBeInstanceOf(Uint8Array)
    }
    expect(catalogue.find('old', NOW)).toEqual({
      kind: 'redirect',
      to: 'https://example.org/news/one/',
      status: 301,
    })
  })
})

describe('a catalogue', () => {
  it('says when a path changes by itself', () => {
    const { catalogue } = open(FILES)
    expect(catalogue.changes('news/feed.xml', NOW)).toEqual([LATER])
    expect(catalogue.changes('news/', NOW)).toEqual([LATER])
    expect(catalogue.changes('wire/news/two.json', NOW)).toEqual([LATER])
    expect(catalogue.changes('wire/news/one.json', NOW)).toEqual([])
    expect(catalogue.changes('nothing', NOW)).toEqual([])
  })

  it('asks each finder once for what is not there', async () => {
    const { catalogue, finders, site } = open(FILES)
    const publication = {
      site,
      find: catalogue.find,
      feeds: () => [],
      formerFolders: () => [],
      status: () => expect.unreachable(),
    }
    const app = createApp({ publication, now: () => NOW })
    expect((await app.request('/nothing/here/feed.xml')).status).toBe(404)
    expect(finders.feeds).toHaveBeenCalledTimes(1)
    expect(finders.media.mock.calls).toEqual([['nothing/here/feed.xml'], ['404.html']])
  })
})
