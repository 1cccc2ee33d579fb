import { element, Text } from '../../../content/text/html.ts'
import { writeInline } from './inline.ts'

/** A link of plain text. */
export function toLink(url: string, text: string): string {
  return writeInline([element('a', { href: url }, [new Text(text)])])
}

/** A picture. */
export function toPicture(url: string, alt: string): string {
  return writeInline([element('img', { src: url, alt }, [])])
}
