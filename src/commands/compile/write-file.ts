import { gzipSync } from 'node:zlib'
import type { Order } from '../../cloudflare/feeds/orders.ts'
import { MAX_ASSET_BYTES } from '../../cloudflare/limits.ts'
import { digest } from '../../node/digest.ts'
import { startThread, type Thread } from '../thread.ts'

/** A file for a thread to make and write. */
export interface FileToMake {
  path: string
  order: Order
}

/** A file as it was made; it is not written where Cloudflare would refuse it. */
export interface MadeFile {
  bytes: number
  digest: string
}

export type CompileThread = Thread<FileToMake, MadeFile | undefined>

/** What a thread is started with. */
export interface CompileThreadData {
  /** The folder with the shards of items. */
  items: string
}

/** A higher level of gzip takes twice the time for a tenth of the bytes. */
const COMPRESSION = 4

/** Compresses what the Worker reads only a part of. */
export function compressAsset(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: COMPRESSION })
}

/** Starts a thread that makes and writes files of feeds and items. */
export function startCompileThread(data: CompileThreadData): CompileThread {
  return startThread('compile-thread', import.meta.url, data)
}

/** Encodes what was made once, though its size, its digest and its file need the bytes, and has it written unless it is too large. */
export async function writeMade(
  made: string | Uint8Array,
  write: (content: Uint8Array) => void | Promise<void>,
): Promise<MadeFile> {
  const content = typeof made === 'string' ? Buffer.from(made) : made
  if (content.byteLength <= MAX_ASSET_BYTES) await write(content)
  return { bytes: content.byteLength, digest: digest(content) }
}
