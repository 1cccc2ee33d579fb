import { endOfLine, matchAt, type Search } from './search.ts'

/** Reads the tag that starts at an offset outside code and returns the offset behind it, or undefined. */
export type TagAt = (at: number, isLineStart: boolean) => number | undefined

interface ScanOptions {
  search: Search
  /** Whether indented lines are code; false for MDX. */
  hasIndentedCode: boolean
  tagAt: TagAt
  /** The same within code; without it, nothing there is a tag. */
  codeTagAt?: TagAt
}

/** A block that contains others: its content starts in this column, behind this many `>`. */
interface Container {
  column: number
  quotes: number
}

interface Line extends Container {
  /** Offset of the first character behind the blanks and the marks of lists and quotations. */
  content: number
  end: number
  isBlank: boolean
  /** Columns between the container's content and this line's. */
  indent: number
}

const LIST_MARK = /(?:[-+*]|\d{1,9}[.)])(?=[ \t]|\n|$)/y
const FENCE = /(`{3,})(?=[^`\n]*(?:\n|$))|~{3,}/y
const SPECIAL = /[`{<$\\]/g
const RUN = /`+/g
/** Elements and comments whose content is shown verbatim or not at all. */
const VERBATIM = /<(?:(pre|code|script|style|textarea|xmp)(?=[\s>])|!--)/iy
/** The start of a line into which a code span from the line before cannot reach. */
const BREAK = /[ \t>]*(?:$|\n|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|`{3}|~{3}|\||:::)/y

/**
 * Calls `tagAt` wherever a tag may start in Markdown, and `codeTagAt` in code: code spans, fenced and indented code, in lists and quotations too,
 * and verbatim HTML. Takes time linear in the length of the text.
 */
export function scanMarkdown(text: string, { search, hasIndentedCode, tagAt, codeTagAt }: ScanOptions): void {
  const items: Container[] = []
  let fence: (Container & { mark: string }) | undefined
  let inParagraph = false
  let spanLimit = 0
  let lastRuns = new Map<number, number>()
  for (let at = 0; at < text.length; ) {
    const line = readLine(at)
    at = line.end + 1
    if (fence) {
      if (isInside(line, fence)) {
        if (closesFence(line, fence.mark)) fence = undefined
        else at = scanCode(line.content, line.end) + 1
        continue
      }
      fence = undefined
    }
    if (line.isBlank) inParagraph = false
    else if (isCodeIndent(line.indent) && !inParagraph) at = scanCode(line.content, line.end) + 1
    else {
      fence = openFence(line)
      inParagraph = !fence && !/^#{1,6}[ \t]/.test(text.slice(line.content, line.content + 8))
      if (!fence) at = scanInline(line.content, line.end) + 1
    }
  }

  /** Reads the marks of lists and quotations at the start of a line. */
  function readLine(start: number): Line {
    const end = endOfLine(text, start)
    let [at, column, base, quotes] = [start, 0, 0, 0]
    const skipBlanks = () => {
      for (; text[at] === ' ' || text[at] === '\t'; at++) column += text[at] === '\t' ? 4 - (column % 4) : 1
    }
    const maxQuotes = fence?.quotes ?? Number.POSITIVE_INFINITY
    const readQuotes = () => {
      skipBlanks()
      while (text[at] === '>' && quotes < maxQuotes && !isCodeIndent(column - base)) {
        at++
        quotes++
        base = column += 1
        if (text[at] === ' ') base += 1
        skipBlanks()
      }
    }
    readQuotes()
    const isBlank = at >= end
    const fits = (item: Container) => item.quotes <= quotes && (isBlank || column >= item.column)
    while (items.length > 0 && !fits(items.at(-1)!)) items.pop()
    base = Math.max(base, items.at(-1)?.column ?? 0)
    while (at < end && !fence && !isCodeIndent(column - base)) {
      const mark = matchAt(LIST_MARK, text, at)?.[0]
      if (mark === undefined) break
      at += mark.length
      column += mark.length
      const marked = column
      readQuotes()
      // CommonMark 5.2: content further away is indented code in the item.
      base = at >= end || column - marked > 4 ? marked + 1 : Math.max(base, column)
      items.push({ column: base, quotes })
    }
    return { content: at, end, isBlank, indent: column - base, column: base, quotes }
  }

  function isCodeIndent(columns: number): boolean {
    return hasIndentedCode && columns >= 4
  }

  /** Whether a line continues fenced code, which ends with the list or quotation around it. */
  function isInside(line: Line, container: Container): boolean {
    if (line.quotes < container.quotes) return false
    return line.isBlank || line.column + line.indent >= container.column
  }

  function openFence(line: Line): typeof fence {
    if (isCodeIndent(line.indent)) return undefined
    const mark = matchAt(FENCE, text, line.content)?.[0]
    return mark === undefined ? undefined : { mark, column: items.at(-1)?.column ?? 0, quotes: line.quotes }
  }

  function closesFence({ content, end }: Line, mark: string): boolean {
    const typed = text.slice(content, end).trimEnd()
    return typed.length >= mark.length && typed === mark[0]!.repeat(typed.length)
  }

  /** Scans a line, and on to the end of the last line that a code span or a tag reaches into; returns the offset of that end. */
  function scanInline(start: number, lineEnd: number): number {
    let [at, end] = [start, lineEnd]
    const goTo = (offset: number) => {
      at = offset
      if (at > end) end = endOfLine(text, at)
    }
    const first = tagAt(start, true)
    if (first !== undefined) goTo(first)
    for (;;) {
      at = search.next(SPECIAL, at)
      if (at < 0 || at >= end) return end
      const character = text[at]
      if (character === '`') goTo(scanCode(at, endOfSpan(at)))
      else if (character === '\\')
        goTo(tagAt(at, false) ?? at + (text[at + 1] === '`' || text[at + 1] === '\\' ? 2 : 1))
      else goTo(endOfVerbatim(at) ?? tagAt(at, false) ?? at + 1)
    }
  }

  /** Offset behind the code span at `at`, or behind its backticks if nothing closes them (CommonMark 6.1). */
  function endOfSpan(at: number): number {
    if (at >= spanLimit) measureSpans(at)
    const { length } = matchAt(RUN, text, at)![0]
    if ((lastRuns.get(length) ?? -1) <= at) return at + length
    for (let run = RUN.exec(text); run; run = RUN.exec(text))
      if (run[0].length === length) return run.index + length
    return at + length
  }

  /** Finds how far a code span at `at` may reach, and the last run of backticks of each length before that. */
  function measureSpans(at: number): void {
    const isRow = text[text.lastIndexOf('\n', at) + 1] === '|'
    let end = text.indexOf('\n', at)
    while (end >= 0 && !isRow) {
      if (matchAt(BREAK, text, end + 1)) break
      end = text.indexOf('\n', end + 1)
    }
    spanLimit = end < 0 ? text.length : end
    lastRuns = new Map()
    RUN.lastIndex = 0
    for (const run of text.slice(at, spanLimit).matchAll(RUN)) lastRuns.set(run[0].length, at + run.index)
  }

  function endOfVerbatim(at: number): number | undefined {
    if (text[at] !== '<') return undefined
    const opening = matchAt(VERBATIM, text, at)
    if (!opening) return undefined
    const closing = opening[1] === undefined ? '-->' : `</${opening[1]}`
    const end = search.next(closing, at)
    if (end < 0) return undefined
    return /^(?:pre|code|xmp)$/i.test(opening[1] ?? '')
      ? scanCode(at, end + closing.length)
      : end + closing.length
  }

  /** Looks for tags in code; returns the end of the code, or of the last line that a tag reaches into. */
  function scanCode(start: number, end: number): number {
    if (!codeTagAt) return end
    let limit = end
    for (let at = search.next('{', start); at >= 0 && at < limit; at = search.next('{', at)) {
      const behind = codeTagAt(at, false)
      at = behind ?? at + 1
      if (at > limit) limit = text[end] === '\n' ? endOfLine(text, at) : at
    }
    return limit
  }
}
