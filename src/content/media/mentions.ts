import { parseHtml, textOf } from '../text/html.ts'
import { decodePart } from '../text/urls.ts'
import { FILE_ENDINGS } from './media-types.ts'

/** Where the name of a file may end. */
const ENDING = new RegExp(
  `\\.(?:${FILE_ENDINGS.map((ending) => ending.replace('.', '\\.')).join('|')})(?![\\w-])`,
  'gi',
)

/** The longest mention, in characters: file systems take names of 255 bytes. */
const MAX_LENGTH = 255

/** How many words before the ending of a name may belong to the name. */
const MAX_WORDS = 12

/**
 * Finds everything in an article's file that looks like the name of a file: in front matter, text, links, comments, code and templates. Each
 * mention is the text before the ending, as the author typed it; `readMention` tells which names it can be. Undefined where there is none.
 */
export function findMentions(source: string): string[] | undefined {
  let found: Set<string> | undefined
  let [start, end] = [0, 0]
  ENDING.lastIndex = 0
  for (let match = ENDING.exec(source); match; match = ENDING.exec(source)) {
    // `x.mp4.srt` is one name; otherwise no name reaches over the one before it, so that the time is linear.
    const from = Math.max(match.index === end ? start : end, match.index - MAX_LENGTH)
    start = match.index
    while (start > from && !isBorder(source, start - 1)) start--
    end = ENDING.lastIndex
    found ??= new Set()
    found.add(source.slice(start, end).trim())
  }
  // A part of a text keeps the whole text in memory, so the parts are copied.
  return found && (JSON.parse(JSON.stringify([...found])) as string[])
}

/** Whether no name continues over this character: the end of a line, a quote, a tag, a table's cell, or a link's text before its target. */
function isBorder(source: string, index: number): boolean {
  const sign = source[index]!
  return sign === '(' ? source[index - 1] === ']' : '\n\r\t"`<>|'.includes(sign)
}

/** The paths that a mention can be, with percent-encoding and HTML entities decoded and composed to NFC: `see a b.png` may name three files. */
export function readMention(mention: string): string[] {
  const texts = new Set([mention, decodePart(mention) ?? mention])
  for (const text of [...texts]) if (text.includes('&')) texts.add(textOf(parseHtml(text)))
  return [...texts].flatMap((text) => pathsIn(text.normalize('NFC').replaceAll('\\', '/')))
}

function pathsIn(text: string): string[] {
  const starts = [...text.matchAll(/[\s()[\]{}',;:=*&!]+/g)].map(({ index, 0: { length } }) => index + length)
  return [0, ...starts].slice(-MAX_WORDS).map((start) => text.slice(start).trim())
}
