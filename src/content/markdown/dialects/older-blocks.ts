import type { MarkdownIt, StateBlock } from 'markdown-it'

/** Reads one block; without `silent` it also makes its tokens. */
type BlockRule = (state: StateBlock, line: number, endLine: number, silent: boolean) => boolean

const ENDS = { alt: ['paragraph', 'reference', 'blockquote'] }

/** Reads `1)` as text, as Markdown before CommonMark does. With `needsBlank`, a list outside of lists starts behind an empty line alone. */
export function addOlderLists(markdown: MarkdownIt, needsBlank: boolean): void {
  const readList = ruleOf(markdown, 'list')
  markdown.block.ruler.at(
    'list',
    (state, line, endLine, silent) => {
      if (needsBlank && silent && state.parentType === 'paragraph' && state.listIndent < 0) return false
      const start = state.bMarks[line]! + state.tShift[line]!
      return !/^\d{1,9}\)/.test(state.src.slice(start, start + 10)) && readList(state, line, endLine, silent)
    },
    ENDS,
  )
}

/** Reads a heading that is underlined only where it has one line. */
export function addOneLineHeadings(markdown: MarkdownIt): void {
  const readHeading = ruleOf(markdown, 'lheading')
  markdown.block.ruler.at('lheading', (state, line, endLine, silent) => {
    const next = line + 1
    if (next >= endLine || state.sCount[next]! - state.blkIndent >= 4) return false
    const text = state.src.slice(state.bMarks[next]! + state.tShift[next]!, state.eMarks[next]!).trimEnd()
    const isUnderline = text !== '' && (text.replaceAll('=', '') === '' || text.replaceAll('-', '') === '')
    return isUnderline && readHeading(state, line, endLine, silent)
  })
}

/** The function of a rule, for which markdown-it has no name. */
function ruleOf(markdown: MarkdownIt, name: string): BlockRule {
  const { ruler } = markdown.block
  const all = ruler.getRules('')
  ruler.disable(name)
  const others = new Set(ruler.getRules(''))
  ruler.enable(name)
  return all.find((rule) => !others.has(rule))!
}
