import type { Instant } from '../content/text/dates.ts'
import type { Document, SiteInfo } from '../publication/publication.ts'
import { cacheDocument } from './cache-control.ts'
import { isFresh, isUnchanged, toSeconds, type Validators } from './conditional.ts'
import { findDelta } from './delta.ts'
import { type Encodings, isCompressible } from './encoding.ts'
import { linkHeader } from './links.ts'
import { hasStrongValidator, isRangeable, refuse, respondWithRange } from './range.ts'
import type { RequestHead } from './request-head.ts'
import { secureDocument } from './security.ts'
import { BROWSER_VIEW_HEADERS, hasBrowserView } from './subscribe/browser-view.ts'

/** Answers a request with a document. */
export type Responder = (head: RequestHead, document: Document, now: Instant) => Response | Promise<Response>

type HeaderRecord = Readonly<Record<string, string>>

/** The headers of a document that every request gets, valid until an instant. */
interface Prepared extends Validators {
  headers: HeaderRecord
  contentType: string
  isCompressible: boolean
  /** The headers of a 200 by content coding. */
  headersByEncoding: Map<string | undefined, { length: number; headers: HeaderRecord }>
  until: Instant
}

/**
 * Creates the one function that answers with documents: validators, conditional requests, HEAD, encodings, caching and links. It reads and
 * renders nothing for a client whose copy is still valid, and answers synchronously from memory.
 */
export function createResponder(site: () => SiteInfo, encodings: Encodings): Responder {
  const byDocument = new WeakMap<Document, Prepared>()
  return respond

  function respond(head: RequestHead, document: Document, now: Instant): Response | Promise<Response> {
    const { method, header } = head
    const prepared = prepare(document, now)
    const { headers } = prepared
    // RFC 9110 13.2.2: If-Match and If-Unmodified-Since come first.
    if (!isUnchanged(header, prepared)) return refuse(412, headers)
    if (isFresh(header, prepared, now)) return new Response(null, { status: 304, headers })
    if (isRangeable(document)) return respondWithRange(head, document, headers, now)

    const delta = findDelta(header, document)
    const status = delta ? 226 : 200
    const body = delta?.bytes ?? document.read()
    if (body instanceof Uint8Array) return encode(body)
    return Promise.resolve(body).then((bytes) =>
      bytes instanceof Uint8Array ? encode(bytes) : stream(bytes),
    )

    function encode(bytes: Uint8Array<ArrayBuffer>): Response | Promise<Response> {
      const encoder = prepared.isCompressible ? encodings.choose(header('accept-encoding')) : undefined
      if (!encoder || bytes.byteLength < (encoder.minBytes ?? 0)) return send(bytes)
      const copy = encodings.encode(encoder, bytes)
      return copy instanceof Uint8Array
        ? send(copy, encoder.name)
        : copy.then((made) => send(made, encoder.name))
    }

    function send(bytes: Uint8Array<ArrayBuffer>, coding?: string): Response {
      const own = delta
        ? { ...makeHeaders(prepared, bytes.byteLength, coding), ...delta.headers }
        : headersFor(prepared, bytes.byteLength, coding)
      return new Response(method === 'HEAD' ? null : bytes, { status, headers: own })
    }

    async function stream(bytes: ReadableStream<Uint8Array>): Promise<Response> {
      const own = { ...headers, 'content-type': prepared.contentType }
      if (method !== 'HEAD') return new Response(bytes, { status, headers: own })
      // RFC 9110 8.6: the length that GET has. A stream tells it at its end alone.
      const length = String(await countBytes(bytes))
      return new Response(null, { status, headers: { ...own, 'content-length': length } })
    }
  }

  /** RFC 9110 12.5.5: all that decides what is at the address; a cache that has the feed asks again for who opens it in a browser. */
  function varyOf(document: Document): string {
    const delta = document.readSince ? ', A-IM' : ''
    return `Accept-Encoding${delta}${hasBrowserView(document, site()) ? `, ${BROWSER_VIEW_HEADERS}` : ''}`
  }

  /** Prepares the headers that a 304 shares with a 200 (RFC 9110 15.4.5). Names are in lower case, as in HTTP/2. */
  function prepare(document: Document, now: Instant): Prepared {
    const known = byDocument.get(document)
    if (known && now < known.until) return known
    const { contentType, lastModified, length } = document
    const etag = `${hasStrongValidator(document, now) ? '' : 'W/'}"${document.version}"`
    // RFC 9110 8.8.2.1: Last-Modified is never later than Date, but several changes within a second are dated into the next seconds.
    const lastModifiedFrom = toSeconds(lastModified)
    const headers: Record<string, string> = {
      etag,
      ...(lastModifiedFrom <= now && { 'last-modified': new Date(lastModified).toUTCString() }),
      'cache-control': cacheDocument(document, site()),
      vary: varyOf(document),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Last-Modified, Link',
      ...secureDocument(document, site()),
    }
    const links = linkHeader(document, site())
    if (links !== '') headers.link = links
    if (isRangeable(document)) {
      headers['accept-ranges'] = 'bytes'
      headers['access-control-expose-headers'] += ', Accept-Ranges, Content-Range'
    }
    const made: Prepared = {
      etag,
      lastModified,
      headers: Object.freeze(headers),
      contentType,
      isCompressible: isCompressible(contentType, length),
      headersByEncoding: new Map(),
      until: lastModifiedFrom > now ? lastModifiedFrom : Number.POSITIVE_INFINITY,
    }
    byDocument.set(document, made)
    return made
  }
}

/** The headers of a 200, cached for each coding until the length changes: a file may change while its document is in memory. */
function headersFor(prepared: Prepared, length: number, coding?: string): HeaderRecord {
  const known = prepared.headersByEncoding.get(coding)
  if (known?.length === length) return known.headers
  const headers = Object.freeze(makeHeaders(prepared, length, coding))
  prepared.headersByEncoding.set(coding, { length, headers })
  return headers
}

function makeHeaders({ headers, contentType }: Prepared, length: number, coding?: string): HeaderRecord {
  return {
    ...headers,
    'content-type': contentType,
    ...(coding !== undefined && { 'content-encoding': coding }),
    'content-length': String(length),
  }
}

async function countBytes(stream: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const chunk of stream) bytes += chunk.byteLength
  return bytes
}
