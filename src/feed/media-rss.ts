import type { Item } from './item.ts'
import { escapeXml, xmlElement } from './xml.ts'

/** Media RSS 1.5.1: the article's image. Where there is no content, some readers would show the image's description in its place. */
export function mediaElements({ image, contentHtml }: Item): string[] {
  if (!image) return []
  const { url, alt, width, height } = image
  const description =
    alt === undefined || contentHtml === undefined
      ? ''
      : xmlElement('media:description', { type: 'plain' }, escapeXml(alt))
  return [
    xmlElement(
      'media:content',
      { url, medium: 'image', width: width || undefined, height: height || undefined },
      description,
    ),
  ]
}
