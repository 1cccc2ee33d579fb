import { type FileHandle, open } from 'node:fs/promises'
import type { ByteRange } from '../../publication/publication.ts'
import { mediaFileOf, mediaVersion } from '../folder/scan.ts'

/** How much of a file is in memory at once for each client. */
const CHUNK_BYTES = 128 * 1024

/**
 * Streams a part of a file, and opens the file at the first read. Fails if the file no longer has that version or becomes shorter, so that the
 * client never takes a part of it for the whole.
 */
export function streamFile(
  path: string,
  version: string,
  { first, last }: ByteRange,
): ReadableStream<Uint8Array> {
  let opening: Promise<FileHandle> | undefined
  let position = first
  // Waits for a handle that is being opened, because Node must not leave closing it to the garbage collector.
  const close = async () => (await opening?.catch(() => undefined))?.close()
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          opening ??= openVersion(path, version)
          const buffer = new Uint8Array(Math.min(CHUNK_BYTES, last + 1 - position))
          const { bytesRead } = await (await opening).read(buffer, 0, buffer.length, position)
          if (bytesRead === 0 && buffer.length > 0)
            throw new Error(`${path} became shorter while it was sent`)
          position += bytesRead
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
          if (position <= last) return
          await close()
          controller.close()
        } catch (error) {
          await close()
          throw error
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}

async function openVersion(path: string, version: string): Promise<FileHandle> {
  const file = await open(path)
  if (mediaVersion(mediaFileOf(await file.stat())) === version) return file
  await file.close()
  throw new Error(`${path} changed while it was requested`)
}
