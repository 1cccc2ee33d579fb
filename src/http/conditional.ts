import type { Instant } from '../content/text/dates.ts'

/** The validators of a document. */
export interface Validators {
  /** As sent: `"…"` or `W/"…"`. */
  etag: string
  lastModified: Instant
}

/** Whether the client's copy is still valid (RFC 9110 section 13.2.2). `header` looks up a request header by its lower-case name. */
export function isFresh(
  header: (name: string) => string | undefined,
  { etag, lastModified }: Validators,
  now: Instant,
): boolean {
  const noneMatch = header('if-none-match')
  // RFC 9110 13.1.3: with If-None-Match, If-Modified-Since is ignored.
  if (noneMatch !== undefined) return matchesTag(noneMatch, etag)
  const date = parseHttpDate(header('if-modified-since'))
  return date !== undefined && date <= now && toSeconds(lastModified) <= date
}

/**
 * Whether `If-Match` holds, or else `If-Unmodified-Since` (RFC 9110 sections 13.1.1 and 13.1.4). Tags compare strongly, and only media have
 * strong ones.
 */
export function isUnchanged(
  header: (name: string) => string | undefined,
  { etag, lastModified }: Validators,
): boolean {
  const match = header('if-match')
  if (match !== undefined) {
    const isStrong = !etag.startsWith('W/')
    return match.trim() === '*' || (isStrong && match.split(',').some((tag) => tag.trim() === etag))
  }
  const date = parseHttpDate(header('if-unmodified-since'))
  return date === undefined || toSeconds(lastModified) <= date
}

/** Cuts an instant to whole seconds, as HTTP dates are. */
export function toSeconds(instant: Instant): Instant {
  return Math.floor(instant / 1000) * 1000
}

/** Compares weakly with a list or `*` (RFC 9110 13.1.2), ignoring the suffixes that proxies add to a tag when they compress. */
function matchesTag(list: string, etag: string): boolean {
  // Most readers send exactly the tag that they got.
  if (list === etag) return true
  return list.trim() === '*' || listTags(list).includes(opaque(etag))
}

/** The opaque part of each tag in a list, without quotes. */
export function listTags(list: string): string[] {
  return list.split(',').map(opaque)
}

function opaque(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//i, '')
    .replace(/^"|"$/g, '')
    .replace(/-{1,2}(?:gzip|br|zstd|deflate)$/, '')
}

const IMF_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/
const OLD_DATE =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/

/** Parses an HTTP date in any of the three forms of RFC 9110 section 5.6.7; undefined for any other text. */
export function parseHttpDate(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  if (!IMF_DATE.test(trimmed) && !OLD_DATE.test(trimmed)) return undefined
  const date = Date.parse(trimmed.endsWith('GMT') ? trimmed : `${trimmed} GMT`)
  return Number.isNaN(date) ? undefined : date
}
