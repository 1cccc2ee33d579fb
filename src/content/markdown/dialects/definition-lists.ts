import type { MarkdownIt, StateBlock } from 'markdown-it'

/** Deeper lists stay text. */
const MAX_DEPTH = 20

/** Definition lists of PHP Markdown Extra: a line or more of terms, then `: definition`, whose further lines are indented. */
export function addDefinitionLists(markdown: MarkdownIt): void {
  markdown.block.ruler.before('paragraph', 'definition-list', readList, {
    alt: ['paragraph', 'reference', 'blockquote'],
  })
}

/** Offset behind `:` and blanks at the start of a line, or -1. */
function skipMark(state: StateBlock, line: number): number {
  const start = state.bMarks[line]! + state.tShift[line]!
  const max = state.eMarks[line]!
  if (state.sCount[line]! - state.blkIndent >= 4 || state.sCount[line]! < state.blkIndent) return -1
  if (state.src[start] !== ':') return -1
  const at = state.skipSpaces(start + 1)
  return at === start + 1 || at >= max ? -1 : at
}

/** The line of the definition that follows terms at `line`, behind at most one blank line; -1 where none does. */
function definitionAfter(state: StateBlock, line: number, endLine: number): number {
  const next = line < endLine && state.isEmpty(line) ? line + 1 : line
  return next < endLine && skipMark(state, next) >= 0 ? next : -1
}

function readList(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || state.level > MAX_DEPTH) return false
  let termEnd = endOfTerms(state, startLine, endLine)
  if (termEnd < 0) return false
  const list = state.push('dl_open', 'dl', 1)
  let line = startLine
  while (termEnd >= 0) {
    for (; line < termEnd; line++) addTerm(state, line)
    for (let next = definitionAfter(state, line, endLine); next >= 0; ) {
      line = addDefinition(state, next, endLine, next > line)
      next = definitionAfter(state, line, endLine)
    }
    let nextTerm = line
    while (nextTerm < endLine && state.isEmpty(nextTerm)) nextTerm++
    termEnd = nextTerm < endLine ? endOfTerms(state, nextTerm, endLine) : -1
    if (termEnd >= 0) line = nextTerm
  }
  state.push('dl_close', 'dl', -1)
  list.map = [startLine, line]
  state.line = line
  return true
}

/** The line behind the terms that start here, if a definition follows them; -1 otherwise. */
function endOfTerms(state: StateBlock, start: number, endLine: number): number {
  let line = start
  const isText = (at: number) =>
    at < endLine &&
    !state.isEmpty(at) &&
    state.sCount[at]! >= state.blkIndent &&
    state.sCount[at]! - state.blkIndent < 4 &&
    skipMark(state, at) < 0
  while (isText(line) && line - start < MAX_TERMS) line++
  return line > start && definitionAfter(state, line, endLine) >= 0 ? line : -1
}

/** A paragraph of more lines is no list of terms; the bound keeps the search for one linear. */
const MAX_TERMS = 8

function addTerm(state: StateBlock, line: number): void {
  const content = state.getLines(line, line + 1, state.blkIndent, false).trim()
  state.push('dt_open', 'dt', 1).map = [line, line + 1]
  const inline = state.push('inline', '', 0)
  inline.map = [line, line + 1]
  inline.content = content
  inline.children = []
  state.push('dt_close', 'dt', -1)
}

/** Reads the blocks of a definition and returns the line behind it; the text of a tight one is not a paragraph. */
function addDefinition(state: StateBlock, line: number, endLine: number, isLoose: boolean): number {
  const content = skipMark(state, line)
  const start = state.bMarks[line]! + state.tShift[line]!
  const indent = state.sCount[line]! + Math.min(content - start, 4)
  const saved = {
    tShift: state.tShift[line]!,
    sCount: state.sCount[line]!,
    blkIndent: state.blkIndent,
    tight: state.tight,
    parentType: state.parentType,
  }
  const first = state.tokens.length
  state.push('dd_open', 'dd', 1)
  state.tShift[line] = content - state.bMarks[line]!
  state.sCount[line] = indent
  state.blkIndent = indent
  state.tight = true
  // Lines that follow directly belong to the paragraph, as in a list; the next definition does not.
  state.parentType = 'list'
  state.md.block.tokenize(state, line, endOfDefinition(state, line, endLine, indent, saved.blkIndent))
  const end = state.line
  const isTight = state.tight && !isLoose
  state.push('dd_close', 'dd', -1)
  state.tShift[line] = saved.tShift
  state.sCount[line] = saved.sCount
  state.blkIndent = saved.blkIndent
  state.tight = saved.tight
  state.parentType = saved.parentType
  if (isTight) hideParagraphs(state, first)
  return end
}

/** The line behind a definition: before the next definition, or behind its last line that is indented or continues a paragraph. */
function endOfDefinition(
  state: StateBlock,
  start: number,
  endLine: number,
  indent: number,
  outer: number,
): number {
  let line = start + 1
  for (; line < endLine; line++) {
    if (state.isEmpty(line)) {
      let next = line
      while (next < endLine && state.isEmpty(next)) next++
      if (next >= endLine || state.sCount[next]! < Math.min(indent, outer + 2)) return line
      line = next - 1
      continue
    }
    const isIndented = state.sCount[line]! >= indent
    if (isIndented) continue
    const blkIndent = state.blkIndent
    state.blkIndent = outer
    const isDefinition = skipMark(state, line) >= 0
    state.blkIndent = blkIndent
    if (isDefinition || state.isEmpty(line - 1)) return line
  }
  return line
}

function hideParagraphs(state: StateBlock, first: number): void {
  const level = state.tokens[first]!.level + 1
  for (const token of state.tokens.slice(first))
    if (token.level === level && /^paragraph_/.test(token.type)) token.hidden = true
}
