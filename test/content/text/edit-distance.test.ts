import { describe, expect, it } from 'vitest'
import { editDistance, isOneEditApart } from '../../../src/content/text/edit-distance.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['date', 'date', 0],
    ['', 'date', 4],
    ['embrago', 'embargo', 1],
    ['embarg', 'embargo', 1],
    ['idprefx', 'idprefix', 1],
    ['tittle', 'title', 1],
    ['dote', 'date', 1],
    ['sumary', 'summaries', 4],
    ['kitten', 'sitting', 3],
    ['expirse', 'expires', 1],
    ['translatoinkye', 'translationkey', 2],
  ])('from %j to %j is %i, both ways', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })

  it('does not compare texts that nobody typed as a name', () => {
    expect(editDistance('a'.repeat(100_000), 'b')).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('isOneEditApart', () => {
  it.each([
    ['drfat', 'draft', true],
    ['drafts', 'draft', true],
    ['draft', 'draft', false],
    ['idx', 'id', true],
    ['lang', 'language', false],
  ])('of %j and %j is %j', (a, b, expected) => expect(isOneEditApart(a, b)).toBe(expected))
})
