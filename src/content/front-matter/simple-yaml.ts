/** What simple YAML holds: scalars as they were typed, and maps by the names of their keys. */
export type Simple = string | null | Simple[] | SimpleMap
export type SimpleMap = Map<string, Simple>

/** Longer headers, and what is deeper within, may exceed what is limited elsewhere. */
const MAX_LENGTH = 4000
const MAX_DEPTH = 6

/** The lines of a header, and how many of them are read. */
interface Rest {
  lines: string[]
  at: number
  nameOf(key: string): string
}

/**
 * Reads the YAML that most front matter is, at a fraction of the cost: maps, lists and text in blocks, lists in brackets, values on one line.
 * Undefined for anything else, valid or not; where it is defined, js-yaml gives the same without a complaint. `nameOf` makes of a key the name that
 * its value gets; the text holds nothing that `dropForbidden` would drop.
 */
export function readSimpleYaml(text: string, nameOf: (key: string) => string): SimpleMap | undefined {
  // js-yaml has its own view of tabs, and refuses U+007F.
  if (text.length > MAX_LENGTH || text.includes('\t') || text.includes('\x7F')) return undefined
  const rest = { lines: text.split('\n'), at: 0, nameOf }
  const root = peek(rest) === undefined ? undefined : readMap(rest, 0, 0)
  return peek(rest) === undefined ? root : undefined
}

/** The next line that is neither blank nor a comment; undefined at the end. */
function peek(rest: Rest): string | undefined {
  for (; rest.at < rest.lines.length; rest.at++) {
    const line = rest.lines[rest.at]!
    const start = indentOf(line)
    if (start < line.length && line[start] !== '#') return line
  }
  return undefined
}

function indentOf(line: string): number {
  let indent = 0
  while (line.charCodeAt(indent) === 0x20) indent++
  return indent
}

/** A key that is `NULL` is `null`. */
const KEY = /^(?!null:)([a-z][\w-]*):(?: +|$)/i

/** The map whose keys stand at an indentation. */
function readMap(rest: Rest, indent: number, depth: number): SimpleMap | undefined {
  const map: SimpleMap = new Map()
  for (let line = peek(rest); line !== undefined; line = peek(rest)) {
    const own = indentOf(line)
    if (own < indent) break
    const found = own === indent ? KEY.exec(line.slice(indent)) : undefined
    if (!found) return undefined
    const [start, key] = found as unknown as [string, string]
    const text = line.slice(indent + start.length)
    rest.at++
    const value =
      text === '' || text[0] === '#' ? readBelow(rest, indent, depth + 1) : readBeside(rest, indent, text)
    const name = rest.nameOf(key)
    if (value === undefined || map.has(name)) return undefined
    map.set(name, value)
  }
  return map
}

/** What stands below a key that has nothing beside it. */
function readBelow(rest: Rest, indent: number, depth: number): Simple | undefined {
  const line = peek(rest)
  const own = line === undefined ? -1 : indentOf(line)
  if (depth > MAX_DEPTH) return undefined
  // A list may stand as far to the left as its key.
  if (own >= indent && line!.startsWith('- ', own)) return readList(rest, own, depth)
  return own > indent ? readMap(rest, own, depth) : null
}

/** The list whose dashes stand at an indentation. */
function readList(rest: Rest, indent: number, depth: number): Simple[] | undefined {
  const list: Simple[] = []
  for (let line = peek(rest); line !== undefined; line = peek(rest)) {
    if (indentOf(line) !== indent || !line.startsWith('- ', indent)) break
    const inside = ' '.repeat(indent + 1) + line.slice(indent + 1)
    const start = indentOf(inside)
    const text = inside.slice(start)
    let value: Simple | undefined
    if (KEY.test(text)) {
      rest.lines[rest.at] = inside
      value = readMap(rest, start, depth + 1)
    } else {
      rest.at++
      value = text === '' || text[0] === '#' ? undefined : readBeside(rest, indent, text)
    }
    if (value === undefined) return undefined
    list.push(value)
  }
  return list
}

