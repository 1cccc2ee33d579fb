import {
  type ChildNode,
  type Element,
  element,
  isTag,
  isText,
  serializeHtml,
} from '../../../content/text/html.ts'

/** Elements of a line of text. All others that the cleaner keeps are blocks, with which CommonMark begins a block of HTML. */
const PHRASING = new Set(
  (
    'a abbr audio b bdi bdo big br cite code data del dfn em i img ins kbd mark picture q rp rt ruby s samp small span ' +
    'strike strong sub sup time tt u var video wbr'
  ).split(' '),
)
const OF_MEDIA = new Set(['audio', 'picture', 'video'])

/** Whether a node can stand in a line of Markdown: nothing in it is a block. */
export function isInline(node: ChildNode): boolean {
  if (!isTag(node)) return true
  if (!PHRASING.has(node.name)) return false
  const isPart = (child: ChildNode) => isTag(child) && (child.name === 'source' || child.name === 'track')
  return node.children.every((child) => (OF_MEDIA.has(node.name) && isPart(child)) || isInline(child))
}

/** Whether a node shows nothing: a comment, or blanks. */
export function showsNothing(node: ChildNode): boolean {
  return isText(node) ? node.data.trim() === '' : !isTag(node)
}

/** A block that has no form in Markdown, as HTML on one line: a blank line would end the block (CommonMark 4.6). */
export function rawBlock(node: Element): string {
  const isPlain = PHRASING.has(node.name) || node.name === 'source'
  const html = serializeHtml([isPlain ? element('div', {}, [node]) : node])
  return html.replace(/\r\n?|\n/g, html.includes('<pre') ? '&#10;' : ' ')
}

/** The start tag of an element. */
export function startTag({ name, attribs }: Element): string {
  const attributes = Object.entries(attribs).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
  return `<${name}${attributes.join('')}>`
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n?|\n/g, '&#10;')
}
