import type { MarkdownIt, StateBlock } from 'markdown-it'

/** The blocks that such a line ends. */
const ENDS = { alt: ['paragraph', 'reference', 'blockquote', 'list', 'table'] }
const ATTRIBUTES = /^\{[ \t]?[.#\w][^{}\n]{0,300}\}[ \t]{0,99}$/

/** Reads `^` alone on a line, which ends a block in kramdown and shows nothing. */
export function addEndOfBlock(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'list',
    'end-of-block',
    (state, line, _, silent) => {
      if (lineOf(state, line) !== '^') return false
      if (!silent) state.line = line + 1
      return true
    },
    ENDS,
  )
}

/** Leaves out the attributes of a block, `{.class #id key="value"}`, which stand on the line behind it. */
export function addBlockAttributes(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'list',
    'block-attributes',
    (state, line, _, silent) => {
      if (line === 0 || state.isEmpty(line - 1) || !ATTRIBUTES.test(lineOf(state, line))) return false
      if (!silent) state.line = line + 1
      return true
    },
    ENDS,
  )
}

function lineOf(state: StateBlock, line: number): string {
  const [start, end] = [state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!]
  return end - start > 400 ? '' : state.src.slice(start, end).trimEnd()
}
