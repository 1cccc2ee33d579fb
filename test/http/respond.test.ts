import { describe, expect, it } from 'vitest'
import { createEncodings, type Encoder } from '../../src/http/encoding.ts'
import { requestHeadOf } from '../../src/http/request-head.ts'
import { createResponder } from '../../src/http/respond.ts'
import type { Document } from '../../src/publication/publication.ts'

const NOW = Date.UTC(2026, 0, 1)
const MODIFIED = Date.UTC(2025, 11, 31, 12, 0, 0, 750)
const DOCUMENT: Document = {
  kind: 'feed',
  path: 'news/feed.xml',
  contentType: 'application/rss+xml; charset=utf-8',
  version: 'v1',
  lastModified: MODIFIED,
  format: 'rss',
  read: () => expect.unreachable(),
}
const TEXT = '<rss>Text</rss>'
const SITE = { url: 'https://example.org/', title: '', description: '', language: 'en' }

/** "Compresses" by a prefix, so that a test sees what was done. */
const encoder = (name: string, made: string[] = []): Encoder => ({
  name,
  async encode(bytes) {
    made.push(name)
    return new TextEncoder().encode(`${name}:${new TextDecoder().decode(bytes)}`)
  },
})

function setUp(document = DOCUMENT, encoders: Encoder[] = [encoder('br'), encoder('gzip')], hubs?: string[]) {
  const bytes = new TextEncoder().encode(TEXT)
  let reads = 0
  const counted: Document = {
    ...document,
    read() {
      reads++
      return bytes
    },
  }
  const respond = createResponder(() => ({ ...SITE, hubs }), createEncodings(encoders))
  const at = (now: number, headers: Record<string, string> = {}, method = 'GET') =>
    respond(
      requestHeadOf(new Request('https://example.org/news/feed.xml', { method, headers })),
      counted,
      now,
    )
  return {
    reads: () => reads,
    at,
    request: (headers?: Record<string, string>, method?: string) => at(NOW, headers, method),
  }
}

const SHARED = {
  etag: 'W/"v1"',
  'last-modified': 'Wed, 31 Dec 2025 12:00:00 GMT',
  'cache-control': 'public, max-age=600, stale-while-revalidate=3600',
  vary: 'Accept-Encoding, Sec-Fetch-Dest, Sec-Fetch-Mode',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  'x-content-type-options': 'nosniff',
  link: '<https://example.org/news/feed.xml>; rel="self"; type="application/rss+xml", <https://example.org/news/atom.xml>; rel="alternate"; type="application/atom+xml", <https://example.org/news/feed.json>; rel="alternate"; type="application/feed+json"',
}

describe('a plain request', () => {
  it('gets the bytes with exactly these headers', async () => {
    const response = await setUp().request()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      ...SHARED,
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-length': '15',
    })
    expect(await response.text()).toBe(TEXT)
  })

  it('by HEAD gets the same headers and no body', async () => {
    const { request } = setUp()
    const [get, head] = [
      await request({ 'Accept-Encoding': 'gzip' }),
      await request({ 'Accept-Encoding': 'gzip' }, 'HEAD'),
    ]
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers))
    expect(await head.text()).toBe('')
  })
})

describe('the headers of a document', () => {
  it('say no Last-Modified that has yet to come, until it has', async () => {
    const document = { ...DOCUMENT, lastModified: NOW + 1500 }
    const { at } = setUp(document)
    const asks = async (now: number, headers = {}) => {
      const response = await at(now, headers)
      return [response.status, response.headers.get('last-modified')]
    }
    const date = 'Thu, 01 Jan 2026 00:00:01 GMT'
    expect(await asks(NOW)).toEqual([200, null])
    expect(await asks(NOW + 999)).toEqual([200, null])
    expect(await asks(NOW + 999, { 'If-Modified-Since': new Date(NOW).toUTCString() })).toEqual([200, null])
    expect(await asks(NOW + 999, { 'If-None-Match': 'W/"v1"' })).toEqual([304, null])
    expect(await asks(NOW + 1000)).toEqual([200, date])
    expect(await asks(NOW + 1000, { 'If-Modified-Since': date })).toEqual([304, date])
  })

  it('say the length of the bytes that are sent, though a file changed since it was looked at', async () => {
    let bytes = new Uint8Array(3)
    const document = { ...DOCUMENT, read: () => bytes }
    const respond = createResponder(() => SITE, createEncodings([]))
    const length = async () =>
      (await respond(requestHeadOf(new Request('https://example.org/')), document, NOW)).headers.get(
        'content-length',
      )
    expect([await length(), await length()]).toEqual(['3', '3'])
    bytes = new Uint8Array(5)
    expect(await length()).toBe('5')
  })
})

