import { readSync } from 'node:fs'
import { imageSize } from 'image-size'
import { findOtherType, HEAD_BYTES } from '../../content/media/file-head.ts'
import { typeOfFile } from '../../content/media/media-types.ts'
import type { Dimensions, FindFile, OtherType } from '../../content/media/references.ts'
import { createDurations, type Durations } from './durations.ts'
import { readInside } from './inside.ts'
import type { MediaFile } from './scan.ts'

/** How many bytes hold the dimensions of most pictures, of a photograph with a preview, and of one with colour profiles. */
const HEADER_BYTES = [4 * 1024, 64 * 1024, 512 * 1024]

/** The types that browsers and readers show. */
const TYPES = new Set(['avif', 'gif', 'jpg', 'png', 'svg', 'webp'])

type Measure = Dimensions | 'unreadable' | undefined

/** The files beside the articles, as articles ask for them. */
export interface Files {
  /** Makes `FindFile` of the files of a scan and those around. A picture is opened when it is measured, once until it changes. */
  findIn(media: ReadonlyMap<string, MediaFile>): FindFile
  /** Whether a picture could not be read when it was last measured, so that another time may tell more. */
  hasFailed(path: string): boolean
}

/** A text that is read for a page. */
const MAX_TEXT_BYTES = 256 * 1024

/** Creates access to the files of a folder, and to those around it that `findAround` finds. */
export function createFiles(
  root: string,
  durations: Durations = createDurations(root),
  findAround: (path: string) => MediaFile | undefined = () => undefined,
): Files {
  const measured = new WeakMap<MediaFile, Measure>()
  const types = new WeakMap<MediaFile, OtherType | undefined>()
  const failed = new Set<string>()
  return {
    findIn: (media) => (path) => {
      const found = media.get(path) ?? findAround(path)
      if (!found) failed.delete(path)
      return (
        found && {
          bytes: found.size,
          measure: () => measure(path, found),
          findOtherType: () => findTypeIn(path, found),
          readText: () => readSmall(path, found),
          findDuration: () => durations.find(path, found),
        }
      )
    },
    hasFailed: (path) => failed.has(path),
  }

  function measure(path: string, found: MediaFile): Measure {
    if (!isPicture(path)) return undefined
    if (measured.has(found)) return measured.get(found)
    failed.delete(path)
    try {
      const measure = measurePicture((bytes) => read(path, found, bytes), path, found.size)
      measured.set(found, measure)
      return measure
    } catch {
      failed.add(path)
      return 'unreadable'
    }
  }

  function readSmall(path: string, found: MediaFile): string | undefined {
    if (found.size > MAX_TEXT_BYTES) return undefined
    failed.delete(path)
    try {
      return Buffer.from(read(path, found, Math.max(found.size, HEAD_BYTES))).toString('utf8')
    } catch {
      failed.add(path)
      return undefined
    }
  }

  function findTypeIn(path: string, found: MediaFile): OtherType | undefined {
    try {
      if (!types.has(found)) read(path, found, HEAD_BYTES)
    } catch {
      // The readers that need more of the file report it.
    }
    return types.get(found)
  }

  /** Reads the start of a file, and notes the type that it says. Throws if the file no longer exists or cannot be read. */
  function read(path: string, found: MediaFile, bytes: number): Uint8Array {
    const start = readStart(found.root ?? root, found.name ?? path, bytes, found.root !== undefined)
    const named = typeOfFile(path)?.replace(/;.*$/s, '')
    const other = named && findOtherType(named, start)
    types.set(found, other === undefined || named === undefined ? undefined : { named, found: other })
    return start
  }
}

/** Whether the name of a file is that of a picture. */
export function isPicture(path: string): boolean {
  return typeOfFile(path)?.startsWith('image/') ?? false
}

/** An SVG need not have dimensions; any other picture without them is broken. */
function measurePicture(read: (bytes: number) => Uint8Array, path: string, size: number): Measure {
  if (/\.svg$/i.test(path)) return parseDimensions(read(HEADER_BYTES[0]!))
  for (const bytes of HEADER_BYTES) {
    const dimensions = parseDimensions(read(bytes))
    if (dimensions) return dimensions
    if (size <= bytes) break
  }
  return 'unreadable'
}

function parseDimensions(header: Uint8Array): Dimensions | undefined {
  try {
    const { width, height, orientation = 1, type = '' } = imageSize(header)
    if (!TYPES.has(type) || !(width > 0 && height > 0)) return undefined
    // Exif: orientations from 5 on swap width and height.
    return orientation < 5 ? { width, height } : { width: height, height: width }
  } catch {
    return undefined
  }
}

function readStart(root: string, path: string, bytes: number, isAlone: boolean): Uint8Array {
  const buffer = new Uint8Array(bytes)
  const read = (file: number) => buffer.subarray(0, readSync(file, buffer, 0, bytes, 0))
  return readInside(root, path, read, isAlone)
}
