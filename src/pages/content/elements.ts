import { type ChildNode, type Element, element, isTag, isText, Text } from '../../content/text/html.ts'

/** Elements of flow content that may not stand in a paragraph. */
const BLOCK = new Set(
  'address article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** HTML 3.2.5.2.7: elements with the content model of their parent. */
const TRANSPARENT = new Set(['a', 'audio', 'del', 'ins', 'video'])

/** Whether a node is an element of one of these names. */
export function isNamed(node: ChildNode, names: readonly string[]): node is Element {
  return isTag(node) && names.includes(node.name)
}

/** Whether a node is a block, or a link or the like that contains one. */
export function isBlock(node: ChildNode): boolean {
  if (!isTag(node)) return false
  return BLOCK.has(node.name) || (TRANSPARENT.has(node.name) && node.children.some(isBlock))
}

/** Whether a node is a text of nothing but white space. */
export function isSpace(node: ChildNode): boolean {
  return isText(node) && node.data.trim() === ''
}

/** Whether any node, or one inside it, meets the condition. */
export function someInside(nodes: ChildNode[], meets: (node: Element) => boolean): boolean {
  return nodes.some((node) => isTag(node) && (meets(node) || someInside(node.children, meets)))
}

/** Puts each run of nodes other than those of these names into an element, unless it is white space alone. */
export function wrapOthers(
  nodes: ChildNode[],
  names: readonly string[],
  wrap: (run: ChildNode[]) => ChildNode,
): ChildNode[] {
  return wrapRuns(nodes, (node) => !isNamed(node, names), wrap)
}

/** Replaces the blocks by their content, for elements of phrasing content alone; a space stays between two of them. */
export function withoutBlocks(nodes: ChildNode[]): ChildNode[] {
  return nodes.flatMap((node) => {
    if (!isTag(node)) return [node]
    const children = withoutBlocks(node.children)
    if (!isBlock(node)) return [node]
    return TRANSPARENT.has(node.name)
      ? [element(node.name, node.attribs, children)]
      : [new Text(' '), ...children, new Text(' ')]
  })
}

/** Moves an inline element into the blocks that it contains: `<b><p>a</p></b>` becomes `<p><b>a</b></p>`. */
export function pushDown(outer: Element): ChildNode[] {
  const wrap = (run: ChildNode[]) => element(outer.name, { ...outer.attribs }, run)
  const pushInto = (nodes: ChildNode[]): ChildNode[] =>
    wrapRuns(nodes, (node) => !isBlock(node) && !isNamed(node, ['source', 'track']), wrap).map((node) =>
      isTag(node) && isBlock(node) ? element(node.name, node.attribs, pushInto(node.children)) : node,
    )
  return pushInto(outer.children)
}

function wrapRuns(
  nodes: ChildNode[],
  belongs: (node: ChildNode) => boolean,
  wrap: (run: ChildNode[]) => ChildNode,
): ChildNode[] {
  const wrapped: ChildNode[] = []
  let run: ChildNode[] = []
  const close = () => {
    wrapped.push(...(run.every(isSpace) ? run : [wrap(run)]))
    run = []
  }
  for (const node of nodes) {
    if (belongs(node)) run.push(node)
    else {
      close()
      wrapped.push(node)
    }
  }
  close()
  return wrapped
}
