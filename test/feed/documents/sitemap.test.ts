import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSitemap,
  isAllowedInSitemap,
  renderSitemap,
  renderSitemapIndex,
  type SitemapEntry,
} from '../../../src/feed/documents/sitemap.ts'
import { judge, requireTool } from '../debian.ts'
import { libraryOf } from '../libraries.ts'
import { checkXml } from '../well-formed.ts'

const GRAMMAR = join(import.meta.dirname, '..', '..', 'schemas', 'sitemap.rnc')
const NOW = Date.UTC(2026, 5, 1)
const at = (text: string) => Date.parse(`${text}Z`)

function createEntry(values: Partial<SitemapEntry> = {}): SitemapEntry {
  return { url: 'https://example.org/a/', language: 'en', translations: [], ...values }
}

function urlsOf(articles: Record<string, string>, now = NOW, limits?: Parameters<typeof createSitemap>[1]) {
  return createSitemap(libraryOf(articles), limits)(now).map(({ entries }) => entries.map(({ url }) => url))
}

/** As many articles as days, the first on 1 January 2026. */
function days(count: number, frontMatter: Record<number, string> = {}): Record<string, string> {
  const entries = Array.from({ length: count }, (_, index) => [
    `d${index + 1}.md`,
    `date: 2026-01-0${index + 1}\n${frontMatter[index + 1] ?? ''}`,
  ])
  return Object.fromEntries(entries)
}

describe('a sitemap (sitemaps.org 0.9)', () => {
  it('has an address and a date for each page', () => {
    const entries = [createEntry({ url: 'https://example.org/?a&b', updated: at('2026-01-02T03:04:05') })]
    expect(renderSitemap(entries)).toBe(
      `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://example.org/?a&amp;b</loc><lastmod>2026-01-02T03:04:05Z</lastmod></url>
</urlset>
`,
    )
  })

  it('names of every version all versions, itself included, in one order (Google)', () => {
    const english = createEntry({ translations: [{ language: 'fr', permalink: 'https://example.org/fr/' }] })
    const french = createEntry({
      url: 'https://example.org/fr/',
      language: 'fr',
      translations: [{ language: 'en', permalink: 'https://example.org/a/' }],
    })
    const links =
      '<xhtml:link rel="alternate" hreflang="en" href="https://example.org/a/"/>' +
      '<xhtml:link rel="alternate" hreflang="fr" href="https://example.org/fr/"/>'
    const sitemap = renderSitemap([english, french])
    expect(sitemap).toContain(`<url><loc>https://example.org/a/</loc>${links}</url>`)
    expect(sitemap).toContain(`<url><loc>https://example.org/fr/</loc>${links}</url>`)
    expect(sitemap).toContain(' xmlns:xhtml="http://www.w3.org/1999/xhtml"')
  })

  it('has the picture of a page (Google)', () => {
    const sitemap = renderSitemap([createEntry({ imageUrl: 'https://example.org/i.png?a&b' })])
    expect(sitemap).toContain(
      '<image:image><image:loc>https://example.org/i.png?a&amp;b</image:loc></image:image>',
    )
    expect(sitemap).toContain(' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"')
  })

  it('is the same at an instant, whatever other instants it was asked for before', () => {
    const library = libraryOf({
      'a.md': 'date: 2026-01-01\nupdated: 2026-01-05\nexpires: 2026-01-09\ntranslationKey: x',
      'b.md': 'date: 2026-01-02\nlang: fr\nembargo: 2026-01-03\ntranslationKey: x',
      'c.md': 'date: 2026-01-04\nwithdrawn: { date: 2026-01-07 }',
    })
    const sitemap = createSitemap(library)
    const instants = Array.from({ length: 12 }, (_, day) => Date.UTC(2026, 0, 1 + day))
    for (const now of [...instants, ...instants.toReversed()])
      expect(sitemap(now), new Date(now).toISOString()).toEqual(createSitemap(library)(now))
    expect(new Set(instants.map((now) => JSON.stringify(sitemap(now)))).size).toBe(6)
  })

  it('is a list of its parts, where there are several', () => {
    const parts = [{ url: 'https://example.org/sitemap/1.xml', lastModified: at('2026-01-02T00:00') }]
    expect(renderSitemapIndex(parts)).toContain(
      '<sitemap><loc>https://example.org/sitemap/1.xml</loc><lastmod>2026-01-02T00:00:00Z</lastmod></sitemap>',
    )
  })

  it.each([
    ['https://example.org/wire/a', true],
    ['https://example.org/', false],
    ['http://example.org/wire/a', false],
    ['https://elsewhere.example/wire/a', false],
    [`https://example.org/wire/${'a'.repeat(2047 - 25)}`, true],
    [`https://example.org/wire/${'a'.repeat(2048 - 25)}`, false],
  ])('takes a page below its own place with an address of less than 2,048 characters', (url, expected) => {
    expect(isAllowedInSitemap(url, 'https://example.org/wire/')).toBe(expected)
  })
})

