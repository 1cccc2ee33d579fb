import { expect, it } from 'vitest'
import { withoutGuessedLength } from '../../src/http/head-length.ts'

it.each([
  ['a feed', 'application/rss+xml; charset=utf-8', undefined, '7'],
  ['a feed', 'application/rss+xml; charset=utf-8', 'identity', '7'],
  ['a feed', 'application/rss+xml; charset=utf-8', 'gzip, br', null],
  ['a page', 'text/html; charset=UTF-8', 'gzip', null],
  ['a picture', 'image/png', 'gzip, br', '7'],
])('HEAD of %s (%s) to a client that accepts %s has the length %s', (_, type, accept, expected) => {
  const headers = { 'content-type': type, 'content-length': '7', etag: '"a"' }
  const answer = withoutGuessedLength(new Response(null, { status: 404, headers }), accept)
  expect(answer.headers.get('content-length')).toBe(expected)
  expect(answer.headers.get('etag')).toBe('"a"')
  expect(answer.status).toBe(404)
})
