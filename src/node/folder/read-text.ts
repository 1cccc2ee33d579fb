import { isUtf8 } from 'node:buffer'
import { constants, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeMarked, describeEscapes, describeZeros } from '../../content/text/encoding.ts'
import { digest } from '../digest.ts'
import type { Refusal } from '../trial/bounds.ts'
import { READ_FLAGS, readInside } from './inside.ts'
import { isLinkedStamp } from './scan.ts'

/** The code of the error for a text in an encoding that is not understood. */
const ENCODING = 'ENCODING'

/**
 * The text of a file of a folder; undefined if the file does not exist. Throws where it is neither UTF-8 nor has the byte order mark of another
 * encoding. `stamp` is that of the scan which found the file.
 */
export function readText(root: string, path: string, stamp?: string): string | undefined {
  try {
    const isPlain = stamp !== undefined && !isLinkedStamp(stamp)
    const plain = isPlain ? readPlain(`${root}/${path}`) : undefined
    return plain ?? readInside(root, path, (descriptor) => decodeText(readFileSync(descriptor)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What may stand in a text that is in another encoding. */
const SUSPECTS = ['\ufffd', '\0', '\x1b$']

/** Fails for a link, and does not wait for whoever writes to a pipe. */
const PLAIN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * The text of a file that a scan found, and that is not a link; undefined where it is a link, or may be in another encoding. One call of the system's library takes
 * two thirds of the time of opening, looking and reading, which is a tenth of a start.
 */
function readPlain(path: string): string | undefined {
  try {
    const text = readFileSync(path, { encoding: 'utf8', flag: PLAIN_FLAGS as unknown as string })
    return SUSPECTS.some((sign) => text.includes(sign)) ? undefined : text
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
    const text = bytes.toString('utf8')
    const looksLike = (bytes.includes(0) ? describeZeros(bytes) : undefined) ?? describeEscapes(text)
    if (looksLike === undefined) return text
    throw encodingError(looksLike, bytes)
  }
  const decoded = decodeMarked(bytes)
  if (decoded.kind === 'text') return decoded.text
  throw encodingError(decoded.looksLike, bytes)
}

/** Keeps the letters of ASCII, which are the same in all encodings but for zeros between them. */
function encodingError(looksLike: string, bytes: Buffer): Error {
  const undecoded = bytes.toString('latin1').replaceAll('\0', '')
  return Object.assign(new Error(`not UTF-8; it looks like ${looksLike}`), { code: ENCODING, undecoded })
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

/** Why a text could not be read; `undecoded` is what can be made out of it. */
export interface Unread extends Refusal {
  undecoded?: string
}

/** Why a text could not be read, as the end of a sentence in brackets; undefined for a mistake of ours. */
export function describeUnread(error: unknown): (Unread & { code: 'encoding' | 'unreadable' }) | undefined {
  const { code, message, undecoded } = error as NodeJS.ErrnoException & Pick<Unread, 'undecoded'>
  if (code === ENCODING)
    return { code: 'encoding', reason: message, hint: 'Save the file in the encoding UTF-8', undecoded }
  // Errors of the file system have a code.
  return code === undefined
    ? undefined
    : { code: 'unreadable', reason: code, hint: 'Let the server read the file' }
}
