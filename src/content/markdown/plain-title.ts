import type { GeneratorRow } from '../generators/row.ts'
import { parseHtml, textOf } from '../text/html.ts'
import { smarten } from './dialects/typographer.ts'

/** A tag with an end, or an entity: `<3` and `a & b` are text. */
const MARKUP = /<\/?[a-z][^<>]{0,300}>|<!--|&(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i
/** Elements for emphasis, which nobody names in a title without meaning them. */
const EMPHASIS = /<\/(?:em|strong|i|b|code|cite|sup|sub|span|small|mark|u)>|<br ?\/?>/i
const ENTITY = /&(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i

/** The text that the feed of the generator shows for a line of front matter. */
export function plainTitle(line: string, markup: GeneratorRow['titleMarkup']): string {
  if (markup === undefined) return line
  // What is nothing but tags stays, because a title that is empty says less.
  const text = (MARKUP.test(line) && textOf(parseHtml(line))) || line
  return markup === 'smart-html' ? smarten(text) : text
}

/** Whether a title has markup that a feed which shows it to the letter would show as signs. */
export function hasTitleMarkup(line: string): boolean {
  return line.length <= 1000 && (EMPHASIS.test(line) || ENTITY.test(line))
}
