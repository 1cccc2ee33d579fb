import { type ChildNode, type Element, isTag, isText } from '../../../content/text/html.ts'
import { escapeLineStart, longestRun } from './escape.ts'
import { writeInline } from './inline.ts'
import { isInline, rawBlock, showsNothing, startTag } from './raw-html.ts'
import { writeTable } from './tables.ts'

/** Quotations and lists within each other beyond this depth stay HTML. */
const MAX_DEPTH = 8

/** Elements that may stand around Markdown, with their tags on lines of their own. */
const WRAPPERS = new Set('article aside center details div footer header main nav section'.split(' '))

/** Nodes as blocks of Markdown, each of one or more lines; what has no form in Markdown stays HTML. */
export function writeBlocks(nodes: readonly ChildNode[], depth = 0): string[] {
  const blocks: string[] = []
  let before: Element | undefined
  let isOther = false
  for (const run of toRuns(nodes)) {
    if (Array.isArray(run)) {
      const text = writeInline(run)
      if (text !== '') blocks.push(toParagraph(text))
      if (text !== '') before = undefined
      continue
    }
    // Two lists of the same mark, one after the other, would be one list.
    isOther = before?.name === run.name && !isOther
    const block = writeBlock(run, depth, isOther)
    if (block === '') continue
    blocks.push(block)
    before = run
  }
  return blocks
}

/** Blocks, and what stands between them as lists of inline nodes. */
function toRuns(nodes: readonly ChildNode[]): (Element | ChildNode[])[] {
  const runs: (Element | ChildNode[])[] = []
  for (const node of nodes) {
    const last = runs.at(-1)
    if (isTag(node) && !isInline(node)) runs.push(node)
    else if (Array.isArray(last)) last.push(node)
    else runs.push([node])
  }
  return runs
}

function writeBlock(node: Element, depth: number, isOther: boolean): string {
  const { name, attribs, children } = node
  const isBare = Object.keys(attribs).length === 0
  if (WRAPPERS.has(name)) return writeWrapper(node, depth)
  if (name === 'ul' || name === 'ol') return writeList(node, depth, isOther) ?? rawBlock(node)
  if (!isBare) return rawBlock(node)
  if (name === 'hr') return '___'
  if (name === 'pre') return writeCode(node, depth) ?? rawBlock(node)
  if (name === 'table') return writeTable(node) ?? rawBlock(node)
  if (name === 'blockquote' && depth < MAX_DEPTH) {
    const inner = writeBlocks(children, depth + 1).join('\n\n')
    return inner === '' ? '' : inner.replace(/^/gm, '> ').replace(/^> $/gm, '>')
  }
  if (!children.every(isInline)) return rawBlock(node)
  if (name === 'p') return toParagraph(writeInline(children))
  const level = /^h([1-6])$/.exec(name)?.[1]
  const title = level === undefined ? '' : writeInline(children, 'element')
  if (title === '') return level === undefined || children.length > 0 ? rawBlock(node) : ''
  return toHeading(Number(level), title)
}

/** A heading of a text that is Markdown already. */
export function toHeading(level: number, title: string): string {
  return `${'#'.repeat(level)} ${title.replace(/#$/, '\\#')}`
}

/** A paragraph of a text that is Markdown already, without blocks in it. */
export function toParagraph(text: string): string {
  return text.split('\n').map(escapeLineStart).join('\n')
}

function writeWrapper(node: Element, depth: number): string {
  const { name, children } = node
  const parts = children.filter((child) => !showsNothing(child))
  if (depth >= MAX_DEPTH || parts.length === 0 || parts.some(isInline)) return rawBlock(node)
  return [startTag(node), ...writeBlocks(parts, depth + 1), `</${name}>`].join('\n\n')
}

/** A fenced block of code; undefined where the code has marks in it. */
function writeCode({ children: [code, ...others] }: Element, depth: number): string | undefined {
  if (!code || !isTag(code) || code.name !== 'code' || others.length > 0) return undefined
  const { class: language = '', ...rest } = code.attribs
  if (Object.keys(rest).length > 0 || !code.children.every(isText)) return undefined
  const text = code.children
    .map(({ data }) => data)
    .join('')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
  // A tab is as wide as the indentation of the list around it leaves.
  if (depth > 0 && text.includes('\t')) return undefined
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language.replace(/^language-/, '')}\n${text}\n${fence}`
}

function writeList(list: Element, depth: number, isOther: boolean): string | undefined {
  const { name, attribs, children } = list
  const { start = '1', ...others } = attribs
  const isNumbered = name === 'ol'
  const items = children.filter((child) => !showsNothing(child))
  const isPlain = items.every(
    (item) => isTag(item) && item.name === 'li' && Object.keys(item.attribs).length === 0,
  )
  if (!isPlain || items.length === 0 || depth >= MAX_DEPTH || Object.keys(others).length > 0) return undefined
  if (isNumbered ? !/^\d{1,6}$/.test(start) : attribs.start !== undefined) return undefined
  const contents = items.filter(isTag).map((item) => writeItem(item.children, depth + 1))
  const isTight = contents.every(({ isTight }) => isTight)
  const lines = contents.map(({ text }, index) => {
    const mark = isNumbered ? `${Number(start) + index}${isOther ? ')' : '.'}` : isOther ? '*' : '-'
    const indentation = ' '.repeat(mark.length + 1)
    return text === '' ? mark : `${mark} ${text.replace(/\n(?=[^\n])/g, `\n${indentation}`)}`
  })
  return lines.join(isTight ? '\n' : '\n\n')
}

/** The content of a list item; it is tight where it is one line of text with lists below it. */
function writeItem(children: readonly ChildNode[], depth: number): { text: string; isTight: boolean } {
  const [first, ...rest] = toRuns(children.filter((child, index) => index > 0 || !showsNothing(child)))
  const blocks = writeBlocks(children, depth)
  const below = rest.filter((run) => !Array.isArray(run) || !run.every(showsNothing))
  const isTight =
    (first === undefined || Array.isArray(first)) &&
    below.length < 2 &&
    below.every((run) => !Array.isArray(run) && (run.name === 'ul' || run.name === 'ol')) &&
    // CommonMark 4.6: a tag alone on a line begins a block of HTML, which would take in the list.
    (below.length === 0 || !blocks[0]?.startsWith('<')) &&
    // CommonMark 5.2: a list without a text in its first item, or with another number, cannot interrupt a paragraph.
    blocks.slice(1).every((block) => /^(?:[-*]|1[.)]) \S/.test(block))
  return { text: blocks.join(isTight ? '\n' : '\n\n'), isTight }
}
