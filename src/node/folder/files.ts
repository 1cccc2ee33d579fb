import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { imageSize } from 'image-size'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Dimensions, FindFile } from '../../content/media/references.ts'
import type { MediaFile } from './scan.ts'

/** Where a picture's dimensions are, and where they are in a photograph with a preview, and with colour profiles, too. */
const HEADER_BYTES = [4 * 1024, 64 * 1024, 512 * 1024]

/** What browsers and readers show. */
const TYPES = new Set(['avif', 'gif', 'jpg', 'png', 'svg', 'webp'])

type Measure = Dimensions | 'unreadable' | undefined

/**
 * The files of a folder as articles know them, each by its path among `media`. A picture is opened when it is measured, and then once as long as
 * it does not change.
 */
export function createFiles(root: string): (media: ReadonlyMap<string, MediaFile>) => FindFile {
  const measured = new WeakMap<MediaFile, Measure>()
  return (media) => (path) => {
    const found = media.get(path)
    return found && { bytes: found.size, measure: () => measure(path, found) }
  }

  function measure(path: string, found: MediaFile): Measure {
    if (!isPicture(path)) return undefined
    if (!measured.has(found)) measured.set(found, measurePicture(join(root, path), found.size))
    return measured.get(found)
  }
}

/** Whether a file is a picture by its name. */
export function isPicture(path: string): boolean {
  return mediaTypeOf(path)?.startsWith('image/') ?? false
}

/** An SVG may do without dimensions; any other picture has them, or is broken. */
function measurePicture(path: string, size: number): Measure {
  if (/\.svg$/i.test(path)) return parseDimensions(readStart(path, HEADER_BYTES[0]!))
  for (const bytes of HEADER_BYTES) {
    const dimensions = parseDimensions(readStart(path, bytes))
    if (dimensions) return dimensions
    if (size <= bytes) break
  }
  return 'unreadable'
}

function parseDimensions(header: Uint8Array): Dimensions | undefined {
  try {
    const { width, height, orientation = 1, type = '' } = imageSize(header)
    if (!TYPES.has(type) || !(width > 0 && height > 0)) return undefined
    // Exif: from 5 on, the picture is shown on its side.
    return orientation < 5 ? { width, height } : { width: height, height: width }
  } catch {
    return undefined
  }
}

/** Empty where the file is gone meanwhile or cannot be read. */
function readStart(path: string, bytes: number): Uint8Array {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const buffer = new Uint8Array(bytes)
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0))
  } catch {
    return new Uint8Array()
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
