import { isAscii, isUtf8 } from 'node:buffer'
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeMarked, describeZeros } from '../../content/text/encoding.ts'
import { digest } from '../digest.ts'
import type { Refusal } from '../trial/bounds.ts'
import { READ_FLAGS, readInside } from './inside.ts'
import { isLinkedStamp, sizeOf } from './scan.ts'

/** The code of the error for a text in an encoding that is not understood. */
const ENCODING = 'ENCODING'

/** The text of a file, and the digest of its bytes. */
export interface TextRead {
  text: string
  digest: string
}

/**
 * The text of a file of a folder; undefined if the file does not exist. Throws where it is neither UTF-8 nor has the byte order mark of another
 * encoding. `stamp` is that of the scan which found the file.
 */
export function readText(root: string, path: string, stamp?: string): string | undefined {
  return readAndDigest(root, path, stamp)?.text
}

/** Reads a text as `readText` does, with its digest. */
export function readAndDigest(root: string, path: string, stamp?: string): TextRead | undefined {
  try {
    const isPlain = stamp !== undefined && !isLinkedStamp(stamp)
    const plain = isPlain ? readPlain(`${root}/${path}`, sizeOf(stamp)) : undefined
    if (plain) return plain
    const text = readInside(root, path, (descriptor) => decodeText(readFileSync(descriptor)))
    return text === undefined ? undefined : { text, digest: digest(text) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Fails for a link, and does not wait for whoever writes to a pipe. */
const PLAIN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Where the bytes of one file after the other are read. */
const room = Buffer.allocUnsafeSlow(64 * 1024)

/**
 * The text of a file that a scan found, and that is not a link; undefined where it is a link, is large, has changed, or may be in another encoding. Bytes that
 * are read into one place, and digested there, take half the time of reading a text and encoding it again for its digest: a tenth of a start.
 */
function readPlain(path: string, size: number): TextRead | undefined {
  if (size === 0 || size >= room.length) return undefined
  const descriptor = openUnlessLink(path)
  if (descriptor === undefined) return undefined
  try {
    if (readSync(descriptor, room, 0, room.length, null) !== size) return undefined
  } finally {
    closeSync(descriptor)
  }
  const bytes = room.subarray(0, size)
  if (bytes.includes(0) || !isUtf8(bytes)) return undefined
  return { text: bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'), digest: digest(bytes) }
}

function openUnlessLink(path: string): number | undefined {
  try {
    return openSync(path, PLAIN_FLAGS)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
    throw error
  }
}

/** Reads a text as `readText` does; undefined also for a file that cannot be read, or is a link that leads out. */
export function readIfAllowed(root: string, path: string): string | undefined {
  try {
    return readText(root, path)
  } catch {
    return undefined
  }
}

/** Decodes the bytes of a text; throws where their encoding is not certain. */
export function decodeText(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const looksLike = bytes.includes(0) ? describeZeros(bytes) : undefined
    if (looksLike === undefined) return bytes.toString('utf8')
    throw encodingError(looksLike)
  }
  const decoded = decodeMarked(bytes)
  if (decoded.kind === 'text') return decoded.text
  throw encodingError(decoded.looksLike)
}

function encodingError(looksLike: string): Error {
  return Object.assign(new Error(`not UTF-8; it looks like ${looksLike}`), { code: ENCODING })
}

/** Reads the texts of loaded files that are without one. Whatever a path leads to by now, only the text that was loaded is kept. */
export async function readTexts(
  root: string,
  files: Iterable<[path: string, file: { source?: string; contentHash: string }]>,
): Promise<void> {
  for (const [path, file] of files) {
    if (file.source !== undefined) continue
    const source = await readFile(join(root, path), { flag: READ_FLAGS })
      .then(decodeText)
      .catch(() => undefined)
    if (source !== undefined && digest(source) === file.contentHash) file.source = source
  }
}

/** Why a text could not be read, as the end of a sentence in brackets; undefined for a mistake of ours. */
export function describeUnread(error: unknown): (Refusal & { code: 'encoding' | 'unreadable' }) | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === ENCODING)
    return { code: 'encoding', reason: message, hint: 'Save the file in the encoding UTF-8' }
  // Errors of the file system have a code.
  return code === undefined
    ? undefined
    : { code: 'unreadable', reason: code, hint: 'Let the server read the file' }
}
