import { type ChildNode, type Element, isTag, textOf } from '../../content/text/html.ts'

/**
 * Creates the function that names the headings of a body in their order: below the page's own h1, and none skips a level on the way down. A heading stands
 * below the one before it as it did in the body.
 */
export function createHeadingLevels(): (name: string) => string {
  /** The levels, in the body, of the headings that the next one may stand below. */
  const open: number[] = []
  return (name) => {
    const level = Number(name[1])
    while (open.length > 0 && open.at(-1)! >= level) open.pop()
    open.push(level)
    return `h${Math.min(open.length + 1, 6)}`
  }
}

/** The ids that the frame of a page has. */
const FRAME_IDS = ['main']

/**
 * Creates the function that gives a heading the id that code hosts and editors make of its text, so that `settings.md#the-look` leads there, too. An id that
 * the author wrote stays, and no other element of the body loses its own.
 */
export function createHeadingIds(body: readonly ChildNode[]): (heading: Element) => void {
  const taken = new Set([...FRAME_IDS, ...idsIn(body)])
  return (heading) => {
    if (heading.attribs.id) return
    const name = toFragment(textOf(heading.children))
    if (name === '') return
    let id = name
    for (let count = 1; taken.has(id); count++) id = `${name}-${count}`
    taken.add(id)
    heading.attribs.id = id
  }
}

/** The fragment by which code hosts name a heading with a text. */
function toFragment(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
}

function idsIn(nodes: readonly ChildNode[]): string[] {
  return nodes.flatMap((node) =>
    isTag(node) ? [...(node.attribs.id ? [node.attribs.id] : []), ...idsIn(node.children)] : [],
  )
}
