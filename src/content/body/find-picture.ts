import type { Image } from '../media/media.ts'
import type { Dimensions } from '../media/references.ts'
import { type ChildNode, isTag } from '../text/html.ts'

/** The least width in CSS pixels of a picture that may stand for an article; icons, badges and pictures of people are mostly smaller. */
const MIN_WIDTH = 400

/** The first picture of a text whose width is known and large enough. `measure` knows the size of files by their addresses; others have the one that the text gives. */
export function findPicture(
  nodes: readonly ChildNode[],
  measure: (url: string) => Dimensions | undefined,
): Image | undefined {
  for (const node of nodes) {
    if (!isTag(node)) continue
    const { src: url, alt } = node.attribs
    if (node.name === 'img' && url?.startsWith('http')) {
      const size = measure(url) ?? sizeOf(node.attribs)
      if ((size.width ?? 0) >= MIN_WIDTH) return { url, ...(alt && { alt }), ...size }
    }
    const inner = findPicture(node.children, measure)
    if (inner) return inner
  }
  return undefined
}

/** The sizes of the pictures of a text that give none themselves, by their addresses; absent where there is none. */
export function measurePictures(
  nodes: readonly ChildNode[],
  measure: (url: string) => Dimensions | undefined,
): Record<string, Dimensions> | undefined {
  const sizes: Record<string, Dimensions> = {}
  const visit = (all: readonly ChildNode[]) => {
    for (const node of all.filter(isTag)) {
      const { src, width, height } = node.attribs
      const size = node.name === 'img' && src && !width && !height ? measure(src) : undefined
      if (size) sizes[src!] = size
      visit(node.children)
    }
  }
  visit(nodes)
  return Object.keys(sizes).length > 0 ? sizes : undefined
}

function sizeOf(attributes: Record<string, string>): Partial<Dimensions> {
  const [width, height] = ['width', 'height'].map((key) => /^\d{1,6}$/.exec(attributes[key] ?? '')?.[0])
  return { ...(width && { width: Number(width) }), ...(height && { height: Number(height) }) }
}
