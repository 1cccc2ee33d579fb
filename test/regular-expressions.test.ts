import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AttackPattern } from 'recheck'
import { checkSync } from 'recheck/lib/browser.js'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'

const SOURCE = join(import.meta.dirname, '..', 'src')

/** An expression in the source. */
interface Expression {
  /** `content/text/html.ts /…/g`. */
  name: string
  pattern: string
  flags: string
}

interface Syntax {
  type: string
  [key: string]: unknown
}

/** Expressions whose texts are short, and those that the checker cannot decide in seconds; each with the reason why it is linear. */
const ALLOWED: [start: string, reason: string][] = [
  [
    'commands/packing/bundle-options.ts /_defineProperty',
    'reads the bundle that esbuild made of our own source',
  ],
  ['content/markdown/source-set.ts /[\\s,]*', 'sticky, and matches wherever it begins with more than commas'],
  ['content/text/dates.ts', 'a date has at most 80 characters'],
  ['content/text/date-faults.ts', 'a date has at most 80 characters'],
  ['content/media/duration.ts', 'a duration has at most 60 characters'],
  [
    'content/markdown/templates/attributes.ts /\\{:',
    'every part has a greatest length, and one way to match',
  ],
  [
    'content/markdown/templates/attributes.ts /\\{[ ',
    'the name ends at a blank, which begins the part of 300 characters',
  ],
  ['content/markdown/templates/attributes.ts /(?:^|\\n)([', 'looks at the 60 characters before'],
  ['content/markdown/templates/render-tag.ts /^.*[', 'anchored, in the name of a tag'],
  ['content/body/linked-files.ts /^(?:(?:', 'anchored, and only the last dot before `?` or `#` can go on'],
  ['content/front-matter/toml.ts /^([ ', 'within a line, in parts that end at a sign of their own'],
  ['content/generators/rows/hexo.ts /^\\/(?!', 'anchored, and each dot is followed by a few letters'],
  ['content/markdown/footnotes.ts', 'at most 100 characters'],
  ['content/markdown/import.ts /(["', 'at most 300 characters'],
  ['content/markdown/heading.ts /(?<![^', 'a line of number signs begins once'],
  ['content/markdown/templates/liquid.ts /^(?:(?:site', 'anchored, and a quote ends what stands before it'],
  ['feed/formats/skeleton.ts /(\\n', "reads a skeleton of our own, without an author's text"],
]

/** The digests of expressions that took the checker long, and that it found linear; they say which release of it did. CHECK_ALL=1 writes them again. */
const RECORD = join(import.meta.dirname, 'fixtures', 'linear-expressions.json')
const CHECKER: string = createRequire(import.meta.url)('recheck/package.json').version
const LONG_MILLISECONDS = 100
/** How many recorded ones are checked again in each run. */
const SAMPLES = 5

/** Literals, and texts that are handed to `new RegExp`; what is filled into these counts as a digit. */
function expressionsOf(path: string, text: string): Expression[] {
  const found: Expression[] = []
  const add = (pattern: string, flags: string) =>
    found.push({ name: `${path} /${pattern}/${flags}`, pattern, flags })
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const { type, regex, callee, arguments: given } = node as Syntax
    if (regex) add((regex as Expression).pattern, (regex as Expression).flags)
    if (type === 'NewExpression' && (callee as Syntax).name === 'RegExp') {
      const [pattern, flags] = given as Syntax[]
      add(textOf(pattern!), flags ? String(flags.value) : '')
    }
    Object.values(node).forEach(visit)
  }
  visit(parseAst(text, { lang: 'ts' }))
  return found
}

