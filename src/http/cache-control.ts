import type { Gone, Redirect } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Document } from '../publication/publication.ts'

/** Seconds for which caches may keep a document without asking; longer ones delay articles in readers that obey them. */
const MAX_AGE_SECONDS = 600
/** Seconds for which a cache may then go on serving it while it asks. */
const STALE_SECONDS = 3600
/** `max-age` of an archive: a week. */
const ARCHIVE_SECONDS = 604_800
/** Seconds for which caches may keep where an address leads, or that it is gone. */
const REDIRECT_SECONDS = 600

/** The `Cache-Control` of a document: never beyond the moment at which it changes by itself, stale or not. */
export function cacheDocument({ validUntil, kind }: Document, now: Instant): string {
  const left =
    validUntil === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((validUntil - now) / 1000))
  const maxAge = Math.min(maxAgeOf(kind), left)
  const stale = Math.min(STALE_SECONDS, left - maxAge)
  return `public, max-age=${maxAge}${stale > 0 ? `, stale-while-revalidate=${stale}` : ''}`
}

/** The instant from which `cacheDocument` says something else; undefined where it never does. */
export function cachedAlikeUntil({ validUntil, kind }: Document): Instant | undefined {
  return validUntil === undefined ? undefined : validUntil - (maxAgeOf(kind) + STALE_SECONDS) * 1000
}

/** The same for what is not a document. RFC 9110 15.1: without it, a cache may keep a 301, a 404 or a 410 for as long as it likes. */
export function cacheOther(answer: Redirect | Gone, now: Instant): string {
  if (answer.kind === 'redirect' && answer.status === 307) return 'no-cache'
  const until = answer.kind === 'redirect' ? answer.until : undefined
  const left = until === undefined ? Number.POSITIVE_INFINITY : until - now
  return `public, max-age=${Math.min(REDIRECT_SECONDS, Math.floor(left / 1000))}`
}

function maxAgeOf(kind: Document['kind']): number {
  return kind === 'archive' ? ARCHIVE_SECONDS : MAX_AGE_SECONDS
}
