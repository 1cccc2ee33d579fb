import type { Problem } from '../problem.ts'
import { dropForbidden, findForbidden } from '../text/characters.ts'
import { explainOpenHeader, findFalseOpening } from './explain-fences.ts'
import { type Fences, findFences } from './fences.ts'
import { readHeader } from './gray-matter.ts'
import { normalizeKey } from './normalize-key.ts'
import { SyntaxProblem } from './syntax-problem.ts'

/** A front matter value. Scalars stay the text the author typed: `1.10`, `no` and `2024-01-01` are never converted. */
export type Value = string | null | Value[] | Fields
/** Front matter keys as `normalizeKey` makes them, with their values. */
export type Fields = ReadonlyMap<string, Value>

/** The header of a file and what follows it. */
export interface FrontMatter {
  /** Whether the file has a header at all, an empty one included. */
  present: boolean
  fields: Fields
  body: string
  /** Line of the file (1-based) on which the body starts. */
  bodyLine: number
  problems: Problem[]
}

const EMPTY: Fields = new Map()
const MAX_DEPTH = 8
/** Aliases let a small file mean an enormous value; no real header holds a tenth of this. */
const MAX_VALUES = 20_000
/**
 * Splits a Markdown file into its front matter and body. Never throws: what cannot be read is an error in `problems`,
 * and the fields are then empty.
 */
export function parseFrontMatter(source: string, path: string): FrontMatter {
  const problems: Problem[] = []
  const fences = findFences(dropFromSource(source, path, problems))
  const bodyLine = fences.source.slice(0, fences.source.length - fences.body.length).split('\n').length
  const result = { present: fences.present, fields: EMPTY, body: fences.body, bodyLine, problems }
  if (!fences.present) {
    const fault = findFalseOpening(fences.source)
    if (!fault) return result
    // What hides the article may stand in it.
    problems.push({ severity: 'error', code: 'front-matter', path, ...fault })
    return { ...result, present: true }
  }
  if (fences.isOpen) return { ...result, fields: readOpen(fences, path, problems) }
  try {
    const value = parseHeader(fences, (line) =>
      problems.push({
        severity: 'warning',
        code: 'duplicate-key',
        path,
        line,
        message: 'The key stands twice in the front matter; the last one counts',
        hint: 'Remove one of them',
      }),
    )
    // `---`, a sentence, `---`: thematic breaks in a text without front matter.
    if (typeof value === 'string' && fences.mayBeText)
      return { ...result, present: false, body: fences.source, bodyLine: 1 }
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

/** Reports that a header is never closed; what it says as far as it goes may still hide the article. */
function readOpen(fences: Fences, path: string, problems: Problem[]): Fields {
  problems.push({ severity: 'error', code: 'front-matter', path, ...describeOpen(fences) })
  try {
    const value = parseHeader(fences, () => {})
    return value instanceof Map ? value : EMPTY
  } catch {
    return EMPTY
  }
}

function describeOpen({ language, header, headerLine }: Fences) {
  if (language !== 'json') return explainOpenHeader(header, headerLine, language === 'toml' ? '+++' : '---')
  return {
    line: headerLine,
    message: 'The front matter that is opened here is never closed',
    hint: 'Close it with a line of `}`',
  }
}

/** What the header says; `reportTwice` gets the lines of the file on which a key stands again. */
function parseHeader({ language, header, headerLine }: Fences, reportTwice: (line: number) => void): Value {
  const { fields, root, duplicates = [] } = readHeader(language, header)
  for (const line of duplicates) reportTwice(headerLine + line)
  return fields ?? toValue(root ?? {}, 0, { left: MAX_VALUES })
}

function describe(error: unknown): { message: string; hint: string; line: number } {
  if (error instanceof SyntaxProblem) return { message: error.message, hint: error.hint, line: error.line }
  const message =
    error instanceof RangeError
      ? 'The front matter is nested too deeply'
      : error instanceof Error
        ? error.message
        : String(error)
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
    message: `U+${code} cannot stand in a feed and is left out, or read as Windows-1252`,
    hint: 'Remove the character from the file, or write what it was meant to be',
  })
  return dropForbidden(source)
}

