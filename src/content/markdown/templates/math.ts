import { matchAt } from './search.ts'
import { type Family, textTag } from './tag.ts'

/** More than any formula has; a paragraph ends it as well. */
const TEXT = '((?:(?!\\n[ \\t]*\\n|END)[\\s\\S]){1,5000})'
const between = (start: string, end: string) => new RegExp(start + TEXT.replace('END', end) + end, 'y')
const DOLLARS = between('\\$\\$', '\\$\\$')
const BRACKETS = between('\\\\\\[', '\\\\\\]')
const PARENTHESES = between('\\\\\\(', '\\\\\\)')
const DOLLAR = /\$(?=\S)([^$\n]{1,500})\$(?!\d)/y

/**
 * `$$…$$`, `\(…\)`, `\[…\]`, and `$x_{1}$` where that is told from prices: formulas, of which Markdown keeps every backslash, star and
 * brace. What has nothing of a formula is text, such as brackets that are no link.
 */
export function createMath(hasDollar: boolean): Family {
  return {
    name: 'math',
    read({ text }, at, isLineStart) {
      if (text[at - 1] === '\\') return undefined
      const pattern = patternAt(text, at, isLineStart)
      if (!pattern) return undefined
      const [all, formula = ''] = matchAt(pattern, text, at) ?? []
      const signs = pattern === BRACKETS ? /\\[a-z]|[\^=]/i : /[\\^_]/
      if (all === undefined || !signs.test(formula)) return undefined
      return textTag(at, at + all.length, literally(all))
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

/** Markdown of which nothing but the text is left. */
function literally(text: string): string {
  return text.replace(/[\\`*_[\]<>&~!|]/g, '\\$&').replace(/^([ \t]*)([-+#=])/gm, '$1\\$2')
}
