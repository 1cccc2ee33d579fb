import { describe, expect, it } from 'vitest'
import { dropForbidden, findForbidden, oneLine } from '../../../src/content/text/characters.ts'

/** XML 1.0 section 2.2: Char, but for the controls of ISO 6429 that validators refuse. */
function isChar(code: number): boolean {
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0x7f) ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  )
}

describe('dropForbidden', () => {
  it('keeps exactly the characters that XML knows', () => {
    for (let code = 0; code <= 0x1ffff; code++) {
      const character = String.fromCodePoint(code)
      const isKept = dropForbidden(`a${character}b`) === `a${character}b`
      expect(isKept, code.toString(16)).toBe(isChar(code))
      expect(findForbidden(`a${character}b`), code.toString(16)).toBe(isChar(code) ? -1 : 1)
    }
  })

  it('reads U+0080 to U+009F as Windows-1252 has them, and drops those it has not', () => {
    const controls = Array.from({ length: 32 }, (_, index) => index + 0x80)
    const meant = new TextDecoder('windows-1252').decode(Uint8Array.from(controls))
    const expected = [...meant].filter((character) => character.charCodeAt(0) > 0x9f).join('')
    expect(dropForbidden(String.fromCharCode(...controls))).toBe(expected)
    expect(dropForbidden('It\u0092s \u0093so\u0094\u0085')).toBe('It’s “so”…')
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
