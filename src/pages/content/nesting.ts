import { type ChildNode, type Element, element, isComment, isTag } from '../../content/text/html.ts'
import { isBlock, isNamed, isSpace, pushDown, someInside, withoutBlocks, wrapOthers } from './elements.ts'
import { repairTable } from './tables.ts'

/** Obsolete elements, and those that a page has once, by what stands in their place. */
const RENAMED: Record<string, string> = {
  acronym: 'abbr',
  big: 'span',
  center: 'div',
  main: 'div',
  nav: 'div',
  strike: 's',
  tt: 'code',
}
/** The classes that keep the look of obsolete elements. */
const LOOKS: Record<string, string> = { big: 'big', center: 'center' }
const ROWS = ['table', 'thead', 'tbody', 'tfoot']
/** The elements that a kind of element may stand in. */
const PARENTS: Record<string, readonly string[]> = {
  caption: ['table'],
  col: ['colgroup', 'table'],
  colgroup: ['table'],
  dd: ['dl'],
  dt: ['dl'],
  figcaption: ['figure'],
  li: ['ul', 'ol'],
  rp: ['ruby'],
  rt: ['ruby'],
  source: ['picture', 'audio', 'video'],
  summary: ['details'],
  tbody: ['table'],
  td: ['tr', ...ROWS],
  tfoot: ['table'],
  th: ['tr', ...ROWS],
  thead: ['table'],
  tr: ROWS,
  track: ['audio', 'video'],
}
const VOID = ['col', 'source', 'track']
/** HTML 4.5: elements of phrasing content that give their look to the blocks in them. */
const FORMATTING = new Set('b cite code em i kbd mark q s samp small strong sub sup u var'.split(' '))
const OTHER_INLINE = new Set('abbr bdi bdo data dfn p span time'.split(' '))
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const SECTIONS = ['address', 'article', 'aside', 'blockquote', 'section', 'header', 'footer']
const PHRASING_ALONE = new Set([...HEADINGS, 'pre', 'summary', 'ruby', 'rt', 'rp'])
const INTERACTIVE = ['a', 'audio', 'details', 'iframe', 'video']

/** What lies around an element. */
interface Surroundings {
  parent: string
  /** In a link, which contains no other one. */
  inLink: boolean
  /** In a header or footer, which contains no other one. */
  inHeader: boolean
  /** In a term, a header cell or an address, which contain no headings and sections. */
  inTerm: boolean
  /** In audio or video, which contain no others. */
  inMedia: boolean
  inDefinition: boolean
}

/** Rebuilds HTML so that every element stands where HTML allows it; the text stays, and a browser's parser makes the same tree of the result. */
export function repairNesting(nodes: ChildNode[]): ChildNode[] {
  return repairAll(nodes, {
    parent: 'div',
    inLink: false,
    inHeader: false,
    inTerm: false,
    inMedia: false,
    inDefinition: false,
  })
}

function repairAll(nodes: ChildNode[], around: Surroundings): ChildNode[] {
  return nodes.flatMap((node) => {
    if (isTag(node)) return repairElement(node, around)
    return isComment(node) ? [] : [node]
  })
}

function repairElement(node: Element, around: Surroundings): ChildNode[] {
  const name = nameIn(node, around)
  if (name === undefined) return []
  const isLink = name === 'a'
  const isMedia = name === 'audio' || name === 'video'
  const children = repairAll(node.children, {
    // HTML 4.4.9: a group of terms may stand in a div; its list needs none.
    parent: around.parent === 'dl' && name === 'div' ? 'dl' : name,
    inLink: around.inLink || isLink,
    inHeader: around.inHeader || name === 'header' || name === 'footer',
    inTerm: around.inTerm || name === 'th' || name === 'dt' || name === 'address',
    inMedia: around.inMedia || isMedia,
    inDefinition: around.inDefinition || name === 'dfn',
  })
  if ((around.parent === 'dl' && name === 'div') || (around.inMedia && isMedia)) return children
  if (isLink && (around.inLink || someInside(children, (inner) => isNamed(inner, INTERACTIVE))))
    return children
  const look = LOOKS[node.name]
  const attributes = look === undefined ? node.attribs : { ...node.attribs, class: look }
  return repairChildren(element(name, attributes, children))
}