describe('the sitemap of a library', () => {
  it('has what is public alone, in the feeds or not, the oldest release first', () => {
    const articles = {
      'new.md': 'date: 2026-03-01',
      'old.md': 'date: 2026-01-01',
      'late.md': 'date: 2026-01-01\nembargo: 2026-04-01',
      'embargo.md': 'date: 2026-01-01\nembargo: 2027-01-01',
      'page.md': 'date: 2026-03-02\nfeed: false',
      'draft.md': 'date: 2026-01-01\ndraft: true',
      'withdrawn.md': 'date: 2026-01-01\nwithdrawn: true',
      'expired.md': 'date: 2026-01-01\nexpires: 2026-02-01',
    }
    expect(urlsOf(articles)).toEqual([
      ['old', 'new', 'page', 'late'].map((name) => `https://example.org/wire/${name}/`),
    ])
  })

  it('has no page that lies elsewhere or whose address is too long', () => {
    const articles = {
      'a.md': `date: 2026-01-01\npermalink: /${'a'.repeat(2048)}/`,
      'b.md': 'date: 2026-01-02',
    }
    expect(urlsOf(articles)).toEqual([['https://example.org/wire/b/']])
  })

  it('has of an article its last update, its versions and its picture', () => {
    const library = libraryOf({
      'a.md': 'date: 2026-01-01\nupdated: 2026-02-01\nimage: /i.png',
      'a.fr.md': 'date: 2026-01-03',
      'a.fa-AF.md': 'date: 2026-01-04\ndraft: true',
    })
    const [{ entries } = { entries: [] }] = createSitemap(library)(NOW)
    expect(entries).toEqual([
      {
        url: 'https://example.org/wire/a/',
        updated: at('2026-02-01T00:00'),
        language: 'en',
        translations: [{ language: 'fr', permalink: 'https://example.org/wire/a/fr/' }],
        imageUrl: 'https://example.org/i.png',
      },
      {
        url: 'https://example.org/wire/a/fr/',
        updated: at('2026-01-03T00:00'),
        language: 'fr',
        translations: [{ language: 'en', permalink: 'https://example.org/wire/a/' }],
      },
    ])
  })

  it('is there without any article', () => {
    expect(createSitemap(libraryOf({}))(NOW)).toEqual([{ entries: [], lastModified: 0 }])
  })

  it('is as new as what joined it, left it, or is linked from it', () => {
    const lastModified = (articles: Record<string, string>) =>
      createSitemap(libraryOf(articles))(NOW)[0]!.lastModified
    expect(lastModified({ 'a.md': 'date: 2026-01-01' })).toBe(at('2026-01-01T00:00'))
    expect(lastModified({ 'a.md': 'date: 2026-01-01\nwithdrawn: 2026-02-01' })).toBe(at('2026-02-01T00:00'))
    expect(lastModified({ 'a.md': 'date: 2026-01-01\nwithdrawn: 2027-02-01' })).toBe(at('2026-01-01T00:00'))
    const articles = { 'a.md': 'date: 2026-01-01', 'a.fr.md': 'date: 2026-01-03' }
    const [first, second] = createSitemap(libraryOf(articles), { urls: 1, bytes: 10_000 })(NOW)
    expect([first!.lastModified, second!.lastModified]).toEqual([
      at('2026-01-03T00:00'),
      at('2026-01-03T00:00'),
    ])
  })
})

