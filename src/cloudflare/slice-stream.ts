import type { ByteRange } from '../publication/publication.ts'

/** Bytes of a stream (`added` is false) or of what is in memory; `end` is excluded. Those of the stream are in ascending order. */
export interface Cut {
  added: boolean
  start: number
  end: number
}

/** Cloudflare's own class; without it, a response has no Content-Length. */
type FixedLength = new (bytes: number) => TransformStream<Uint8Array, Uint8Array>

/** A range of a stream, because the asset binding reads only whole files. Bytes after the range are not read. */
export function sliceStream(
  stream: ReadableStream<Uint8Array>,
  { first, last }: ByteRange,
): ReadableStream<Uint8Array> {
  return spliceStream(stream, new Uint8Array(), [{ added: false, start: first, end: last + 1 }])
}

/** Cuts of a stream and of bytes in memory, one after the other. Bytes of the stream after the last cut are not read. */
export function spliceStream(
  stream: ReadableStream<Uint8Array>,
  added: Uint8Array,
  cuts: readonly Cut[],
): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  const parts = readParts(reader, added, cuts)
  const spliced = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await parts.next()
        if (!done) return controller.enqueue(value)
        controller.close()
        await reader.cancel()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const bytes = cuts.reduce((sum, { start, end }) => sum + end - start, 0)
  const { FixedLengthStream } = globalThis as { FixedLengthStream?: FixedLength }
  return FixedLengthStream ? spliced.pipeThrough(new FixedLengthStream(bytes)) : spliced
}

async function* readParts(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  added: Uint8Array,
  cuts: readonly Cut[],
): AsyncGenerator<Uint8Array> {
  let chunk: Uint8Array = new Uint8Array()
  let chunkStart = 0
  for (const cut of cuts) {
    if (cut.added) {
      yield added.subarray(cut.start, cut.end)
      continue
    }
    for (let position = cut.start; position < cut.end; ) {
      while (position >= chunkStart + chunk.byteLength) {
        const { value, done } = await reader.read()
        chunkStart += chunk.byteLength
        if (done) throw new Error(`The asset ends at ${chunkStart}, before ${cut.end}`)
        chunk = value
      }
      const part = chunk.subarray(position - chunkStart, cut.end - chunkStart)
      position += part.byteLength
      yield part
    }
  }
}
