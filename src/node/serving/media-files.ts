import { readFileSync, type Stats, statSync } from 'node:fs'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import { isCompressible } from '../../http/encoding.ts'
import type { MediaDocument, MediaFiles } from '../../publication/catalogue.ts'
import type { Folder } from '../folder/folder.ts'
import { followLinks, readInside } from '../folder/inside.ts'
import { mediaFileOf, mediaVersion } from '../folder/scan.ts'
import { createKeptBytes } from './kept-bytes.ts'
import { streamFile } from './stream-file.ts'

/** The files beside a folder's articles. Each is looked up on disk at every request, so that the headers match the bytes. */
export function createMediaFiles(folder: Folder): MediaFiles {
  const texts = createKeptBytes()
  return { paths: folder.media, find }

  function find(name: string): MediaDocument | undefined {
    const contentType = mediaTypeOf(name)
    if (contentType === undefined || !folder.file(name)) return undefined
    const { directory } = folder
    const stats = statInside(directory, name)
    if (!stats) return undefined
    const { size, modified } = mediaFileOf(stats)
    const version = mediaVersion({ size, modified })
    return {
      contentType,
      version,
      lastModified: modified,
      length: size,
      read: (range = { first: 0, last: size - 1 }) =>
        // A file that is compressed for transfer is read whole.
        isCompressible(contentType)
          ? texts(name, version, () => readVersion(directory, name, version))
          : streamFile(directory, name, version, range),
    }
  }
}

/** Undefined unless the path leads to a regular file that may be published. Throws if it cannot be looked at. */
function statInside(directory: string, name: string): Stats | undefined {
  try {
    const { real, refusal } = followLinks(directory, name)
    const stats = refusal === undefined ? statSync(real) : undefined
    return stats?.isFile() ? stats : undefined
  } catch (error) {
    if (GONE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

function readVersion(directory: string, name: string, version: string): Uint8Array<ArrayBuffer> {
  return readInside(directory, name, (file, stats) => {
    if (mediaVersion(mediaFileOf(stats)) !== version)
      throw new Error(`${name} changed while it was requested`)
    return readFileSync(file)
  })
}
