import type { ByteRange } from '../publication/publication.ts'

/** Cloudflare's own class; without it, a response has no Content-Length. */
type FixedLength = new (bytes: number) => TransformStream<Uint8Array, Uint8Array>

/** A range of a stream, because the asset binding reads only whole files. Bytes after the range are not read. */
export function sliceStream(
  stream: ReadableStream<Uint8Array>,
  { first, last }: ByteRange,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  let position = 0
  const part = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (position <= last) {
          const { value, done } = await reader.read()
          if (done) throw new Error(`The asset ends at ${position}, before ${last}`)
          const wanted = value.subarray(Math.max(0, first - position), last + 1 - position)
          position += value.byteLength
          if (wanted.byteLength === 0) continue
          controller.enqueue(wanted)
          break
        }
        if (position <= last) return
        controller.close()
        await reader.cancel()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { FixedLengthStream } = globalThis as { FixedLengthStream?: FixedLength }
  return FixedLengthStream ? part.pipeThrough(new FixedLengthStream(last - first + 1)) : part
}
