import type { MarkdownIt } from 'markdown-it'

const MARKED = /==(?=[^\s=])([^=\n]{1,500})(?<=\S)==(?!=)/y

/** Renders `==text==` as marked text, within one line. */
export function addMark(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('emphasis', 'mark', (state, silent) => {
    MARKED.lastIndex = state.pos
    const match = MARKED.exec(state.src)
    if (!match || match.index + match[0].length > state.posMax) return false
    if (!silent) {
      const max = state.posMax
      state.push('mark_open', 'mark', 1).markup = '=='
      state.pos += 2
      state.posMax = match.index + match[0].length - 2
      state.md.inline.tokenize(state)
      state.push('mark_close', 'mark', -1).markup = '=='
      state.posMax = max
    }
    state.pos = match.index + match[0].length
    return true
  })
}
