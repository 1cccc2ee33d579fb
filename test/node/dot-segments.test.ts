import { expect, it } from 'vitest'
import { withoutDotSegments } from '../../src/node/dot-segments.ts'

it.each([
  ['/news/../feed.xml', '/feed.xml'],
  ['/./feed.xml', '/feed.xml'],
  ['/news/%2E%2e/feed.xml?a=../b', '/feed.xml?a=../b'],
  ['/../../feed.xml', '/feed.xml'],
  ['/news/..', '/'],
  ['/.//other.example/', '/other.example/'],
  ['/x/..//other.example', '/other.example'],
])('%s leads to %s', (target, expected) => {
  expect(withoutDotSegments(target)).toBe(expected)
})

it.each([
  '/',
  '/feed.xml',
  '/.well-known/feeds',
  '/a..b/.c/..d',
  '/feed.xml?next=/../',
  '/a%2eb',
  '*',
  'x/../y',
])('%s has no dot segments of a path here', (target) => {
  expect(withoutDotSegments(target)).toBeUndefined()
})
