/** What is no Char of XML 1.0, section 2.2: most control characters, U+FFFE, U+FFFF and lone surrogates. */
const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Holds of everything that may be forbidden, and is several times faster than FORBIDDEN: surrogates are looked at in pairs then. */
const SUSPECT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/

/** The text without the characters that XML 1.0 cannot carry in any form; one of them breaks a whole feed. */
export function dropForbidden(text: string): string {
  return SUSPECT.test(text) ? text.replace(FORBIDDEN, '') : text
}

/** Offset of the first character XML 1.0 cannot carry, or -1. */
export function findForbidden(text: string): number {
  return SUSPECT.test(text) ? text.search(FORBIDDEN) : -1
}

/** One line: every run of white space becomes one blank. */
export function oneLine(text: string): string {
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim()
}
