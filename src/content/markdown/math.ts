import { type ChildNode, type Element, element, isTag, isText, Text, textOf } from '../text/html.ts'

/** MathML Core and what older tools write: elements that only show something, without links, pictures or HTML in them. */
const SHOWN = new Set(
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'accent accentunder alttext bevelled close columnalign columnlines columnspacing columnspan depth dir display displaystyle fence form frame height largeop linethickness lspace mathvariant maxsize minsize movablelimits notation open rowalign rowlines rowspacing rowspan rspace scriptlevel separator separators stretchy symmetric voffset width'.split(
    ' ',
  ),
)
/** Elements in which HTML may stand, so that they hold nothing but text here. */
const TEXTS = new Set(['mi', 'mn', 'mo', 'ms', 'mtext'])

/** Rebuilds a formula of MathML from an allow-list. Its TeX, where it has that, becomes its text for programs that cannot show it. */
export function cleanMath(node: Element): ChildNode[] {
  const tex = annotationOf(node)?.trim()
  const content = node.children.flatMap(cleanPart)
  if (textOf(content) === '') return tex ? [new Text(tex)] : []
  const attributes = attributesOf(node)
  return [element('math', { ...attributes, ...(tex && { alttext: tex }) }, content)]
}

function cleanPart(node: ChildNode): ChildNode[] {
  if (isText(node)) return node.data.trim() === '' ? [] : [new Text(node.data)]
  if (!isTag(node)) return []
  const name = node.name.toLowerCase()
  // The first child of `semantics` is what is shown; the others say the same again.
  if (name === 'semantics') return node.children.filter(isTag).slice(0, 1).flatMap(cleanPart)
  if (name.startsWith('annotation') || name === 'script' || name === 'style') return []
  if (!SHOWN.has(name) || name === 'math') return node.children.flatMap(cleanPart)
  const children = TEXTS.has(name) ? [new Text(textOf(node.children))] : node.children.flatMap(cleanPart)
  return [element(name, attributesOf(node), children)]
}

function attributesOf({ attribs }: Element): Record<string, string> {
  return Object.fromEntries(Object.entries(attribs).filter(([key]) => ATTRIBUTES.has(key.toLowerCase())))
}

/** The TeX that a formula carries. */
function annotationOf(node: Element): string | undefined {
  for (const child of node.children) {
    if (!isTag(child)) continue
    if (child.name === 'annotation') {
      if (/tex/i.test(child.attribs.encoding ?? 'tex')) return textOf(child.children)
      continue
    }
    const nested = annotationOf(child)
    if (nested !== undefined) return nested
  }
  return undefined
}
