import serialize from 'dom-serializer'
import { type ChildNode, DomHandler, Element, isTag, isText } from 'domhandler'
import { Parser } from 'htmlparser2'
import { dropForbidden, oneLine } from './characters.ts'
import { INLINE, isFootnote } from './serialized-text.ts'

export { Comment, Element, isComment, isTag, isText, Text } from 'domhandler'
export type { ChildNode }

/** Elements below this depth are replaced by their content: the code that walks the tree recurses, and feed readers have limits too. */
const MAX_DEPTH = 100
/** Elements below this depth are closed where they open: the parser looks through all open elements at each closing tag. */
const MAX_OPEN = 500

/** Parses an HTML fragment into nodes, nested at most MAX_DEPTH deep; never throws, any text is valid. */
export function parseHtml(html: string): ChildNode[] {
  const handler = new DomHandler()
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth <= MAX_DEPTH) handler.onopentag(name, attributes)
        // The end tag of an element that is always empty, as `</br>`, opens another one.
        else if (depth > MAX_OPEN && name !== 'br')
          parser.onclosetag(parser.startIndex + 1, parser.startIndex + 1 + name.length)
      },
      onclosetag() {
        if (depth-- <= MAX_DEPTH) handler.onclosetag()
      },
      ontext: (text) => handler.ontext(text),
      oncomment: (text) => handler.oncomment(text),
      oncommentend: () => handler.oncommentend(),
    },
    // JSX closes `<Button/>` and `<iframe/>` this way; otherwise such an element would contain the rest of the article.
    { recognizeSelfClosing: true },
  )
  parser.end(html)
  return handler.root.children
}

/** Serializes nodes with every text and attribute escaped once, and without characters that XML forbids. */
export function serializeHtml(nodes: ChildNode[]): string {
  return dropForbidden(serialize(nodes, { encodeEntities: 'utf8' })).trim()
}

/** Creates an element; attributes that are undefined are left out. */
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

/** The visible text as one line: a space separates blocks; footnote marks and pictures are left out. */
export function textOf(nodes: ChildNode[]): string {
  return oneLine(dropForbidden(collectText(nodes)))
}

function collectText(nodes: ChildNode[]): string {
  let text = ''
  for (const node of nodes) {
    if (isText(node)) text += node.data
    else if (isTag(node) && node.name === 'math') text += node.attribs.alttext ?? formulaOf(node)
    else if (isTag(node) && !isFootnoteMark(node)) {
      const inner = collectText(node.children)
      text += INLINE.has(node.name) ? inner : ` ${inner} `
    }
  }
  return text
}

/** The signs between the parts of a formula; without them, a half would read as twelve. */
const JOINS: Record<string, string[]> = {
  mfrac: ['/'],
  msup: ['^'],
  msub: ['_'],
  msubsup: ['_', '^'],
}

function formulaOf({ name, children }: Element): string {
  const parts = children.flatMap((child) => {
    if (isText(child)) return child.data.trim() || []
    return isTag(child) ? formulaOf(child) : []
  })
  const joins = JOINS[name] ?? []
  const text = parts
    .map((part, index) => part + (index < parts.length - 1 ? (joins[index] ?? '') : ''))
    .join('')
  return name === 'msqrt' ? `√(${text})` : text
}

function isFootnoteMark(node: Element): boolean {
  const link = node.children[0]
  return (
    node.name === 'sup' &&
    node.children.length === 1 &&
    link !== undefined &&
    isTag(link) &&
    link.name === 'a' &&
    isFootnote(link.attribs.href ?? '')
  )
}
