import { type ChildNode, isTag, isText, parseHtml } from '../../../../src/content/text/html.ts'

/** Elements that change what a text means; how paragraphs and lists are wrapped differs between renderers. */
const MEANT = new Set('em strong code pre blockquote li dl dt dd h1 h2 h3 h4 h5 h6 td th del a'.split(' '))
const BLOCKS = new Set(
  'pre blockquote li dl dt dd h1 h2 h3 h4 h5 h6 td th p div ul ol table tr hr'.split(' '),
)

/** Names of elements and classes that mean the same. */
const ALIKE: Record<string, string> = {
  s: 'del',
  b: 'strong',
  i: 'em',
  admonition: 'blockquote',
  'admonition-title': 'strong',
}

/** The text of HTML with the elements that mean something, so that what differs can be read. */
export function outlineOf(html: string): string {
  return describeAll(parseHtml(html))
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?(?:pre|blockquote|li|d[ldt]|h\d|t[dh])>) ?/g, '$1')
    .trim()
}

function describeAll(nodes: readonly ChildNode[]): string {
  return nodes.map(describeNode).join('')
}

function describeNode(node: ChildNode): string {
  if (isText(node)) return node.data
  if (!isTag(node)) return ''
  const { name, attribs, children } = node
  if (name === 'img') return `[${attribs.alt ?? ''}]`
  if (name === 'br') return ' '
  const inner = describeAll(children)
  // Numbers of footnotes and the links back are each renderer's own.
  if (name === 'a' && inner.startsWith('↩')) return ''
  if (name === 'a' && /^\[?\d+\]?$/.test(inner)) return `[${inner.replace(/\D/g, '')}]`
  // All addresses are links in feeds.
  if (name === 'a' && /^(?:https?:|www\.|[\w.]+@)/.test(inner)) return inner
  const alike = ALIKE[attribs.class?.split(' ')[0] ?? ''] ?? ALIKE[name] ?? name
  const shown = MEANT.has(alike) ? `<${alike}>${inner}</${alike}>` : inner
  return BLOCKS.has(name) ? ` ${shown} ` : shown
}
