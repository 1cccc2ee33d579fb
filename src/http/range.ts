import type { Instant } from '../content/text/dates.ts'
import type { ByteRange, Document } from '../publication/publication.ts'
import { parseHttpDate, toSeconds, type Validators } from './conditional.ts'
import { isCompressible } from './encoding.ts'
import type { RequestHead } from './request-head.ts'

/** A document that is sent as it is stored, whole or in part. */
type Rangeable = Document & { length: number }

/** Two changes within the grain of a file system's clock leave one time, and so one version. */
const SETTLED_MILLISECONDS = 2000

/** Whether parts of a document may be asked for: only where nothing on the way compresses it, so that its bytes stay countable. */
export function isRangeable(document: Document): document is Rangeable {
  return document.length !== undefined && !isCompressible(document.contentType)
}

/** RFC 9110 8.8.1: a strong validator changes whenever the bytes do; clients resume a download with no other (13.1.5). */
export function isStrong(document: Document, now: Instant): boolean {
  return isRangeable(document) && now - document.lastModified >= SETTLED_MILLISECONDS
}

/** Answers a GET or HEAD request with as much of a document as it asks for. */
export async function respondWithRange(
  { method, header }: RequestHead,
  document: Rangeable,
  headers: Readonly<Record<string, string>>,
  now: Instant,
): Promise<Response> {
  const { length } = document
  const own = { ...headers, 'content-type': document.contentType, 'content-length': String(length) }
  const validators = { etag: headers.etag!, lastModified: document.lastModified }
  // RFC 9110 14.2: ranges are defined for GET alone.
  if (method === 'HEAD') return new Response(null, { headers: own })
  const isWanted = ifRangeMatches(header('if-range'), validators, isStrong(document, now))
  const range = isWanted ? parseRange(header('range'), length) : undefined
  // RFC 9110 15.5.17: it tells the length.
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

/** The answer to a request whose condition or range does not fit: it has no body, and none of the headers of one. */
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
 * Whether the client's copy is the one we have. RFC 9110 13.1.5: tags compare strongly, and a date must be the very one we sent. It is a
 * strong validator (8.8.2.2) once the second it names is over: a client may send no date that it got within that second.
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
 * The range a `Range` header names; undefined is the whole. RFC 9110 14.2 lets a server ignore the header, which is what other units,
 * what cannot be read, and several ranges get: no player asks for several, and the whole has them all.
 */
export function parseRange(
  header: string | undefined,
  length: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=[\s,]*(\d*)-(\d*)[\s,]*$/i.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') return undefined
  if (from === '') return suffix(Number(to), length)
  // RFC 9110 14.1.1: such a range is invalid, not unsatisfiable.
  if (to !== '' && Number(to) < Number(from)) return undefined
  if (Number(from) >= length) return 'unsatisfiable'
  return { first: Number(from), last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}

/** RFC 9110 14.1.2: one longer than the file is the whole file; of an empty file there is no part to name. */
function suffix(count: number, length: number): ByteRange | 'unsatisfiable' | undefined {
  if (count === 0) return 'unsatisfiable'
  return length === 0 ? undefined : { first: Math.max(0, length - count), last: length - 1 }
}