/** The name of an element where it stands; undefined where nothing can stand in its place. */
function nameIn(node: Element, around: Surroundings): string | undefined {
  const name = RENAMED[node.name] ?? node.name
  const parents = PARENTS[name]
  if (parents && !parents.includes(around.parent)) {
    if (VOID.includes(name)) return undefined
    return name === 'rt' || name === 'rp' ? 'span' : 'div'
  }
  const { src, srcset } = node.attribs
  if ((name === 'track' && !src) || (name === 'source' && !src && !srcset)) return undefined
  if (around.inTerm && (HEADINGS.includes(name) || SECTIONS.includes(name))) return 'div'
  if (around.inDefinition && name === 'dfn') return 'span'
  if (around.inHeader && (name === 'header' || name === 'footer')) return 'div'
  if ((name === 'bdo' && !node.attribs.dir) || (name === 'data' && !node.attribs.value)) return 'span'
  return name
}

function repairChildren(node: Element): ChildNode[] {
  const { name, attribs, children } = node
  const make = (changed: ChildNode[]) => [element(name, attribs, changed)]
  if (name === 'ul' || name === 'ol') return make(repairList(children))
  if (name === 'dl') return make(wrapOthers(children, ['dt', 'dd'], (run) => element('dd', {}, run)))
  if (name === 'table') return repairTable(node)
  if (name === 'figure') return make(withCaption(children))
  if (name === 'details') return repairDetails(node)
  if (name === 'picture') return repairPicture(node)
  if (name === 'audio' || name === 'video') return make(withSourcesFirst(children))
  if (!children.some(isBlock)) return [node]
  if (PHRASING_ALONE.has(name)) return make(withoutBlocks(children))
  if (FORMATTING.has(name)) return pushDown(node)
  if (OTHER_INLINE.has(name)) {
    const { id, dir, lang, title } = attribs
    return [element('div', { id, dir, lang, title }, children)]
  }
  return [node]
}

/** A list in a list without an item of its own belongs to the item before it. */
function repairList(children: ChildNode[]): ChildNode[] {
  const items: ChildNode[] = []
  for (const child of children) {
    const last = items.findLast(isTag)
    if (isNamed(child, ['ul', 'ol']) && last?.name === 'li') last.children.push(child)
    else items.push(child)
  }
  return wrapOthers(items, ['li'], (run) => element('li', {}, run))
}

/** HTML 4.4.12: a figure has one caption, and it stands first or last. */
function withCaption(children: ChildNode[]): ChildNode[] {
  const captions = children.filter((child) => isNamed(child, ['figcaption']))
  if (captions.length === 0) return children
  const single = children.map((child) =>
    captions.indexOf(child as Element) > 0 ? element('div', {}, (child as Element).children) : child,
  )
  const shown = single.filter((child) => !isSpace(child))
  const caption = captions[0]!
  const isAtEdge = shown[0] === caption || shown.at(-1) === caption
  return isAtEdge ? single : [...single.filter((child) => child !== caption), caption]
}

/** HTML 4.11.1: a summary stands first; what has none is shown open, because nothing says what is behind it. */
function repairDetails({ attribs, children }: Element): ChildNode[] {
  const summary = children.find((child) => isNamed(child, ['summary'])) as Element | undefined
  const { open, ...others } = attribs
  if (!summary) return [element('div', others, children)]
  const rest = children
    .filter((child) => child !== summary)
    .map((child) => (isNamed(child, ['summary']) ? element('div', {}, child.children) : child))
  return [element('details', attribs, [summary, ...rest])]
}

function repairPicture({ attribs, children }: Element): ChildNode[] {
  const image = children.find((child) => isNamed(child, ['img']))
  if (!image) return children.filter((child) => !isNamed(child, ['source']))
  const sources = children.filter((child) => isNamed(child, ['source']))
  const others = children.filter((child) => !isNamed(child, ['source', 'img']) && !isSpace(child))
  return [element('picture', attribs, [...sources, image]), ...others]
}

function withSourcesFirst(children: ChildNode[]): ChildNode[] {
  const isSource = (child: ChildNode) => isNamed(child, ['source'])
  const isTrack = (child: ChildNode) => isNamed(child, ['track'])
  return [
    ...children.filter(isSource),
    ...children.filter(isTrack),
    ...children.filter((child) => !isSource(child) && !isTrack(child)),
  ]
}
