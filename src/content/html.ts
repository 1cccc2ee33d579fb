import serialize from 'dom-serializer'
import { type ChildNode, Element, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { dropForbidden, oneLine } from './text.ts'

export { Comment, Element, isComment, isTag, isText, Text } from 'domhandler'
export type { ChildNode }

/** The nodes of an HTML fragment; any text at all has some. */
export function parseHtml(html: string): ChildNode[] {
  return parseDocument(html).children
}

/** HTML with every text and attribute escaped once, and no character that XML forbids. */
export function serializeHtml(nodes: ChildNode[]): string {
  return dropForbidden(serialize(nodes, { encodeEntities: 'utf8' })).trim()
}

/** An element with the attributes that are not undefined. */
export function element(
  name: string,
  attributes: Record<string, string | undefined>,
  children: ChildNode[],
): Element {
  const present = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return new Element(name, Object.fromEntries(present), children)
}

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  'ruby',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
])

/** What a person reads, as one line: blocks are set apart, footnote marks and pictures left out. */
export function textOf(nodes: ChildNode[]): string {
  return oneLine(collectText(nodes))
}

function collectText(nodes: ChildNode[]): string {
  let text = ''
  for (const node of nodes) {
    if (isText(node)) text += node.data
    else if (isTag(node) && !isFootnoteMark(node)) {
      const inner = collectText(node.children)
      text += INLINE.has(node.name) ? inner : ` ${inner} `
    }
  }
  return text
}

function isFootnoteMark(node: Element): boolean {
  const link = node.children[0]
  return (
    node.name === 'sup' &&
    node.children.length === 1 &&
    link !== undefined &&
    isTag(link) &&
    link.name === 'a' &&
    /#.*fn/.test(link.attribs.href ?? '')
  )
}
