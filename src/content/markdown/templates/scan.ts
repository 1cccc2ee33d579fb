import { endOfLine, matchAt, type Search } from './search.ts'

/** Asked for each place outside code at which a tag may start; answers with the offset behind the tag, if one does. */
export type TagAt = (at: number, isLineStart: boolean) => number | undefined

interface ScanOptions {
  search: Search
  /** MDX knows no indented code. */
  hasIndentedCode: boolean
  tagAt: TagAt
}

/** A block that holds others: its content starts in this column, behind as many `>`. */
interface Container {
  column: number
  quotes: number
}

interface Line extends Container {
  /** Offset of the first character that is no blank, behind the marks of lists and quotations. */
  content: number
  end: number
  isBlank: boolean
  /** Column of `content`, from that of the container on. */
  indent: number
}

const LIST_MARK = /(?:[-+*]|\d{1,9}[.)])(?=[ \t]|\n|$)/y
const FENCE = /(`{3,})(?=[^`\n]*(?:\n|$))|~{3,}/y
const SPECIAL = /[`{<$\\]/g
const RUN = /`+/g
/** Elements whose text is shown as it stands, or not at all. */
const VERBATIM = /<(?:(pre|code|script|style|textarea|xmp)(?=[\s>])|!--)/iy
/** A line that no code span reaches from the one before it. */
const BREAK = /[ \t>]*(?:$|\n|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|`{3}|~{3}|\||:::)/y

/**
 * Walks once through Markdown, in time that is linear in its length, and asks for tags everywhere but in code: code spans, fenced and indented
 * code, in lists and quotations too, and what HTML keeps as it is.
 */
export function scanMarkdown(text: string, { search, hasIndentedCode, tagAt }: ScanOptions): void {
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
        continue
      }
      fence = undefined
    }
    if (line.isBlank) inParagraph = false
    else if (isFar(line.indent) && !inParagraph) continue
    else {
      fence = openFence(line)
      inParagraph = !fence && !/^#{1,6}[ \t]/.test(text.slice(line.content, line.content + 8))
      if (!fence) at = scanInline(line.content, line.end) + 1
    }
  }

  /** Reads the marks of lists and quotations that a line starts with. */
  function readLine(start: number): Line {
    const end = endOfLine(text, start)
    let [at, column, base, quotes] = [start, 0, 0, 0]
    const skipBlanks = () => {
      for (; text[at] === ' ' || text[at] === '\t'; at++) column += text[at] === '\t' ? 4 - (column % 4) : 1
    }
    const maxQuotes = fence?.quotes ?? Number.POSITIVE_INFINITY
    const readQuotes = () => {
      skipBlanks()
      while (text[at] === '>' && quotes < maxQuotes && !isFar(column - base)) {
        at++
        quotes++
        base = column += 1
        if (text[at] === ' ') base += 1
        skipBlanks()
      }
    }
    readQuotes()
    const isBlank = at >= end
    while (items.length > 0 && !fits(items.at(-1)!, quotes, column, isBlank)) items.pop()
    base = Math.max(base, items.at(-1)?.column ?? 0)
    while (at < end && !fence && !isFar(column - base)) {
      const mark = matchAt(LIST_MARK, text, at)?.[0]
      if (mark === undefined) break
      at += mark.length
      column += mark.length
      const marked = column
      readQuotes()
      // CommonMark 5.2: what is further away is indented code in the item.
      base = at >= end || column - marked > 4 ? marked + 1 : Math.max(base, column)
      items.push({ column: base, quotes })
    }
    return { content: at, end, isBlank, indent: column - base, column: base, quotes }
  }

  /** Far enough for indented code. */
  function isFar(columns: number): boolean {
    return hasIndentedCode && columns >= 4
  }

  function fits(item: Container, quotes: number, column: number, isBlank: boolean): boolean {
    return item.quotes <= quotes && (isBlank || column >= item.column)
  }

  /** Code ends where the list or the quotation around it does. */
  function isInside(line: Line, container: Container): boolean {
    if (line.quotes < container.quotes) return false
    return line.isBlank || line.column + line.indent >= container.column
  }

  function openFence(line: Line): typeof fence {
    if (isFar(line.indent)) return undefined
    const mark = matchAt(FENCE, text, line.content)?.[0]
    return mark === undefined ? undefined : { mark, column: items.at(-1)?.column ?? 0, quotes: line.quotes }
  }

  function closesFence({ content, end }: Line, mark: string): boolean {
    const typed = text.slice(content, end).trimEnd()
    return typed.length >= mark.length && typed === mark[0]!.repeat(typed.length)
  }

  /** Scans to the end of the line, or of the last one that a code span or a tag reaches into; returns where that is. */
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
      if (character === '`') goTo(endOfSpan(at))
      else if (character === '\\')
        goTo(tagAt(at, false) ?? at + (text[at + 1] === '`' || text[at + 1] === '\\' ? 2 : 1))
      else goTo(endOfVerbatim(at) ?? tagAt(at, false) ?? at + 1)
    }
  }

  /** Behind the code span that starts here, or behind its backticks where nothing closes them (CommonMark 6.1). */
  function endOfSpan(at: number): number {
    if (at >= spanLimit) measureSpans(at)
    const { length } = matchAt(RUN, text, at)![0]
    if ((lastRuns.get(length) ?? -1) <= at) return at + length
    for (let run = RUN.exec(text); run; run = RUN.exec(text))
      if (run[0].length === length) return run.index + length
    return at + length
  }

  /** How far a code span that starts here may reach, and where the last run of backticks of each length is up to there. */
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
    return end < 0 ? undefined : end + closing.length
  }
}
