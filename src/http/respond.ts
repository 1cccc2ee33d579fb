import type { Instant } from '../content/dates.ts'
import { feedLinks } from '../feed/formats.ts'
import { isFresh } from './conditional.ts'
import { findDelta } from './delta.ts'
import type { Encodings } from './encoding.ts'
import type { Document, Publication, SiteInfo } from './publication.ts'

interface Link {
  href: string
  rel: string
  type?: string
}

/** Seconds for which caches may keep a document without asking; longer ones delay articles in readers that obey them. */
const MAX_AGE_SECONDS = 600
/** Seconds for which a cache may then go on serving it while it asks. */
const STALE_SECONDS = 3600
/** The same for an archive: a week. */
const ARCHIVE_SECONDS = 604_800

/**
 * The one place that answers with a document: validators, conditional requests, HEAD, encodings, caching and links, for feeds, media
 * and all that follows. Nothing is read or rendered for a client whose copy is still good.
 */
export async function respond(
  request: Request,
  document: Document,
  publication: Publication,
  encodings: Encodings,
  now: Instant,
): Promise<Response> {
  const etag = `W/"${document.version}"`
  // RFC 9110 15.4.5: a 304 repeats what a 200 would have said of the cached copy.
  const headers: Record<string, string> = {
    ETag: etag,
    'Last-Modified': new Date(document.lastModified).toUTCString(),
    'Cache-Control': cacheControl(document, now),
    Vary: document.hasDeltas ? 'Accept-Encoding, A-IM' : 'Accept-Encoding',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Last-Modified, Link',
    'X-Content-Type-Options': 'nosniff',
  }
  const links = linksOf(document, publication.site())
  if (links.length > 0) headers.Link = links.map(formatLink).join(', ')
  const header = (name: string) => request.headers.get(name) ?? undefined
  if (isFresh(header, { etag, lastModified: document.lastModified }, now))
    return new Response(null, { status: 304, headers })

  headers['Content-Type'] = document.contentType
  const delta = findDelta(header, document, publication)
  Object.assign(headers, delta?.headers)
  let body = delta?.bytes ?? (await publication.read(document))
  if (body instanceof Uint8Array) {
    const encoder = isCompressible(document.contentType)
      ? encodings.choose(header('accept-encoding'))
      : undefined
    if (encoder) {
      body = await encodings.encode(encoder, body)
      headers['Content-Encoding'] = encoder.name
    }
    headers['Content-Length'] = String(body.byteLength)
  }
  const status = delta ? 226 : 200
  if (request.method !== 'HEAD') return new Response(body, { status, headers })
  if (body instanceof ReadableStream) await body.cancel()
  return new Response(null, { status, headers })
}

/** A subscriber finds the hub at the feed itself: an archive is no topic (WebSub section 4). */
function linksOf({ feed, path, isArchive }: Document, { url, hubs = [] }: SiteInfo): Link[] {
  if (!feed) return []
  const [self, ...alternates]: Link[] = feedLinks(url, path, feed)
  return [self!, ...(isArchive ? [] : hubs.map((href) => ({ rel: 'hub', href }))), ...alternates]
}

/** Never beyond the moment at which the document changes by itself, stale or not. */
function cacheControl({ validUntil, isArchive }: Document, now: Instant): string {
  const left =
    validUntil === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((validUntil - now) / 1000))
  const maxAge = Math.min(isArchive ? ARCHIVE_SECONDS : MAX_AGE_SECONDS, left)
  const stale = Math.min(STALE_SECONDS, left - maxAge)
  return `public, max-age=${maxAge}${stale > 0 ? `, stale-while-revalidate=${stale}` : ''}`
}

/** RFC 8288 section 3. */
function formatLink({ href, rel, type }: Link): string {
  return `<${href}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`
}

function isCompressible(contentType: string): boolean {
  return /^text\/|[+/](?:xml|json)\b|javascript/.test(contentType)
}
