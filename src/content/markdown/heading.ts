import { inlineText } from './markdown.ts'

/** A level-one heading of a Markdown text: its plain text, and the body without it. */
export interface Heading {
  text: string
  rest: string
}

/**
 * Finds the first ATX (`# Title`) or setext (underlined with `=`) heading outside fenced code, or undefined. With `atStart` only a
 * heading that begins the body counts.
 */
export function takeHeading(body: string, atStart: boolean): Heading | undefined {
  // Nearly every article ends here, before its lines are split.
  const mayHold = atStart ? /^\s*(?:#|\S[^\n]*\n {0,3}=)/ : /^ {0,3}(?:#[ \t]|=)/m
  if (!mayHold.test(body)) return undefined
  const lines = body.split('\n')
  let fence = ''
  for (const [index, line] of lines.entries()) {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? []
    if (fence !== '') {
      // CommonMark 4.5: a closing fence is at least as long and has no info string.
      if (mark.startsWith(fence) && info.trim() === '') fence = ''
      continue
    }
    fence = mark
    const source = mark === '' ? headingAt(lines, index) : undefined
    if (source !== undefined) {
      const rest = [...lines.slice(0, index), ...lines.slice(index + (isAtx(line) ? 1 : 2))].join('\n')
      return { text: inlineText(source.replace(/\[\^[^[\]\s]{1,100}\]/g, '')), rest }
    }
    if (atStart && line.trim() !== '') return undefined
  }
  return undefined
}

function isAtx(line: string): boolean {
  return /^ {0,3}#(?:[ \t]|$)/.test(line)
}

/** CommonMark 4.2: the closing sequence of `#` follows a blank. */
const CLOSING = /(?<![^ \t])#+$/

/** The Markdown of the heading that starts at a line, without closing `#` and `{#id}`; undefined if none starts there. */
function headingAt(lines: string[], index: number): string | undefined {
  const line = lines[index]!
  const isSetext =
    /^ {0,3}\S/.test(line) &&
    /^ {0,3}=+[ \t]*$/.test(lines[index + 1] ?? '') &&
    (lines[index - 1] ?? '').trim() === ''
  if (!isAtx(line) && !isSetext) return undefined
  const text = isAtx(line) ? line.trim().slice(1).replace(CLOSING, '').trim() : line.trim()
  const id = text.endsWith('}') ? text.lastIndexOf('{#') : -1
  return id < 0 ? text : text.slice(0, id).trimEnd()
}
