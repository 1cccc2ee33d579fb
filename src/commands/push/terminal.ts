/** Control characters, which a terminal obeys, and marks that turn around the text beside them. */
const OBEYED = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]+/gu

/** Text of others on one line that no terminal takes for an order: titles, callbacks and answers are written by strangers. */
export function forTerminal(text: string): string {
  return text.replace(OBEYED, ' ').replace(/ {2,}/g, ' ').trim().toWellFormed()
}

/** Text that fits a width; what is cut is marked in the middle, because addresses differ at both ends. */
export function fitWidth(text: string, width: number): string {
  const characters = [...text]
  if (characters.length <= width) return text
  const tail = Math.floor((width - 1) / 3)
  return `${characters.slice(0, width - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}

/** Lines of at most `width` characters, each with the indent, broken at blanks; a word that is longer is cut, unless it is `whole`. */
export function wrapWords(text: string, width: number, indent: string, whole = false): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((one) => indent + (whole ? one : fitWidth(one, width - indent.length)))
}

const INSTANTS = new Set(['at', 'created', 'leaseEnds', 'failedAt', 'due', 'published', 'arrived', 'oldest'])

/** JSON for programs, with the numbers of the keys in `instants` in ISO 8601. What a terminal obeys is escaped. */
export function forPrograms(value: unknown, instants: ReadonlySet<string> = INSTANTS): string {
  const text = JSON.stringify(
    value,
    (key, one) => (instants.has(key) && typeof one === 'number' ? new Date(one).toISOString() : one),
    2,
  )
  // Line feeds stand between the values alone, because JSON escapes those in texts.
  return text.replace(
    /(?!\n)[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
