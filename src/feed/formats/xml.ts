import { dropForbidden } from '../../content/text/characters.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Text for an element or an attribute in double quotes; reads back equal but for characters that XML forbids. */
export function escapeXml(text: string): string {
  return dropForbidden(text).replace(/[&<>"\n\r\t]/g, (character) => ESCAPES[character]!)
}

/** HTML as a CDATA section, which every reader takes; each `]]>` is split between two (XML 1.0 section 2.7). */
export function cdata(html: string): string {
  return `<![CDATA[${dropForbidden(html).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** An element with the attributes that are not undefined; `content` is XML already. */
export function xmlElement(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content = '',
): string {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) start += ` ${key}="${escapeXml(String(value))}"`
  }
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`
}
