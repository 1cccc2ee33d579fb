/** What is no Char of XML 1.0, section 2.2: most control characters, U+FFFE, U+FFFF and lone surrogates. */
const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** The text without the characters that XML 1.0 cannot carry in any form; one of them breaks a whole feed. */
export function dropForbidden(text: string): string {
  return text.replace(FORBIDDEN, '')
}

/** Offset of the first character XML 1.0 cannot carry, or -1. */
export function findForbidden(text: string): number {
  return text.search(FORBIDDEN)
}

/** One line: every run of white space becomes one blank. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
