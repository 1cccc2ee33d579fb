import type { Instant } from '../content/text/dates.ts'
import type { ByteRange, Document } from '../publication/publication.ts'
import { parseHttpDate, toSeconds, type Validators } from './conditional.ts'
import { isCompressible } from './encoding.ts'
import type { RequestHead } from './request-head.ts'

/** A document that is sent uncompressed, whole or in part. */
type Rangeable = Document & { length: number }

/** Two changes within the resolution of a file system's clock have the same time, and so the same version. */
const SETTLED_MILLISECONDS = 2000

/** Whether a document supports ranges: only if nothing on the way compresses it, so that byte positions stay valid. */
export function isRangeable(document: Document): document is Rangeable {
  return document.length !== undefined && !isCompressible(document.contentType, document.length)
}

/** Whether the version is a strong validator (RFC 9110 8.8.1), which clients need to resume a download (13.1.5). */
export function hasStrongValidator(document: Document, now: Instant): boolean {
  return isRangeable(document) && now - document.lastModified >= SETTLED_MILLISECONDS
}

/** Answers a GET or HEAD request with the whole document or the requested range. */
export async function respondWithRange(
  { method, header }: RequestHead,
  document: Rangeable,
  headers: Readonly<Record<string, string>>,
  now: Instant,
): Promise<Response> {
  const { length } = document
  const own = { ...headers, 'content-type': document.contentType, 'content-length': String(length) }
  const validators = { etag: headers.etag!, lastModified: document.lastModified }
  // RFC 9110 14.2: only GET has ranges.
  if (method === 'HEAD') return new Response(null, { headers: own })
  const isWanted = ifRangeMatches(header('if-range'), validators, hasStrongValidator(document, now))
  const range = isWanted ? parseRange(header('range'), length) : undefined
  // RFC 9110 15.5.17: a 416 contains the length.
  if (range === 'unsatisfiable') return refuse(416, headers, { 'content-range': `bytes */${length}` })
  const body = await document.read(range)
  if (!range) return new Response(body, { headers: own })
  const { first, last } = range
  return new Response(body, {
    status: 206,
    headers: {
      ...own,
      'content-length': String(last - first + 1),
      'content-range': `bytes ${first}-${last}/${length}`,
    },
  })
}

/** The answer to a request whose precondition fails or whose range is unsatisfiable; it has no body and no headers of a body. */
export function refuse(
  status: 412 | 416,
  headers: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Response {
  const kept = ['accept-ranges', 'access-control-allow-origin', 'access-control-expose-headers']
  const own = kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]))
  return new Response(null, {
    status,
    headers: { ...Object.fromEntries(own), ...more, 'content-length': '0', 'cache-control': 'no-store' },
  })
}

/**
 * Whether `If-Range` names the current version. RFC 9110 13.1.5: tags compare strongly, and a date must be exactly the one that we sent. A
 * date is a strong validator (8.8.2.2) only after its second is over.
 */
function ifRangeMatches(
  ifRange: string | undefined,
  { etag, lastModified }: Validators,
  isStrong: boolean,
): boolean {
  if (ifRange === undefined) return true
  if (!isStrong) return false
  const typed = ifRange.trim()
  return typed === etag || parseHttpDate(typed) === toSeconds(lastModified)
}

/**
 * Parses a `Range` header; undefined means the whole document. RFC 9110 14.2 lets a server ignore the header, so other units, invalid
 * headers and several ranges get the whole document. No player requests several ranges.
 */
export function parseRange(
  header: string | undefined,
  length: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=[\s,]*(\d*)-(\d*)[\s,]*$/i.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') return undefined
  if (from === '') return suffix(Number(to), length)
  // RFC 9110 14.1.1: such a range is invalid rather than unsatisfiable.
  if (to !== '' && Number(to) < Number(from)) return undefined
  if (Number(from) >= length) return 'unsatisfiable'
  return { first: Number(from), last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}

/** RFC 9110 14.1.2: a suffix longer than the file is the whole file. An empty file has no range. */
function suffix(count: number, length: number): ByteRange | 'unsatisfiable' | undefined {
  if (count === 0) return 'unsatisfiable'
  return length === 0 ? undefined : { first: Math.max(0, length - count), last: length - 1 }
}
