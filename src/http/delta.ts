import type { Document } from '../publication/publication.ts'
import { listTags } from './conditional.ts'

/** The body of a 226 response, and the headers that it adds to or replaces in those of a 200. */
export interface DeltaResponse {
  headers: Record<string, string>
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * RFC 3229 with the instance manipulation `feed`: the items that are new or changed since a version that the client names. Undefined if the
 * client does not accept it or the version is unknown: then the whole feed is the answer.
 */
export function findDelta(
  header: (name: string) => string | undefined,
  document: Document,
): DeltaResponse | undefined {
  if (!document.readSince) return undefined
  const noneMatch = header('if-none-match')
  if (noneMatch === undefined || !acceptsFeed(header('a-im'))) return undefined
  const versions = listTags(noneMatch)
  const delta = document.readSince(versions)
  if (!delta) return undefined
  return {
    headers: {
      im: 'feed',
      // RFC 3229 10.5.1: required if the client named several versions.
      ...(versions.length > 1 && { 'delta-base': `W/"${delta.since}"` }),
      // A cache that does not know 226 must not reuse it for another client.
      'cache-control': 'private, no-store',
      vary: 'A-IM, If-None-Match, Accept-Encoding',
      'access-control-expose-headers': 'ETag, Last-Modified, Link, IM, Delta-Base',
    },
    bytes: delta.bytes,
  }
}

/** RFC 3229 10.5.3: A-IM is a list with q-values, as Accept-Encoding is. */
function acceptsFeed(list = ''): boolean {
  return list.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return name === 'feed' && !parameters.some((parameter) => /^q=(?:0(?:\.0*)?)$/.test(parameter))
  })
}
