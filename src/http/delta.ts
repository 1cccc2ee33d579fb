import type { Document } from '../publication/publication.ts'
import { listTags } from './conditional.ts'

/** What a 226 says instead of, or beside, what a 200 would. */
export interface DeltaResponse {
  headers: Record<string, string>
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * RFC 3229 with the instance manipulation `feed`: to a client that asks for it and names a version that is still known, the feed with what
 * is new or changed since alone. Undefined wherever the whole feed is the answer; deletions cannot be told either way.
 */
export function findDelta(
  header: (name: string) => string | undefined,
  document: Document,
): DeltaResponse | undefined {
  const noneMatch = header('if-none-match')
  if (!document.readSince || noneMatch === undefined || !acceptsFeed(header('a-im'))) return undefined
  const versions = listTags(noneMatch)
  const delta = document.readSince(versions)
  if (!delta) return undefined
  return {
    headers: {
      im: 'feed',
      // RFC 3229 10.5.1: it must be said where the client named several.
      ...(versions.length > 1 && { 'delta-base': `W/"${delta.since}"` }),
      // A cache that does not know 226 must not give it to anybody else.
      'cache-control': 'private, no-store',
      vary: 'A-IM, If-None-Match, Accept-Encoding',
      'access-control-expose-headers': 'ETag, Last-Modified, Link, IM, Delta-Base',
    },
    bytes: delta.bytes,
  }
}

/** RFC 3229 10.5.3: a list like that of Accept-Encoding, with q-values. */
function acceptsFeed(list = ''): boolean {
  return list.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return name === 'feed' && !parameters.some((parameter) => /^q=(?:0(?:\.0*)?)$/.test(parameter))
  })
}
