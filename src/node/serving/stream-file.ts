import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteRange } from '../../publication/publication.ts'
import { confirmInside, READ_FLAGS } from '../folder/inside.ts'
import { mediaFileOf, mediaVersion } from '../folder/scan.ts'
import type { Place } from './content-digests.ts'

/** How much of a file is in memory at once for each client. */
const CHUNK_BYTES = 128 * 1024

/**
 * Opens a file of a folder, so that a failure is known before a status is sent, and streams a part of it. Rejects if the file no longer has that
 * size and time or may not be published; the stream fails if the file becomes shorter, so that the client never takes a part of it for the whole.
 */
export async function streamFile(
  place: Place,
  state: string,
  { first, last }: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  const { name } = place
  const file = await openState(place, state)
  let position = first
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const buffer = new Uint8Array(Math.min(CHUNK_BYTES, last + 1 - position))
          const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
          if (bytesRead === 0 && buffer.length > 0)
            throw new Error(`${name} became shorter while it was sent`)
          position += bytesRead
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
          if (position <= last) return
          await file.close()
          controller.close()
        } catch (error) {
          await file.close()
          throw withoutStack(error as Error)
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  )
}

async function openState({ root, name, isAlone }: Place, state: string): Promise<FileHandle> {
  const file = await open(join(root, name), READ_FLAGS)
  try {
    const stats = await file.stat()
    confirmInside(root, name, stats, isAlone)
    if (mediaVersion(mediaFileOf(stats)) !== state) throw new Error(`${name} changed while it was requested`)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The server prints what ends a stream; to the person who reads that, the line says enough. */
function withoutStack(error: Error): Error {
  return Object.assign(error, { stack: error.message })
}
