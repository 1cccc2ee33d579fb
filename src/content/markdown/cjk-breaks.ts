import type { MarkdownIt, Token } from 'markdown-it'

/** A letter or sign of a script that has no blanks between words; Korean has them. */
const WIDE = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3001-\\u303F\\uFF01-\\uFF60]'
const ENDS_WIDE = new RegExp(`${WIDE}$`, 'u')
const STARTS_WIDE = new RegExp(`^${WIDE}`, 'u')

/** Removes line breaks within a paragraph between two Chinese or Japanese letters: everywhere else, a line break is a blank. */
export function joinWideLines(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'cjk-breaks', ({ tokens }) => {
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        if (token.type !== 'softbreak') continue
        const before = nearestText(children!, index, -1)
        const after = nearestText(children!, index, 1)
        if (ENDS_WIDE.test(before.slice(-2)) && STARTS_WIDE.test(after)) token.type = 'text'
      }
    }
  })
}

/** The text beside a token, across marks such as the start and the end of emphasis; empty where something else is there. */
function nearestText(tokens: readonly Token[], from: number, step: 1 | -1): string {
  for (let index = from + step; ; index += step) {
    const token = tokens[index]
    if (!token) return ''
    const isMark = /_(?:open|close)$/.test(token.type) || token.content === ''
    if (!isMark || token.type === 'softbreak') return token.type === 'text' ? token.content : ''
  }
}
