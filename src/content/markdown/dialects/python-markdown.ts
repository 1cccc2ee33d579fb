import type { MarkdownIt, StateBlock } from 'markdown-it'

const MARK = /^#{1,6}/

/** Reads headings as Python-Markdown does, which needs no blank behind their signs: `#Title`. */
export function addCloseHeadings(markdown: MarkdownIt): void {
  markdown.block.ruler.at('heading', readHeading, { alt: ['paragraph', 'reference', 'blockquote'] })
}

function readHeading(state: StateBlock, line: number, _: number, silent: boolean): boolean {
  if (state.sCount[line]! - state.blkIndent >= 4) return false
  const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!)
  const [mark] = MARK.exec(text) ?? []
  if (mark === undefined) return false
  if (silent) return true
  let end = text.trimEnd().length
  while (end > mark.length && text[end - 1] === '#') end--
  state.line = line + 1
  const tag = `h${mark.length}`
  const add = (type: string, nesting: -1 | 0 | 1) => {
    const token = state.push(type, nesting === 0 ? '' : tag, nesting)
    token.markup = mark
    token.map = [line, state.line]
    return token
  }
  add('heading_open', 1)
  const inline = add('inline', 0)
  inline.content = text.slice(mark.length, end).trim()
  inline.children = []
  add('heading_close', -1)
  return true
}

/** Shows a backslash at the end of a line, which breaks the line elsewhere. */
export function dropBackslashBreaks(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'backslash-at-end', (state, silent) => {
    if (!state.src.startsWith('\\\n', state.pos)) return false
    if (!silent) state.pending += '\\'
    state.pos++
    return true
  })
}
