import { readFileSync, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { createDigest, digest } from '../digest.ts'
import { confirmInside, READ_FLAGS, readInside } from '../folder/inside.ts'
import { stampOf } from '../folder/scan.ts'

/** A file up to this size is read at once, in about a millisecond. */
const AT_ONCE_BYTES = 1024 * 1024

/** How much of a larger file is in memory at once. */
const CHUNK_BYTES = 256 * 1024

/** The digest of a file's content, and the stamp of the file when it was read. */
export type DigestRow = [path: string, stamp: string, digest: string]

/** A path in a folder; `isAlone` where no link may lead out of it into the repository. */
export interface Place {
  root: string
  name: string
  isAlone?: boolean
}

/** The digests of the files of a folder. Each file is read when its digest is first needed, and again when it has changed. */
export interface ContentDigests {
  /**
   * The digest of the file with these stats, or a promise for the time when it is known. Throws if a small file cannot be read. `place` is given
   * where the file is not at that path in the folder.
   */
  find(path: string, stats: Stats, place?: Place): string | Promise<void>
  /** Whether there is a new digest since the last call of `rows`. */
  hasNews(): boolean
  /** The digests to remember, of the files that are still there. */
  rows(isThere: (path: string) => boolean): DigestRow[]
}

/**
 * Starts from the rows of the last run. Files of more than `atOnceBytes` are read one after the other, in parts, so that other requests get their
 * turn.
 */
export function createContentDigests(
  directory: string,
  remembered: readonly DigestRow[] = [],
  atOnceBytes = AT_ONCE_BYTES,
): ContentDigests {
  const known = new Map(remembered.map((row) => [row[0], row]))
  const reading = new Map<string, Promise<void>>()
  let last: Promise<unknown> = Promise.resolve()
  let hasNews = false
  return {
    find(path, stats, place = { root: directory, name: path }) {
      const stamp = stampOf(stats)
      const row = known.get(path)
      if (row?.[1] === stamp) return row[2]
      return stats.size > atOnceBytes
        ? readLater(path, stamp, place)
        : keep(path, stamp, readNow(stamp, place))
    },
    hasNews: () => hasNews,
    rows(isThere) {
      hasNews = false
      for (const path of known.keys()) if (!isThere(path)) known.delete(path)
      return [...known.values()]
    },
  }

  function keep(path: string, stamp: string, digest: string): string {
    known.set(path, [path, stamp, digest])
    hasNews = true
    return digest
  }

  function readNow(stamp: string, { root, name, isAlone }: Place): string {
    const read = (descriptor: number, stats: Stats) => {
      if (stampOf(stats) !== stamp) throw changed(name)
      return digest(readFileSync(descriptor))
    }
    return readInside(root, name, read, isAlone)
  }

  function readLater(path: string, stamp: string, place: Place): Promise<void> {
    const key = `${path}\n${stamp}`
    const promised =
      reading.get(key) ??
      last.then(() => readInParts(path, stamp, place)).finally(() => void reading.delete(key))
    reading.set(key, promised)
    last = promised.catch(() => {})
    return promised
  }

  /** Keeps nothing where the file was replaced or removed before its turn came. */
  async function readInParts(path: string, stamp: string, { root, name, isAlone }: Place): Promise<void> {
    const file = await openIfThere(join(root, name))
    if (!file) return
    try {
      const stats = await file.stat()
      confirmInside(root, name, stats, isAlone)
      if (stampOf(stats) !== stamp) return
      const sum = createDigest()
      const buffer = new Uint8Array(CHUNK_BYTES)
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length)
        if (bytesRead === 0) break
        sum.add(buffer.subarray(0, bytesRead))
      }
      if (stampOf(await file.stat()) !== stamp) throw changed(path)
      keep(path, stamp, sum.end())
    } finally {
      await file.close()
    }
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, READ_FLAGS)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function changed(path: string): Error {
  return new Error(`${path} changed while it was requested`)
}
