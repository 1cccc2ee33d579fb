import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFences } from '../../../src/content/front-matter/fences.ts'
import { readSimpleYaml } from '../../../src/content/front-matter/simple-yaml.ts'
import { parseYaml } from '../../../src/content/front-matter/yaml.ts'
import { dropForbidden } from '../../../src/content/text/characters.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures')

/** Values that are simple or look it, and what is anything but. */
const VALUES = split(String.raw`
plain text ¦ 港口 العدد é ¦ 2024-01-02T03:04:05.000Z ¦ https://example.org/?a=b#c ¦ ~ ¦ null ¦ NULL ¦ -x ¦ --- ¦ C# #comment ¦ # comment ¦
"quoted" ¦ "quoted" # comment ¦ "q \" \\ \/ \n \t" ¦ "a \\n \\\" b" ¦ 'it''s' ¦ '''' ¦ "" ¦ '' ¦
[] ¦ [ ] ¦ [a, b c , "d, e", 'f''g'] ¦ [null, ~, -a] ¦ [a] # c`)
const ODD_VALUES = split(String.raw`
a: b ¦ a: ¦ - ¦ - x ¦ << ¦ !!str x ¦ &x ¦ *x ¦ >- ¦ | ¦ %x ¦ @x ¦ ? x ¦ : ¦ {a: b} ¦ {{ title }} ¦
"quoted"#no comment ¦ "quoted": x ¦ "\u00e9 \x41 \e" ¦ "open ¦ "\" ¦ 'it's' ¦ 'open ¦
[a, ] ¦ [,] ¦ [a b ¦ [a, [b]] ¦ [a: b] ¦ [a #c] ¦ ["a" b] ¦ ["a": b] ¦ [a] b ¦ [a]#c`)

function split(values: string): string[] {
  return values.split('¦').map((value) => value.trim())
}

const value = fc.oneof(
  { arbitrary: fc.constantFrom('', ...VALUES), weight: 60 },
  { arbitrary: fc.constantFrom('a\u00a0 ', '\u2028', 'x\ty', 'x\x7F', ...ODD_VALUES), weight: 1 },
)
const key = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'title', 'b-c', 'Date', 'toString', 'nulls', 'x_y'), weight: 40 },
  { arbitrary: fc.constantFrom('null', 'NULL', '"q"', '9', '标题', '<<', 'a b'), weight: 1 },
)
const rarely = { maxLength: 1, size: '-1' } as const

const lines = fc.array(
  fc.oneof(
    { arbitrary: fc.constantFrom('a text', 'with: more ', '# and so on', '- x'), weight: 9 },
    fc.constantFrom('', '  more'),
  ),
  { maxLength: 3 },
)

/** Lines of a map or a list, within each other. */
const { map } = fc.letrec<{ entry: string[]; map: string[]; item: string[]; list: string[] }>((tie) => ({
  entry: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(key, fc.constantFrom(': ', ': ', ':   '), value).map((parts) => [parts.join('')]),
    fc
      .tuple(key, fc.constantFrom('>', '>-', '|', '|-'), fc.constantFrom(' ', '   '), lines)
      .map(([key, mark, by, lines]) => below(`${key}: ${mark}`, by, lines)),
    fc.tuple(key, fc.constantFrom('', ' '), tie('list')).map(([key, by, list]) => below(`${key}:`, by, list)),
    fc.tuple(key, fc.constantFrom(' ', '   '), tie('map')).map(([key, by, map]) => below(`${key}:`, by, map)),
  ),
  map: fc
    .uniqueArray(tie('entry'), {
      minLength: 1,
      maxLength: 3,
      selector: ([first = '']) => first.split(':')[0],
    })
    .map((entries) => entries.flat()),
  item: fc.oneof(
    { maxDepth: 2 },
    value.map((value) => [`- ${value}`]),
    fc.tuple(fc.constantFrom('- ', '-   '), tie('map')).map(([dash, map]) => behind(dash, map)),
  ),
  list: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => items.flat()),
}))

function below(head: string, by: string, lines: string[]): string[] {
  return [head, ...lines.map((line) => by + line)]
}

function behind(dash: string, lines: string[]): string[] {
  return lines.map((line, index) => (index === 0 ? dash : ' '.repeat(dash.length)) + line)
}

