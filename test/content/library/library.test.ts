import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import {
  buildLibrary,
  comingChanges,
  createFamilies,
  createTranslations,
  sectionSettings,
} from '../../../src/content/library/library.ts'
import { SITE, toIso } from '../outline.ts'

const NOW = Date.parse('2024-06-01T00:00Z')
function library(files: Record<string, string>) {
  const parsed = Object.entries(files).map(([path, frontMatter]) =>
    parseArticle({ path, source: `---\n${frontMatter}\n---\n`, hash: '' }, SITE, () => undefined),
  )
  return buildLibrary(SITE, parsed, [])
}
const pathsOf = (articles: readonly { path: string }[]) => articles.map(({ path }) => path)

describe('buildLibrary', () => {
  it('orders newest first, and by id within an instant', () => {
    const { articles } = library({
      'b.md': 'date: 2024-01-02',
      'old.md': 'date: 2024-01-01',
      'a.md': 'date: 2024-01-02',
      'new.md': 'date: 2024-01-03',
    })
    expect(pathsOf(articles)).toEqual(['new.md', 'a.md', 'b.md', 'old.md'])
  })

  it.each([
    ['id', 'id: "x:1"'],
    ['permalink', 'permalink: /x/'],
  ])('the first by path keeps an %s that two claim', (key, frontMatter) => {
    const { articles, problems } = library({
      'b.md': `date: 2024-01-09\n${frontMatter}`,
      'a.md': `date: 2024-01-01\n${frontMatter}`,
    })
    expect(pathsOf(articles)).toEqual(['a.md'])
    expect(problems).toMatchObject([{ severity: 'error', code: 'duplicate', path: 'b.md', line: 1 }])
    expect(problems[0]!.hint).toContain(`\`${key}\``)
  })

  it('a draft never displaces the published article that it is a copy of', () => {
    const { articles } = library({
      '_drafts/a.md': 'date: 2024-01-02\nid: "x:1"',
      'news/a.md': 'date: 2024-01-02\nid: "x:1"',
    })
    expect(pathsOf(articles)).toEqual(['news/a.md'])
  })

  it('knows every section above an article', () => {
    expect(library({ 'a/b/c.md': 'date: 2024-01-02', 'd.md': 'date: 2024-01-02' }).sections).toEqual([
      'a',
      'a/b',
    ])
  })

  it('collects the problems of all files', () => {
    expect(library({ 'a.md': 'date: never', 'b.md': 'a: b: c' }).problems).toMatchObject([
      { path: 'a.md', code: 'date' },
      { path: 'b.md', code: 'front-matter' },
    ])
  })
})

it('articles of one key are no versions of each other where there are too many of them', () => {
  const file = (index: number) =>
    [`${index}.md`, `date: 2024-01-01\nref: all\nlang: ${index % 2 === 0 ? 'en' : 'fr'}`] as const
  const family = (count: number) => {
    const all = library(Object.fromEntries(Array.from({ length: count }, (_, index) => file(index))))
    return createFamilies(all)(all.articles[0]!)
  }
  expect([family(200).length, family(201).length]).toEqual([200, 1])
})

describe('createTranslations', () => {
  it('ties articles by path, folder of a language or key, and shows the public ones', () => {
    const all = library({
      'a.md': 'date: 2024-01-01',
      'a.fr.md': 'date: 2024-01-01',
      'keyed.md': 'date: 2024-01-01\nlang: fa\ntranslationKey: a',
      'same.md': 'date: 2024-01-01\ntranslationKey: a',
      'draft.md': 'date: 2024-01-01\nlang: de\ntranslationKey: a\ndraft: true',
      'fr/b.md': 'date: 2024-01-01',
      'b.md': 'date: 2024-01-01',
    })
    const translationsOf = createTranslations(createFamilies(all))
    const of = (path: string) =>
      pathsOf(translationsOf(all.articles.find((article) => article.path === path)!, NOW))
    expect(of('a.md')).toEqual(['keyed.md', 'a.fr.md'])
    expect(of('b.md')).toEqual(['fr/b.md'])
    expect(of('fr/b.md')).toEqual(['b.md'])
  })
})

describe('comingChanges', () => {
  it('are the instants to come, in order, each once', () => {
    const all = library({
      'a.md': 'date: 2024-07-01',
      'b.md': 'date: 2024-01-01\nexpires: 2024-08-01',
      'c.md': 'date: 2024-07-01\nwithdrawn: {date: 2024-09-01}',
      'd.md': 'date: 2024-10-01\ndraft: true',
      'e.md': 'date: 2024-01-01\nupdated: 2024-06-15',
    })
    expect(comingChanges(all, NOW).map(toIso)).toEqual([
      '2024-06-15T00:00',
      '2024-07-01T00:00',
      '2024-08-01T00:00',
      '2024-09-01T00:00',
    ])
  })
})

describe('sectionSettings', () => {
  it('calls a section without settings after its folder', () => {
    expect(sectionSettings(library({}), 'news/far-away')).toMatchObject({
      title: 'Far away',
      description: 'Far away',
      language: 'en',
    })
    expect(sectionSettings(library({}), '')).toMatchObject({ title: 'Test' })
  })
})
