import { formatDateTime, type Instant, parseDate } from '../../content/text/dates.ts'
import { undress } from './lines.ts'

/** Words with which a line holds a dispatch back, in the languages of large agencies. */
const HOLDS =
  /^(?:strict(?:ly)? |attention[,:–-]? )?(?:embargo|hold(?:ing)? (?:for|until|till|to)\b|not for (?:publication|release|use|broadcast|distribution)\b|(?:do not|don't) (?:publish|release|use|broadcast)\b|not to be (?:published|released|used|broadcast)\b|for (?:release|publication|use) (?:at|on|after|from|not|only|in|\d)|for (?:\w{1,12} )?(?:am|pm|morning|evening)s? release|advance for\b|release (?:at|on|after)\b|publish after\b|sous embargo|sperrfrist|gesperrt bis|embargad|no publicar|ne pas publier|non pubblicare|محظور النشر|ممنوع النشر|حظر النشر|ممنوعیت نشر)/i
/** The same within a sentence, where one about the embargo on a country does not count. */
const HELD =
  /\b(?:embargoed|(?:under|strict|press|news|media) embargo|embargo(?:es)? (?:until|till|lifts?|ends?|expires?)|sperrfrist|not for (?:publication|release|use|broadcast) (?:before|until|till))\b|محظور النشر|ممنوع النشر|حظر النشر|ممنوعیت نشر/i
const HELD_IN_CAPITALS = /\bEMBARGO/

/** Whether a line holds the dispatch back. */
export function isEmbargo(line: string): boolean {
  return HOLDS.test(undress(line))
}

/** Whether a text says somewhere that it is held back. */
export function mentionsEmbargo(text: string): boolean {
  return HELD.test(text) || HELD_IN_CAPITALS.test(text)
}

const CLOCK =
  /(?:^|[ (])(\d{1,2})(?:[:.h]?(\d{2}))? ?(?:hrs|hours)? ?([ap]\.?m\.?)?(?:,| on| at)? ?\(?(gmt|utc|z|cet|cest|est|edt|[+-]\d\d:?\d\d)\b\)?/i
const WEEKDAY = /\b(sun|mon|tue|wed|thu|fri|sat)(?:s|nes|rs|ur)?day\b,?/i
const DAY =
  /\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?),? (\d{4})\b/i
const ISO = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)/i
/** Names that several zones share, such as BST, are not certain. */
const ZONES: Record<string, string> = {
  GMT: 'Z',
  UTC: 'Z',
  Z: 'Z',
  CET: '+01:00',
  CEST: '+02:00',
  EST: '-05:00',
  EDT: '-04:00',
}
/** Words beside the moment; any other may make a condition, such as `until delivery, expected at`. */
const NEUTRAL = new Set(
  'embargo embargoed strict strictly attention editors until till hold holding for release publication use broadcast distribution not to be do publish released published used before at on the of from and all media time hrs hours sous jusqu au'.split(
    ' ',
  ),
)

/**
 * The moment that an embargo line names, in RFC 3339. Undefined unless the line has a day with its year, a time and its zone, each of them once, and no
 * condition: what is not certain must not publish.
 */
export function readEmbargo(line: string): string | undefined {
  const text = line.replace(/\s/g, ' ')
  const iso = ISO.exec(text)
  const found = iso ? { instant: parseDate(iso[0], 'UTC'), rest: text.replace(iso[0], ' ') } : readWords(text)
  if (found?.instant === undefined || !isNeutral(found.rest)) return undefined
  return formatDateTime(found.instant)
}

function isNeutral(rest: string): boolean {
  const words = rest.toLowerCase().match(/[\p{L}\p{N}]{1,60}/gu) ?? []
  return words.every((word) => NEUTRAL.has(word))
}

function readWords(text: string): { instant: Instant | undefined; rest: string } | undefined {
  const weekday = WEEKDAY.exec(text)
  const dated = weekday ? text.replace(weekday[0], ' ') : text
  const day = DAY.exec(dated)
  const timed = day ? dated.replace(day[0], ' ').replace(/ {2,200}/g, ' ') : ''
  const clock = CLOCK.exec(timed)
  if (!day || !clock) return undefined
  const [, hours = '', minutes, half = '', zone = ''] = clock
  if (minutes === undefined && half === '') return undefined
  const date = `${day[1]!.replace('.', '')} ${day[2]}`
  if (weekday && !isOn(weekday[1]!, date)) return undefined
  const time = `${hours}:${minutes ?? '00'}${half.replaceAll('.', '')}`
  const instant = parseDate(`${date} ${time} ${ZONES[zone.toUpperCase()] ?? zone}`, 'UTC')
  return { instant, rest: timed.replace(clock[0], ' ') }
}

/** Whether a day falls on a weekday; one of the two is wrong where it does not. */
function isOn(weekday: string, date: string): boolean {
  const day = parseDate(date, 'UTC')
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
  return day !== undefined && names[new Date(day).getUTCDay()] === weekday.toLowerCase()
}