const filler = fc.constantFrom('', '  ', '# comment', '  # comment', '...', 'more text', '  more: text')
/** Most of them are simple; in some a line or a character is out of place. */
const document = fc
  .tuple(
    map,
    fc.array(fc.tuple(fc.nat(), filler), rarely),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...' \n:#-"\'[],{\\&?')), rarely),
  )
  .map(([lines, fillers, odd]) => {
    for (const [at, line] of fillers) lines.splice(at % (lines.length + 1), 0, line)
    let text = lines.join('\n')
    for (const [at, character] of odd) {
      const place = at % (text.length + 1)
      text = text.slice(0, place) + character + text.slice(place)
    }
    return text
  })

/** What js-yaml gives, with maps for objects. */
function toMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toMaps)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([key, inner]) => [key, toMaps(inner)]))
}

function readSimple(text: string) {
  return readSimpleYaml(text, (key) => key)
}

/** Maps compare in their order. */
function expectSame(text: string): void {
  const simple = readSimple(text)
  if (simple === undefined) return
  const { root, duplicates } = parseYaml(text)
  expect(duplicates, text).toEqual([])
  expect(inspect(simple, { depth: null }), text).toBe(inspect(toMaps(root), { depth: null }))
}

/** The YAML of every article there is to test with. */
function readHeaders(): string[] {
  const paths = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.md'),
  )
  const fences = paths.map((path) => findFences(dropForbidden(readFileSync(join(FIXTURES, path), 'utf8'))))
  return fences.filter(({ present, language }) => present && language === 'yaml').map(({ header }) => header)
}

describe('readSimpleYaml', () => {
  it('gives what js-yaml gives, or nothing', () => {
    fc.assert(fc.property(document, expectSame), { numRuns: 5000 })
  })

  it('gives the same for every article there is to test with, and something for most', () => {
    const headers = readHeaders()
    for (const header of headers) expectSame(header)
    const read = headers.filter((header) => readSimple(header))
    expect(read.length).toBeGreaterThan(0.6 * headers.length)
  })

  it('reads maps, lists and text in blocks, lists in brackets and quoted values', () => {
    const text = `# A comment
title: "Say \\"hello\\", C:\\\\x" # another
author: 'O''Brien'
date: 2026-01-31T09:30:00+01:00

tags:
  - a
  - "b: c"
other:
- 港口
people:
  - name: Ada
    url: https://ada.example/#top
  -   name: Bob
image:
    src: /a.png
    size: []
folded: >-
  # Not a comment,
  but text

lines: |
  a: b
  - c
empty:
list: [a, 'b, c', ~]`
    expect(readSimple(text)).toEqual(
      new Map<string, unknown>([
        ['title', 'Say "hello", C:\\x'],
        ['author', "O'Brien"],
        ['date', '2026-01-31T09:30:00+01:00'],
        ['tags', ['a', 'b: c']],
        ['other', ['港口']],
        [
          'people',
          [
            new Map([
              ['name', 'Ada'],
              ['url', 'https://ada.example/#top'],
            ]),
            new Map([['name', 'Bob']]),
          ],
        ],
        [
          'image',
          new Map<string, unknown>([
            ['src', '/a.png'],
            ['size', []],
          ]),
        ],
        ['folded', '# Not a comment, but text'],
        ['lines', 'a: b\n- c\n'],
        ['empty', null],
        ['list', ['a', 'b, c', null]],
      ]),
    )
  })

  it('names keys as it is told, and does not choose between two of one name', () => {
    const lower = (key: string) => key.toLowerCase()
    expect(readSimpleYaml('Title: a', lower)).toEqual(new Map([['title', 'a']]))
    expect(readSimpleYaml('Title: a\ntitle: b', lower)).toBeUndefined()
  })

  it.each([
    ...[
      '',
      '# nothing',
      'a: b\na: c',
      'a: b\n  c',
      'a:\n  b',
      'a: "b\n  c"',
      'a: >-\n  b\n\n  c',
      'a: |+\n  b',
      'a: >\n  b\n   c',
      '- a',
      'a: {b: c}',
    ],
    ...[
      'a: *b',
      'a: !!str b',
      '<<: a',
      'a: b: c',
      "a: 'b' c",
      'a: [b, [c]]',
      'a\tb: c',
      'a: "\\x41"',
      'NULL: a',
    ],
    ...[
      'a:\n - b\n   - c',
      'a: b\n c: d',
      [...'abcdefgh'].map((key, at) => `${' '.repeat(at)}${key}:`).join('\n'),
      `a: ${'b'.repeat(5000)}`,
      '标题: a',
      '--- a',
      'a: \x7F',
    ],
  ])('leaves %j to js-yaml', (text) => {
    expect(readSimple(text)).toBeUndefined()
  })
})
