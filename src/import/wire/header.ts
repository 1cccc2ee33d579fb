import { parseDate } from '../../content/text/dates.ts'
import { isCredited, readDateline } from './dateline.ts'
import { isEmbargo } from './embargo.ts'
import { endsSentence, isBlankLine, MAX_SERVICE_LINE, undress } from './lines.ts'

/** What stands above the text of a dispatch. */
export interface DispatchHeader {
  slugline?: string
  /** From 1, the most urgent, to 9, and as sent. */
  urgency?: { value: number; typed: string }
  byline?: string
  headline?: string
  date?: string
  /** Notes for those who receive the dispatch, as sent. */
  notes: string[]
  embargoes: string[]
  /** Lines of the transmission, as sent: they mean nothing to readers. */
  service: string[]
  /** Whether it takes back or corrects what was sent before. */
  isNotice: boolean
  /** The index of the first line of the text. */
  end: number
}

type Line = (header: DispatchHeader, line: string, bare: string) => boolean

const LABELLED =
  /^(slug ?(?:line|word)?|urgency|priority|prio|headline|head|title|date|byline|keyword)\s{0,5}[:=]\s{0,5}(\S.{0,400})$/i
const URGENT: Record<string, number> = { FLASH: 1, ALERT: 1, BULLETIN: 2, URGENT: 3, ROUTINE: 5, DEFERRED: 6 }
const SLUG =
  /^(?=.{0,80}\p{L})[\p{Lu}\p{Lo}\p{N}]{1,30}(?:[-/_]{1,2}[\p{Lu}\p{Lo}\p{N}]{1,30}){1,8}\/?(?: ?\([^()]{1,40}\)| \d{1,2})?$/u
const AGENCY_SLUG =
  /^(?:[a-z] [a-z] )?(?:BC|AM|PM|[A-Z]{2})-{1,2}\S{2,80}(?:, ?[\w -]{1,40})?(?:, ?\d{1,5})?$/
