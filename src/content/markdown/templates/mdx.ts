import { readImport } from '../import.ts'
import { endOfLine, matchAt } from './search.ts'
import { NO_ARGS, type Syntax, type Tag, textTag } from './tag.ts'

const NAME = /[A-Za-z][\w.:-]*/y
const ATTRIBUTE = /\s*([A-Za-z_][\w:.-]*)\s*(?:=\s*)?/y
const EXPORT = /export\s+(?:default|const|let|var|function|class|async|\{|\*)/y
/** Characters after which unclosed code is taken for text, and characters scanned in vain after which MDX is no longer read. */
const MAX_CODE = 20_000
const MAX_WASTE = 100_000

/** MDX: components, expressions in braces, `import` and `export`. Imported paths are kept for images that refer to them. */
export function createMdx(): Syntax {
  const imports = new Map<string, string>()
  let waste = 0
  return {
    name: 'mdx',
    read({ text }, at, isLineStart) {
      const character = text[at]
      if (text[at - 1] === '\\' || waste > MAX_WASTE) return undefined
      if (isLineStart && (character === 'i' || character === 'e')) return readModule(text, at)
      if (character === '{') return readExpression(text, at)
      return character === '<' ? readElement(text, at) : undefined
    },
  }

  function readModule(text: string, at: number): Tag | undefined {
    if (at > 0 && text[at - 1] !== '\n') return undefined
    const found = readImport(text, at)
    if (found) {
      if (found.name !== undefined) imports.set(found.name, found.from)
      return textTag(at, endOfLine(text, found.end))
    }
    return matchAt(EXPORT, text, at) ? textTag(at, endOfStatement(text, at)) : undefined
  }

  /** A statement ends with the line on which all its brackets are closed. */
  function endOfStatement(text: string, start: number): number {
    for (let at = endOfLine(text, start); at - start < MAX_CODE; at = endOfLine(text, at + 1)) {
      if (at >= text.length) return at
      if (!/^\n[ \t]*(?:\n|$|import\b|export\b|[#<])/.test(text.slice(at, at + 100))) continue
      waste += at - start
      if (isBalanced(text.slice(start, at))) return at
    }
    return endOfLine(text, start)
  }

  function readExpression(text: string, at: number): Tag | undefined {
    const end = endOfCode(text, at)
    if (end < 0) return undefined
    const code = text.slice(at + 1, end - 1).trim()
    const isComment = code.startsWith('/*') && code.endsWith('*/') && code.length >= 4
    const comment = code.slice(2, -2).trim()
    if (isComment) return textTag(at, end, /^[\w -]{1,40}$/.test(comment) ? `<!--${comment}-->` : '')
    const value = literal(code, imports)
    if (value !== undefined) return textTag(at, end, value)
    return { start: at, end, kind: 'alone', name: '{', args: { ...NO_ARGS, text: code } }
  }

  function readElement(text: string, at: number): Tag | undefined {
    const isClosing = text[at + 1] === '/'
    const start = at + (isClosing ? 2 : 1)
    if (text[start] === '>') return textTag(at, start + 1)
    const name = matchAt(NAME, text, start)?.[0]
    if (name === undefined) return undefined
    const lower = name.toLowerCase()
    const behind = start + name.length
    // A capital letter or a dot makes it a component.
    const tag = { start: at, name: /^[A-Z]|\./.test(name) ? lower : `<${lower}` }
    if (isClosing) {
      const [rest] = /^\s*>/.exec(text.slice(behind, behind + 50)) ?? []
      return rest === undefined
        ? undefined
        : { ...tag, end: behind + rest.length, kind: 'close', args: NO_ARGS }
    }
    const read = readAttributes(text, behind)
    if (!read) return undefined
    const { args, end, isSelfClosing } = read
    const isAlone = isSelfClosing || isVoid(lower)
    // Only code knows the picture, so its description takes its place.
    if (
      isAlone &&
      /^(?:img|image|picture)$/.test(lower) &&
      !args.named.has('src') &&
      !args.named.has('srcset')
    )
      return { ...tag, name: 'image', end, kind: 'alone', args, verbatim: args.named.get('alt') ?? '' }
    return { ...tag, end, kind: isAlone ? 'alone' : 'open', args }
  }

  function readAttributes(text: string, start: number) {
    const named = new Map<string, string>()
    const typed: string[] = []
    for (let at = start; at - start < MAX_CODE; ) {
      const rest = /^\s*(\/?)>/.exec(text.slice(at, at + 50))
      if (rest)
        return {
          args: { list: [], named, text: typed.join('') },
          end: at + rest[0].length,
          isSelfClosing: rest[1] === '/',
        }
      const blank = /^\s*/.exec(text.slice(at, at + 200))![0].length
      // `{...props}`
      if (text[at + blank] === '{') {
        const end = endOfCode(text, at + blank)
        if (end < 0) return undefined
        at = end
        continue
      }
      const [all, name] = matchAt(ATTRIBUTE, text, at) ?? []
      if (name === undefined) return undefined
      at += all!.length
      const quote = text[at]!
      let value: string | undefined = ''
      if (all!.trimEnd().endsWith('=')) {
        const end = quote === '{' ? endOfCode(text, at) : endOfQuoted(text, at)
        if (end < 0) return undefined
        value =
          quote === '{' ? literal(text.slice(at + 1, end - 1).trim(), imports) : text.slice(at + 1, end - 1)
        at = end
      }
      if (value === undefined) continue
      named.set(name.toLowerCase(), value)
      typed.push(value === '' ? ` ${name}` : ` ${name}="${value.replaceAll('"', '&quot;')}"`)
    }
    return undefined
  }

  /** Offset behind the brace that closes the one at `start`, or -1. */
  function endOfCode(text: string, start: number): number {
    let depth = 0
    const limit = Math.min(text.length, start + MAX_CODE)
    for (let at = start; at < limit && waste < MAX_WASTE; at++) {
      const character = text[at]
      if (character === '{') depth++
      else if (character === '}' && --depth === 0) return at + 1
      else if (character === '`' || ((character === '"' || character === "'") && !/\w/.test(text[at - 1]!))) {
        const end = endOfQuoted(text, at)
        if (end > 0) at = end - 1
      }
    }
    waste += limit - start
    return -1
  }

  function isBalanced(code: string): boolean {
    let depth = 0
    for (let at = 0; at < code.length && waste < MAX_WASTE; at++) {
      const character = code[at]!
      if ('{[('.includes(character)) depth++
      else if ('}])'.includes(character)) depth--
      else at = Math.max(at, endOfQuoted(code, at) - 1)
    }
    return depth <= 0
  }

  function endOfQuoted(text: string, start: number): number {
    const quote = text[start]
    if (quote !== '"' && quote !== "'" && quote !== '`') return -1
    let at = start + 1
    for (; at < text.length && at - start < MAX_CODE; at++) {
      if (text[at] === '\\') at++
      else if (text[at] === quote) return at + 1
      else if (text[at] === '\n' && quote !== '`') break
    }
    waste += at - start
    return -1
  }
}

/** Whether an HTML element has no closing tag. */
export function isVoid(name: string): boolean {
  return /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/.test(name)
}

/** The value of code that needs no execution: a string, a number, or an imported or required path; otherwise undefined. */
function literal(code: string, imports: ReadonlyMap<string, string>): string | undefined {
  const [, , quoted] = /^(["'`])((?:\\[\s\S]|(?!\1)[^\\])*)\1$/.exec(code) ?? []
  if (quoted !== undefined)
    return quoted.includes('${')
      ? undefined
      : quoted.replace(/\\([\s\S])/g, (_, next) => (next === 'n' ? '\n' : next))
  if (/^\d+(?:\.\d+)?$/.test(code)) return code
  const required =
    /^(?:require|import|useBaseUrl|withBase|asset)\(\s*(["'`])([^"'`]+)\1\s*\)(?:\.default)?$/.exec(code)?.[2]
  return required ?? imports.get(code.replace(/\.(?:src|default)$/, ''))
}
