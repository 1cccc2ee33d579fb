/** What is no Char of XML 1.0, section 2.2 (most control characters, U+FFFE, U+FFFF and lone surrogates), and the control characters that validators refuse. */
const FORBIDDEN = /[^\t\n\r\x20-\x7F\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Holds of everything that may be forbidden, and is several times faster than FORBIDDEN: surrogates are looked at in pairs then. */
const SUSPECT = /[^\t\n\r\x20-\x7F\xA0-\uD7FF\uE000-\uFFFD]/

/** What U+0080 to U+009F were meant to be: nobody types them, but text of Windows-1252 that was taken for Latin-1 is full of them. */
const WINDOWS_1252 = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ'

/**
 * The text without the characters that XML 1.0 cannot carry in any form, one of which breaks a whole feed; U+0080 to U+009F as they were
 * meant.
 */
export function dropForbidden(text: string): string {
  return SUSPECT.test(text) ? text.replace(FORBIDDEN, replace) : text
}

function replace(character: string): string {
  const meant = WINDOWS_1252[character.charCodeAt(0) - 0x80]
  return meant === undefined || meant === '�' ? '' : meant
}

/** Offset of the first character that `dropForbidden` drops or replaces, or -1. */
export function findForbidden(text: string): number {
  return SUSPECT.test(text) ? text.search(FORBIDDEN) : -1
}

/** One line: every run of white space becomes one blank. */
export function oneLine(text: string): string {
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim()
}
