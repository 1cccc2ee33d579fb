import { describe, expect, it } from 'vitest'
import { createEncodings, type Encoder } from '../../src/http/encoding.ts'
import { parseRange } from '../../src/http/range.ts'
import { requestHeadOf } from '../../src/http/request-head.ts'
import { createResponder } from '../../src/http/respond.ts'
import type { ByteRange, Document } from '../../src/publication/publication.ts'

const NOW = Date.UTC(2026, 0, 1)
const MODIFIED = Date.UTC(2025, 11, 31, 12, 0, 0, 750)
const DATE = 'Wed, 31 Dec 2025 12:00:00 GMT'
const TEXT = '0123456789'
const EPISODE: Omit<Document, 'read'> = {
  kind: 'media',
  path: 'podcast/one.mp3',
  contentType: 'audio/mpeg',
  version: 'v1',
  lastModified: MODIFIED,
  length: TEXT.length,
}
const SITE = { url: 'https://example.org/', title: '', description: '', language: 'en' }
const BROTLI: Encoder = { name: 'br', encode: async () => new TextEncoder().encode('coded') }

function setUp(episode = EPISODE, now = NOW) {
  const reads: (ByteRange | undefined)[] = []
  const document: Document = {
    ...episode,
    read(range) {
      reads.push(range)
      const { first, last } = range ?? { first: 0, last: Number.POSITIVE_INFINITY }
      return new TextEncoder().encode(TEXT.slice(first, last + 1))
    },
  }
  const respond = createResponder(() => SITE, createEncodings([BROTLI]))
  return {
    reads,
    request: async (headers: Record<string, string> = {}, method = 'GET') =>
      respond(
        requestHeadOf(new Request('https://example.org/podcast/one.mp3', { method, headers })),
        document,
        now,
      ),
  }
}

