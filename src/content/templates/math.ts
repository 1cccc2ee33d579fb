import { type Family, NO_ARGS, type Tag } from './tag.ts'

/** More than any formula has; a paragraph ends it as well. */
const DISPLAYED = /\$\$((?:(?!\$\$|\n[ \t]*\n)[\s\S]){1,5000})\$\$/y
const IN_LINE = /\$(?=\S)([^$\n]{1,500})\$(?!\d)/y

/** `$$…$$`, and `$x_{1}$` where that is told from prices: formulas, of which Markdown keeps every backslash, star and brace. */
export function createMath(hasInline: boolean): Family {
  return {
    name: 'math',
    read({ text }, at): Tag | undefined {
      if (text[at] !== '$' || text[at - 1] === '\\') return undefined
      const pattern = text[at + 1] === '$' ? DISPLAYED : IN_LINE
      if (pattern === IN_LINE && !hasInline) return undefined
      pattern.lastIndex = at
      const [all, formula = ''] = pattern.exec(text) ?? []
      if (all === undefined || !/[\\^_]/.test(formula)) return undefined
      return { start: at, end: at + all.length, kind: 'alone', name: '', args: NO_ARGS, text: literally(all) }
    },
  }
}

/** Markdown of which nothing but the text is left. */
function literally(text: string): string {
  return text.replace(/[\\`*_[\]<>&~!|]/g, '\\$&').replace(/^([ \t]*)([-+#=])/gm, '$1\\$2')
}
