import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes no file that a link leads to, and does not wait for the reader of a pipe. */
const WRITE_FLAGS =
  constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NONBLOCK | constants.O_NOFOLLOW

/** Reads a file that we replace. Throws an error with a code where it cannot be read, and at once where it is a pipe, whose writer would be waited for, or a device. */
export function readOwnFile(path: string): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (!fstatSync(descriptor).isFile())
      throw Object.assign(new Error(`${path} is not a regular file`), { code: 'not a regular file' })
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Replaces a file in one step, so that a crash leaves the old or the new one, and creates its folder; `flush` lets a power cut do no more than that. Throws if
 * it cannot be written, an error with its path.
 */
export function replaceFile(
  path: string,
  content: string | Uint8Array,
  options: { flush?: boolean } = {},
): void {
  mkdirSync(dirname(path), { recursive: true })
  try {
    // The types know flags by name alone.
    writeFileSync(`${path}.new`, content, { ...options, flag: WRITE_FLAGS as unknown as string })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw withPath(error, path, () => rmSync(`${path}.new`, { force: true }))
  }
}

/** Replaces a file of a folder that exists in the same way, while the caller goes on. Rejects if it cannot be written. */
export async function replaceFileMeanwhile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(`${path}.new`, content, { flag: WRITE_FLAGS })
    await rename(`${path}.new`, path)
  } catch (error) {
    await rm(`${path}.new`, { force: true }).catch(() => {})
    throw withPath(error, path)
  }
}

/** Names the file in an error of the system, which names none where a disk is full, and removes what was half written. */
function withPath(error: unknown, path: string, remove?: () => void): unknown {
  try {
    remove?.()
  } catch {}
  return Object.assign(error as Error, { path })
}
