import type { Dimensions } from '../../content/media/references.ts'
import type { Element } from '../../content/text/html.ts'

/** Gives an image its size, so that the text does not move when it has loaded. */
export function keepPlace({ attribs }: Element, sizes: Readonly<Record<string, Dimensions>> = {}): void {
  const { src = '' } = attribs
  if (attribs.width || attribs.height || !Object.hasOwn(sizes, src)) return
  const { width, height } = sizes[src]!
  Object.assign(attribs, { width: String(width), height: String(height) })
}

/** Dresses an image, audio, video or frame so that it loads when it is needed, in place; counts the images that load at once. */
export function dressMedia(node: Element, images: { eager: number }): void {
  const { name, attribs } = node
  if (name === 'img') {
    attribs.alt ||= attribs.title ?? ''
    if (images.eager > 0) images.eager--
    else Object.assign(attribs, { loading: 'lazy', decoding: 'async' })
  } else if (name === 'audio' || name === 'video') {
    attribs.controls = ''
    // The poster stands for the first picture.
    const isShown = name === 'audio' || attribs.poster !== undefined
    if (attribs.preload !== 'none') attribs.preload = isShown ? 'none' : 'metadata'
  } else if (name === 'iframe') {
    attribs.loading = 'lazy'
    attribs.referrerpolicy = 'strict-origin-when-cross-origin'
    attribs.title ||= URL.parse(attribs.src ?? '')?.hostname || 'iframe'
  }
}
