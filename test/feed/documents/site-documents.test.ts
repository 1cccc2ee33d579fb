import { parseOpml } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import type { Documents } from '../../../src/feed/documents/document.ts'
import { createDocuments } from '../../../src/feed/documents/documents.ts'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import { bodiesOf } from '../../content/outline.ts'

const NOW = Date.UTC(2026, 0, 2, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR

function documentsOf(files: Record<string, string>, modified = 0): Documents {
  const settings = '---\ntitle: The Wire\nidPrefix: "tag:example.org,2026:"\nauthors: Desk\n---\n'
  const { site } = readSite([{ path: '_index.md', source: settings }], {
    title: 'Site',
    url: 'https://example.org/',
  })
  const noSize = () => undefined
  const parsed = Object.entries(files).map(([path, keys]) => {
    const source = `---\ntitle: ${path}\n${keys}\n---\nText.\n`
    return parseArticle({ path, source, hash: source }, site, noSize)
  })
  const library = buildLibrary(site, parsed, [], modified)
  return createDocuments(library, createEditions(library, '1', bodiesOf(library), digest), digest)
}

const FILES = {
  'news/old.md': 'date: 2025-01-01\ntags: [Peace]\nauthors: Ada',
  'news/new.md': 'date: 2026-01-02T00:00:00Z',
  'unlisted.md': 'date: 2025-02-01\nfeed: false',
  'later.md': 'date: 2026-01-03T00:00:00Z\ntags: Secret',
  'draft.md': 'date: 2025-01-01\ndraft: true',
  'gone.md': 'date: 2025-01-01\nwithdrawn: 2025-06-01',
}

function urlsIn(documents: Documents, path: string, now = NOW): string[] {
  return [
    ...documents
      .find(path, now)!
      .render()
      .matchAll(/<loc>https:\/\/example\.org\/(.*?)<\/loc>/g),
  ].map(([, url]) => url!)
}

describe('the sitemap', () => {
  const documents = documentsOf(FILES)

  it('names every public page, one that is in no feed too, and nothing before its time', () => {
    expect(urlsIn(documents, 'sitemap.xml').sort()).toEqual(['news/new/', 'news/old/', 'unlisted/'])
    expect(urlsIn(documents, 'sitemap.xml', NOW + DAY)).toContain('later/')
  })

  it('changes when an article is released, its date with it', () => {
    const lifts = Date.UTC(2026, 0, 3)
    expect(documents.changes('sitemap.xml', NOW)).toEqual([lifts])
    const [before, after] = [NOW, lifts].map((now) => documents.find('sitemap.xml', now)!)
    expect(after!.fingerprint).not.toBe(before!.fingerprint)
    expect([before!.lastModified, after!.lastModified]).toEqual([Date.UTC(2026, 0, 2), lifts])
  })
})

describe('the sitemap for Google News', () => {
  const documents = documentsOf(FILES)

  it('holds the last two days, and changes by itself when they are over', () => {
    expect(urlsIn(documents, 'news-sitemap.xml')).toEqual(['news/new/'])
    const over = Date.UTC(2026, 0, 4)
    expect(documents.changes('news-sitemap.xml', NOW)).toEqual([Date.UTC(2026, 0, 3), over, over + DAY])
    expect(urlsIn(documents, 'news-sitemap.xml', over)).toEqual(['later/'])
    expect(documents.find('news-sitemap.xml', over)!.lastModified).toBe(over)
    expect(urlsIn(documents, 'news-sitemap.xml', over + DAY)).toEqual([])
  })
})

describe('the list of feeds', () => {
  it('names every feed there is, by kind, and none before its time', () => {
    const { head, body } = parseOpml(documentsOf(FILES).find('feeds.opml', NOW)!.render())
    expect(head).toMatchObject({ title: 'The Wire', ownerName: 'Desk' })
    const outlines = body!.outlines!.map(({ text, xmlUrl, outlines }) =>
      outlines ? [text, ...outlines.map(({ xmlUrl }) => xmlUrl)] : xmlUrl,
    )
    const at = (path: string) => `https://example.org/${path}feed.xml`
    expect(outlines).toEqual([
      at(''),
      at('news/'),
      ['Languages', at('en/')],
      ['Tags', at('tags/peace/')],
      ['Authors', at('authors/ada/'), at('authors/desk/')],
      ['News: Tags', at('news/tags/peace/')],
      ['News: Authors', at('news/authors/ada/'), at('news/authors/desk/')],
    ])
  })

  it('is as new as the newest feed in it', () => {
    const list = (now: number) => documentsOf(FILES).find('feeds.opml', now)!
    expect(list(NOW).fingerprint).toBe(list(NOW + HOUR).fingerprint)
    expect(list(NOW + DAY).fingerprint).not.toBe(list(NOW).fingerprint)
    // The author of the article of that day writes for the first time.
    expect(list(NOW).render()).toContain('<dateModified>Fri, 02 Jan 2026 00:00:00 GMT</dateModified>')
    expect(list(NOW + DAY).render()).toContain('<dateModified>Sat, 03 Jan 2026 00:00:00 GMT</dateModified>')
  })
})

it('the list of feeds does not tell when the first article of a section is released', () => {
  const documents = documentsOf({ ...FILES, 'soon/a.md': 'date: 2026-02-03T04:05:06Z' })
  expect(documents.find('feeds.opml', NOW)!.render()).toBe(
    documentsOf({ ...FILES, 'soon/a.md': 'date: 2026-03-04' })
      .find('feeds.opml', NOW)!
      .render(),
  )
})

it('a document is as new as the last file that was written', () => {
  for (const path of ['sitemap.xml', 'news-sitemap.xml', 'feeds.opml', 'wire/news/old.json'])
    expect(documentsOf(FILES, NOW - 5).find(path, NOW)!.lastModified, path).toBe(NOW - 5)
})

it('the parts of a sitemap that are not there are not found', () => {
  const files = Array.from({ length: 5000 }, (_, index) => [`a${index}.md`, 'date: 2025-01-01'])
  const documents = documentsOf(Object.fromEntries(files))
  expect(documents.find('sitemap-2.xml', NOW)).toBeUndefined()
  for (let number = 1; number <= 200; number++)
    expect(documents.find(`sitemap-${number}.xml`, NOW + number)).toBeUndefined()
})

it('there is no part of a sitemap that is one', () => {
  for (const path of ['sitemap-1.xml', 'sitemap-2.xml', 'sitemap-0.xml'])
    expect(documentsOf(FILES).find(path, NOW), path).toBeUndefined()
})
