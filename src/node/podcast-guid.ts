import { createHash } from 'node:crypto'
import { dropAtEnd } from '../content/text/characters.ts'

/** The namespace of `podcast:guid` in Podcasting 2.0. */
const NAMESPACE = Buffer.from('ead4c236bf5858c6a2c6a6b28d128cb6', 'hex')

/** The `podcast:guid` of a feed: a UUID of version 5 (RFC 9562 5.5) of its address without the scheme and trailing slashes. */
export function podcastGuid(feedUrl: string): string {
  const name = dropAtEnd(feedUrl.replace(/^[a-z]+:\/\//i, ''), '/')
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
