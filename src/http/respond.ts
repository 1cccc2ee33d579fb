import type { Instant } from '../content/text/dates.ts'
import { feedLinks } from '../feed/formats/formats.ts'
import type { Document, Publication, SiteInfo } from '../publication/publication.ts'
import { isFresh, type SentValidators } from './conditional.ts'
import { findDelta } from './delta.ts'
import { type Encodings, isCompressible } from './encoding.ts'
import { isFile, isStrong, respondWithFile } from './range.ts'

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

/** A GET or HEAD request, as far as it decides what is answered. */
export interface Asked {
  method: string
  /** A header by its lower-case name. */
  header(name: string): string | undefined
}

export function askedBy({ method, headers }: Request): Asked {
  return { method, header: (name) => headers.get(name) ?? undefined }
}

/** Answers with a document. */
export type Responder = (asked: Asked, document: Document, now: Instant) => Response | Promise<Response>

type HeaderRecord = Readonly<Record<string, string>>

/** What the headers of a document say whoever asks, as long as `until` has not come. */
interface Prepared extends SentValidators {
  headers: HeaderRecord
  contentType: string
  isCompressible: boolean
  /** Those of a 200 in each content coding. */
  sized: Map<string | undefined, { length: number; headers: HeaderRecord }>
  until: Instant
}

/**
 * The one place that answers with a document: validators, conditional requests, HEAD, encodings, caching and links, for feeds, media
 * and all that follows. Nothing is read or rendered for a client whose copy is still good, and nothing is waited for that is at hand.
 */
export function createResponder(publication: Publication, encodings: Encodings): Responder {
  const byDocument = new WeakMap<Document, Prepared>()
  return respond

  function respond(asked: Asked, document: Document, now: Instant): Response | Promise<Response> {
    const { method, header } = asked
    const prepared = prepare(document, now)
    const { headers } = prepared
    if (isFresh(header, prepared, now)) return new Response(null, { status: 304, headers })
    if (isFile(document)) return respondWithFile(asked, document, headers, { publication, now })

    const delta = findDelta(header, document, publication)
    const status = delta ? 226 : 200
    const body = delta?.bytes ?? publication.read(document)
    if (body instanceof Uint8Array) return encode(body)
    return Promise.resolve(body).then((bytes) =>
      bytes instanceof Uint8Array ? encode(bytes) : stream(bytes),
    )

    function encode(bytes: Uint8Array<ArrayBuffer>): Response | Promise<Response> {
      const encoder = prepared.isCompressible ? encodings.choose(header('accept-encoding')) : undefined
      if (!encoder) return send(bytes)
      const copy = encodings.encode(encoder, bytes)
      return copy instanceof Uint8Array
        ? send(copy, encoder.name)
        : copy.then((made) => send(made, encoder.name))
    }

    function send(bytes: Uint8Array<ArrayBuffer>, coding?: string): Response {
      const said = delta
        ? { ...sizedHeaders(prepared, bytes.byteLength, coding), ...delta.headers }
        : knownHeaders(prepared, bytes.byteLength, coding)
      return new Response(method === 'HEAD' ? null : bytes, { status, headers: said })
    }

    async function stream(bytes: ReadableStream<Uint8Array>): Promise<Response> {
      const said = { ...headers, 'content-type': prepared.contentType }
      if (method !== 'HEAD') return new Response(bytes, { status, headers: said })
      await bytes.cancel()
      return new Response(null, { status, headers: said })
    }
  }

  /**
   * RFC 9110 15.4.5: what a 200 says of the cached copy, and a 304 repeats. Made once for each document, and with names as HTTP/2 and
   * every parser have them, so that nothing has to be converted for each answer.
   */
  function prepare(document: Document, now: Instant): Prepared {
    const known = byDocument.get(document)
    if (known && now < known.until) return known
    const { contentType, lastModified } = document
    const etag = `${isStrong(document, now) ? '' : 'W/'}"${document.version}"`
    const sent = new Date(lastModified).toUTCString()
    // RFC 9110 8.8.2.1: it is never later than Date. Several changes within a second are dated into the seconds that follow.
    const sayFrom = Math.floor(lastModified / 1000) * 1000
    const headers: Record<string, string> = {
      etag,
      ...(sayFrom <= now && { 'last-modified': sent }),
      'cache-control': cacheControl(document, now),
      vary: document.hasDeltas ? 'Accept-Encoding, A-IM' : 'Accept-Encoding',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Last-Modified, Link',
      'x-content-type-options': 'nosniff',
    }
    const links = linksOf(document, publication.site())
    if (links.length > 0) headers.link = links.map(formatLink).join(', ')
    if (isFile(document)) {
      headers['accept-ranges'] = 'bytes'
      headers['access-control-expose-headers'] += ', Accept-Ranges, Content-Range'
    }
    const { validUntil, isArchive } = document
    const reach = ((isArchive ? ARCHIVE_SECONDS : MAX_AGE_SECONDS) + STALE_SECONDS) * 1000
    const changes = [validUntil === undefined ? [] : validUntil - reach, sayFrom > now ? sayFrom : []].flat()
    const made: Prepared = {
      etag,
      lastModified,
      sent,
      headers: Object.freeze(headers),
      contentType,
      isCompressible: isCompressible(contentType),
      sized: new Map(),
      until: Math.min(...changes),
    }
    byDocument.set(document, made)
    return made
  }
}

/** The headers of a 200, made once for each length and coding: bytes of a file may change while its document is known. */
function knownHeaders(prepared: Prepared, length: number, coding?: string): HeaderRecord {
  const known = prepared.sized.get(coding)
  if (known?.length === length) return known.headers
  const headers = Object.freeze(sizedHeaders(prepared, length, coding))
  prepared.sized.set(coding, { length, headers })
  return headers
}

function sizedHeaders({ headers, contentType }: Prepared, length: number, coding?: string): HeaderRecord {
  return {
    ...headers,
    'content-type': contentType,
    ...(coding !== undefined && { 'content-encoding': coding }),
    'content-length': String(length),
  }
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
