import { type ChildNode, type Element, element, isTag, isText } from '../text/html.ts'
import { parseSourceSet } from './source-set.ts'

/**
 * What stands in the place of a picture whose image is gone, and of a film or sound with nothing to play; undefined for any other element, and where
 * nothing else is left. `attributes` and `children` are those of `node` that were kept.
 */
export function remainsOf(
  { name, children: typed }: Element,
  { poster, title = '' }: Record<string, string>,
  children: ChildNode[],
): ChildNode[] | undefined {
  if (name === 'picture') return findTag(children, 'img') ? undefined : firstSource(typed, children)
  if ((name !== 'video' && name !== 'audio') || findTag(children, 'source')) return undefined
  const shown = children.filter((child) => (isText(child) ? child.data.trim() !== '' : !isTrack(child)))
  if (shown.length > 0) return shown
  return poster ? [element('img', { src: poster, alt: title }, [])] : undefined
}

/** A picture shows nothing without an image (HTML 4.8.1), so that the first source is one; without any, the text in its place stays. */
function firstSource(typed: ChildNode[], children: ChildNode[]): ChildNode[] {
  const [candidate] = parseSourceSet(findTag(children, 'source')?.attribs.srcset ?? '')
  const alt = findTag(typed, 'img')?.attribs.alt ?? ''
  return candidate ? [element('img', { src: candidate.url, alt }, [])] : children
}

function findTag(nodes: ChildNode[], name: string): Element | undefined {
  return nodes.filter(isTag).find((node) => node.name === name)
}

function isTrack(node: ChildNode): boolean {
  return isTag(node) && node.name === 'track'
}
