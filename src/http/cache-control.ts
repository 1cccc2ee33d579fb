import type { Gone, Redirect } from '../content/library/addresses.ts'
import { CACHE_SECONDS } from '../feed/feed.ts'
import type { Document, SiteInfo } from '../publication/publication.ts'

/** `stale-while-revalidate` of a document. */
const STALE_SECONDS = 3600
/** `max-age` of an archive: a week. */
const ARCHIVE_SECONDS = 604_800
/** `max-age` of a redirect or a withdrawn article. */
const REDIRECT_SECONDS = 600

/**
 * Where anything is pending: caches ask each time, so that a release is on time. A number that counts down would tell everybody of the moment.
 */
const PENDING = 'public, max-age=0'

/** The `Cache-Control` of a document; the setting of the site is for feeds where nothing is pending. No article decides what pages look like. */
export function cacheDocument(
  { validUntil, kind, contentType }: Pick<Document, 'validUntil' | 'kind' | 'contentType'>,
  { maxAgeSeconds }: Pick<SiteInfo, 'maxAgeSeconds'>,
): string {
  const isStyle = kind === 'document' && contentType.startsWith('text/css')
  if (validUntil !== undefined && !isStyle) return PENDING
  const ofFeed = kind === 'feed' ? maxAgeSeconds : undefined
  const maxAge = kind === 'archive' ? ARCHIVE_SECONDS : (ofFeed ?? CACHE_SECONDS)
  return `public, max-age=${maxAge}, stale-while-revalidate=${STALE_SECONDS}`
}

/** The `Cache-Control` of a redirect or a withdrawn article. RFC 9110 15.1: without it, caches may keep a 301 or a 410 as long as they like. */
export function cacheOther(answer: Redirect | Gone): string {
  if (answer.kind === 'redirect' && answer.status === 307) return 'no-cache'
  return answer.until !== undefined ? PENDING : `public, max-age=${REDIRECT_SECONDS}`
}
