import { describe, expect, it } from 'vitest'
import { decodeMarked, describeZeros } from '../../../src/content/text/encoding.ts'

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf16 = (text: string, isBig: boolean) =>
  Uint8Array.from(
    [...text].flatMap((letter) => {
      const code = letter.charCodeAt(0)
      return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]
    }),
  )

const utf32 = (text: string, isBig: boolean) =>
  Uint8Array.from(
    [...text].flatMap((letter) => {
      const code = letter.codePointAt(0)!
      const bytes = [code & 255, (code >> 8) & 255, code >> 16, 0]
      return isBig ? bytes.reverse() : bytes
    }),
  )

describe('a file that is not UTF-8', () => {
  it.each([true, false])('is decoded by its byte order mark', (isBig) => {
    expect(decodeMarked(utf16('\ufeff---\ntitle: café صلح', isBig))).toEqual({
      kind: 'text',
      text: '---\ntitle: café صلح',
    })
  })

  it.each<[string, Uint8Array, string]>([
    ['Windows-1252', latin('title: caf\xe9 \x93quoted\x94 na\xefve'), 'Windows-1252 or ISO 8859'],
    ['ISO 8859-1', latin('Stra\xdfe und \xc4pfel'), 'Windows-1252 or ISO 8859'],
    ['UTF-16 without a mark', utf16('title: plain', false), 'UTF-16 without a byte order mark'],
    [
      'UTF-16 without a mark, of Chinese',
      utf16(`---\ntitle: 世界\n---\n\n${'新闻稿'.repeat(200)}`, true),
      'UTF-16 without a byte order mark',
    ],
    [
      'UTF-8 that is cut',
      Uint8Array.from([...new TextEncoder().encode('café naïve'), 0xc3]),
      'UTF-8 with broken bytes',
    ],
    [
      'a picture',
      Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256),
      'a file that is not text',
    ],
    [
      'Shift JIS',
      Uint8Array.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x82, 0xcc, 0x8b, 0x4c, 0x8e, 0x96]),
      'Shift JIS',
    ],
    ['UTF-32 LE, whose mark begins as that of UTF-16', utf32('\ufeff---\ntitle: é 🙂', false), 'UTF-32LE'],
    ['UTF-32 BE', utf32('\ufeff---\ntitle: é 🙂', true), 'UTF-32BE'],
    ['UTF-32 LE without a mark', utf32('---\ntitle: é', false), 'UTF-32 without a byte order mark'],
    ['UTF-32 BE without a mark', utf32('---\ntitle: é', true), 'UTF-32 without a byte order mark'],
    ['half a pair of UTF-16', Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), 'broken UTF-16LE'],
  ])('is named: %s', (_, bytes, looksLike) => {
    expect(decodeMarked(bytes)).toEqual({ kind: 'unknown', looksLike })
  })
})

/** Plain words, and words of scripts whose UTF-16 may be valid UTF-8. */
const WORDS = [
  '---\ntitle: plain\ndate: 2025-01-01\n---\n\nText.\n',
  '---\ntitle: Мир\n---\n\nТекст, который длинный и весь кириллицей.\n',
  '---\ntitle: Ειρ\n---\n\nΚαλημ\n',
  'a',
]

describe.each(WORDS)('%j without a byte order mark', (text) => {
  it.each([
    ['UTF-16', utf16(text, false)],
    ['UTF-16', utf16(text, true)],
    ['UTF-32', utf32(text, false)],
    ['UTF-32', utf32(text, true)],
  ])('is known as %s, though it may be valid UTF-8', (name, bytes) => {
    // One letter of UTF-16 could be anything.
    if (bytes.length >= 4) expect(describeZeros(bytes)).toBe(`${name} without a byte order mark`)
  })
})

describe('valid UTF-8 with U+0000', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text)

  it.each(['---\ntitle: a\0b\n---\n\nc\0d e f g\n', 'a\nb\nc\nd\0e\nf\n', 'ab\0cdefghijk\0l'])(
    'is a text where it has few of them: %j',
    (text) => expect(describeZeros(bytesOf(text))).toBeUndefined(),
  )

  it('is what a crash left of a file where it has nothing else', () => {
    expect(describeZeros(new Uint8Array(4096))).toBe('a file that is not text')
    expect(describeZeros(bytesOf(`---\ntitle: a\n---\n${'\0'.repeat(4000)}`))).toBe('a file that is not text')
  })
})