describe('If-Match', () => {
  it.each([
    ['a weak tag, which never matches strongly', { 'If-Match': 'W/"v1"' }, 412],
    [
      'another tag, though If-None-Match says that the copy is good',
      { 'If-Match': '"v0"', 'If-None-Match': 'W/"v1"' },
      412,
    ],
    ['a star', { 'If-Match': '*' }, 200],
    ['a star, and a copy that is good', { 'If-Match': '*', 'If-None-Match': 'W/"v1"' }, 304],
    ['a date before the last change', { 'If-Unmodified-Since': 'Wed, 31 Dec 2025 11:59:59 GMT' }, 412],
    ['the date of the last change', { 'If-Unmodified-Since': 'Wed, 31 Dec 2025 12:00:00 GMT' }, 200],
  ])('is looked at first (RFC 9110 13.2.2): %s', async (_, headers, status) => {
    const { request, reads } = setUp()
    const response = await request(headers)
    expect(response.status).toBe(status)
    expect(reads()).toBe(status === 200 ? 1 : 0)
    if (status === 412) expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

describe('a conditional request', () => {
  it.each([
    ['the tag', { 'If-None-Match': 'W/"v1"' }, 304],
    ['the tag as a strong one', { 'If-None-Match': '"v1"' }, 304],
    ['a list with the tag', { 'If-None-Match': '"a", W/"v1", "b"' }, 304],
    ['a star', { 'If-None-Match': '*' }, 304],
    ['Apache’s suffix for gzip', { 'If-None-Match': '"v1-gzip"' }, 304],
    ['two dashes and gzip', { 'If-None-Match': 'W/"v1--gzip"' }, 304],
    ['a suffix for brotli', { 'If-None-Match': '"v1-br"' }, 304],
    ['the tag without quotes', { 'If-None-Match': 'v1' }, 304],
    ['another tag', { 'If-None-Match': 'W/"v0"' }, 200],
    ['an empty tag', { 'If-None-Match': '' }, 200],
    [
      'another tag, though the date matches',
      { 'If-None-Match': '"v0"', 'If-Modified-Since': SHARED['last-modified'] },
      200,
    ],
    [
      'the tag, though the date is old',
      { 'If-None-Match': 'W/"v1"', 'If-Modified-Since': 'Thu, 01 Jan 1998 00:00:00 GMT' },
      304,
    ],
    ['the date', { 'If-Modified-Since': SHARED['last-modified'] }, 304],
    ['a later date', { 'If-Modified-Since': 'Wed, 31 Dec 2025 13:00:00 GMT' }, 304],
    ['an earlier date', { 'If-Modified-Since': 'Wed, 31 Dec 2025 11:59:59 GMT' }, 200],
    ['a date in the future', { 'If-Modified-Since': 'Fri, 02 Jan 2026 00:00:00 GMT' }, 200],
    ['the date in the form of RFC 850', { 'If-Modified-Since': 'Wednesday, 31-Dec-25 12:00:00 GMT' }, 304],
    ['the date in the form of asctime', { 'If-Modified-Since': 'Wed Dec 31 12:00:00 2025' }, 304],
    ['no date', { 'If-Modified-Since': 'yesterday' }, 200],
    ['a number', { 'If-Modified-Since': '0' }, 200],
  ])('with %s gets what RFC 9110 says', async (_, headers, status) => {
    for (const method of ['GET', 'HEAD']) {
      const { request, reads } = setUp()
      const response = await request(headers, method)
      expect(response.status).toBe(status)
      expect(reads()).toBe(status === 304 ? 0 : 1)
    }
  })

  it('that gets 304 gets the headers of the cached copy, and no type or length', async () => {
    const response = await setUp().request({ 'If-None-Match': 'W/"v1"', 'Accept-Encoding': 'gzip' })
    expect(Object.fromEntries(response.headers)).toEqual(SHARED)
    expect(await response.text()).toBe('')
  })
})

describe('content coding', () => {
  it.each([
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['br, gzip', 'br'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['*;q=0', undefined],
    ['gzip;q=0.5, *;q=0', 'gzip'],
    ['gzip ; q=0.000', undefined],
    ['br;Q=0, gzip', 'gzip'],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['gzip;q=0.5, identity;q=0.4', 'gzip'],
    ['identity;q=0', undefined],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['deflate', undefined],
    ['gzip;q=abc', undefined],
    ['', undefined],
  ])('Accept-Encoding: %s gets %s', async (accept, expected) => {
    const response = await setUp().request({ 'Accept-Encoding': accept })
    expect(response.headers.get('content-encoding') ?? undefined).toBe(expected)
    expect(response.headers.get('vary')).toBe(SHARED.vary)
    expect(response.headers.get('etag')).toBe('W/"v1"')
    const text = await response.text()
    expect(text).toBe(expected === undefined ? TEXT : `${expected}:${TEXT}`)
    expect(response.headers.get('content-length')).toBe(String(text.length))
  })

  it('is left out where it would make the document longer', async () => {
    for (const [minBytes, coding] of [
      [TEXT.length, 'gzip'],
      [TEXT.length + 1, null],
    ] as const) {
      const { request } = setUp(DOCUMENT, [{ ...encoder('gzip'), minBytes }])
      const response = await request({ 'Accept-Encoding': 'gzip' })
      expect(response.headers.get('content-encoding')).toBe(coding)
      expect(response.headers.get('vary')).toBe(SHARED.vary)
      expect(await response.text()).toBe(coding === null ? TEXT : `gzip:${TEXT}`)
    }
  })

  it('is done once for each version', async () => {
    const made: string[] = []
    const { request } = setUp(DOCUMENT, [encoder('br', made), encoder('gzip', made)])
    for (const accept of ['br', 'br', 'gzip', 'br', 'gzip;q=1']) await request({ 'Accept-Encoding': accept })
    expect(made).toEqual(['br', 'gzip'])
  })

  it('is tried again where it failed', async () => {
    let tries = 0
    const flaky = encoder('br')
    const { request } = setUp(DOCUMENT, [
      {
        ...flaky,
        async encode(bytes) {
          if (++tries === 1) throw new Error('out of memory')
          return flaky.encode(bytes)
        },
      },
    ])
    await expect(request({ 'Accept-Encoding': 'br' })).rejects.toThrow('out of memory')
    expect(await (await request({ 'Accept-Encoding': 'br' })).text()).toBe(`br:${TEXT}`)
  })

  it('leaves media alone', async () => {
    const response = await setUp({ ...DOCUMENT, contentType: 'audio/mpeg' }).request({
      'Accept-Encoding': 'br',
    })
    expect(response.headers.get('content-encoding')).toBeNull()
  })
})

describe('caching', () => {
  it.each([
    [undefined, 'public, max-age=600, stale-while-revalidate=3600'],
    [NOW + 10 * 365 * 86_400_000, 'public, max-age=0'],
    [NOW + 1_200_000, 'public, max-age=0'],
    [NOW + 90_500, 'public, max-age=0'],
  ])('never reaches beyond the moment of change, and does not tell it (%s)', async (validUntil, expected) => {
    expect((await setUp({ ...DOCUMENT, validUntil }).request()).headers.get('cache-control')).toBe(expected)
  })
})

describe('the link header', () => {
  it('of a format for newsrooms names the document itself, and what readers may take instead', async () => {
    const document: Document = { ...DOCUMENT, path: 'news/wire.json', format: 'ninjs' }
    const link = (await setUp(document).request()).headers.get('link')!
    expect(link.split(', ').map((one) => one.replace(/; type=.*/, ''))).toEqual([
      '<https://example.org/news/wire.json>; rel="self"',
      '<https://example.org/news/feed.xml>; rel="alternate"',
      '<https://example.org/news/atom.xml>; rel="alternate"',
      '<https://example.org/news/feed.json>; rel="alternate"',
    ])
  })
})

describe('hubs', () => {
  const hub = '<https://hub.example/?a=1>; rel="hub"'

  it('are named after the feed itself, and not at archives', async () => {
    const hubs = ['https://hub.example/?a=1']
    const link = (await setUp(DOCUMENT, [], hubs).request()).headers.get('link')!
    expect(link.split(', ')).toEqual([SHARED.link.split(', ')[0], hub, ...SHARED.link.split(', ').slice(1)])
    const archive = await setUp({ ...DOCUMENT, kind: 'archive' }, [], hubs).request()
    expect(archive.headers.get('link')).toBe(SHARED.link)
  })
})

describe('an archive', () => {
  it('may be kept for a week, unless anything is pending', async () => {
    const cacheControl = async (validUntil?: number) =>
      (await setUp({ ...DOCUMENT, kind: 'archive', validUntil }).request()).headers.get('cache-control')
    expect(await cacheControl()).toBe('public, max-age=604800, stale-while-revalidate=3600')
    expect(await cacheControl(NOW + 60_000)).toBe('public, max-age=0')
  })
})

describe('bytes that come as a stream', () => {
  it('are counted where HEAD wants their length alone', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (const text of ['one', 'three']) controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    })
    const request = new Request('https://example.org/news/feed.xml', { method: 'HEAD' })
    const document = { ...DOCUMENT, read: () => stream }
    const respond = createResponder(() => SITE, createEncodings([]))
    const answer = await respond(requestHeadOf(request), document, NOW)
    expect(answer.headers.get('content-length')).toBe('8')
    expect(answer.body).toBeNull()
  })
})

describe('what is not a feed', () => {
  it('has no Link', async () => {
    expect(
      (await setUp({ ...DOCUMENT, kind: 'document', format: undefined }).request()).headers.get('link'),
    ).toBeNull()
  })
})
