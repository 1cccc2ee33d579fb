import type { MarkdownFeature } from './markdown-feature.ts'

/** A block whose body is indented by four columns more than its mark. */
interface OpenBlock {
  /** The columns before its mark, from the body that it stands in. */
  indent: number
  isQuote: boolean
  /** Whether the last line with less indentation starts a list, whose items may hold blocks. */
  hasItem: boolean
}

const MAY_HOLD = /^[ \t]*(?:!!!|\?\?\?|===)/m
const OPENING = /^(!!!|\?\?\?|===)[+!]{0,2}([\w -]{0,200})(?:"([^\n]{0,300})")?$/
const FEATURES: Record<string, MarkdownFeature> = { '!!!': 'admonitions', '???': 'details', '===': 'tabs' }
const FENCE = /^(`{3,}|~{3,})/
const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?: |$)/
/** Blocks that are nested deeper stay text. */
const MAX_DEPTH = 20

/**
 * Turns the indented blocks of Python-Markdown into Markdown, but not in fenced code: admonitions, `!!! note "Title"`, and those that fold, `??? note`,
 * into quotations with a title, as alerts are, and tabs, `=== "Title"`, into their texts below their titles. Lines stay where they are, unless
 * text follows a block without an empty line.
 */
export function quoteAdmonitions(source: string, features: readonly MarkdownFeature[]): string {
  const has = (mark: string) => features.includes(FEATURES[mark]!)
  if (!Object.keys(FEATURES).some(has) || !MAY_HOLD.test(source)) return source
  const top: OpenBlock = { indent: -4, isQuote: false, hasItem: false }
  const open = [top]
  const lines: string[] = []
  let fence: { mark: string; depth: number } | undefined
  let isAfterText = false
  const prefix = () =>
    open
      .slice(1)
      .map(({ indent, isQuote }) => ' '.repeat(indent) + (isQuote ? '> ' : ''))
      .join('')
  for (const typed of source.split('\n')) {
    const text = typed.trim()
    if (text === '') {
      lines.push(prefix().trimEnd())
      isAfterText = false
      continue
    }
    const indent = columnsOf(typed)
    const { depth, base } = findBody(open, indent)
    const isClosing = depth < open.length
    open.length = depth
    if (fence && fence.depth > depth) fence = undefined
    const body = open.at(-1)!
    const inner = indent - base
    const mayOpen = !fence && (inner === 0 || body.hasItem) && depth <= MAX_DEPTH
    const opened = mayOpen ? readOpening(text, has) : undefined
    // Otherwise the line would continue the paragraph before it.
    if (isAfterText && !opened?.isQuote && (isClosing || opened)) lines.push(prefix().trimEnd())
    isAfterText = true
    if (opened) {
      const { isQuote, title } = opened
      open.push({ indent: inner, isQuote, hasItem: false })
      lines.push(prefix() + title)
      continue
    }
    lines.push(prefix() + dropColumns(typed, base))
    const mark = FENCE.exec(text)?.[1]
    if (!fence && mark !== undefined) fence = { mark, depth }
    else if (fence && text.startsWith(fence.mark) && text.replaceAll(fence.mark[0]!, '') === '')
      fence = undefined
    else if (!fence && ITEM.test(text)) body.hasItem = true
    else if (inner === 0) body.hasItem = false
  }
  return lines.join('\n')
}

/** How many blocks the indentation of a line is enough for, and the column in which the text of the last one starts. */
function findBody(open: readonly OpenBlock[], indent: number): { depth: number; base: number } {
  let base = 0
  for (const [depth, block] of open.entries()) {
    const next = base + block.indent + 4
    if (indent < next) return { depth, base }
    base = next
  }
  return { depth: open.length, base }
}

/** The block that a line opens, and its title in Markdown, which ends in a hard break. */
function readOpening(
  text: string,
  has: (mark: string) => boolean,
): { isQuote: boolean; title: string } | undefined {
  const [, mark = '', words = '', title] = OPENING.exec(text) ?? []
  const kind = /[\w-]+/.exec(words)?.[0]
  if (!has(mark) || (title !== undefined && !words.endsWith(' '))) return undefined
  const isTab = mark === '==='
  if (isTab ? kind !== undefined || title === undefined : mark === '!!!' && kind === undefined)
    return undefined
  const shown = title ?? (kind && kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase())
  if (shown === undefined) return undefined
  return { isQuote: !isTab, title: shown === '' ? '' : `<strong>${shown}</strong>  ` }
}

/** The columns before the text of a line; a tab goes on to the next of four. */
function columnsOf(line: string): number {
  let column = 0
  for (let at = 0; line[at] === ' ' || line[at] === '\t'; at++) column = behind(column, line[at]!)
  return column
}

/** The line without its first columns, which are blank; the other tabs in it stay. */
function dropColumns(line: string, columns: number): string {
  let column = 0
  let at = 0
  for (; column < columns; at++) column = behind(column, line[at]!)
  return ' '.repeat(column - columns) + line.slice(at)
}

function behind(column: number, blank: string): number {
  return blank === '\t' ? column + 4 - (column % 4) : column + 1
}
