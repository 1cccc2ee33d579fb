import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalPath } from '../../../src/content/library/addresses.ts'

it.each([
  ['/News//World/', 'news/world'],
  ['caf%c3%a9', 'caf%C3%A9'],
  ['cafe%CC%81', 'caf%C3%A9'],
  ['100%25/ARCHIVE', '100%25/archive'],
  ['100%/archive', '100%25/archive'],
  ['a%2fB', 'a%2Fb'],
  ['a%3Fb%23c', 'a%3Fb%23c'],
])('the canonical form of %s is %s', (path, expected) => {
  expect(canonicalPath(path)).toBe(expected)
})

it('a canonical path is its own canonical form', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aB%25fé/?# ') }), (path) => {
      const canonical = canonicalPath(path)
      expect(canonicalPath(canonical)).toBe(canonical)
    }),
  )
})
