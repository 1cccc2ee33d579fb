import { type ChildNode, type Element, element, isTag, textOf } from '../../content/text/html.ts'
import { isNamed, isSpace, wrapOthers } from './elements.ts'

const CELLS = ['td', 'th']
/** HTML 4.9.1: the order of what a table contains. */
const ORDER = ['caption', 'colgroup', 'thead', 'tbody', 'tfoot']
/** What gets an element of its own in a table that leaves it out. */
const PARTS = [...ORDER, 'col', 'tr', ...CELLS]

/** Rebuilds a table in the order of HTML, with rows in a `tbody`, and puts what cannot stand in a table before it, as browsers do. */
export function repairTable({ attribs, children }: Element): ChildNode[] {
  const outside = children.filter((child) => !isNamed(child, PARTS) && !isSpace(child))
  const columns = wrapOthers(
    children.filter((child) => isNamed(child, PARTS)),
    PARTS.filter((name) => name !== 'col'),
    (run) => element('colgroup', {}, run),
  )
  const groups = wrapOthers(columns, ORDER, (run) => element('tbody', {}, run))
  const seen = new Set<string>()
  const parts = groups.filter(isTag).flatMap((group) => {
    const { name } = group
    const isSecond = seen.has(name) && name !== 'tbody' && name !== 'colgroup'
    seen.add(name)
    if (name === 'caption') {
      if (isSecond) outside.push(element('div', {}, group.children))
      return isSecond ? [] : [group]
    }
    if (name === 'colgroup') {
      const columnsInside = group.children.filter((child) => isNamed(child, ['col']))
      outside.push(...group.children.filter((child) => !isNamed(child, ['col']) && !isSpace(child)))
      return [element('colgroup', columnsInside.length > 0 ? {} : group.attribs, columnsInside)]
    }
    return [repairGroup(isSecond ? element('tbody', {}, group.children) : group)]
  })
  const ordered = parts.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name))
  return ordered.length === 0 ? outside : [...outside, element('table', attribs, ordered)]
}

function repairGroup({ name, attribs, children }: Element): Element {
  const rows = wrapOthers(children, ['tr'], (run) => element('tr', {}, run))
  return element(
    name,
    attribs,
    rows.map((row) => (isTag(row) ? repairRow(row, name === 'thead' ? 'col' : 'row') : row)),
  )
}

function repairRow({ attribs, children }: Element, scope: 'col' | 'row'): Element {
  const cells = wrapOthers(children, CELLS, (run) => element('td', {}, run))
  return element(
    'tr',
    attribs,
    cells.map((cell) => (isTag(cell) ? repairCell(cell, scope) : cell)),
  )
}

/** A header cell says what it is the header of; without a text it is the header of nothing. */
function repairCell(cell: Element, scope: 'col' | 'row'): Element {
  if (cell.name !== 'th') return cell
  const { attribs, children } = cell
  if (textOf(children) !== '' || children.some(isTag)) return element('th', { scope, ...attribs }, children)
  const { scope: _, abbr, ...others } = attribs
  return element('td', others, children)
}

/** The text of a table's caption; empty where it has none. */
export function captionOf({ children }: Element): string {
  const caption = children.find((child) => isNamed(child, ['caption']))
  return caption && isTag(caption) ? textOf(caption.children) : ''
}
