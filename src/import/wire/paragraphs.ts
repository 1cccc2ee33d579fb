import { endsSentence, isBlankLine } from './lines.ts'

/** A paragraph as its lines, without blanks at their ends. */
export type Paragraph = string[]

/** Lines longer than this were not broken by a typesetter: each is a paragraph. */
const MAX_WRAPPED = 160
/** A line shorter than this part of the longest one was ended by hand, as in a table of results. */
const SHORT = 0.6
/** A sentence that ends this far from the longest line ends its paragraph. */
const CLEAR = 20
const INDENT = /^[\s\u3000]{0,40}/u

/** Splits lines into paragraphs, which are told apart by blank lines, by indents, or by nothing but the ends of their lines. */
export function splitParagraphs(lines: readonly string[]): Paragraph[] {
  const width = widthOf(lines)
  const isEachOne = width > MAX_WRAPPED || areSingleLines(lines)
  const margin = marginOf(lines)
  const paragraphs: Paragraph[] = []
  let before: string | undefined
  for (const line of lines) {
    if (isBlankLine(line)) {
      before = undefined
      continue
    }
    if (before === undefined || isEachOne || startsParagraph(before, line, width, margin))
      paragraphs.push([line.trim()])
    else paragraphs.at(-1)!.push(line.trim())
    before = line
  }
  return paragraphs
}

/** Whether a reader should see the line end where it ends: it is far from full, so that the next word had room. */
export function isShortLine(paragraph: Paragraph, index: number, width: number): boolean {
  return width <= MAX_WRAPPED && paragraph[index]!.length < width * SHORT
}

/** The length of the longest line. */
export function widthOf(lines: readonly string[]): number {
  return lines.reduce((longest, { length }) => Math.max(longest, length), 0)
}

/** Whether no line is blank, all begin at one column, and nearly every one ends a sentence: each is a paragraph. */
function areSingleLines(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => !isBlankLine(line))
  const text = lines.slice(first, lines.findLastIndex((line) => !isBlankLine(line)) + 1)
  const margin = marginOf(text)
  if (first < 0 || text.some((line) => isBlankLine(line) || indentOf(line) > margin)) return false
  return text.filter(endsSentence).length >= text.length * 0.8
}

function startsParagraph(before: string, line: string, width: number, margin: number): boolean {
  const [word = ''] = line.trim().split(/\s/, 1)
  const hadRoom = before.length + 1 + word.length <= width
  const isIndented = indentOf(line) > margin
  if (endsSentence(before)) return isIndented || (hadRoom && width - before.length > CLEAR)
  return isIndented && hadRoom
}

/** The column at which the lines begin that are not indented. */
function marginOf(lines: readonly string[]): number {
  const text = lines.filter((line) => !isBlankLine(line))
  return text.reduce((least, line) => Math.min(least, indentOf(line)), Number.POSITIVE_INFINITY)
}

function indentOf(line: string): number {
  return INDENT.exec(line)![0].length
}
