import { isOfOtherCalendar, type TypedDay } from './calendars.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = `(?<month>${MONTHS.join('|')})[a-z]*\\.?`
const TIME =
  '(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.,](?<fraction>\\d+))?)?\\s*(?<half>[ap]m)?'
const ZONE = '(?<zone>z|(?:utc|gmt)?\\s*[+-]\\d{1,2}(?::?\\d{2})?|utc|gmt)'
const CLOCK = `(?:(?:t|,?\\s+(?:at\\s+)?)${TIME}\\s*${ZONE}?)?`
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?'
const DAY_OF_MONTH = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const PATTERNS = [
  `(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})${CLOCK}`,
  `${WEEKDAY}${MONTH}\\s+${DAY_OF_MONTH},?\\s+(?<year>\\d{4})${CLOCK}`,
  `${WEEKDAY}${DAY_OF_MONTH}[\\s-]+${MONTH},?[\\s-]+(?<year>\\d{4})${CLOCK}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'))

/** Whether the text has the shape of a date, even an impossible one; `published:` is a date in some generators and a flag in others. */
export function looksLikeDate(text: string): boolean {
  return /^\d{4}[-/.]\d|\b(?:19|20)\d\d\b/.test(text.trim())
}

/** Longer than any date, and short enough that every pattern stays fast. */
const MAX_LENGTH = 80

/**
 * Reads every date shape found in live front matter; undefined for text that is not a date, 30 February included.
 * A time without a zone is in `timezone` (an IANA name), never in the machine's.
 */
export function parseDate(text: string, timezone: string): Instant | undefined {
  const groups = matchDate(text)
  return groups && toInstant(groups, timezone)
}

/** Reads a date that an author typed as `parseDate` does; undefined also for years of other calendars, which would be centuries off. */
export function parseTypedDate(text: string, timezone: string): Instant | undefined {
  const groups = matchDate(text)
  return groups && !isOfOtherCalendar(Number(groups.year)) ? toInstant(groups, timezone) : undefined
}

/** `2019-10-14T09:30:00`, the time as it is typed, whatever its zone; undefined for text that is not a date. */
export function typedClock(text: string): string | undefined {
  const groups = matchDate(text)
  const instant = groups && toInstant({ ...groups, zone: undefined }, 'UTC')
  return instant === undefined ? undefined : formatClock(instant, 'UTC')
}

/** Whether the text is written as a date is, though the day or the time may not exist. */
export function hasDateForm(text: string): boolean {
  return matchDate(text) !== undefined
}

/** The day of a text that is written as a date is, whether it exists or not. */
export function typedDay(text: string): TypedDay | undefined {
  const groups = matchDate(text)
  return groups && { year: Number(groups.year), month: monthOf(groups), day: Number(groups.day) }
}

function monthOf({ month = '' }: Record<string, string | undefined>): number {
  return Number(month) || MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
}

function matchDate(text: string): Record<string, string | undefined> | undefined {
  if (text.length > MAX_LENGTH) return undefined
  // `15:17:59 +0200 (CEST)` repeats the offset (RFC 5322 section 3.3), as does Go's `+0200 CEST`.
  const trimmed = text
    .trim()
    .replace(/\s*\([^)]*\)$/, '')
    .replace(/(?<=[+-]\d{4}) [A-Z]{2,5}$/, '')
  for (const pattern of PATTERNS) {
    const groups = pattern.exec(trimmed)?.groups
    if (groups) return groups
  }
  return undefined
}

/** Takes the named groups of PATTERNS, in which the time and zone may be absent; undefined for a day or time that does not exist. */
function toInstant(groups: Record<string, string | undefined>, timezone: string): Instant | undefined {
  const { half, fraction = '', zone } = groups
  const month = monthOf(groups)
  const year = Number(groups.year)
  const day = Number(groups.day)
  const minute = Number(groups.minute ?? 0)
  const second = Number(groups.second ?? 0)
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  let hour = Number(groups.hour ?? 0)
  if (half) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  }
  if (year < 1000 || hour > 23 || minute > 59 || second > 59) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds)
  const date = new Date(local)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (zone === undefined) return local - offsetOf(local, timezone)
  const offset = /([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone)
  if (!offset) return local
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
  return minutes > 18 * 60 ? undefined : local - (offset[1] === '-' ? -1 : 1) * minutes * 60_000
}

const formats = new Map<string, Intl.DateTimeFormat>()

const DAY = 86_400_000

/** Milliseconds that `timezone` is ahead of UTC when its wall clock shows `local`; in a gap or overlap, the offset before it. */
function offsetOf(local: Instant, timezone: string): number {
  if (timezone === 'UTC') return 0
  const before = offsetAt(local - DAY, timezone)
  if (offsetAt(local - before, timezone) === before) return before
  const after = offsetAt(local + DAY, timezone)
  return offsetAt(local - after, timezone) === after ? after : before
}

function offsetAt(instant: Instant, timezone: string): number {
  if (timezone === 'UTC') return 0
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timezone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
  return wall - Math.floor(instant / 1000) * 1000
}

/** `2019-10-14`, the day on which the instant falls in `timezone`. */
export function formatDay(instant: Instant, timezone: string): string {
  return formatClock(instant, timezone).slice(0, 10)
}

/** `2019-10-14T09:30:00`, the wall-clock time in `timezone`. */
export function formatClock(instant: Instant, timezone: string): string {
  return new Date(instant + offsetAt(instant, timezone)).toISOString().slice(0, 19)
}

/** `2019-10-14 09:30 Europe/London`: the wall-clock time to the minute, and the zone, for people. */
export function describeTime(instant: Instant, timezone: string): string {
  return `${formatClock(instant, timezone).slice(0, 16).replace('T', ' ')} ${timezone}`
}

/**
 * `2019-10-14T09:30:00+01:00` (RFC 3339), the wall-clock time in `timezone` with its offset, or with `Z` where the offset is zero. It has no fraction,
 * because parsers that expect none refuse the whole date.
 */
export function formatDateTime(instant: Instant, timezone = 'UTC'): string {
  const minutes = offsetMinutes(instant, timezone)
  const clock = new Date(instant + minutes * 60_000).toISOString().slice(0, 19)
  return `${clock}${minutes === 0 ? 'Z' : formatOffset(minutes, ':')}`
}

/** `Mon, 14 Oct 2019 09:30:00 +0100` (RFC 5322 section 3.3), the wall-clock time in `timezone`, or with `GMT` where the offset is zero. */
export function formatMailDate(instant: Instant, timezone: string): string {
  const minutes = offsetMinutes(instant, timezone)
  const text = new Date(instant + minutes * 60_000).toUTCString()
  return minutes === 0 ? text : text.replace('GMT', formatOffset(minutes, ''))
}

/** Zero for the offsets with seconds that zones had before 1972, because neither format can write them. */
function offsetMinutes(instant: Instant, timezone: string): number {
  const minutes = timezone === 'UTC' ? 0 : offsetAt(instant, timezone) / 60_000
  return Number.isInteger(minutes) ? minutes : 0
}

function formatOffset(minutes: number, separator: string): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${minutes < 0 ? '-' : '+'}${hours}${separator}${rest}`
}

/** Whether the runtime knows the IANA time zone. */
export function isTimezone(name: string): boolean {
  try {
    return offsetAt(0, name) !== undefined
  } catch {
    return false
  }
}
