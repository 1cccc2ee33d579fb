import { isFields } from '../front-matter/fields.ts'
import type { Value } from '../front-matter/parse.ts'
import { parseHtml, textOf } from '../text/html.ts'
import { decodePart } from '../text/urls.ts'
import { FILE_ENDINGS, typeOfFile } from './media-types.ts'

/** The ending of a file's name. */
const ENDING = new RegExp(
  `\\.(?:${FILE_ENDINGS.map((ending) => ending.replace('.', '\\.')).join('|')})(?![\\w-])`,
  'iy',
)

/** The longest mention, in characters: file systems take names of 255 bytes. */
const MAX_LENGTH = 255

/** How many words before the ending of a name may belong to the name. */
const MAX_WORDS = 12

/**
 * Finds everything in an article's file that looks like the name of a file: in front matter, text, links, comments, code and templates. Each
 * mention is the text before the ending, as the author typed it; `readMention` tells which names it can be. Undefined where there is none. The values
 * of `frontMatter` count as what they mean: `"caf\u00e9.png"` names `café.png`, and `a<b>.png` is a whole name there.
 */
export function findMentions(source: string, frontMatter?: Value): string[] | undefined {
  let found: Set<string> | undefined
  let [start, end] = [0, 0]
  // Most dots end a sentence, and looking for dots alone takes a third of the time of looking for endings.
  for (let dot = source.indexOf('.'); dot >= 0; dot = source.indexOf('.', dot + 1)) {
    if (!isLetter(source.charCodeAt(dot + 1))) continue
    ENDING.lastIndex = dot
    if (!ENDING.test(source)) continue
    // `x.mp4.srt` is one name; otherwise no name reaches over the one before it, so that the time is linear.
    const from = Math.max(dot === end ? start : end, dot - MAX_LENGTH)
    start = dot
    while (start > from && !isBorder(source, start - 1)) start--
    end = ENDING.lastIndex
    found ??= new Set()
    found.add(source.slice(start, end).trim())
  }
  for (const typed of frontMatter === undefined ? [] : textsOf(frontMatter)) {
    const text = typed.trim()
    if (text.length > MAX_LENGTH || typeOfFile(text) === undefined) continue
    found ??= new Set()
    // Nearly every name is typed as it is.
    if (![...found].some((mention) => mention.endsWith(text))) found.add(text)
  }
  // A part of a text keeps the whole text in memory, so the parts are copied.
  return found && (JSON.parse(JSON.stringify([...found])) as string[])
}

function textsOf(value: Value): string[] {
  if (typeof value === 'string') return [value]
  const inner = isFields(value) ? [...value.values()] : Array.isArray(value) ? value : []
  return inner.flatMap(textsOf)
}

/** The endings of all files start with a Latin letter. */
function isLetter(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91)
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