/** What stands beside a key or a dash. */
function readBeside(rest: Rest, indent: number, text: string): Simple | undefined {
  const first = text[0]
  if (first === '[') return readFlowList(text)
  if (first === '>' || first === '|') return readLines(rest, indent, text)
  if (first !== '"' && first !== "'") return readPlain(withoutComment(text))
  const end = endOfQuoted(text, 0)
  return endsAt(text, end) ? unquote(text.slice(0, end)) : undefined
}

/** Text in the lines below, folded (`>`) or not (`|`): only where all begin at one column, and blank lines are empty and after it. */
function readLines(rest: Rest, indent: number, mark: string): string | undefined {
  if (!/^[>|]-?$/.test(mark)) return undefined
  const { lines, at: first } = rest
  const start = indentOf(lines[first] ?? '')
  if (start <= indent) return undefined
  while (isTextAt(lines[rest.at], start)) rest.at++
  const next = lines.slice(rest.at).find((line) => line !== '')
  const hasEnded = next === undefined || (indentOf(next) <= indent && isTextAt(next, indentOf(next)))
  if (rest.at === first || !hasEnded) return undefined
  const text = lines.slice(first, rest.at).map((line) => line.slice(start))
  return text.join(mark[0] === '>' ? ' ' : '\n') + (mark.endsWith('-') ? '' : '\n')
}

function isTextAt(line: string | undefined, start: number): boolean {
  return line !== undefined && line.length > start && indentOf(line) === start
}

/** What no plain value begins with, or not always. */
const INDICATORS = ',[]{}#&*!|>\'"%@`?:'

function readPlain(text: string): string | null | undefined {
  if (text === '' || INDICATORS.includes(text[0]!) || text === '<<') return undefined
  if (text[0] === '-' && (text.length === 1 || text[1] === ' ')) return undefined
  if (text.endsWith(':') || text.includes(': ')) return undefined
  return text === '~' || text === 'null' || text === 'Null' || text === 'NULL' ? null : text
}

/** A plain value without the blanks after it. */
function withoutComment(text: string): string {
  const comment = text.indexOf(' #')
  let end = comment < 0 ? text.length : comment
  while (text.charCodeAt(end - 1) === 0x20) end--
  return text.slice(0, end)
}

/** Whether nothing but a comment follows. */
function endsAt(text: string, end: number): boolean {
  return end === text.length || (end > 0 && /^ *(?: #|$)/.test(text.slice(end)))
}

/** Offset past the quote that closes the one at `start`; -1 where the value goes on in the next line. */
function endOfQuoted(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1
      at++
    }
  }
  return -1
}

const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', n: '\n', t: '\t' }

/** What is within a pair of quotes. */
function unquote(quoted: string): string | undefined {
  const text = quoted.slice(1, -1)
  if (quoted[0] === "'") return text.includes("'") ? text.replaceAll("''", "'") : text
  if (!text.includes('\\')) return text
  return /\\[^"\\/nt]/.test(text.replaceAll('\\\\', ''))
    ? undefined
    : text.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped]!)
}

/** A list in brackets that ends on its line. */
function readFlowList(text: string): Simple[] | undefined {
  const list: Simple[] = []
  let at = skipBlanks(text, 1)
  if (text[at] === ']') return endsAt(text, at + 1) ? list : undefined
  for (;;) {
    const isQuoted = text[at] === '"' || text[at] === "'"
    const end = isQuoted ? endOfQuoted(text, at) : endOfFlowPlain(text, at)
    if (end < 0) return undefined
    const value = isQuoted ? unquote(text.slice(at, end)) : readPlain(withoutComment(text.slice(at, end)))
    if (value === undefined) return undefined
    list.push(value)
    at = skipBlanks(text, end)
    if (text[at] === ']') return endsAt(text, at + 1) ? list : undefined
    if (text[at] !== ',') return undefined
    at = skipBlanks(text, at + 1)
  }
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === 0x20) at++
  return at
}

/** Offset of what ends a plain value within brackets; -1 where it may be more than one. */
function endOfFlowPlain(text: string, start: number): number {
  const found = /[,[\]{}:#]/g
  found.lastIndex = start
  const end = found.exec(text)?.index ?? -1
  return text[end] === ',' || text[end] === ']' ? end : -1
}
