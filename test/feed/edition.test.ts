import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/content/article.ts'
import { renderBody } from '../../src/content/body.ts'
import { buildLibrary } from '../../src/content/library.ts'
import { readSite } from '../../src/content/settings.ts'
import { createEditions, type Editions } from '../../src/feed/edition.ts'

const NOW = Date.UTC(2026, 0, 1)
const SITE = '---\nidPrefix: "tag:example.org,2026:"\n---\n'

function editionsOf(files: Record<string, string>, version = '1'): Editions {
  const entries = Object.entries({ '_index.md': SITE, ...files }).map(([path, source]) => ({ path, source }))
  const { site } = readSite(
    entries.filter(({ path }) => path.endsWith('_index.md')),
    { title: 'Site', url: 'https://example.org/' },
  )
  const noSize = () => undefined
  const parsed = entries
    .filter(({ path }) => !path.endsWith('_index.md'))
    .map((file) => parseArticle({ ...file, hash: file.source }, site, noSize))
  return createEditions(buildLibrary(site, parsed, []), version, (one) => renderBody(one, site, noSize))
}

function article(frontMatter: Record<string, string>, body = 'Text.'): string {
  const lines = Object.entries(frontMatter).map(([key, value]) => `${key}: ${value}\n`)
  return `---\n${lines.join('')}---\n\n${body}\n`
}

function itemsOf(editions: Editions, path: string, now = NOW): { title: string; content_html?: string }[] {
  return JSON.parse(editions.find(path, now)!.render()).items
}

const ONE = article({ title: 'One', date: '2025-01-01' })

describe('the feeds', () => {
  it('are those of the site and of every section, in each format', () => {
    expect(editionsOf({ 'news/world/one.md': ONE, 'Bücher/_index.md': '' }).paths()).toEqual([
      'feed.xml',
      'atom.xml',
      'feed.json',
      'B%C3%BCcher/feed.xml',
      'B%C3%BCcher/atom.xml',
      'B%C3%BCcher/feed.json',
      'news/feed.xml',
      'news/atom.xml',
      'news/feed.json',
      'news/world/feed.xml',
      'news/world/atom.xml',
      'news/world/feed.json',
    ])
  })

  it('are nowhere else', () => {
    const editions = editionsOf({ 'news/one.md': ONE })
    expect(editions.find('sport/feed.xml', NOW)).toBeUndefined()
    expect(editions.find('/feed.xml', NOW)).toBeUndefined()
  })

  it.each([
    ['feed.json', ['C', 'B', 'A']],
    ['news/feed.json', ['B', 'A']],
    ['news/world/feed.json', ['B']],
    ['newsroom/feed.json', ['C']],
  ])(
    '%s holds what is public in its section and below it, not in one whose name only starts alike',
    (path, expected) => {
      const editions = editionsOf({
        'news/a.md': article({ title: 'A', date: '2024-01-01' }),
        'news/world/b.md': article({ title: 'B', date: '2024-01-02' }),
        'newsroom/c.md': article({ title: 'C', date: '2024-01-03' }),
        'news/later.md': article({ title: 'Later', date: '2099-07-01' }),
        'news/draft.md': article({ title: 'Draft', date: '2024-01-04', draft: 'true' }),
      })
      expect(itemsOf(editions, path).map(({ title }) => title)).toEqual(expected)
    },
  )

  it('hold what is public, the newest first, and no more than the limit', () => {
    const limited = editionsOf({
      '_index.md': `${SITE.slice(0, -4)}feedLimit: 2\n---\n`,
      'a.md': article({ title: 'A', date: '2025-01-01' }),
      'b.md': article({ title: 'B', date: '2025-01-03' }),
      'c.md': article({ title: 'C', date: '2025-01-02' }),
      'd.md': article({ title: 'D', date: '2025-01-04', draft: 'true' }),
      'e.md': article({ title: 'E', date: '2027-01-04' }),
    })
    expect(itemsOf(limited, 'feed.json').map(({ title }) => title)).toEqual(['B', 'C'])
  })

  it('of a section that sends summaries send no more, in the feeds above it either', () => {
    const body = 'For all.\n\n<!--more-->\n\nFor few.'
    const editions = editionsOf({
      'short/_index.md': '---\ncontent: summary\n---\n',
      'short/deep/a.md': article({ title: 'A', date: '2025-01-02' }, body),
      'b.md': article({ title: 'B', date: '2025-01-01' }, body),
    })
    for (const path of ['feed.json', 'short/feed.json', 'short/deep/feed.json'])
      expect(itemsOf(editions, path)[0]).toMatchObject({ title: 'A', content_text: 'For all.' })
    expect(
      editions
        .find('feed.xml', NOW)!
        .render()
        .match(/For few/g),
    ).toHaveLength(1)
  })

  it('of a summary-only site send the whole text of a section that says so, in its own feed', () => {
    const editions = editionsOf({
      '_index.md': `${SITE.slice(0, -4)}content: summary\n---\n`,
      'long/_index.md': '---\ncontent: full\n---\n',
      'long/one.md': ONE,
    })
    expect(itemsOf(editions, 'feed.json')[0]).not.toHaveProperty('content_html')
    expect(itemsOf(editions, 'long/feed.json')[0]).toHaveProperty('content_html')
  })
})

describe('an edition', () => {
  it('was updated when its newest article was', () => {
    const editions = editionsOf({
      'a.md': article({ title: 'A', date: '2025-01-01', updated: '2025-03-01' }),
      'b.md': article({ title: 'B', date: '2025-02-01' }),
    })
    expect(editions.find('feed.xml', NOW)!.frame().updated).toBe(Date.UTC(2025, 2, 1))
  })

  describe('has a fingerprint', () => {
    const fingerprint = (files: Record<string, string>, path = 'news/feed.xml', now = NOW, version = '1') =>
      editionsOf(files, version).find(path, now)!.fingerprint
    const files = { 'news/one.md': ONE, 'sport/two.md': article({ title: 'Two', date: '2025-01-02' }) }

    it('that is the same for the same input at another time', () => {
      expect(fingerprint(files, 'news/feed.xml', NOW + 1000)).toBe(fingerprint(files))
    })

    it('that an article of another section leaves as it is', () => {
      const other = { ...files, 'sport/two.md': article({ title: 'Three', date: '2025-01-03' }) }
      expect(fingerprint(other)).toBe(fingerprint(files))
    })

    it.each<[string, () => string]>([
      ['the format', () => fingerprint(files, 'news/atom.xml')],
      ['the section', () => fingerprint(files, 'sport/feed.xml')],
      ['the version of the code', () => fingerprint(files, 'news/feed.xml', NOW, '2')],
      [
        'an article',
        () => fingerprint({ ...files, 'news/one.md': article({ title: '1', date: '2025-01-01' }) }),
      ],
      ['a setting', () => fingerprint({ ...files, '_index.md': `${SITE.slice(0, -4)}copyright: C\n---\n` })],
      [
        'a translation',
        () =>
          fingerprint({
            ...files,
            'sport/two.md': article({ title: 'X', date: '2025-01-02', ref: 'news/one', lang: 'fr' }),
          }),
      ],
    ])('that changes with %s', (_, changed) => {
      expect(changed()).not.toBe(fingerprint(files))
    })

    it('that changes when an update that lay ahead comes', () => {
      const ahead = { 'news/one.md': article({ title: 'A', date: '2025-01-01', updated: '2026-02-01' }) }
      expect(fingerprint(ahead, 'news/feed.xml', Date.UTC(2026, 2, 1))).not.toBe(fingerprint(ahead))
    })
  })
})
