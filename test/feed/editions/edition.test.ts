import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import { buildLibrary } from '../../../src/content/library/library.ts'
import { readSite } from '../../../src/content/site/settings.ts'
import { createEditions, type Editions } from '../../../src/feed/editions/editions.ts'
import { FORMATS } from '../../../src/feed/formats/formats.ts'
import { folderOf } from '../../../src/feed/scope.ts'
import { digest } from '../../../src/node/digest.ts'
import { article } from '../../article.ts'
import { bodiesOf } from '../../content/outline.ts'

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
  const library = buildLibrary(site, parsed, [])
  return createEditions(library, version, bodiesOf(library), digest)
}

function itemsOf(editions: Editions, path: string, now = NOW): { title: string; content_html?: string }[] {
  return JSON.parse(editions.find(path, now)!.render()).items
}

const ONE = article({ title: 'One', date: '2025-01-01' })

describe('the feeds', () => {
  it('are those of the site and of every section, in each format', () => {
    const book = ONE.replace('One', 'Book')
    const editions = editionsOf({ 'news/world/one.md': ONE, 'Bücher/book.md': book, 'empty/_index.md': '' })
    const scopes = editions.scopes(NOW).filter(({ facet }) => facet === undefined)
    const paths = scopes.flatMap((scope) => FORMATS.map(({ file }) => folderOf(scope) + file))
    for (const path of paths) expect(editions.find(path, NOW)).toMatchObject({ path })
    expect(paths).toEqual([
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

  it.each([
    'archive/2024',
    'news/archive/1',
    'Cafe\u0301',
    'tags',
    '100%',
    'a+b c',
    'constructor',
    'feed.xml',
  ])('are those of a section called %j, too', (section) => {
    const editions = editionsOf({ [`${section}/one.md`]: ONE, 'two.md': ONE.replace('One', 'Two') })
    for (const scope of editions.scopes(NOW))
      expect(editions.findIn(folderOf(scope), NOW), folderOf(scope)).toMatchObject({ scope })
    const folder = folderOf({ section: section.normalize('NFC') })
    expect(itemsOf(editions, `${folder}feed.json`).map(({ title }) => title)).toEqual(['One'])
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

describe('the feeds of tags, authors and languages', () => {
  const editions = editionsOf({
    'news/_index.md': '---\ntitle: News\nfeedLimit: 2\n---\n',
    'news/a.md': article({ title: 'A', date: '2025-01-01', tags: '[Peace, C++]', authors: 'Zoë Ä' }),
    'news/world/b.md': article({ title: 'B', date: '2025-01-02', tags: '[PEACE, C]', lang: 'fa-AF' }),
    'essays/c.md': article({ title: 'C', date: '2025-01-03', tags: '[peace, 🎉, صلح]' }),
    'news/d.md': article({ title: 'D', date: '2025-01-04', tags: '[Peace, peace!]' }),
    'later.md': article({
      title: 'Later',
      date: '2027-01-01',
      tags: 'secret',
      authors: 'Nobody',
      lang: 'fr',
    }),
  })

  it.each([
    ['tags/peace/feed.json', ['D', 'C', 'B', 'A']],
    ['news/tags/peace/feed.json', ['D', 'B']],
    ['news/world/tags/peace/feed.json', ['B']],
    ['tags/c%2B%2B/feed.json', ['A']],
    ['tags/c/feed.json', ['B']],
    ['tags/u-1f389/feed.json', ['C']],
    ['tags/%D8%B5%D9%84%D8%AD/feed.json', ['C']],
    ['authors/zo%C3%AB-%C3%A4/feed.json', ['A']],
    ['news/authors/zo%C3%AB-%C3%A4/feed.json', ['A']],
    ['fa-AF/feed.json', ['B']],
    ['en/feed.json', ['D', 'C', 'A']],
  ])('%s holds what has it, in whatever letters it is written', (path, expected) => {
    expect(itemsOf(editions, path).map(({ title }) => title)).toEqual(expected)
  })

  it.each([
    'essays/tags/c/feed.xml',
    'tags/secret/feed.xml',
    'authors/nobody/feed.xml',
    'fr/feed.xml',
    'tags/feed.xml',
    'tags/constructor/feed.xml',
    'news/fa-AF/feed.xml',
  ])('there is no %s, before its time neither', (path) => expect(editions.find(path, NOW)).toBeUndefined())

  it('are there as soon as an article of theirs is public', () => {
    for (const path of ['tags/secret/feed.xml', 'authors/nobody/feed.xml', 'fr/feed.xml'])
      expect(editions.find(path, Date.UTC(2027, 0, 1))).toMatchObject({ path })
  })

  it('are never there where an article expires before its embargo lifts', () => {
    const never = { date: '2025-01-02', expires: '2025-01-01', tags: 'Secret', authors: 'Nobody' }
    const editions = editionsOf({ 'one.md': ONE, 'two.md': article({ title: 'Two', ...never }) })
    expect(editions.scopes(NOW).map(folderOf)).toEqual(['', 'en/'])
  })

  it('are found under every spelling of their address', () => {
    for (const [folder, spelled] of [
      ['tags/Peace/', 'tags/peace/'],
      ['News/Tags/PEACE/', 'news/tags/peace/'],
      ['tags/c++/', 'tags/c%2B%2B/'],
      ['authors/zo%c3%ab-%C3%84/', 'authors/zo%C3%AB-%C3%A4/'],
      ['fa-af/', 'fa-AF/'],
      ['fa_AF/', 'fa-AF/'],
      ['tags%2Fpeace/', undefined],
      ['%20en/', undefined],
      ['tags/secret/', undefined],
    ] as const)
      expect(editions.findCanonical(folder, NOW), folder).toBe(spelled)
  })

  it('have titles, ids, addresses and archives of their own', () => {
    const frame = (path: string) => editions.find(path, NOW)!.frame()
    expect(frame('news/tags/peace/feed.xml')).toMatchObject({
      id: 'tag:example.org,2026:news/tags/peace/',
      title: 'Peace – News',
      homeUrl: 'https://example.org/news/tags/peace/',
      folderUrl: 'https://example.org/news/tags/peace/',
      history: { previous: 'https://example.org/news/tags/peace/archive/1/' },
    })
    expect(frame('news/tags/peace/archive/1/feed.xml')).toMatchObject({
      homeUrl: 'https://example.org/news/tags/peace/',
      folderUrl: 'https://example.org/news/tags/peace/archive/1/',
      history: { current: 'https://example.org/news/tags/peace/' },
    })
    expect(itemsOf(editions, 'news/tags/peace/archive/1/feed.json').map(({ title }) => title)).toEqual([
      'B',
      'A',
    ])
    expect(frame('authors/zo%C3%AB-%C3%A4/feed.xml').authors).toEqual([{ name: 'Zoë Ä' }])
    expect(frame('fa-AF/feed.xml').language).toBe('fa-AF')
  })

  it('are listed after their section, and none before its time', () => {
    const folders = editions.scopes(NOW).map(folderOf)
    expect(folders).toEqual([
      '',
      'en/',
      'fa-AF/',
      'tags/peace/',
      'tags/c%2B%2B/',
      'tags/c/',
      'tags/u-1f389/',
      'tags/%D8%B5%D9%84%D8%AD/',
      'authors/zo%C3%AB-%C3%A4/',
      'essays/',
      'essays/tags/peace/',
      'essays/tags/u-1f389/',
      'essays/tags/%D8%B5%D9%84%D8%AD/',
      'news/',
      'news/tags/peace/',
      'news/tags/c%2B%2B/',
      'news/tags/c/',
      'news/authors/zo%C3%AB-%C3%A4/',
      'news/world/',
      'news/world/tags/peace/',
      'news/world/tags/c/',
    ])
    for (const folder of folders) expect(editions.findIn(folder, NOW), folder).toMatchObject({ folder })
  })

  it('are listed by kind where only some are wanted', () => {
    const folders = editions.scopes(NOW, ['language']).map(folderOf)
    expect(folders).toEqual(['', 'en/', 'fa-AF/', 'essays/', 'news/', 'news/world/'])
  })

  it('stay where a generator keeps what is said of a tag in `_index.md`', () => {
    const hugo = editionsOf({
      'tags/_index.md': '---\ntitle: All tags\n---\n',
      'tags/peace/_index.md': '---\ntitle: Peace\n---\n',
      'news/one.md': article({ title: 'One', date: '2025-01-01', tags: 'Peace' }),
    })
    expect(itemsOf(hugo, 'tags/peace/feed.json').map(({ title }) => title)).toEqual(['One'])
    expect(hugo.find('tags/feed.xml', NOW)).toBeUndefined()
  })

  it('give way to a section of the same name', () => {
    const clash = editionsOf({
      'tags/peace/one.md': ONE,
      'two.md': article({ title: 'Two', date: '2025-01-02', tags: 'Peace' }),
    })
    expect(itemsOf(clash, 'tags/peace/feed.json').map(({ title }) => title)).toEqual(['One'])
  })

  it.each([
    ['tags/Peace/_index.md', 'tags/peace/'],
    ['authors/ada/_index.md', 'authors/ada/'],
    ['fa-AF/_index.md', 'fa-AF/'],
    ['fa-af/_index.md', 'fa-AF/'],
  ])('are not listed where %s makes a section of their name', (path, folder) => {
    const editions = editionsOf({
      [path]: '---\ntitle: Section\n---\n',
      'one.md': article({ title: 'One', date: '2025-01-01', tags: 'Peace', authors: 'Ada', lang: 'fa-AF' }),
    })
    const folders = editions.scopes(NOW).map(folderOf)
    expect(folders.filter((other) => other.toLowerCase() === folder.toLowerCase())).toHaveLength(1)
    for (const other of folders) expect(editions.findIn(other, NOW), other).toMatchObject({ folder: other })
  })

  it('are not led to where a section of their name would lead on', () => {
    const files = {
      'fa-af/two.md': ONE,
      'one.md': article({ title: 'One', date: '2025-01-01', lang: 'fa-AF' }),
    }
    expect(editionsOf(files).findCanonical('fa_AF/', NOW)).toBeUndefined()
    expect(editionsOf(files).findCanonical('fa-AF/', NOW)).toBe('fa-af/')
  })

  it('keep the spelling of the article that came first, whatever comes later', () => {
    const first = { 'one.md': article({ title: 'One', date: '2025-01-01', tags: 'iOS' }) }
    const later = { ...first, 'two.md': article({ title: 'Two', date: '2025-01-02', tags: 'IOS' }) }
    expect(editionsOf(later).find('tags/ios/feed.xml', NOW)!.title).toBe('iOS – Site')
  })
})

describe('what was taken back', () => {
  const files = (settings: string) => ({
    '_index.md': `${SITE.slice(0, -4)}${settings}\n---\n`,
    'a.md': article({ title: 'A', date: '2025-01-01' }),
    'b.md': article({ title: 'B', date: '2025-01-02', withdrawn: '{ reason: Wrong, date: 2025-02-01 }' }),
  })

  it('is told in Atom where the settings say so, and in no other format for readers', () => {
    const [told, untold] = ['tombstones: true', 'tombstones: false'].map((setting) =>
      editionsOf(files(setting)),
    )
    expect(told!.find('atom.xml', NOW)!.render()).toContain(
      '<at:deleted-entry ref="tag:example.org,2026:b" when="2025-02-01T00:00:00Z">',
    )
    expect(untold!.find('atom.xml', NOW)!.render()).not.toContain('deleted-entry')
    for (const file of ['feed.xml', 'feed.json'])
      expect(told!.find(file, NOW)!.render()).not.toContain('2026:b')
  })

  it('is canceled in ninjs, which is beside every feed', () => {
    const editions = editionsOf(files('title: Wire'))
    const wire = JSON.parse(editions.find('wire.json', NOW)!.render())
    expect(wire.associations).toMatchObject([
      { uri: 'tag:example.org,2026:a', pubStatus: 'usable' },
      { uri: 'tag:example.org,2026:b', pubStatus: 'canceled', edNote: 'Wrong' },
    ])
    expect(editions.find('wire.json', Date.UTC(2025, 0, 15))!.render()).not.toContain('canceled')
  })
})

it('an article that says `feed: false` is in no feed', () => {
  const editions = editionsOf({
    'news/a.md': article({ title: 'A', date: '2025-01-01', tags: 'x' }),
    'news/b.md': article({ title: 'B', date: '2025-01-02', tags: '[x, y]', feed: 'false' }),
  })
  for (const path of ['feed.json', 'news/feed.json', 'tags/x/feed.json'])
    expect(itemsOf(editions, path).map(({ title }) => title)).toEqual(['A'])
  expect(editions.find('tags/y/feed.json', NOW)).toBeUndefined()
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

    it('that changes with what the first article says of its author, shown or not', () => {
      const of = (author: string) => ({
        '_index.md': `${SITE.slice(0, -4)}feedLimit: 1\n---\n`,
        'a.md': article({ title: 'A', date: '2025-01-01', authors: author }),
        'b.md': article({ title: 'B', date: '2025-01-02', authors: 'Ada' }),
      })
      const [before, after] = [of('Ada <ada@example.org>'), of('Ada <ada@example.com>')]
      expect(fingerprint(before, 'authors/ada/feed.xml')).not.toBe(fingerprint(after, 'authors/ada/feed.xml'))
    })

    it('that changes when an update that lay ahead comes', () => {
      const ahead = { 'news/one.md': article({ title: 'A', date: '2025-01-01', updated: '2026-02-01' }) }
      expect(fingerprint(ahead, 'news/feed.xml', Date.UTC(2026, 2, 1))).not.toBe(fingerprint(ahead))
    })
  })
})