const CAPITALS = /^\p{Lu}{3,30}$/u
const BY = /^(?:by|von|par|por|di) /i
const POST = /\b(?:writer|correspondent|reporter|editor|staff|bureau)s?$/i
const NOTE =
  /^(?:(?:eds?|editors?|advisory|graphics?|photos?|pictures?)\.?\s?[:;–—]|atte?ntion,? ?(?:all )?(?:eds|editors|desks)|notes? (?:to|for) (?:all )?(?:eds|editors|desks)|editor['’]s note\b)/i
const NOTICE =
  /^(?:(?:mandatory |bulletin )?kill\b|correction|corrective|corrected|corrects?\b|retract|withdrawn?\b|withhold|eliminat|refile|clarification|(?:please )?disregard|berichtigung|rectificati|correcci[oó]n|تصحیح|تصويب|إلغاء)/i
const MARKED = /\b(?:correct(?:ed|s|ion|ive)|kill|withdrawn?|withhold|retract(?:ed|ion)?)\b/i
const SERVICE =
  /^(?:zczc.{0,60}|\(?\d{2,5} ?(?:words|wds)\)?|[a-z]{2,8}[ -]?\d{3,6}|\d{4} ?(?:gmt|utc)|[-_=*.]{3,80})$/i

/** Whether a line speaks to desks, and is not a sentence that begins with the same word: it is in capitals, has a colon, or is all there is. */
function isService(bare: string, form?: RegExp): boolean {
  const [word = ''] = bare.split(/[\s:,–—-]/, 1)
  if (word === word.toUpperCase() || /^[^.!?]{0,60}(?::|--)/.test(bare)) return true
  return form?.test(bare) === true || bare.split(' ').length <= 3
}

/** The kinds of lines, in the order in which they are tried. */
const KINDS: Line[] = [
  (header, line, bare) => {
    if (!isEmbargo(line) || !isService(bare, /^\S{1,40} (?:until|till|for|to)\b/i)) return false
    header.embargoes.push(line)
    return true
  },
  (header, line, bare) => {
    if (!NOTICE.test(bare) || !isService(bare)) return false
    header.isNotice = true
    header.notes.push(line)
    return true
  },
  (header, line, bare) => NOTE.test(bare) && header.notes.push(line) > 0,
  (header, line) => readLabel(header, line),
  (header, line, bare) => {
    const value = URGENT[bare.replace(/[!:]$/, '')]
    if (value === undefined || header.urgency) return false
    header.urgency = { value, typed: line }
    return true
  },
  (header, line, bare) => SERVICE.test(bare) && header.service.push(line) > 0,
  (header, line) => {
    if (header.slugline !== undefined || !isSlug(line)) return false
    header.slugline = line
    return true
  },
  (header, line) => {
    if (header.byline !== undefined || !isByline(line)) return false
    header.byline = line
    return true
  },
  (header, line) => {
    if (header.date !== undefined || parseDate(line, 'UTC') === undefined) return false
    header.date = line
    return true
  },
]

/** Reads the lines above the text. What stands there and is not understood is text. */
export function readDispatchHeader(lines: readonly string[]): DispatchHeader {
  const header: DispatchHeader = { notes: [], embargoes: [], service: [], isNotice: false, end: 0 }
  const opening = findOpening(lines)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim()
    if (line === '') continue
    if (at === opening) break
    const read = readLine(header, lines, at)
    const taken = read > 0 ? read : takeHeadline(header, lines, at, opening)
    if (taken === 0) break
    at += taken - 1
    header.end = at + 1
  }
  header.isNotice ||= [header.slugline, header.headline].some((text) => MARKED.test(text ?? ''))
  return header
}

/** How many lines of the header begin at a line; 0 where it is not understood. */
function readLine(header: DispatchHeader, lines: readonly string[], at: number): number {
  const line = lines[at]!.trim()
  const notes = header.notes.length
  const isKnown =
    line.length <= MAX_SERVICE_LINE * 2 && KINDS.some((kind) => kind(header, line, undress(line)))
  if (!isKnown) return 0
  const isNote = header.notes.length > notes
  if (isNote) return takeRest(header.notes, lines, at)
  const next = lines[at + 1]?.trim() ?? ''
  if (header.byline !== line || next.length > 60 || !POST.test(next) || isCredited(readDateline(next)))
    return 1
  header.byline = `${line}, ${next}`
  return 2
}

/** Adds the lines below the first one of a note: up to its closing bracket, or those of its paragraph. */
function takeRest(notes: string[], lines: readonly string[], at: number): number {
  const first = notes.pop()!
  const close = /^[([]/.test(first) ? (first.startsWith('(') ? ')' : ']') : undefined
  const taken = [first]
  for (let next = at + 1; next < Math.min(lines.length, at + MAX_NOTE); next++) {
    const line = lines[next]!.trim()
    const isWhole = close === undefined ? endsSentence(taken.at(-1)!) : taken.at(-1)!.includes(close)
    if (line === '' || isWhole || isOpening(lines, next) || isEmbargo(line)) break
    taken.push(line)
  }
  notes.push(taken.join(' '))
  return taken.length
}

const MAX_NOTE = 30

/** Takes the lines right above the dateline as a headline where nothing else that is not understood stands there. */
function takeHeadline(header: DispatchHeader, lines: readonly string[], at: number, opening: number): number {
  if (opening < 0 || header.headline !== undefined) return 0
  const end = lines.findIndex((line, index) => index > at && isBlankLine(line))
  const below = end < 0 || end > opening ? opening : end
  const taken = lines.slice(at, below).map((line) => line.trim())
  const known = taken.findIndex((line, index) => index > 0 && isHeaderLine(line))
  const headline = taken.slice(0, known < 0 ? undefined : known)
  if (headline.length > 2 || headline.join(' ').length > 160 || /[.۔。]$/.test(headline.at(-1)!)) return 0
  // Whatever follows must be understood, or the dateline would open another paragraph than its own.
  const rest = readDispatchHeader(lines.slice(at + headline.length, opening))
  if (lines.slice(at + headline.length + rest.end, opening).some((line) => !isBlankLine(line))) return 0
  header.headline = headline.join(' ')
  return headline.length
}

function isHeaderLine(line: string): boolean {
  const header: DispatchHeader = { notes: [], embargoes: [], service: [], isNotice: false, end: 0 }
  return line.length <= MAX_SERVICE_LINE && KINDS.some((kind) => kind(header, line, undress(line)))
}

function readLabel(header: DispatchHeader, line: string): boolean {
  const [, label = '', value = ''] = LABELLED.exec(line) ?? []
  const name = label.toLowerCase().replace(' ', '')
  if (/^(?:slug|keyword)/.test(name) && header.slugline === undefined) header.slugline = value
  else if (/^(?:headline|head|title)$/.test(name) && header.headline === undefined) header.headline = value
  else if (name === 'byline' && header.byline === undefined) header.byline = value
  else if (name === 'date' && header.date === undefined && parseDate(value, 'UTC') !== undefined)
    header.date = value
  else if (/^(?:urgency|prio)/.test(name) && header.urgency === undefined && /^[1-9]$/.test(value))
    header.urgency = { value: Number(value), typed: line }
  else return false
  return true
}

function isSlug(line: string): boolean {
  return line.length <= 100 && (SLUG.test(line) || AGENCY_SLUG.test(line) || CAPITALS.test(line))
}

/** Words in small letters within a byline. */
const BETWEEN_NAMES = new Set('and de da der den van von di la le el al bin und et y in at of the'.split(' '))

function isByline(line: string): boolean {
  const words = line.split(' ').slice(1)
  if (!BY.test(line) || words.length > 10 || line.length > 80 || endsSentence(line)) return false
  return (
    words.some((word) => /^\p{Lu}/u.test(word)) &&
    words.every((word) => !/^\p{Ll}/u.test(word) || BETWEEN_NAMES.has(word))
  )
}

/** How many lines with text are looked at for the dateline. */
const MAX_ABOVE = 20

/** The index of the line that opens with a dateline which names an agency, or -1. */
function findOpening(lines: readonly string[]): number {
  let seen = 0
  for (const [index, line] of lines.entries()) {
    if (isBlankLine(line)) continue
    if (isOpening(lines, index)) return index
    if (++seen >= MAX_ABOVE) return -1
  }
  return -1
}

function isOpening(lines: readonly string[], index: number): boolean {
  const line = lines[index]!.trim()
  if (isEmbargo(line)) return false
  if (isCredited(readDateline(line))) return true
  // A place or a day may go over into the next line.
  return /[,،/)]$/.test(line) && isCredited(readDateline(`${line} ${lines[index + 1]?.trim() ?? ''}`))
}
