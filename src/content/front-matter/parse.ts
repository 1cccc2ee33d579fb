import matter from 'gray-matter'
import type { Problem } from '../problem.ts'
import { dropForbidden, findForbidden } from '../text.ts'
import { findFences } from './fences.ts'
import { parseJson } from './json.ts'
import { type Parsed, SyntaxProblem } from './syntax-problem.ts'
import { parseToml } from './toml.ts'
import { parseYaml } from './yaml.ts'

/** A front matter value. Scalars stay the text the author typed: `1.10`, `no` and `2024-01-01` are never converted. */
export type Value = string | null | Value[] | Fields
/** Front matter keys as `normalizeKey` makes them, with their values. */
export type Fields = ReadonlyMap<string, Value>

export interface FrontMatter {
  /** Whether the file has a header at all, an empty one included. */
  present: boolean
  fields: Fields
  body: string
  /** Line of the file (1-based) on which a key stands, or 1. */
  lineOf(key: string): number
  problems: Problem[]
}

const EMPTY: Fields = new Map()
const MAX_DEPTH = 8

function refuse(): never {
  throw new SyntaxProblem('Front matter is never executed', 'Write it as YAML, TOML or JSON')
}
// gray-matter evaluates `---js` by default, and chooses the engine by what the file says.
const ENGINES = {
  yaml: parseYaml,
  yml: parseYaml,
  toml: parseToml,
  json: parseJson,
  javascript: { parse: refuse },
  js: { parse: refuse },
} as unknown as NonNullable<Parameters<typeof matter>[1]>['engines']

/** Keys compare without case, and with `-`, `_` and blanks alike: `Last-Modified` is `lastmodified`. */
export function normalizeKey(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '')
}

/**
 * Splits a Markdown file into its front matter and body. Never throws: what cannot be read is an error in `problems`,
 * and the fields are then empty.
 */
export function parseFrontMatter(source: string, path: string): FrontMatter {
  const problems: Problem[] = []
  const fences = findFences(dropFromSource(source, path, problems))
  const header = fences.header
  const lineOf = (key: string) => lineOfKey(header, fences.headerLine, key)
  const result = { present: fences.present, fields: EMPTY, body: fences.body, lineOf, problems }
  if (!fences.present) return result
  try {
    // An options object switches off gray-matter's cache, which hands out one shared mutable object.
    const parsed = matter(fences.text, {
      engines: ENGINES,
      language: fences.language,
      delimiters: fences.delimiter,
    })
    // An empty block never reaches an engine.
    const { root = {}, duplicates = [] } = parsed.data as Partial<Parsed>
    for (const line of duplicates) {
      problems.push({
        severity: 'warning',
        code: 'duplicate-key',
        path,
        line: fences.headerLine + line,
        message: 'The key stands twice in the front matter; the last one counts',
        hint: 'Remove one of them',
      })
    }
    const value = toValue(root ?? {}, 0)
    // `---`, a sentence, `---`: thematic breaks in a text without front matter.
    if (typeof value === 'string' && fences.mayBeText)
      return { ...result, present: false, body: fences.source }
    if (!(value instanceof Map))
      throw new SyntaxProblem('Front matter must be keys with values', 'Write it as `key: value` lines')
    return { ...result, fields: value }
  } catch (error) {
    const { message, hint, line } = describe(error)
    problems.push({
      severity: 'error',
      code: 'front-matter',
      path,
      line: fences.headerLine + line,
      message,
      hint,
    })
    return result
  }
}

function describe(error: unknown): { message: string; hint: string; line: number } {
  if (error instanceof SyntaxProblem) return { message: error.message, hint: error.hint, line: error.line }
  const message = error instanceof Error ? error.message : String(error)
  return { message, hint: 'Use YAML between `---` lines, TOML between `+++` lines, or JSON', line: 0 }
}

function dropFromSource(source: string, path: string, problems: Problem[]): string {
  const at = findForbidden(source)
  if (at < 0) return source
  const code = source.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  problems.push({
    severity: 'warning',
    code: 'forbidden-character',
    path,
    line: source.slice(0, at).split(/\r\n|\r|\n/).length,
    message: `U+${code} cannot stand in any XML document and is left out`,
    hint: 'Remove the character from the file',
  })
  return dropForbidden(source)
}

/** Scalars become text, maps become Maps with normalized keys (so `__proto__` is a key like any other). */
function toValue(raw: unknown, depth: number): Value {
  if (raw === null || raw === undefined) return null
  // js-yaml resolves escapes such as "\0" after we looked at the file.
  if (typeof raw === 'string') return dropForbidden(raw)
  if (raw instanceof Date) return raw.toISOString()
  if (typeof raw !== 'object') return String(raw)
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(raw)) return raw.slice(0, 1000).map((entry) => toValue(entry, depth + 1))
  return new Map(Object.entries(raw).map(([key, entry]) => [normalizeKey(key), toValue(entry, depth + 1)]))
}

function lineOfKey(header: string, headerLine: number, key: string): number {
  const wanted = normalizeKey(key)
  const lines = header.split('\n')
  const at = lines.findIndex((line) => {
    const match = /^\s*(?:\[\s*)?["']?([\w -]+?)["']?\s*[\]:=]/.exec(line)
    return match !== null && normalizeKey(match[1]!) === wanted
  })
  return at < 0 ? 1 : headerLine + at
}
