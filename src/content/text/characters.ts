/** Characters that are not a Char of XML 1.0, section 2.2 (most control characters, U+FFFE, U+FFFF, lone surrogates), and control characters that validators refuse. */
const FORBIDDEN = /[^\t\n\r\x20-\x7F\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Matches every text that FORBIDDEN matches, and also surrogate pairs; several times faster without the `u` flag. */
const SUSPECT = /[^\t\n\r\x20-\x7F\xA0-\uD7FF\uE000-\uFFFD]/

/** The characters that U+0080 to U+009F stand for in Windows-1252: they come from text that was decoded as Latin-1 by mistake. */
const WINDOWS_1252 = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ'

/** Removes the characters that XML 1.0 cannot carry in any form, and decodes U+0080 to U+009F as Windows-1252. */
export function dropForbidden(text: string): string {
  return SUSPECT.test(text) ? text.replace(FORBIDDEN, replace) : text
}

function replace(character: string): string {
  const meant = WINDOWS_1252[character.charCodeAt(0) - 0x80]
  return meant === undefined || meant === '�' ? '' : meant
}

/** The offset of the first character that `dropForbidden` removes or replaces, or -1. */
export function findForbidden(text: string): number {
  return SUSPECT.test(text) ? text.search(FORBIDDEN) : -1
}

/** The text without a character that is repeated at its end; `/x+$/` would look for it from every `x` again. */
export function dropAtEnd(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end--
  return text.slice(0, end)
}

/** The text without a character that is repeated at its start or its end. */
export function dropAtEnds(text: string, character: string): string {
  let start = 0
  while (text[start] === character) start++
  return dropAtEnd(text.slice(start), character)
}

/** Puts text on one line: every run of white space becomes one space, and the ends are trimmed. */
export function oneLine(text: string): string {
  // A single space stays, which is four times faster than writing it again.
  return text.replace(/[^\S ]\s*| \s+/g, ' ').trim()
}
