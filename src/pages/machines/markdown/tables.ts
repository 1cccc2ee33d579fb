import { type ChildNode, type Element, isTag } from '../../../content/text/html.ts'
import { writeInline } from './inline.ts'
import { isInline, showsNothing } from './raw-html.ts'

const RULES: Record<string, string> = { '': '---', left: ':--', center: ':-:', right: '--:' }

/** A table of GFM; undefined where it has more than one head row, blocks in cells, or attributes. */
export function writeTable(table: Element): string | undefined {
  const [head, body, ...rest] = childrenOf(table)
  if (head?.name !== 'thead' || rest.length > 0 || (body && body.name !== 'tbody')) return undefined
  const heads = rowsOf(head, 'th')
  const rows = body ? rowsOf(body, 'td') : []
  if (!isBare(table) || !rows || heads?.length !== 1) return undefined
  const columns = heads[0]!.map(({ attribs }) => attribs.align ?? '')
  const fits = rows.every(
    (cells) =>
      cells.length === columns.length &&
      cells.every(({ attribs }, index) => (attribs.align ?? '') === columns[index]),
  )
  if (!fits || columns.length === 0 || columns.some((align) => !(align in RULES))) return undefined
  const lines = [...heads, ...rows].map((cells) => toLine(cells.map(toPageText)))
  return [lines[0], toLine(columns.map((align) => RULES[align]!)), ...lines.slice(1)].join('\n')
}

/** The cells of each row; undefined where there is anything else. */
function rowsOf(part: Element, cell: 'td' | 'th'): Element[][] | undefined {
  const rows = childrenOf(part)
  const isRow = (row: Element) =>
    row.name === 'tr' &&
    isBare(row) &&
    childrenOf(row).every(
      ({ name, attribs, children }) =>
        name === cell && Object.keys(attribs).every((key) => key === 'align') && children.every(isInline),
    )
  return isBare(part) && rows.every(isRow) ? rows.map(childrenOf) : undefined
}

function isBare({ attribs, children }: Element): boolean {
  return Object.keys(attribs).length === 0 && children.every((child) => isTag(child) || showsNothing(child))
}

function childrenOf({ children }: { children: ChildNode[] }): Element[] {
  return children.filter(isTag)
}

function toPageText({ children }: Element): string {
  return writeInline(children, 'element').replace(/\\?\|/g, '\\|')
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