/** The text that a literal stands for. */
function textOf({ type, value, quasis, name }: Syntax): string {
  if (type === 'Literal') return String(value)
  if (type === 'TemplateLiteral')
    return (quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('9')
  throw new Error(
    `An expression is made of ${name ?? type}: write it as a literal, so that it can be checked`,
  )
}

/** Why the time that an expression takes may grow faster than the text; undefined if it cannot. */
function flawOf({ pattern, flags }: Expression): string | undefined {
  const found = checkSync(pattern, flags, { timeout: 60_000 })
  if (found.status !== 'vulnerable') return found.status === 'safe' ? undefined : found.status
  // What the checker found by trying, and not by proof, is often nothing: its own attack must show it.
  const isShown = found.checker === 'automaton' || grows(new RegExp(pattern, flags), found.attack)
  return isShown ? `vulnerable, ${found.complexity.summary}` : undefined
}

/** Whether the time for an attack of eight times the length grows far more than eight times. */
function grows(expression: RegExp, { pumps, suffix }: AttackPattern): boolean {
  const cpuOf = (times: number) => {
    const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix
    const costs = [1, 2, 3].map(() => {
      const start = process.cpuUsage()
      text.replace(expression, '')
      return process.cpuUsage(start).user / 1000
    })
    return Math.min(...costs)
  }
  const long = cpuOf(16_000)
  return long > 5 && long > 24 * cpuOf(2000)
}

const EXPRESSIONS = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .sort()
  .flatMap((path) => expressionsOf(path, readFileSync(join(SOURCE, path), 'utf8')))
const isAllowed = ({ name }: Expression) => ALLOWED.some(([start]) => name.startsWith(start))

const digestOf = ({ pattern, flags }: Expression) =>
  createHash('sha256').update(`/${pattern}/${flags}`).digest('base64url').slice(0, 16)

/** The recorded digests, less a few that are checked again; none where all are. */
function readRecord(): Set<string> {
  const { checker, linear } = JSON.parse(readFileSync(RECORD, 'utf8')) as {
    checker: string
    linear: string[]
  }
  if (process.env.CHECK_ALL || checker !== CHECKER) return new Set()
  const left = new Set(linear)
  for (let count = 0; count < SAMPLES; count++)
    left.delete(linear[Math.floor(Math.random() * linear.length)]!)
  return left
}

describe('every regular expression', () => {
  it('takes time linear in its text', () => {
    const recorded = readRecord()
    const slow: string[] = []
    const unique = Map.groupBy(EXPRESSIONS, ({ pattern, flags }) => `/${pattern}/${flags}`)
    const flaws = [...unique.values()].flatMap((equal) => {
      const others = equal.filter((one) => !isAllowed(one))
      if (!others[0] || recorded.has(digestOf(others[0]))) return []
      const start = performance.now()
      const flaw = flawOf(others[0])
      if (flaw !== undefined) return others.map(({ name }) => `${flaw}: ${name}`)
      if (performance.now() - start > LONG_MILLISECONDS) slow.push(digestOf(others[0]))
      return []
    })
    expect(flaws).toEqual([])
    if (process.env.CHECK_ALL)
      writeFileSync(RECORD, `${JSON.stringify({ checker: CHECKER, linear: slow.sort() }, null, 2)}\n`)
  }, 600_000)

  it('is found in the source', () => {
    expect(EXPRESSIONS.length).toBeGreaterThan(400)
    expect(EXPRESSIONS.some(({ name }) => name.startsWith('content/markdown/clean.ts /^\\s*data:'))).toBe(
      true,
    )
  })

  it('that is allowed stands in the source still', () => {
    const unused = ALLOWED.filter(([start]) => !EXPRESSIONS.some(({ name }) => name.startsWith(start)))
    expect(unused).toEqual([])
  })
})

describe('a planted expression is found', () => {
  it.each([
    ['exponential', 'const a = /^(a+)+$/'],
    ['quadratic, where it starts anywhere', 'const a = text.replace(/\\s+$/, "")'],
    ['quadratic, between two marks', 'const a: RegExp = /#.*fn/'],
    ['quadratic, in its middle', 'export const A = /^---[ \\t]*[A-Za-z]*[ \\t]*$/'],
    ['quadratic, up to a mark that is missing', 'text.replace(/<!--[\\s\\S]*?-->/g, "")'],
    ['of text', 'new RegExp("\\\\s+$")'],
  ])('%s', (_, source) => {
    const [expression] = expressionsOf('a.ts', source)
    expect(flawOf(expression!)).toMatch(/vulnerable/)
  })

  it('unless the text that it is made of is not in sight', () => {
    expect(() => expressionsOf('a.ts', 'new RegExp(pattern)')).toThrow('write it as a literal')
  })
})
