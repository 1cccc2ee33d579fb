import { type DatelineDate, takeDay } from './dateline-date.ts'

/** The dateline that opens a dispatch, such as `PARIS, Oct 14 (XY) – `. */
export interface Dateline {
  place?: string
  agency?: string
  date?: DatelineDate
  /** As sent, with the sign that closes it. */
  typed: string
}

/** More characters than a dateline has. */
const MAX_LENGTH = 140

/** A place, the agency in brackets or between slashes, and a day after it. */
const CREDIT =
  /^([^()/]{0,100}(?:\/[^()/]{1,60}){0,3}?)(?:\(([^()]{1,30})\)|(?<=[\s.])\/([\p{L}\p{N} .-]{2,20})\/)([^()]{0,40})$/u
/** The sign that closes a dateline, with the blanks and the marks of direction around it. */
const SIGN =
  /(?:(?<=[)/][\s\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,5})(?:-{1,3}|[–—―_:])|(?<=[\s\u200e\u200f\u202a-\u202e\u2066-\u2069])(?:-{2,3}|[-–—―_](?=[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]|$))|(?<=[^\s-])(?:-{2,3}|[—―])(?=[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]|$))[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,5}/u
/** A day and a credit close a dateline without a sign, and so does a credit between slashes: `PARIS, Oct 14 (XY) The …`, `PARIS. /XY/. The …`. */
const UNSIGNED = /^[^()]{4,80}(?:\([\p{L}\p{N} .-]{2,20}\)|(?<=[\s.])\/[\p{L}\p{N} .-]{2,20}\/)\.?\s{1,5}/u

/** Reads the dateline at the start of a text; undefined where it has none. */
export function readDateline(text: string): Dateline | undefined {
  const head = text.slice(0, MAX_LENGTH)
  const sign = SIGN.exec(head)
  const signed = sign
    ? readParts(head.slice(0, sign.index), head.slice(0, sign.index + sign[0].length))
    : undefined
  if (signed) return signed
  const [unsigned] = UNSIGNED.exec(head) ?? []
  const read = unsigned === undefined ? undefined : readParts(unsigned.trimEnd(), unsigned)
  const isSlashed = /\/\.?\s*$/.test(unsigned ?? '')
  return read?.agency !== undefined && (read.date || isSlashed) ? read : undefined
}

/** Whether a dateline names an agency, and not only a place, which a headline may begin with as well. */
export function isCredited(dateline: Dateline | undefined): dateline is Dateline {
  return dateline?.agency !== undefined
}

function readParts(before: string, typed: string): Dateline | undefined {
  const credit = CREDIT.exec(before)
  const named = credit?.[2] ?? credit?.[3]
  const agency = named === undefined ? undefined : clean(named)
  const parts = clean(credit ? `${credit[1]} ${credit[4]}` : before)
  const { place, date } = takeDay(parts)
  if (agency !== undefined && !isAgency(agency)) return undefined
  if (place === '') return agency === undefined || date ? undefined : { agency, typed }
  if (!isPlace(place, agency !== undefined)) return undefined
  return { place, agency, date, typed }
}

function clean(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s{1,200}/g, ' ')
    .replace(/ ([,،.])/g, '$1')
    .trim()
    .replace(/\.\.$/, '.')
    .replace(/[,،]$|(?<=[\p{Ll}\d])\.$/u, '')
}

function isAgency(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text) && !/[!?;:"“”]/.test(text) && text.split(/\s/).length <= 4
}

/** Words in small letters within the names of places. */
const PARTICLES = new Set(
  'of upon on the near and in de da do dos das del della di la las le les el los al am an der den bei et sur en sous y e und ve'.split(
    ' ',
  ),
)
const UNFIT = /[!?;:"“”«»<>@#*=`{}[\]\\؟؛]/
const MAX_WORDS = 9
const MAX_UNCREDITED_WORDS = 3

/** Whether the words may name a place: in capitals where no agency follows, as any sentence may begin with a name and a dash. */
function isPlace(text: string, isCreditedPlace: boolean): boolean {
  if (UNFIT.test(text) || !/\p{L}/u.test(text)) return false
  const [town = '', ...rest] = text.split(/[,،]/)
  const words = text.split(/[\s/,،]+/).filter((word) => word !== '')
  if (words.length > (isCreditedPlace ? MAX_WORDS : MAX_UNCREDITED_WORDS + 2 * rest.length)) return false
  if (/\p{Ll}/u.test(text[0]!)) return false
  const isNamed = isCreditedPlace ? isCapitalised : isInCapitals
  const isFit = (word: string, index: number) => isCapitalised(word) || isDayNumber(words[index - 1])
  return words.every(isFit) && town.split(/[\s/]+/).every((word) => word === '' || isNamed(word))
}

/** The name of a month follows in many languages, in small letters. */
function isDayNumber(word = ''): boolean {
  return /^\d{1,2}\.?$/.test(word)
}

function isCapitalised(word: string): boolean {
  const [first = ''] = word.match(/\p{L}/u) ?? []
  return !/\p{Ll}/u.test(first) || PARTICLES.has(word) || /^(?:d|l|al|el|ash|ad)['’-]/.test(word)
}

function isInCapitals(word: string): boolean {
  return !/\p{Ll}/u.test(word) || PARTICLES.has(word) || /^(?:Mc|Mac|d['’]|l['’]|al-|el-)\p{Lu}+$/u.test(word)
}
