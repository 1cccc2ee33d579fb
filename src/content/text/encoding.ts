/** The text of a file that is not plain UTF-8, or the encoding that it looks like. */
export type Decoded = { kind: 'text'; text: string } | { kind: 'unknown'; looksLike: string }

/**
 * Decodes a file that is not valid UTF-8. Only a byte order mark is obeyed (WHATWG Encoding section 6, "BOM sniff"): any other decision would be a guess, and a wrong one
 * would publish wrong letters.
 */
export function decodeMarked(bytes: Uint8Array): Decoded {
  const wide = markedAsWide(bytes)
  if (wide !== undefined) return { kind: 'unknown', looksLike: wide }
  const encoding = markedEncoding(bytes)
  if (encoding === undefined) return { kind: 'unknown', looksLike: describeEncoding(bytes) }
  try {
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { kind: 'unknown', looksLike: `broken ${encoding.toUpperCase()}` }
  }
}

function markedEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** UTF-32, which no standard decoder reads; the mark of its little-endian form begins with that of UTF-16, and U+0000 follows in no text. */
function markedAsWide([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return 'UTF-32LE'
  return first === 0 && second === 0 && third === 0xfe && fourth === 0xff ? 'UTF-32BE' : undefined
}

/** How many bytes are looked at to name an encoding. */
const SAMPLE_BYTES = 65_536

/** Names what the bytes look like, for a person who has to save the file again. */
function describeEncoding(all: Uint8Array): string {
  const bytes = all.subarray(0, SAMPLE_BYTES)
  let [zeros, oddZeros, controls, high, multibyte] = [0, 0, 0, 0, 0]
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) {
      zeros++
      oddZeros += index & 1
    } else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++
    else if (byte >= 0x80) {
      high++
      if (byte >= 0xc2 && (bytes[index + 1]! & 0xc0) === 0x80) multibyte++
    }
  }
  const wide = describeWide(bytes)
  if (wide !== undefined) return wide
  // The letters of ASCII in a text of other letters.
  if (zeros > bytes.length / 100 && (oddZeros === 0 || oddZeros === zeros)) return WIDE
  if (zeros + controls > bytes.length / 20) return NO_TEXT
  if (multibyte > high / 3) return 'UTF-8 with broken bytes'
  for (const [encoding, name] of CANDIDATES) if (isPlausible(bytes, encoding)) return name
  return 'Windows-1252 or ISO 8859'
}

/**
 * The encoding of a text in which every letter has two or four bytes, and no byte order mark. In UTF-16, one byte of nearly every letter of a script says
 * which script, and that of ASCII is zero; in UTF-32, one byte of every letter is zero, and nearly always two are.
 */
function describeWide(bytes: Uint8Array): string | undefined {
  const letters = bytes.length >> 2
  if (letters === 0) return undefined
  // By the place of a byte in four of them.
  const zeros = [0, 0, 0, 0]
  const small = [0, 0, 0, 0]
  for (const [index, byte] of bytes.subarray(0, letters * 4).entries()) {
    if (byte === 0) zeros[index & 3]!++
    if (byte < SMALL && byte !== 0x0a && byte !== 0x0d) small[index & 3]!++
  }
  const most = letters * 0.9
  const [first, second, third, fourth] = zeros.map((count) => count > most)
  if ((first && second) !== (third && fourth)) return 'UTF-32 without a byte order mark'
  const [even, odd] = [small[0]! + small[2]!, small[1]! + small[3]!]
  const isWide =
    zeros.some((count) => count > 0) && Math.max(even, odd) > 2 * most && Math.min(even, odd) < letters
  return isWide ? WIDE : undefined
}

/** Bytes below it are the first ones of letters in UTF-16 of the scripts that UTF-8 writes in one or two bytes, and of those of India and Thailand; line breaks are left out. */
const SMALL = 0x10

/**
 * What a text looks like that is valid UTF-8, because its letters are written in ASCII behind escapes (ISO 2022), as mail in Japan and Korea is; undefined
 * for other escapes, such as those of a terminal.
 */
export function describeEscapes(text: string): string | undefined {
  if (text.includes('\x1b$B') || text.includes('\x1b$@')) return 'ISO-2022-JP'
  return text.includes('\x1b$)') ? 'ISO-2022-KR' : undefined
}

/** What the bytes look like that are valid UTF-8 with U+0000 in it; undefined for a text that only has some of these characters. */
export function describeZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const zeros = sample.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0)
  return describeWide(sample) ?? (zeros > sample.length / 4 ? NO_TEXT : undefined)
}

const WIDE = 'UTF-16 without a byte order mark'

const NO_TEXT = 'a file that is not text'

/** Encodings of several bytes a letter, in which other text is rarely valid. */
const CANDIDATES = [
  ['shift_jis', 'Shift JIS'],
  ['gb18030', 'GB 18030'],
  ['big5', 'Big5'],
] as const

/** Whether the bytes are valid in the encoding, and mostly letters of its script. */
function isPlausible(bytes: Uint8Array, encoding: string): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    const foreign = text.match(/[^ -~\s]/g) ?? []
    const expected = text.match(/[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]/g) ?? []
    return expected.length > 3 && expected.length > foreign.length * 0.9
  } catch {
    return false
  }
}
