import { describe, expect, it } from 'vitest'
import { readSite } from '../../../src/content/site/settings.ts'
import { outline } from '../outline.ts'

function datesOf(frontMatter: string, path = 'a.md') {
  const { published, updated, embargo, expires, article, problems } = outline(
    path,
    `---\n${frontMatter}\n---\n`,
  )
  const found = { published, updated, embargo, expires, article, problems }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

describe('readDating', () => {
  it.each([
    ['date', 'publishDate'],
    ['publishDate', 'pubDate'],
    ['pubDate', 'pubDatetime'],
    ['datetime', 'published_at'],
    ['publishedAt', 'created'],
  ])('%s wins over %s', (first, second) => {
    expect(datesOf(`${second}: 2024-01-09\n${first}: 2024-01-02`).published).toBe('2024-01-02T00:00')
    expect(datesOf(`${second}: 2024-01-09`).published).toBe('2024-01-09T00:00')
  })

  it.each([
    ['updated', 'lastmod'],
    ['lastmod', 'modified'],
    ['modified', 'last_modified_at'],
    ['updatedDate', 'modDatetime'],
    ['modDatetime', 'updatedAt'],
  ])('%s wins over %s', (first, second) => {
    expect(datesOf(`date: 2024-01-01\n${second}: 2024-01-09\n${first}: 2024-01-05`).updated).toBe(
      '2024-01-05T00:00',
    )
    expect(datesOf(`date: 2024-01-01\n${second}: 2024-01-09`).updated).toBe('2024-01-09T00:00')
  })

  it("reads MkDocs' map of dates", () => {
    expect(datesOf('date: { created: 2024-01-02, updated: 2024-01-05 }')).toEqual({
      published: '2024-01-02T00:00',
      updated: '2024-01-05T00:00',
    })
    expect(datesOf('date:\n  created: 2024-01-02').published).toBe('2024-01-02T00:00')
    expect(datesOf('date: { created: 2024-01-02 }\npublishDate: 2025-01-02').embargo).toBe('2025-01-02T00:00')
    expect(datesOf('date: { created: 2024-02-30 }').problems).toEqual(['2 error date'])
  })

  it('is never updated before it is published', () => {
    expect(datesOf('date: 2024-01-05\nupdated: 2024-01-01')).toEqual({ published: '2024-01-05T00:00' })
  })

  it.each([
    ['2024-01-02-a.md', 'title: x', '2024-01-02T00:00'],
    ['2024-01-02-a/index.md', 'title: x', '2024-01-02T00:00'],
    ['2024-01-02-a/b.md', 'title: x', '2024-01-02T00:00'],
    ['2024/01/02/a.md', 'title: x', '2024-01-02T00:00'],
    ['2024-01-02-a.md', 'date: 2024-05-05', '2024-05-05T00:00'],
    ['2024-01-02-a.md', 'date: Last Modified', '2024-01-02T00:00'],
    ['a.md', 'url: /2024/01/02/a/', '2024-01-02T00:00'],
  ])('%s with %s is from %s', (path, frontMatter, expected) => {
    expect(datesOf(frontMatter, path)).toEqual({ published: expected })
  })

  it.each([
    ['date: 2024-02-30', '2 error date'],
    ['date: 2024-01-01\nexpires: never', '3 error date'],
    ['date: 2024-01-01\nembargo: later', '3 error date'],
    ['date: 2024-01-01\nembargo: [2024-02-01]', '3 error date'],
    ['date: 2024-01-01\nembargo: { from: 2024-02-01 }', '3 error date'],
    ['date: 2024-01-01\nexpires: [2024-02-01]', '3 error date'],
    ['date: 2024-01-01\npublishDate: { day: 2024-02-01 }', '3 error date'],
    ['date: 2024-01-01\npublishDate: 2024-02-30', '3 error date'],
    ['publishDate: 2024-02-30', '2 error date'],
    ['published: 2024-13-45', '2 error date'],
    ['date: Created', '2 warning no-date'],
    ['title: x', '1 warning no-date'],
  ])('%j yields no article', (frontMatter, problem) => {
    expect(datesOf(frontMatter)).toEqual({ article: 'none', problems: [problem] })
  })

  it('publishes despite an update date that does not exist, and reports it', () => {
    expect(datesOf('date: 2024-01-01\nupdated: 2024-02-30')).toEqual({
      published: '2024-01-01T00:00',
      problems: ['3 warning date'],
    })
  })

  it('uses the date of the file name where the typed one does not exist', () => {
    const expected = { published: '2024-01-02T00:00', problems: ['2 warning date'] }
    expect(datesOf('date: 2024-02-30', '2024-01-02-a.md')).toEqual(expected)
    expect(datesOf('publishDate: 2024-02-30', '2024-01-02-a.md')).toEqual(expected)
  })

  it('an embargo moves the publication, and a publishDate beside a date only the sight of it', () => {
    expect(datesOf('date: 2024-01-01\nembargo: 2024-02-01 09:00')).toEqual({ published: '2024-02-01T09:00' })
    expect(datesOf('date: 2024-01-01\npublishDate: 2024-02-01')).toEqual({
      published: '2024-01-01T00:00',
      embargo: '2024-02-01T00:00',
    })
  })

  it.each(['embargo-until: 2024-02-01', 'holdUntil: 2024-02-01', 'embargo: { until: 2024-02-01 }'])(
    '%s is an embargo',
    (embargo) => expect(datesOf(`date: 2024-01-01\n${embargo}`)).toEqual({ published: '2024-02-01T00:00' }),
  )

  it('reads times without a zone in the zone of the site', () => {
    const source = '---\ntimezone: Asia/Kabul\n---\n'
    const { site } = readSite([{ path: '_index.md', source }], { title: 'T', url: 'https://example.org/' })
    const published = (date: string) => outline('a.md', `---\ndate: ${date}\n---\n`, site).published
    expect(published('2024-01-02')).toBe('2024-01-01T19:30')
    expect(published('2024-01-02T00:00Z')).toBe('2024-01-02T00:00')
  })
})

it.each(['embargo: 2567-01-01', 'expires: 1403-05-01', 'publishDate: ۱۴۰۳-۰۵-۰۱'])(
  'an article with a date of another calendar is not published: %s',
  (line) => {
    const { article, problems } = datesOf(`date: 2024-01-02\n${line}`)
    expect(article).toBe('none')
    expect(problems).toEqual(['3 error date'])
  },
)

it('the name of a file with a date of another calendar says which', () => {
  const { published, problems } = outline('1399-11-11-a.md', '---\ntitle: A\n---\n')
  expect(published).toBeUndefined()
  expect(problems).toEqual(['1 warning no-date'])
  const kept = outline('1399-11-11-a.md', '---\ndate: 2021-01-30\n---\n')
  expect(kept.published).toBe('2021-01-30T00:00')
  expect(kept.problems).toBeUndefined()
})