/** Scalars become text, maps become Maps with normalized keys (so `__proto__` is a key like any other). */
function toValue(raw: unknown, depth: number, budget: { left: number }): Value {
  if (budget.left-- === 0)
    throw new SyntaxProblem('The front matter holds too many values', 'Move the data out of the article')
  if (raw === null || raw === undefined) return null
  // js-yaml resolves escapes such as "\0" after we looked at the file.
  if (typeof raw === 'string') return dropForbidden(raw)
  if (raw instanceof Date) return raw.toISOString()
  if (typeof raw !== 'object') return String(raw)
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(raw)) return raw.map((entry) => toValue(entry, depth + 1, budget))
  const fields = new Map<string, Value>()
  for (const key of Object.keys(raw))
    fields.set(normalizeKey(key), toValue((raw as Record<string, unknown>)[key], depth + 1, budget))
  return fields
}

/** Line of a file (1-based) on which a key stands, or 1. `podcast.image` is the `image` within `podcast`, or else `podcast`; `push.1.format` that of the second of a list. */
export function lineOfKey(source: string, key: string): number {
  return linesOfKeys(source)(key)
}

/** The same for any number of keys: the file is looked through when the first is asked for, and once. */
export function linesOfKeys(source: string): (key: string) => number {
  let header: { lines: KeyLine[]; firstLine: number } | undefined
  return (key) => {
    header ??= readKeys(source)
    let line = -1
    for (const part of key.split('.')) {
      const isNumber = line >= 0 && /^\d+$/.test(part)
      const next = isNumber
        ? findEntry(header.lines, Number(part), line)
        : findKey(header.lines, normalizeKey(part), line)
      if (next < 0) break
      line = next
    }
    return line < 0 ? 1 : header.firstLine + line
  }
}

function readKeys(source: string): { lines: KeyLine[]; firstLine: number } {
  const { header, headerLine } = findFences(dropForbidden(source))
  return { lines: header.split('\n').map(readKey), firstLine: headerLine }
}

interface KeyLine {
  key?: string
  indent: number
  isTable: boolean
  /** The column of the hyphen of an entry of a list. */
  hyphen?: number
}

function readKey(line: string): KeyLine {
  const [, indent = '', marks = '', name] =
    /^(\s*(?:- +)?)([["'{]*)([\w-]+(?: [\w-]+)*)["']? ?[\]:=]/.exec(line) ?? []
  const key = name === undefined ? undefined : normalizeKey(name)
  const hyphen = /^ *- /.test(line) ? line.indexOf('-') : undefined
  return { key, indent: indent.length, isTable: marks.startsWith('['), hyphen }
}

/** The line on which an entry of the list below the line `parent` begins. */
function findEntry(lines: KeyLine[], index: number, parent: number): number {
  const { key, isTable } = lines[parent]!
  const first = lines.find(({ key, hyphen }, at) => at > parent && (key ?? hyphen) !== undefined)?.hyphen
  const starts = isTable
    ? lines.keys().filter((at) => lines[at]!.isTable && lines[at]!.key === key)
    : lines.keys().filter((at) => at > parent && first !== undefined && lines[at]!.hyphen === first)
  return starts.drop(index).next().value ?? -1
}

/** The line of a key below the one on line `parent`; below none, one that is not indented is preferred. */
function findKey(lines: KeyLine[], wanted: string, parent: number): number {
  if (parent < 0) {
    const top = lines.findIndex(({ key, indent }) => key === wanted && indent === 0)
    return top < 0 ? lines.findIndex(({ key }) => key === wanted) : top
  }
  const { indent, isTable, hyphen } = lines[parent]!
  if (hyphen !== undefined) {
    const next = lines.findIndex((line, at) => at > parent && endsEntry(line, hyphen))
    const own = lines.slice(parent, next < 0 ? undefined : next).findIndex(({ key }) => key === wanted)
    return own < 0 ? -1 : parent + own
  }
  const inside = lines.slice(parent + 1)
  const end = inside.findIndex(
    (line) => line.key !== undefined && (isTable ? line.isTable : line.indent <= indent),
  )
  const found = inside.slice(0, end < 0 ? undefined : end).findIndex(({ key }) => key === wanted)
  return found < 0 ? -1 : parent + 1 + found
}

function endsEntry({ key, indent, hyphen }: KeyLine, column: number): boolean {
  return hyphen === column || (key !== undefined && indent <= column)
}
