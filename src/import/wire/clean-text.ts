import { dropForbidden } from '../../content/text/characters.ts'

/** A line of its own between two pages. */
export const PAGE_BREAK = '\f'

/**
 * The lines of a text, without the control characters of a transmission and the blanks at their ends; a page break is a line of its own. Doubled
 * apostrophes, which stood for quotation marks on teleprinters, become quotation marks.
 */
export function cleanText(text: string): string[] {
  const pages = text.replace(/^\uFEFF/, '').split(/[\f\v]/)
  return pages.flatMap((page, index) => [
    ...(index > 0 ? [PAGE_BREAK] : []),
    ...dropForbidden(page.replaceAll('\x7F', ''))
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map((line) => line.trimEnd().replace(/''|``/g, '"')),
  ])
}
