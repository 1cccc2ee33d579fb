import {
  type CodeObject,
  type CodeValue,
  ENVIRONMENT,
  isUnknown,
  type Script,
  toText,
  UNKNOWN,
} from './code-value.ts'

// A string that nothing closes goes on to the end: were it no match, every quote in it would be looked at again.
const STRING =
  /([a-z]{0,2})("""(?:\\[\s\S]|[^\\])*?(?:"""|$)|'''(?:\\[\s\S]|[^\\])*?(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?)/iy
const BLANKS = /(?:[ \t\r]|\\\r?\n)+/y
const LINES = /\s+/y
const COMMENT = /#[^\n]*/y
const NUMBER = /-?\d[\d_]*(?:\.\d+)?/y
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy
const ASSIGNMENT = /([A-Za-z_]\w*)[ \t]*(?::[^=\n]{0,100})?=(?!=)/y
/** An assignment that happens only under a condition, or adds to a value. */
const UNSURE = /[ \t]+([A-Z][A-Z\d_]*)[ \t]*[-+|]?=(?!=)|([A-Za-z_]\w*)[ \t]*[-+|*]=/y

const MAX_DEPTH = 50

/** Reads the variables of a file of Python that have plain values. Nothing runs: what was computed is unknown. */
export function readPython(path: string, text: string): Script {
  const names: CodeObject = new Map()
  let at = 0
  while (at < text.length) {
    const [, name] = match(ASSIGNMENT) ?? []
    if (name !== undefined) names.set(name, readValue(0, false))
    else {
      const unsure = match(UNSURE)
      const changed = unsure?.[1] ?? unsure?.[2]
      if (changed !== undefined) names.set(changed, UNKNOWN)
    }
    skipLine()
  }
  return { path, exported: names, names, calls: () => [], modules: [] }

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }

  /** Goes on to what is neither a blank nor in a comment, over the ends of lines too in brackets. */
  function skipSpace(isInside: boolean): void {
    while (match(BLANKS) || match(COMMENT) || (isInside && match(LINES)));
  }

  /** Goes on to the next line that does not continue the one before. */
  function skipLine(): void {
    skipUntil(/\n/)
    at++
  }

  /** Goes on to a sign outside of strings and brackets. */
  function skipUntil(end: RegExp): void {
    let depth = 0
    while (at < text.length) {
      const sign = text[at]!
      if (depth === 0 && end.test(sign)) return
      if (match(STRING)) continue
      if (sign === '#') match(COMMENT)
      else {
        if (/[[({]/.test(sign)) depth++
        else if (/[\])}]/.test(sign)) depth = Math.max(depth - 1, 0)
        at += sign === '\\' ? 2 : 1
      }
    }
  }

  /** Reads a value, and goes on to what follows it. */
  function readValue(depth: number, isInside: boolean): CodeValue {
    if (depth > MAX_DEPTH) return UNKNOWN
    skipSpace(isInside)
    let value = readOperand(depth, isInside)
    for (;;) {
      skipSpace(isInside)
      const isSum = text[at] === '+'
      if (!isSum && !/^or\b/.test(text.slice(at, at + 3))) break
      at += isSum ? 1 : 2
      skipSpace(isInside)
      const next = readOperand(depth, isInside)
      if (!isSum) value = value === ENVIRONMENT ? next : isUnknown(value) ? UNKNOWN : value || next
      else if (Array.isArray(value) && Array.isArray(next)) value = [...value, ...next]
      else value = typeof value === 'string' && typeof next === 'string' ? value + next : UNKNOWN
    }
    const isOver = at >= text.length || (isInside ? /[,:\])}]/ : /\n/).test(text[at]!)
    if (isOver) return value
    // A tuple needs no brackets.
    if (!isInside && text[at] === ',') return value
    skipUntil(isInside ? /[,:\])}]/ : /\n/)
    return UNKNOWN
  }

  function readOperand(depth: number, isInside: boolean): CodeValue {
    const string = match(STRING)
    if (string) return readStrings(string, isInside)
    const number = match(NUMBER)
    if (number) return Number(number[0].replaceAll('_', ''))
    if (text[at] === '[') return readList(depth, ']').list
    if (text[at] === '(') {
      const { list, isTuple } = readList(depth, ')')
      return isTuple ? list : (list[0] ?? null)
    }
    if (text[at] === '{') return readDictionary(depth)
    const name = match(NAME)?.[0]
    if (name === undefined) return UNKNOWN
    if (text[at] === '(') {
      const [, fallback] = readList(depth, ')').list
      return /^(?:os\.)?(?:environ\.get|getenv)$/.test(name) ? (fallback ?? ENVIRONMENT) : UNKNOWN
    }
    const constants: Record<string, CodeValue> = { True: true, False: false, None: null }
    return Object.hasOwn(constants, name) ? constants[name]! : (names.get(name) ?? UNKNOWN)
  }

  /** Strings that stand beside each other are one. */
  function readStrings(first: RegExpExecArray, isInside: boolean): CodeValue {
    let text: string | undefined = ''
    for (let found: RegExpExecArray | null = first; found; found = match(STRING)) {
      const part = unquote(found[1]!.toLowerCase(), found[2]!)
      text = text === undefined || part === undefined ? undefined : text + part
      skipSpace(isInside)
    }
    return text ?? UNKNOWN
  }

  function unquote(prefix: string, quoted: string): string | undefined {
    const width = /^(?:"""|''')/.test(quoted) ? 3 : 1
    const inner = quoted.slice(width, -width)
    const plain = prefix.includes('r') ? inner : inner.replace(ESCAPE, unescapeCode)
    if (!prefix.includes('f')) return plain
    const filled = plain.replace(/\{\{|\}\}|\{(\w+)\}/g, (all, name?: string) =>
      name === undefined ? all[0]! : (toText(names.get(name)) ?? '{'),
    )
    return filled.includes('{') ? undefined : filled
  }

  /** Reads a list up to its closing bracket. */
  function readList(depth: number, end: string): { list: CodeValue[]; isTuple: boolean } {
    const list: CodeValue[] = []
    let isTuple = false
    at++
    for (;;) {
      skipSpace(true)
      if (at >= text.length || text[at] === end) break
      const before = at
      list.push(readValue(depth + 1, true))
      if (text[at] === ',') isTuple = true
      if (text[at] !== end || at === before) at++
    }
    at++
    return { list, isTuple: isTuple || list.length === 0 }
  }

  function readDictionary(depth: number): CodeValue {
    const object: CodeObject = new Map()
    at++
    for (;;) {
      skipSpace(true)
      if (at >= text.length || text[at] === '}') break
      const before = at
      const key = toText(readValue(depth + 1, true))
      if (text[at] === ':') {
        at++
        const value = readValue(depth + 1, true)
        if (key !== undefined) object.set(key, value)
      }
      if (text[at] !== '}' || at === before) at++
    }
    at++
    return object
  }
}

const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|(\r?\n)|([\s\S]))/gi

function unescapeCode(_: string, byte?: string, unit?: string, line?: string, other?: string): string {
  const code = byte ?? unit
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
  if (line !== undefined) return ''
  return other === 'n' || other === 't' ? ' ' : other!
}
