import { matchAt, type Search } from './search.ts'
import { type Syntax, textTag } from './tag.ts'

/** More characters than any formula has. */
const MAX_FORMULA = 5000
const PARAGRAPH_END = /\n[ \t]*\n/g
const DOLLAR = /\$(?=\S)([^$\n]{1,500})\$(?!\d)/y

/**
 * Formulas: `$$…$$`, `\(…\)`, `\[…\]`, and `$x_{1}$` with `hasDollar`. They are escaped so that Markdown keeps every backslash, star and
 * brace. Text without any sign of a formula, such as escaped brackets or prices, is not a formula.
 */
export function createMath(hasDollar: boolean): Syntax {
  return {
    name: 'math',
    read(search, at, isLineStart) {
      const { text } = search
      if (text[at - 1] === '\\') return undefined
      const start = text.slice(at, at + 2)
      const isBracket = start === '\\['
      if (isBracket && !isLineStart) return undefined
      const formula = CLOSING.has(start)
        ? readBetween(search, at + 2, CLOSING.get(start)!)
        : hasDollar && text[at] === '$'
          ? matchAt(DOLLAR, text, at)?.[1]
          : undefined
      const signs = isBracket ? /\\[a-z]|[\^=]/i : /[\\^_]/
      if (formula === undefined || !signs.test(formula)) return undefined
      const end = at + formula.length + (CLOSING.has(start) ? 4 : 2)
      return textTag(at, end, escapeMarkdown(text.slice(at, end)))
    },
  }
}

const CLOSING = new Map([
  ['$$', '$$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
])

/** The formula up to its closing mark, in one paragraph. */
function readBetween(search: Search, start: number, closing: string): string | undefined {
  const end = search.next(closing, start)
  const limit = search.next(PARAGRAPH_END, start)
  if (end <= start || end - start > MAX_FORMULA || (limit >= 0 && limit < end)) return undefined
  return search.text.slice(start, end)
}

/** Escapes everything that Markdown would interpret. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&~!|]/g, '\\$&').replace(/^([ \t]*)([-+#=])/gm, '$1\\$2')
}