describe('parseRange', () => {
  const whole = undefined
  it.each<[string, ByteRange | 'unsatisfiable' | undefined]>([
    ['bytes=0-4', { first: 0, last: 4 }],
    ['bytes=3-3', { first: 3, last: 3 }],
    ['bytes=0-', { first: 0, last: 9 }],
    ['bytes=9-', { first: 9, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    // 14.1.2: longer than the file is the whole file.
    ['bytes=-500', { first: 0, last: 9 }],
    ['bytes=5-500', { first: 5, last: 9 }],
    [`bytes=0-${'9'.repeat(400)}`, { first: 0, last: 9 }],
    // 14.1: the names of units are case-insensitive; 5.6.1.2: empty elements of a list do not count.
    ['Bytes=0-4', { first: 0, last: 4 }],
    [' bytes= 0-4 ', { first: 0, last: 4 }],
    ['bytes=,0-4,', { first: 0, last: 4 }],
    // 14.1.2: satisfiable is what begins within the file, and a suffix that is not empty.
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    // 14.1.1: invalid where the last comes before the first.
    ['bytes=4-3', whole],
    ['bytes=12-11', whole],
    ['bytes=-', whole],
    ['bytes=', whole],
    ['bytes', whole],
    ['', whole],
    ['bytes=a-b', whole],
    ['bytes=0x1-5', whole],
    ['bytes=1.5-2', whole],
    ['bytes=--5', whole],
    ['bytes=0-4-5', whole],
    ['bytes 0-4', whole],
    ['items=0-4', whole],
    ['0-4', whole],
    ['bytes=0-1,3-4', whole],
    ['bytes=-1,20-', whole],
  ])('%j of ten bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })

  it.each([
    ['bytes=0-', 'unsatisfiable'],
    ['bytes=-5', undefined],
    ['bytes=-0', 'unsatisfiable'],
  ])('%j of nothing', (header, expected) => {
    expect(parseRange(header, 0)).toEqual(expected)
  })
})

describe('a file', () => {
  const HEADERS = {
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Last-Modified, Link, Accept-Ranges, Content-Range',
    'cache-control': 'public, max-age=600, stale-while-revalidate=3600',
    'content-type': 'audio/mpeg',
    etag: '"v1"',
    'last-modified': DATE,
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  }

  it('says that it has ranges, and has a strong tag (RFC 9110 14.3, 8.8.1)', async () => {
    const response = await setUp().request({ 'Accept-Encoding': 'br' })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({ ...HEADERS, 'content-length': '10' })
    expect(await response.text()).toBe(TEXT)
  })

  it('is sent in part, with all that the whole would say, and never compressed', async () => {
    const { request, reads } = setUp()
    const response = await request({ Range: 'bytes=2-5', 'Accept-Encoding': 'br' })
    expect(response.status).toBe(206)
    expect(Object.fromEntries(response.headers)).toEqual({
      ...HEADERS,
      'content-length': '4',
      'content-range': 'bytes 2-5/10',
    })
    expect(await response.text()).toBe('2345')
    expect(reads).toEqual([{ first: 2, last: 5 }])
  })

  it('is sent whole where several parts are asked for', async () => {
    const response = await setUp().request({ Range: 'bytes=0-1,5-6' })
    expect(response.status).toBe(200)
    expect(response.headers.has('content-range')).toBe(false)
    expect(await response.text()).toBe(TEXT)
  })

  it('refuses a part that it does not have, and says how long it is (RFC 9110 15.5.17)', async () => {
    const { request, reads } = setUp()
    const response = await request({ Range: 'bytes=10-' })
    expect(response.status).toBe(416)
    expect(Object.fromEntries(response.headers)).toEqual({
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': HEADERS['access-control-expose-headers'],
      'cache-control': 'no-store',
      'content-length': '0',
      'content-range': 'bytes */10',
    })
    expect(await response.text()).toBe('')
    expect(reads).toEqual([])
  })

  it('by HEAD ignores Range, and is not read (RFC 9110 14.2)', async () => {
    for (const range of ['bytes=2-5', 'bytes=10-']) {
      const { request, reads } = setUp()
      const response = await request({ Range: range }, 'HEAD')
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toEqual({ ...HEADERS, 'content-length': '10' })
      expect(reads).toEqual([])
    }
  })

  it.each([
    ['the tag', '"v1"', 206],
    ['the date', DATE, 206],
    ['the date in the form of RFC 850', 'Wednesday, 31-Dec-25 12:00:00 GMT', 206],
    // 13.1.5: strong comparison, and an exact match of the date.
    ['the tag as a weak one', 'W/"v1"', 200],
    ['another tag', '"v0"', 200],
    ['two tags', '"v1", "v2"', 200],
    ['the tag without quotes', 'v1', 200],
    ['a star', '*', 200],
    ['a later date', 'Wed, 31 Dec 2025 12:00:01 GMT', 200],
    ['an earlier date', 'Wed, 31 Dec 2025 11:59:59 GMT', 200],
    ['no date', 'yesterday', 200],
    ['nothing', '', 200],
  ])('with %s in If-Range', async (_, ifRange, status) => {
    const response = await setUp().request({ Range: 'bytes=2-5', 'If-Range': ifRange })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(status === 206 ? '2345' : TEXT)
  })

  it('of another version is sent whole, though the part would not be there', async () => {
    expect((await setUp().request({ Range: 'bytes=99-', 'If-Range': '"v0"' })).status).toBe(200)
    expect((await setUp().request({ Range: 'bytes=99-', 'If-Range': '"v1"' })).status).toBe(416)
  })

  it.each<Record<string, string>>([
    { 'If-None-Match': '"v1"' },
    { 'If-None-Match': 'W/"v1"' },
    { 'If-Modified-Since': DATE },
  ])('that the client has is not sent in part either (RFC 9110 13.2.2): %j', async (condition) => {
    expect((await setUp().request({ ...condition, Range: 'bytes=2-5' })).status).toBe(304)
  })

  it.each<[Record<string, string>, number]>([
    [{ 'If-Match': '"v1"' }, 206],
    [{ 'If-Match': '"v0", "v1"' }, 206],
    [{ 'If-Match': '*' }, 206],
    [{ 'If-Match': '"v0"' }, 412],
    // 13.1.1: strong comparison.
    [{ 'If-Match': 'W/"v1"' }, 412],
    [{ 'If-Match': '' }, 412],
    [{ 'If-Unmodified-Since': DATE }, 206],
    [{ 'If-Unmodified-Since': 'Thu, 01 Jan 2026 12:00:00 GMT' }, 206],
    [{ 'If-Unmodified-Since': 'Wed, 31 Dec 2025 11:59:59 GMT' }, 412],
    // 13.1.4: no date counts, and none does beside If-Match.
    [{ 'If-Unmodified-Since': 'yesterday' }, 206],
    [{ 'If-Match': '"v1"', 'If-Unmodified-Since': 'Thu, 01 Jan 1998 00:00:00 GMT' }, 206],
    [{ 'If-Match': '"v0"', 'If-Unmodified-Since': DATE }, 412],
  ])(
    'is not resumed as another version than the client has begun (RFC 9110 13.2.2): %j',
    async (condition, status) => {
      const { request, reads } = setUp()
      const response = await request({ ...condition, Range: 'bytes=2-5' })
      expect(response.status).toBe(status)
      expect(reads).toHaveLength(status === 206 ? 1 : 0)
      const { status: whole } = await request(condition)
      expect(whole).toBe(status === 206 ? 200 : 412)
      const head = await request(condition, 'HEAD')
      expect(head.status).toBe(whole)
      if (status === 412)
        expect(Object.fromEntries(response.headers)).toEqual({
          'accept-ranges': 'bytes',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': HEADERS['access-control-expose-headers'],
          'cache-control': 'no-store',
          'content-length': '0',
        })
    },
  )

  it('that has just changed has no strong validator, as it may change again unseen (RFC 9110 8.8.2.2)', async () => {
    const { request } = setUp(EPISODE, MODIFIED + 1999)
    expect((await request()).headers.get('etag')).toBe('W/"v1"')
    for (const ifRange of ['W/"v1"', '"v1"', DATE])
      expect((await request({ Range: 'bytes=2-5', 'If-Range': ifRange })).status, ifRange).toBe(200)
    expect((await request({ Range: 'bytes=2-5' })).status).toBe(206)
    expect((await request({ Range: 'bytes=2-5', 'If-Match': '"v1"' })).status).toBe(412)
    expect((await setUp(EPISODE, MODIFIED + 2000).request()).headers.get('etag')).toBe('"v1"')
  })
})

describe('what may be compressed', () => {
  it.each([
    { ...EPISODE, contentType: 'image/svg+xml' },
    { ...EPISODE, contentType: 'text/vtt; charset=utf-8' },
    { ...EPISODE, contentType: 'application/rss+xml; charset=utf-8', length: undefined },
  ])('has no ranges and a weak tag: $contentType', async (document) => {
    const { request, reads } = setUp(document)
    const response = await request({ Range: 'bytes=2-5', 'Accept-Encoding': 'br' })
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).toBe('W/"v1"')
    expect(response.headers.has('accept-ranges')).toBe(false)
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(reads).toEqual([undefined])
  })
})
