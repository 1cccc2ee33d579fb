import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../src/content/article/article.ts'
import {
  hasBeenPublic,
  isPublic,
  stateOf,
  turningPoints,
  updatedAt,
} from '../../../src/content/library/visibility.ts'
import { SITE, toIso } from '../outline.ts'

function articleWith(frontMatter: string) {
  const source = `---\ndate: 2024-01-10\n${frontMatter}\n---\n`
  return parseArticle({ path: 'a.md', source, hash: '' }, SITE, () => undefined).article!
}
const at = (text: string) => Date.parse(`${text}Z`)

describe('stateOf', () => {
  it.each([
    ['', '2024-01-09T23:59', 'embargoed'],
    ['', '2024-01-10T00:00', 'public'],
    ['embargo: 2024-01-12', '2024-01-11T00:00', 'embargoed'],
    ['embargo: 2024-01-12', '2024-01-12T00:00', 'public'],
    ['publishDate: 2024-01-12', '2024-01-11T00:00', 'embargoed'],
    ['expires: 2024-02-01', '2024-01-31T23:59', 'public'],
    ['expires: 2024-02-01', '2024-02-01T00:00', 'expired'],
    ['expiryDate: 2024-01-01', '2024-01-20T00:00', 'expired'],
    ['withdrawn: true', '2024-01-10T00:00', 'withdrawn'],
    ['withdrawn: {date: 2024-02-01}', '2024-01-31T00:00', 'public'],
    ['withdrawn: {date: 2024-02-01}', '2024-02-01T00:00', 'withdrawn'],
    ['withdrawn: true', '2024-01-09T00:00', 'embargoed'],
    ['draft: true\nwithdrawn: true', '2024-03-01T00:00', 'hidden'],
  ])('with %j at %s is %s', (frontMatter, instant, expected) => {
    const article = articleWith(frontMatter)
    expect(stateOf(article, at(instant))).toBe(expected)
    expect(isPublic(article, at(instant))).toBe(expected === 'public')
  })

  it.each([
    ['embargo', { embargo: Number.NaN }],
    ['withdrawal', { withdrawn: { date: Number.NaN } }],
    ['expiry', { expires: Number.NaN }],
    ['flag', { hidden: '' }],
  ])('fails closed where the %s is not an instant', (_, broken) => {
    expect(isPublic({ ...articleWith(''), ...broken }, at('2024-06-01T00:00'))).toBe(false)
  })

  it('shows nothing to a clock that is not set', () => {
    expect(isPublic(articleWith(''), Number.NaN)).toBe(false)
  })
})

describe('hasBeenPublic', () => {
  it.each([
    ['', true],
    ['expires: 2024-02-01', true],
    ['withdrawn: true', true],
    ['embargo: 2024-03-01', false],
    ['embargo: 2024-01-20\nexpires: 2024-01-20', false],
    ['embargo: 2024-01-20\nexpires: 2024-01-15', false],
    ['expires: 2024-01-09\nwithdrawn: 2024-01-20', false],
    ['draft: true', false],
  ])('with %j in February is %s', (frontMatter, expected) => {
    expect(hasBeenPublic(articleWith(frontMatter), at('2024-02-01T00:00'))).toBe(expected)
  })
})

describe('turningPoints', () => {
  it('are all instants at which something changes by itself', () => {
    const article = articleWith(
      'embargo: 2024-01-12\nupdated: 2024-01-20\nexpires: 2024-02-01\nwithdrawn: {date: 2024-01-30}',
    )
    expect(turningPoints(article).map(toIso)).toEqual([
      '2024-01-12T00:00',
      '2024-01-20T00:00',
      '2024-02-01T00:00',
      '2024-01-30T00:00',
    ])
    expect(turningPoints(articleWith('draft: true\nexpires: 2024-02-01'))).toEqual([])
  })
})

describe('updatedAt', () => {
  it('does not know of updates to come', () => {
    const article = articleWith('updated: 2024-02-01')
    expect(toIso(updatedAt(article, at('2024-01-31T00:00')))).toBe('2024-01-10T00:00')
    expect(toIso(updatedAt(article, at('2024-02-01T00:00')))).toBe('2024-02-01T00:00')
  })
})
