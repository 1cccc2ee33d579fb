import { describe, expect, it } from 'vitest'
import type { Value } from '../../../src/content/front-matter/parse.ts'
import { parsePeople } from '../../../src/content/front-matter/people.ts'

const map = (entries: Record<string, Value>): Value => new Map(Object.entries(entries))
const names = (value: Value | undefined) => parsePeople(value, 'https://example.org/').map(({ name }) => name)

describe('parsePeople', () => {
  it.each<[Value | undefined, string[]]>([
    [undefined, []],
    ['', []],
    [null, []],
    ['Ada Lovelace', ['Ada Lovelace']],
    ['Ada & Bob', ['Ada', 'Bob']],
    ['Smith, Jones & Partners', ['Smith, Jones & Partners']],
    ['Marks, Spencer & Sons; Ada Lovelace', ['Marks, Spencer & Sons', 'Ada Lovelace']],
    ['Ada Lovelace, Alan Turing & Grace Hopper', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']],
    ['Ada Lovelace, Alan Turing, & Grace Hopper', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']],
    ['Ada; Bob', ['Ada', 'Bob']],
    ['Ada Lovelace, Alan Turing, and Grace Hopper', ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']],
    ['NARUSE, Yui', ['NARUSE, Yui']],
    ['Jane Doe, PhD', ['Jane Doe, PhD']],
    ['AT&T', ['AT&T']],
    [
      ['Ada', 'ada', 'Bob'],
      ['Ada', 'Bob'],
    ],
    [
      ['Ada', ['Bob', ['Cy']]],
      ['Ada', 'Bob', 'Cy'],
    ],
    [map({ key: map({ name: 'Ada', title: 'Editor' }) }), ['Ada']],
    [map({ title: 'Ada' }), ['Ada']],
    [map({ twitter: 'x' }), []],
    ['Ada\n  Lovelace', ['Ada Lovelace']],
  ])('%j names %j', (value, expected) => {
    expect(names(value)).toEqual(expected)
  })

  it('reads Markdown links and drops what stands between them', () => {
    expect(parsePeople('[Ada](https://ada.example) (Org), [Bob](/bob/)', 'https://example.org/')).toEqual([
      { name: 'Ada', url: 'https://ada.example/' },
      { name: 'Bob', url: 'https://example.org/bob/' },
    ])
  })

  it.each([
    ['Ada <ada@example.org>', { name: 'Ada', email: 'ada@example.org' }],
    ['"Ada, L." <ada@example.org>', { name: 'Ada, L.', email: 'ada@example.org' }],
    ['<ada@example.org>', { name: 'ada@example.org', email: 'ada@example.org' }],
    ['ada@example.org (Ada)', { name: 'Ada', email: 'ada@example.org' }],
    ['ada@example.org', { name: 'ada@example.org', email: 'ada@example.org' }],
    ['Ada <script>', { name: 'Ada <script>' }],
  ])('%s carries an address only where there is one', (text, expected) => {
    expect(parsePeople(text, 'https://example.org/')).toEqual([expected])
  })

  it('keeps a map to what is valid in it', () => {
    const value = map({
      name: 'Ada',
      email: 'not an address',
      url: 'javascript:alert(1)',
      image_url: 'a.png',
    })
    // Keys arrive normalized from the front matter.
    const normalized = new Map(
      [...(value as Map<string, Value>)].map(([key, entry]) => [key.replace('_', ''), entry]),
    )
    expect(parsePeople(normalized, 'https://example.org/')).toEqual([
      { name: 'Ada', imageUrl: 'https://example.org/a.png' },
    ])
  })

  it.each([
    [{ fediverse: '@ada@social.example' }, { fediverse: '@ada@social.example' }],
    [{ fediverse: 'ada@social.example' }, { fediverse: '@ada@social.example' }],
    [
      { mastodon: 'https://social.example/@ada', me: '/about' },
      { fediverse: '@ada@social.example', me: ['https://social.example/@ada', 'https://example.org/about'] },
    ],
    [{ fediverse: 'ada', me: 'javascript:alert(1)' }, {}],
  ])('reads the profiles of %j', (profiles, expected) => {
    const person = new Map<string, Value>(Object.entries({ name: 'Ada', ...profiles }))
    expect(parsePeople(person, 'https://example.org/')).toEqual([{ name: 'Ada', ...expected }])
  })

  it('takes a text far longer than names are for one name', () => {
    const long = 'a & '.repeat(10_000)
    expect(names(long)).toEqual([long.trim()])
  })
})
