import type { Enclosure, Image } from '../../content/media/media.ts'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Dimensions } from '../../content/media/references.ts'
import type { Item } from '../item.ts'
import { textElement, xmlElement } from './xml.ts'

/**
 * Media RSS 1.5.1: the article's image, and the attached video, audio and images. There is no media:group, because enclosures need not be
 * versions of one thing.
 */
export function mediaElements({ image, enclosures, contentHtml, language }: Item): string[] {
  const attached = enclosures.filter(({ type, url }) => mediumOf(type) && url !== image?.url)
  const hasVideo = attached.some(isVideo)
  // An element beside them applies to all media of an item.
  const isCreditApart = contentHtml === undefined && attached.length === 0
  return [
    image ? imageElement(image, contentHtml !== undefined, isCreditApart) : '',
    isCreditApart ? textElement('media:credit', image?.credit) : '',
    ...attached.map((enclosure) => enclosureElement(enclosure, image, language)),
    // A thumbnail beside them applies to audio, too; a video has it as its poster.
    image && !hasVideo ? thumbnailElement(image) : '',
  ]
}

/** Without content, some readers would show the description of the image in its place. */
function imageElement(image: Image, hasContent: boolean, isCreditApart: boolean): string {
  const { url, length, alt, caption, credit } = image
  const shown = hasContent ? (caption ?? alt) : undefined
  const type = mediaTypeOf(url)
  return xmlElement(
    'media:content',
    {
      url,
      fileSize: length || undefined,
      type: type && mediumOf(type) === 'image' ? type : undefined,
      medium: 'image',
      ...dimensionsOf(image),
    },
    textElement('media:description', shown, { type: 'plain' }) +
      (isCreditApart ? '' : textElement('media:credit', credit)),
  )
}

function enclosureElement(enclosure: Enclosure, image: Image | undefined, language: string): string {
  const { url, type, length, durationSeconds } = enclosure
  const medium = mediumOf(type)
  return xmlElement(
    'media:content',
    {
      url,
      fileSize: length || undefined,
      type,
      medium,
      duration: durationSeconds || undefined,
      ...dimensionsOf(enclosure),
      lang: medium === 'image' ? undefined : language,
    },
    image && isVideo(enclosure) ? thumbnailElement(image) : '',
  )
}

function thumbnailElement(image: Image): string {
  return xmlElement('media:thumbnail', { url: image.url, ...dimensionsOf(image) })
}

/** Validators require positive numbers. */
function dimensionsOf({ width, height }: Partial<Dimensions>): Partial<Dimensions> {
  return { width: width || undefined, height: height || undefined }
}

/** The medium of a type: `image`, `audio` or `video`. Media RSS has others, which readers do not show. */
function mediumOf(type: string): string | undefined {
  return /^(?:image|audio|video)(?=\/)/i.exec(type)?.[0].toLowerCase()
}

function isVideo({ type }: Enclosure): boolean {
  return mediumOf(type) === 'video'
}
