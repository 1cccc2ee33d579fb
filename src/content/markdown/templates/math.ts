import { matchAt } from './search.ts'
import { type Syntax, textTag } from './tag.ts'

/** At most 5,000 characters, more than any formula has, and at most one paragraph. */
const TEXT = '((?:(?!\\n[ \\t]*\\n|END)[\\s\\S]){1,5000})'
const between = (start: string, end: string) => new RegExp(start + TEXT.replace('END', end) + end, 'y')
const DOLLARS = between('\\$\\$', '\\$\\$')
const BRACKETS = between('\\\\\\[', '\\\\\\]')
const PARENTHESES = between('\\\\\\(', '\\\\\\)')
const DOLLAR = /\$(?=\S)([^$\n]{1,500})\$(?!\d)/y

/**
 * Formulas: `$$…$$`, `\(…\)`, `\[…\]`, and `$x_{1}$` with `hasDollar`. They are escaped so that Markdown keeps every backslash, star and
 * brace. Text without any sign of a formula, such as escaped brackets or prices, is not a formula.
 */
export function createMath(hasDollar: boolean): Syntax {
  return {
    name: 'math',
    read({ text }, at, isLineStart) {
      if (text[at - 1] === '\\') return undefined
      const pattern = patternAt(text, at, isLineStart)
      if (!pattern) return undefined
      const [all, formula = ''] = matchAt(pattern, text, at) ?? []
      const signs = pattern === BRACKETS ? /\\[a-z]|[\^=]/i : /[\\^_]/
      if (all === undefined || !signs.test(formula)) return undefined
      return textTag(at, at + all.length, escapeMarkdown(all))
    },
  }

  function patternAt(text: string, at: number, isLineStart: boolean): RegExp | undefined {
    const start = text.slice(at, at + 2)
    if (start === '$$') return DOLLARS
    if (start === '\\(') return PARENTHESES
    if (start === '\\[') return isLineStart ? BRACKETS : undefined
    return hasDollar && text[at] === '$' ? DOLLAR : undefined
  }
}

/** Escapes everything that Markdown would interpret. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&~!|]/g, '\\$&').replace(/^([ \t]*)([-+#=])/gm, '$1\\$2')
}
