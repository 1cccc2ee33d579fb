import { describe, expect, it } from 'vitest'
import { SITE } from '../content/outline.ts'
import { INPUTS } from './inputs.ts'
import { publish } from './publish.ts'

/** How much CPU the fuzz test may use; more of it tries more inputs. */
const SECONDS = Number(process.env.GROWTH_SECONDS ?? 45)
const SMALL = 8_000
const FACTOR = 8
/** Growing by the square of the factor would be 8 times as fast as the baseline. */
const MAX_GROWTH = 3
/** Milliseconds below which the garbage collector decides the figures. */
const LEAST = 40

const HEADER = '---\ntitle: T\ndate: 2024-01-02\n---\n'
const repeat = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length))
const inBody = (make: (length: number) => string) => (length: number) => HEADER + make(length)
const prose = inBody(repeat('Some *plain* words of a [text](b) that is `read` by people.\n\n'))

/** Milliseconds of CPU that the article takes from its file to its readers. */
function cpuOf(path: string, source: string): number {
  const start = process.cpuUsage()
  publish(path, source, SITE)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

type Make = (length: number) => string

/** How many times more a long text takes for each character than a short one. */
function growthOf(path: string, make: Make, runs: number, small = SMALL, factor = FACTOR): number {
  const least = (length: number) => Math.min(...Array.from({ length: runs }, () => cpuOf(path, make(length))))
  const long = least(small * factor)
  return long < LEAST ? 0 : long / least(small) / factor
}

/** What is left of a growth beyond that of plain text, which is measured again beside it; only what lasts counts. */
function excessOf(path: string, make: Make): number {
  let excess = Number.POSITIVE_INFINITY
  for (let attempt = 1; attempt <= 4 && excess > MAX_GROWTH; attempt++)
    excess = Math.min(excess, growthOf(path, make, attempt) / Math.max(1, growthOf('a.md', prose, attempt)))
  // Beyond a limit, text stays as typed and takes another way, which is a step; growth by the square goes on, and is 4 times as fast.
  if (excess <= MAX_GROWTH) return excess
  return Math.min(
    excess,
    growthOf(path, make, 1, SMALL * FACTOR, 4) / Math.max(1, growthOf('a.md', prose, 1, SMALL * FACTOR, 4)),
  )
}

const pairs = (length: number, write: (label: string) => string) =>
  Array.from({ length: Math.ceil(length / 20) }, (_, at) => write(`a${at}`)).join('')

/** Articles of a few KB that stopped the server for seconds, and others of their kind. */
const NAMED: [name: string, make: Make][] = [
  ['`import`, then blanks', inBody((length) => `import ${' '.repeat(length)}!`)],
  [
    "a footnote mark's address of number signs",
    inBody((length) => `<sup><a href="${'#'.repeat(length)}">1</a></sup>`),
  ],
  ['a fence, then blanks', (length) => `---${' '.repeat(length)}!`],
  ['notes in the sentence', inBody(repeat('^[a] '))],
  ['notes within notes', inBody((length) => '^['.repeat(length / 3) + ']'.repeat(length / 3))],
  [
    'notes with their definitions',
    inBody(
      (length) =>
        `${pairs(length, (label) => `[^${label}] `)}\n\n${pairs(length, (label) => `[^${label}]: b\n`)}`,
    ),
  ],
  ['note labels that nothing closes', inBody((length) => `[^a]\n\n[^a]: b\n\n${'[^'.repeat(length / 2)}`)],
  ['formulas that nothing closes', inBody(repeat('\\('))],
  ['formulas closed at the end', inBody((length) => '\\('.repeat(length / 4) + '\\)'.repeat(length / 4))],
  ['emphasis around one letter', inBody((length) => `${'*'.repeat(length / 2)}a${'*'.repeat(length / 2)}`)],
  ['emphasis side by side', inBody(repeat('***a'))],
  ['tags closed by others', inBody(repeat('<b>a</i>'))],
  ['tags nested, closed by others', inBody((length) => '<b>'.repeat(length / 6) + '</i>'.repeat(length / 8))],
  ['values of blanks', inBody((length) => `{{${' '.repeat(length)}}}`)],
  ['attribute lists with blanks', inBody(repeat(`a {:${' .a         '.repeat(8)}!\n`))],
]

describe('the time of one article grows no faster than its text', () => {
  it.each(NAMED)(
    '%s',
    (_, make) => {
      for (let warm = 0; warm < 3; warm++) cpuOf('a.md', prose(SMALL))
      expect(excessOf('a.md', make)).toBeLessThanOrEqual(MAX_GROWTH)
      expect(excessOf('a.mdx', make)).toBeLessThanOrEqual(MAX_GROWTH)
    },
    300_000,
  )

  it('every mark and pair of marks', () => {
    const start = process.cpuUsage()
    const used = () => (process.cpuUsage(start).user + process.cpuUsage(start).system) / 1_000_000
    const growing: string[] = []
    let tried = 0
    // A step that has no factor in common with the count leads through all of them, and a few show every kind.
    for (let at = 0; tried < INPUTS.length && used() < SECONDS; tried++, at = (at + 2_741) % INPUTS.length) {
      const { name, path, make } = INPUTS[at]!
      if (growthOf(path, make, 1) <= MAX_GROWTH) continue
      const excess = excessOf(path, make)
      if (excess > MAX_GROWTH) growing.push(`${name}: ${excess.toFixed(1)}`)
    }
    expect(growing).toEqual([])
    expect(tried).toBeGreaterThan(50)
  }, 900_000)
})

describe('what is nested deeply', () => {
  const DEEP = 50_000
  it.each([
    ['quotations', `${HEADER}${'> '.repeat(DEEP)}a`],
    ['lists', `${HEADER}${'- '.repeat(DEEP)}a`],
    ['elements', `${HEADER}${'<div>'.repeat(DEEP * 2)}a`],
    ['elements in Markdown', `${HEADER}${'<div>\n\n'.repeat(DEEP / 5)}a`],
    ['closed elements', `${HEADER}${'<b>'.repeat(DEEP)}a${'</b>'.repeat(DEEP)}`],
    ['emphasis', `${HEADER}${'*a '.repeat(DEEP)}${'a* '.repeat(DEEP)}`],
    ['links', `${HEADER}${'['.repeat(DEEP)}a${'](b)'.repeat(DEEP)}`],
    ['notes', `${HEADER}${'^['.repeat(DEEP)}a${']'.repeat(DEEP)}`],
    ['lists in YAML', `---\ntitle: T\ndate: 2024-01-02\na: ${'['.repeat(DEEP)}\n---\na`],
    ['arrays in JSON', `{"a": ${'['.repeat(DEEP)}${']'.repeat(DEEP)}}\na`],
    ['arrays in TOML', `+++\na = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n+++\na`],
    ['shortcodes', `${HEADER}${'{{< note >}}'.repeat(DEEP / 5)}a${'{{< /note >}}'.repeat(DEEP / 5)}`],
    ['components', `${HEADER}${'<Note>'.repeat(DEEP / 5)}a${'</Note>'.repeat(DEEP / 5)}`],
  ])('does not overflow the stack: %s', (_, source) => {
    for (const path of ['a.md', 'a.mdx']) expect(publish(path, source, SITE)).toBeGreaterThan(0)
  })
})
