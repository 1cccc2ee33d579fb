import type { Instant } from '../../content/text/dates.ts'
import { type Dateline, readDateline } from './dateline.ts'
import { toDay } from './dateline-date.ts'
import { isEmbargo, mentionsEmbargo, readEmbargo } from './embargo.ts'
import { isEnd, stripFurniture } from './furniture.ts'
import { type DispatchHeader, readDispatchHeader } from './header.ts'
import { MAX_SERVICE_LINE } from './lines.ts'
import { type Paragraph, splitParagraphs, widthOf } from './paragraphs.ts'

/** A dispatch of a news agency, read from plain text. */
export interface Dispatch extends Omit<DispatchHeader, 'end' | 'embargoes'> {
  dateline?: Dateline
  /** The moment before which nobody may publish it, in RFC 3339; `unclear` where that is not certain. */
  embargo?: string
  /** The lines that hold it back, as sent. */
  embargoes: string[]
  paragraphs: Paragraph[]
  /** The length of the longest line of the text. */
  width: number
  /** Lines that only tell pages from each other, as sent. */
  furniture: string[]
  /** The line that says that nothing is missing, as sent. */
  endMark?: string
  /** Whether another page was promised. */
  isIncomplete: boolean
  /** Whether text follows a line that says that nothing does. */
  goesOn: boolean
}

/** What `embargo` is where a line holds a dispatch back until a moment that is not certain. */
export const UNCLEAR = 'unclear'

/** Reads the lines of a dispatch. Every line is in the result. */
export function readDispatch(lines: readonly string[], received: Instant): Dispatch {
  const { lines: text, furniture, end: endMark, isIncomplete } = stripFurniture(lines)
  const { end, ...header } = readDispatchHeader(text)
  const below = text.slice(end)
  const width = widthOf(below)
  const notes = [...header.notes]
  const paragraphs = splitParagraphs(below).filter((paragraph) => !takeNote(paragraph, notes))
  const dateline = takeDateline(paragraphs)
  const date = header.date ?? (dateline?.date && toDay(dateline.date, received))
  const embargoes = header.embargoes
  const texts = [header.slugline ?? '', header.headline ?? '', ...paragraphs.map((text) => text.join(' '))]
  const held = [
    ...embargoes,
    ...below.filter(isShortEmbargo),
    ...[...texts, ...notes].filter(mentionsEmbargo),
  ]
  return {
    ...header,
    notes,
    dateline,
    date,
    embargo: chooseEmbargo(held),
    embargoes,
    paragraphs,
    width,
    furniture,
    endMark,
    isIncomplete,
    goesOn: below.some((line) => line.trim().length > 2 && isEnd(line)),
  }
}

function isShortEmbargo(line: string): boolean {
  return line.length <= MAX_SERVICE_LINE && isEmbargo(line)
}

function chooseEmbargo(lines: readonly string[]): string | undefined {
  const moments = new Set(lines.map((line) => readEmbargo(line) ?? UNCLEAR))
  return moments.size > 1 ? UNCLEAR : [...moments][0]
}

const NOTE =
  /^(?:[([]{1,2}(?:eds?|editors?)\s?[:;,–—]|EDS\s?:|\(?ATTENTION EDITORS\b|\(?NOTE TO EDITORS\s?:)/i

/** Moves a paragraph that speaks to editors out of the text. */
function takeNote(paragraph: Paragraph, notes: string[]): boolean {
  if (!NOTE.test(paragraph[0]!)) return false
  notes.push(paragraph.join(' '))
  return true
}

/** Takes the dateline off the first paragraph. It stays where the text would read otherwise without it. */
function takeDateline(paragraphs: Paragraph[]): Dateline | undefined {
  const [first] = paragraphs
  if (!first) return undefined
  const text = first.join('\n')
  const dateline = readDateline(text)
  if (!dateline) return undefined
  const rest = text.slice(dateline.typed.length)
  if (rest.trim() === '' && paragraphs.length === 1) return undefined
  if (repeats(rest.trim() === '' ? paragraphs[1]!.join(' ') : rest, dateline)) return undefined
  const left = rest.split('\n').map((line) => line.trim())
  paragraphs.splice(0, 1, ...(rest.trim() === '' ? [] : [left]))
  return dateline
}

/** Whether the text begins with its dateline once more: it would then pass for a text whose dateline was typed. */
function repeats(rest: string, { place = '', agency }: Dateline): boolean {
  const text = rest.trimStart().toLowerCase()
  if (place !== '' && text.startsWith(place.toLowerCase())) return true
  return agency !== undefined && text.startsWith(`(${agency.toLowerCase()})`)
}
