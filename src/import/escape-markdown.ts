/** An address that Markdown shows as it stands between `<` and `>`: nothing in it is decoded, and nothing in it is a template. */
const ADDRESS = /\bhttps?:\/\/[a-z\d.-]{1,200}(?::\d{1,5})?(?:[/?#][\w.~/?=&+,;:@!*()#-]{0,2000})?/g
/** Closes a sentence rather than an address. */
const AFTER_ADDRESS = /[.,;:!?()*-]{1,2000}$/

/** What may have a meaning wherever it stands, for Markdown or for the template languages of site generators. */
const MARKS = /[\\`*_{<~@]|&(?=#?[a-z\d]{1,32};)|\^(?=\[)|\[(?=[\^[!])|\](?=[([:])|\$(?=\$)|:(?=:)|\/(?=\/)/gi

/** Marks for which a backslash would itself begin a formula or a tag. */
const REFERENCES: Record<string, string> = {
  '\\': '&#92;',
  '{': '&#123;',
  '<': '&lt;',
  '&': '&amp;',
  '[': '&#91;',
}

/**
 * Writes lines of plain text as Markdown that shows the same text: a paragraph, in which `isShort` says after which lines readers see a new one. The
 * lines have no blanks at their ends.
 */
export function escapeParagraph(lines: readonly string[], isShort: (index: number) => boolean): string {
  return lines
    .map((line, index) => escapeLine(line) + (index < lines.length - 1 && isShort(index) ? '\\' : ''))
    .join('\n')
}

/** A module that is imported at the start of a text makes it MDX. */
export function escapeStart(body: string): string {
  return body.startsWith('import') ? `&#105;${body.slice(1)}` : body
}

function escapeLine(line: string): string {
  let escaped = ''
  let at = 0
  for (const match of line.matchAll(ADDRESS)) {
    const address = match[0].replace(AFTER_ADDRESS, '')
    if (
      address.includes('xn--') ||
      address.includes('::') ||
      !isAddressOver(line, match.index + address.length)
    )
      continue
    escaped += `${escapeMarks(line.slice(at, match.index))}<${address}>`
    at = match.index + address.length
  }
  return escapeLineStart(escaped + escapeMarks(line.slice(at)))
}

/** Whether an address ends where the expression says: the rest of one with other characters would be shown beside the link. */
function isAddressOver(line: string, end: number): boolean {
  return !/^[^\s.,;:!?()*"'”’»،؛؟。、-]/u.test(line.slice(end, end + 2))
}

function escapeMarks(text: string): string {
  return text.replace(MARKS, (mark) => REFERENCES[mark] ?? `\\${mark}`)
}

/** Escapes what begins a heading, quotation, list, thematic break, table or front matter where it begins a line. */
function escapeLineStart(line: string): string {
  if (/^[#>|=+:-]/.test(line)) return `\\${line}`
  if (/^\[{1,2}toc\]/i.test(line)) return `&#91;${line.slice(1)}`
  return line.replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
}
