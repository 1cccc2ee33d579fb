import { dropForbidden } from '../../content/text/characters.ts'
import type { ItemLayout } from './format.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Escapes text for an element or an attribute in double quotes; drops characters that XML forbids. */
export function escapeXml(text: string): string {
  return dropForbidden(text).replace(/[&<>"\n\r\t]/g, (character) => ESCAPES[character]!)
}

/** Wraps HTML in CDATA, splitting each `]]>` between two sections (XML 1.0 section 2.7). */
export function cdata(html: string): string {
  return `<![CDATA[${dropForbidden(html).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

type Attributes = Record<string, string | number | undefined>

/** An element; `content` is XML, and undefined attributes are left out. */
export function xmlElement(name: string, attributes: Attributes = {}, content = ''): string {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) start += ` ${key}="${escapeXml(String(value))}"`
  }
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`
}

/** An element with plain text; an empty string if the text is undefined. */
export function textElement(
  name: string,
  text: string | number | boolean | undefined,
  attributes?: Attributes,
): string {
  return text === undefined ? '' : xmlElement(name, attributes, escapeXml(String(text)))
}

/** Declares the namespaces whose prefixes the elements use; escaped text cannot look like markup. */
export function declareNamespaces(namespaces: Record<string, string>, elements: readonly string[]): string {
  return Object.entries(namespaces)
    .filter(([prefix]) => elements.some((element) => element.includes(`<${prefix}:`)))
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    .join('')
}

/** The layout of items that are elements of this name; no escaped text and no clean HTML has such tags. */
export function layoutOfElements(name: string, separator: string): ItemLayout {
  const [open, close] = [`<${name}`, `</${name}>`]
  return {
    find: (document) => [document.indexOf(open), document.lastIndexOf(close) + close.length],
    separator,
  }
}
