import { readFileSync, type Stats, statSync } from 'node:fs'
import { typeOfFile } from '../../content/media/media-types.ts'
import { cleanTranscript, isHtmlTranscript } from '../../content/podcast/transcript-html.ts'
import { encodePath } from '../../content/text/urls.ts'
import { isCompressible } from '../../http/encoding.ts'
import type { MediaDocument, MediaFiles } from '../../publication/catalogue.ts'
import { digest } from '../digest.ts'
import type { Folder } from '../folder/folder.ts'
import { followLinks, readInside } from '../folder/inside.ts'
import { type MediaFile, mediaFileOf, mediaVersion } from '../folder/scan.ts'
import { type ContentDigests, createContentDigests, type Place } from './content-digests.ts'
import { createKeptBytes } from './kept-bytes.ts'
import { streamFile } from './stream-file.ts'

/**
 * The files beside a folder's articles. Each is looked up on disk at every request, so that the headers match the bytes. Its version is made of the
 * content, so that copies of a folder have the same.
 */
export function createMediaFiles(
  folder: Folder,
  digests: ContentDigests = createContentDigests(folder.directory),
): MediaFiles {
  const texts = createKeptBytes()
  return { paths: folder.media, isOutside, find }

  function isOutside(path: string): boolean {
    return folder.file(path)?.root !== undefined
  }

  function find(name: string): MediaDocument | undefined {
    const contentType = typeOfFile(name)
    const file = contentType === undefined ? undefined : folder.file(name)
    if (contentType === undefined || !file) return undefined
    const place = placeOf(folder, name, file)
    const stats = statInside(place)
    if (!stats) return undefined
    const { size, modified } = mediaFileOf(stats)
    const state = mediaVersion({ size, modified })
    const { url } = folder.library().site
    return {
      contentType,
      lastModified: modified,
      length: size,
      identify() {
        const content = digests.find(file.root === undefined ? place.name : name, stats, place)
        // Transcripts in HTML are published in another form, in which links are absolute.
        const isCleaned = typeof content === 'string' && isHtmlTranscript(name)
        return isCleaned ? digest(`cleaned ${content} ${url}`) : content
      },
      read: (range = { first: 0, last: size - 1 }) =>
        // A file that is compressed for transfer is read whole.
        isCompressible(contentType, size)
          ? texts(name, `${state} ${url}`, () => readPublished(folder, name, { size, modified }))
          : streamFile(place, state, range),
    }
  }
}

/** Where a file is on disk that is published at a path. */
function placeOf({ directory }: Folder, path: string, file?: MediaFile): Place {
  return { root: file?.root ?? directory, name: file?.name ?? path, isAlone: file?.root !== undefined }
}

/** Undefined unless the path leads to a regular file that may be published. Throws if it cannot be looked at. */
function statInside({ root, name, isAlone }: Place): Stats | undefined {
  try {
    const { real, refusal } = followLinks(root, name, isAlone)
    const stats = refusal === undefined ? statSync(real) : undefined
    return stats?.isFile() ? stats : undefined
  } catch (error) {
    if (GONE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

/**
 * Reads what is published of a file beside the articles: transcripts in HTML are cleaned, all others are as they are. Throws if the file may not be
 * published, or is not `expected` any more.
 */
export function readPublished(folder: Folder, name: string, expected?: MediaFile): Uint8Array<ArrayBuffer> {
  const { root, name: path, isAlone } = placeOf(folder, name, folder.file(name))
  const read = (file: number, stats: Stats) => {
    if (expected && mediaVersion(mediaFileOf(stats)) !== mediaVersion(expected))
      throw new Error(`${name} changed while it was requested`)
    return readFileSync(file)
  }
  const bytes = readInside(root, path, read, isAlone)
  if (!isHtmlTranscript(name)) return bytes
  const { url } = folder.library().site
  return new TextEncoder().encode(cleanTranscript(new TextDecoder().decode(bytes), url + encodePath(name)))
}
