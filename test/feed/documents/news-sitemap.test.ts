import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type NewsEntry,
  newsEntries,
  newsExpiries,
  renderNewsSitemap,
} from '../../../src/feed/documents/news-sitemap.ts'
import { judge, requireTool } from '../debian.ts'
import { libraryOf } from '../libraries.ts'
import { checkXml } from '../well-formed.ts'

const GRAMMAR = join(import.meta.dirname, '..', '..', 'schemas', 'sitemap.rnc')
const NOW = Date.UTC(2026, 0, 3, 12)
const at = (text: string) => Date.parse(`${text}Z`)

function createEntry(values: Partial<NewsEntry> = {}): NewsEntry {
  return {
    url: 'https://example.org/a/',
    title: 'A',
    released: at('2026-01-02T03:04'),
    language: 'en',
    ...values,
  }
}

const titles = (articles: Record<string, string>, now = NOW) =>
  newsEntries(libraryOf(articles), now).map(({ title }) => title)

describe('the news of a library (Google News)', () => {
  it.each([
    ['of just now', 'date: 2026-01-03T12:00', true],
    ['of almost two days ago', 'date: 2026-01-01T12:00:01', true],
    ['of two days ago', 'date: 2026-01-01T12:00', false],
    ['released late', 'date: 2025-01-01\nembargo: 2026-01-02', true],
    ['that is public, but dated with a day to come', 'date: 2026-01-04\nembargo: 2026-01-02', false],
    ['under embargo', 'date: 2026-01-02\nembargo: 2026-01-04', false],
    ['withdrawn', 'date: 2026-01-02\nwithdrawn: true', false],
    ['out of feeds', 'date: 2026-01-02\nfeed: false', false],
    ['in draft', 'date: 2026-01-02\ndraft: true', false],
    ['whose address is too long', `date: 2026-01-02\npermalink: /${'a'.repeat(2048)}/`, false],
  ])('have an article %s: %j', (_, frontMatter, expected) => {
    expect(titles({ 'a.md': `title: A\n${frontMatter}` })).toEqual(expected ? ['A'] : [])
  })

  it('have none without a title, which Google requires', () => {
    const library = libraryOf({ 'a.md': 'date: 2026-01-02' })
    const notes = library.articles.map((article) => ({ ...article, title: undefined }))
    expect(newsEntries({ ...library, articles: notes }, NOW)).toEqual([])
  })

  it('stand newest first', () => {
    const articles = {
      'a.md': 'date: 2026-01-02',
      'b.md': 'date: 2026-01-03',
      'c.md': 'date: 2026-01-02T01:00',
    }
    expect(titles(articles)).toEqual(['B', 'C', 'A'])
  })

  it('are a thousand at most', () => {
    const library = libraryOf({ 'a.md': 'date: 2026-01-02' })
    const articles = Array.from({ length: 1001 }, () => library.articles[0]!)
    expect(newsEntries({ ...library, articles }, NOW)).toHaveLength(1000)
  })

  it('change by themselves when the oldest is two days old', () => {
    const library = libraryOf({ 'a.md': 'date: 2026-01-02' })
    const [until = 0] = newsExpiries(library)
    expect(until).toBe(at('2026-01-04T00:00'))
    expect([until - 1, until].map((now) => newsEntries(library, now).length)).toEqual([1, 0])
  })

  it.each(['draft: true', 'feed: false', 'expires: 2026-01-03', 'withdrawn: 2026-01-03'])(
    'do not change where %j keeps an article from being there',
    (frontMatter) => {
      expect(newsExpiries(libraryOf({ 'a.md': `date: 2026-01-02\n${frontMatter}` }))).toEqual([])
    },
  )
})

describe('a news sitemap (Google News)', () => {
  it('has publication, language, date and title of each', () => {
    expect(renderNewsSitemap('The Wire', [createEntry({ title: 'A & <B>' })])).toBe(
      `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>https://example.org/a/</loc><news:news><news:publication><news:name>The Wire</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-01-02T03:04:00Z</news:publication_date><news:title>A &amp; &lt;B&gt;</news:title></news:news></url>
</urlset>
`,
    )
  })

  it.each([
    ['en-GB', 'en'],
    ['fa-AF', 'fa'],
    ['zh', 'zh-cn'],
    ['zh-Hans-SG', 'zh-cn'],
    ['zh-TW', 'zh-tw'],
    ['zh-HK', 'zh-tw'],
    ['zh-Hant', 'zh-tw'],
  ])('says of the language %s: %s', (language, expected) => {
    expect(renderNewsSitemap('W', [createEntry({ language })])).toContain(
      `<news:language>${expected}</news:language>`,
    )
  })

  it.each([
    ['The Example Times (subscription)', 'The Example Times'],
    ['(Only)', '(Only)'],
  ])('has the name %j without what stands in parentheses', (name, expected) => {
    expect(renderNewsSitemap(name, [createEntry()])).toContain(`<news:name>${expected}</news:name>`)
  })

  it('is well-formed and valid, whatever the text', (context) => {
    const anyText = fc.string({ unit: 'binary' }).map((text) => `x${text}]]>&<"y`)
    const some = fc
      .sample(fc.tuple(anyText, anyText), { numRuns: 50, seed: 2026 })
      .map(([name, title]) => renderNewsSitemap(name, [createEntry({ title })]))
    for (const document of some) checkXml(document)
    requireTool(context, 'jing', ['-c', GRAMMAR], 'jing')
    const document = renderNewsSitemap('W', [createEntry()])
    for (const broken of [
      document.replace(/<news:title>.*<\/news:title>/, ''),
      document.replace('<news:title>A<', '<news:title><'),
      document.replace('>en<', '>en-GB<'),
    ])
      expect(judge('jing', ['-c', GRAMMAR], [broken]).status, 'the grammar refuses what is wrong').toBe(1)
    const { status, output } = judge('jing', ['-c', GRAMMAR], [...some, renderNewsSitemap('W', [])])
    expect(output).not.toContain('error:')
    expect(status).toBe(0)
  })
})
