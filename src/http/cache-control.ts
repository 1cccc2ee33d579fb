import type { Gone, Redirect } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Document } from '../publication/publication.ts'

/** `max-age` of a document; longer ones delay articles in readers that obey them. */
const MAX_AGE_SECONDS = 600
/** `stale-while-revalidate` of a document. */
const STALE_SECONDS = 3600
/** `max-age` of an archive: a week. */
const ARCHIVE_SECONDS = 604_800
/** `max-age` of a redirect or a withdrawn article. */
const REDIRECT_SECONDS = 600

/** The `Cache-Control` of a document, which never lets caches keep it beyond `validUntil`, not even stale. */
export function cacheDocument({ validUntil, kind }: Document, now: Instant): string {
  const left =
    validUntil === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((validUntil - now) / 1000))
  const maxAge = Math.min(maxAgeOf(kind), left)
  const stale = Math.min(STALE_SECONDS, left - maxAge)
  return `public, max-age=${maxAge}${stale > 0 ? `, stale-while-revalidate=${stale}` : ''}`
}

/** The instant from which `cacheDocument` returns other values; undefined if it never does. */
export function cacheControlValidUntil({ validUntil, kind }: Document): Instant | undefined {
  return validUntil === undefined ? undefined : validUntil - (maxAgeOf(kind) + STALE_SECONDS) * 1000
}

/** The `Cache-Control` of a redirect or a withdrawn article. RFC 9110 15.1: without it, caches may keep a 301 or a 410 as long as they like. */
export function cacheOther(answer: Redirect | Gone, now: Instant): string {
  if (answer.kind === 'redirect' && answer.status === 307) return 'no-cache'
  const until = answer.kind === 'redirect' ? answer.until : undefined
  const left = until === undefined ? Number.POSITIVE_INFINITY : until - now
  return `public, max-age=${Math.min(REDIRECT_SECONDS, Math.floor(left / 1000))}`
}

function maxAgeOf(kind: Document['kind']): number {
  return kind === 'archive' ? ARCHIVE_SECONDS : MAX_AGE_SECONDS
}
