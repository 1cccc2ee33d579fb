import { describe, expect, it } from 'vitest'
import { createEncodings } from '../../src/http/encoding.ts'
import { requestHeadOf } from '../../src/http/request-head.ts'
import { createResponder } from '../../src/http/respond.ts'
import type { Document } from '../../src/publication/publication.ts'

const NOW = Date.UTC(2026, 0, 1)
const DOCUMENT: Document = {
  kind: 'feed',
  path: 'feed.xml',
  contentType: 'application/rss+xml; charset=utf-8',
  version: 'v3',
  lastModified: NOW - 1000,
  format: 'rss',
  read: () => textOf('whole'),
  readSince(versions) {
    const since = ['v2', 'v1'].find((version) => versions.includes(version))
    return since === undefined ? undefined : { since, bytes: textOf(`since ${since}`) }
  },
}
const SITE = { url: 'https://example.org/', title: '', description: '', language: 'en' }

function textOf(text: string) {
  return new TextEncoder().encode(text)
}

/** Of a document that remembers v1 and v2. */
function request(
  headers: Record<string, string>,
  document = DOCUMENT,
  method = 'GET',
): Response | Promise<Response> {
  const encodings = createEncodings([
    {
      name: 'gzip',
      encode: async (bytes) => textOf(`gzip:${new TextDecoder().decode(bytes)}`),
    },
  ])
  const init = { method, headers }
  return createResponder(() => SITE, encodings)(
    requestHeadOf(new Request('https://example.org/feed.xml', init)),
    document,
    NOW,
  )
}

describe('A-IM: feed (RFC 3229)', () => {
  it.each<[string, Record<string, string>, number, string]>([
    ['a client that knows nothing of it', { 'If-None-Match': 'W/"v2"' }, 200, 'whole'],
    ['one that always sends it, as rss2email, without a tag', { 'A-IM': 'feed' }, 200, 'whole'],
    [
      'one that sends a tag as well, as feedparser',
      { 'A-IM': 'feed', 'If-None-Match': 'W/"v2"' },
      226,
      'since v2',
    ],
    ['a tag as a strong one', { 'A-IM': 'feed', 'If-None-Match': '"v1"' }, 226, 'since v1'],
    ['a tag with a suffix', { 'A-IM': 'feed', 'If-None-Match': '"v1-gzip"' }, 226, 'since v1'],
    ['an unknown tag', { 'A-IM': 'feed', 'If-None-Match': 'W/"v0"' }, 200, 'whole'],
    ['the current tag', { 'A-IM': 'feed', 'If-None-Match': 'W/"v3"' }, 304, ''],
    ['any tag', { 'A-IM': 'feed', 'If-None-Match': '*' }, 304, ''],
    ['several tags', { 'A-IM': 'feed', 'If-None-Match': '"v0", W/"v1", W/"v2"' }, 226, 'since v2'],
    ['several, one of them current', { 'A-IM': 'feed', 'If-None-Match': '"v1", "v3"' }, 304, ''],
    ['a list', { 'A-IM': 'vcdiff, FEED;q=0.5, gzip', 'If-None-Match': '"v1"' }, 226, 'since v1'],
    ['a list without it', { 'A-IM': 'vcdiff, diffe, gzip', 'If-None-Match': '"v1"' }, 200, 'whole'],
    ['its refusal', { 'A-IM': 'feed;q=0.0', 'If-None-Match': '"v1"' }, 200, 'whole'],
    ['a date alone', { 'A-IM': 'feed', 'If-Modified-Since': 'Thu, 01 Jan 1998 00:00:00 GMT' }, 200, 'whole'],
    [
      'a date that is fresh beside an old tag',
      { 'A-IM': 'feed', 'If-None-Match': '"v1"', 'If-Modified-Since': new Date(NOW).toUTCString() },
      226,
      'since v1',
    ],
  ])('to %s is answered as it must be', async (_, headers, status, text) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await request(headers, DOCUMENT, method)
      expect(response.status).toBe(status)
      expect(await response.text()).toBe(method === 'HEAD' ? '' : text)
      expect(response.headers.get('etag')).toBe('W/"v3"')
    }
  })

  it('with 226 comes with exactly these headers, for GET and HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const response = await request({ 'A-IM': 'feed', 'If-None-Match': '"v1"' }, DOCUMENT, method)
      expect(Object.fromEntries(response.headers)).toEqual({
        etag: 'W/"v3"',
        im: 'feed',
        'last-modified': 'Wed, 31 Dec 2025 23:59:59 GMT',
        'cache-control': 'private, no-store',
        vary: 'A-IM, If-None-Match, Accept-Encoding',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag, Last-Modified, Link, IM, Delta-Base',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        'x-content-type-options': 'nosniff',
        link: expect.stringContaining('rel="self"'),
        'content-type': 'application/rss+xml; charset=utf-8',
        'content-length': '8',
      })
    }
  })

  it('names the version it starts from where the client named several', async () => {
    const response = await request({ 'A-IM': 'feed', 'If-None-Match': '"v1", "v0"' })
    expect(response.headers.get('delta-base')).toBe('W/"v1"')
  })

  it('is compressed like any document', async () => {
    const response = await request({ 'A-IM': 'feed', 'If-None-Match': '"v1"', 'Accept-Encoding': 'gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(await response.text()).toBe('gzip:since v1')
  })

  it('makes 200 and 304 vary, which caches may keep as ever', async () => {
    const requests: Record<string, string>[] = [{}, { 'If-None-Match': '"v3"' }, { 'A-IM': 'feed' }]
    for (const headers of requests) {
      const response = await request(headers)
      expect(response.headers.get('vary')).toBe('Accept-Encoding, A-IM, Sec-Fetch-Dest, Sec-Fetch-Mode')
      expect(response.headers.get('cache-control')).toMatch(/^public/)
      expect(response.headers.has('im')).toBe(false)
    }
  })

  it('changes nothing where it is off', async () => {
    const off = { ...DOCUMENT, readSince: undefined }
    const requests: Record<string, string>[] = [{}, { 'A-IM': 'feed', 'If-None-Match': '"v1"' }]
    for (const headers of requests) {
      const response = await request(headers, off)
      expect(response.status).toBe(200)
      expect(response.headers.get('vary')).toBe('Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode')
      expect(await response.text()).toBe('whole')
    }
  })
})
