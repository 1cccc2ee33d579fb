import { promisify } from 'node:util'
// The default import, because importing `zstdCompress` by name fails on a Node that does not have it.
import zlib from 'node:zlib'
import type { Encoder } from '../http/encoding.ts'

const { constants } = zlib
const compressBrotli = promisify(zlib.brotliCompress)
const compressGzip = promisify(zlib.gzip)

/** Shorter documents may become longer: gzip alone adds 18 bytes, and a few lines hardly repeat anything. */
const MIN_BYTES = 256

/** The content codings of this Node, best first. zstd came with 22.15. */
export const ENCODERS: readonly Encoder[] = (
  [
    // Quality 9 comes within a few per cent of the best, in a tenth of the time.
    {
      name: 'br',
      encode: (bytes) =>
        compressBrotli(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }),
    },
    ...('zstdCompress' in zlib ? [{ name: 'zstd', encode: promisify(zlib.zstdCompress) }] : []),
    { name: 'gzip', encode: (bytes) => compressGzip(bytes, { level: 9 }) },
  ] satisfies Encoder[]
).map((encoder) => ({ ...encoder, minBytes: MIN_BYTES }))