describe('the parts of a sitemap (sitemaps.org 0.9)', () => {
  const limits = { urls: 2, bytes: 10_000 }
  const names = (articles: Record<string, string>, some = limits) =>
    urlsOf(articles, NOW, some).map((urls) => urls.map((url) => url.slice(-4, -1).replace('/', '')))

  it('have as many pages as one may have, the last one the rest', () => {
    expect(names(days(5))).toEqual([['d1', 'd2'], ['d3', 'd4'], ['d5']])
    expect(names(days(4))).toEqual([
      ['d1', 'd2'],
      ['d3', 'd4'],
    ])
  })

  it('keep their pages when others come, and when one leaves', () => {
    expect(names(days(5, { 2: 'withdrawn: true' }))).toEqual([['d1'], ['d3', 'd4'], ['d5']])
    expect(names(days(7)).slice(0, 2)).toEqual(names(days(5)).slice(0, 2))
  })

  it('have as many bytes as one may have', () => {
    const bytes = 90
    const [entry] = createSitemap(libraryOf(days(1)))(NOW)[0]!.entries
    expect(renderSitemap([entry!]).split('\n')[2]!.trim().length).toBeGreaterThan(bytes / 2)
    expect(names(days(3), { urls: 50_000, bytes })).toEqual([['d1'], ['d2'], ['d3']])
  })

  it('are cut at 50,000 addresses and at 25 MiB, the most that Cloudflare takes', () => {
    const one = libraryOf({ 'a.md': 'date: 2026-01-01' })
    const partsOf = (length: number, padding: string) =>
      createSitemap({
        ...one,
        articles: Array.from({ length }, (_, index) => ({
          ...one.articles[0]!,
          id: `tag:example.org,2026:${index}`,
          permalink: `https://example.org/wire/${padding}${index}`,
          translationKey: String(index),
        })),
      })(NOW).map(({ entries }) => entries)
    expect(partsOf(50_001, '').map(({ length }) => length)).toEqual([50_000, 1])
    const sizes = partsOf(30_000, 'a'.repeat(1900)).map((entries) => renderSitemap(entries).length)
    expect(sizes).toHaveLength(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(26_214_400)
    expect(Math.max(...sizes)).toBeGreaterThan(26_000_000)
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(']]>', '<a b="&">', '\u0001\uD800', '"\'\n'),
)
const anyUrl = anyText.map((text) => new URL(`https://example.org/?a&b=${text}`).href)
const anyEntry: fc.Arbitrary<SitemapEntry> = fc.record(
  {
    url: anyUrl,
    language: fc.constantFrom('en', 'zh-Hant-TW'),
    translations: fc.array(fc.record({ language: fc.constantFrom('fr', 'fa-AF'), permalink: anyUrl }), {
      maxLength: 2,
    }),
    updated: fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }),
    imageUrl: anyUrl,
  },
  { requiredKeys: ['url', 'language', 'translations'] },
)

describe('any text in any address', () => {
  it('makes a well-formed sitemap, the same bytes for the same pages', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
        checkXml(renderSitemap(entries))
        expect(renderSitemap(structuredClone(entries))).toBe(renderSitemap(entries))
      }),
    )
  })

  it('makes a sitemap that is valid by the protocol', (context) => {
    const some = fc.sample(fc.array(anyEntry, { maxLength: 4 }), { numRuns: 50, seed: 2026 })
    const index = renderSitemapIndex([{ url: 'https://example.org/sitemap/1.xml', lastModified: 0 }])
    requireTool(context, 'jing', ['-c', GRAMMAR], 'jing')
    const document = renderSitemap([createEntry({ updated: 0 })])
    for (const broken of [
      document.replace('https://', '/'),
      document.replace('01T00:00:00Z', '01T00:00:00'),
      document.replace(/<loc>.*<\/loc>/, ''),
      document.replace('<loc>', '<loc/><loc>'),
      document.replace('/sitemap/0.9', '/sitemap/0.8'),
    ])
      expect(judge('jing', ['-c', GRAMMAR], [broken]).status, 'the grammar refuses what is wrong').toBe(1)
    const { status, output } = judge('jing', ['-c', GRAMMAR], [...some.map(renderSitemap), index, document])
    expect(output).not.toContain('error:')
    expect(status).toBe(0)
  })
})
