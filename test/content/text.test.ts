import { describe, expect, it } from 'vitest'
import { dropForbidden, findForbidden, oneLine } from '../../src/content/text.ts'

/** XML 1.0 section 2.2: Char. */
function isChar(code: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  )
}

describe('dropForbidden', () => {
  it('keeps exactly the characters that XML knows', () => {
    for (let code = 0; code <= 0x1ffff; code++) {
      const character = String.fromCodePoint(code)
      expect(dropForbidden(`a${character}b`).length === 2, code.toString(16)).toBe(!isChar(code))
      expect(findForbidden(`a${character}b`), code.toString(16)).toBe(isChar(code) ? -1 : 1)
    }
  })

  it('takes halves of pairs apart from pairs', () => {
    expect(dropForbidden('\uD83D\uDE42\uD83D \uDE42\uDE42')).toBe('🙂 ')
  })
})

describe('oneLine', () => {
  it.each([
    ['a b', 'a b'],
    [' a\n\tb  c ', 'a b c'],
    ['a\u00a0b', 'a b'],
    [' ', ''],
  ])('%j is %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected)
  })
})
