import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import { isCompressible } from '../../http/encoding.ts'
import type { MediaDocument, MediaFiles } from '../../publication/catalogue.ts'
import type { Folder } from '../folder/folder.ts'
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
    const path = join(folder.directory, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats?.isFile()) return undefined
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
          ? texts(name, version, () => readFileSync(path))
          : streamFile(path, version, range),
    }
  }
}
