import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { decodeSource } from './decode-source.ts'
import type { Desk } from './desk.ts'

interface WatchOptions {
  encoding: string | undefined
  intervalMilliseconds: number
  logError(line: string): void
}

/** A file as it was at the last look. */
interface Seen {
  stamp: string
  /** How many looks ago it changed. */
  looks: number
  isDone: boolean
  /** The last message about it. */
  failure?: string
}

/** A file that is still being written changes more often than that. */
const SETTLED_LOOKS = 2

/** Names under which programs keep what they are still writing. */
const UNFINISHED = /^\.|~$|\.(?:tmp|temp|part|partial|filepart|crdownload|download|sw[a-p]|new|lock)$/i

/**
 * Takes every file that is in a folder or arrives there to the desk, once it has not changed for some looks; again where it has changed since. It looks
 * at names and sizes, because the events of network folders are not reliable.
 */
export function watchArrivals(
  directory: string,
  desk: Desk,
  { encoding, intervalMilliseconds, logError }: WatchOptions,
): { stop(): void } {
  const seen = new Map<string, Seen>()
  let isGone = false

  const look = () => {
    const stamps = listStamps()
    for (const name of seen.keys()) if (!stamps.has(name)) seen.delete(name)
    for (const [name, stamp] of stamps) {
      const last = seen.get(name)
      const file =
        last?.stamp === stamp ? { ...last, looks: last.looks + 1 } : { stamp, looks: 0, isDone: false }
      seen.set(name, file)
      if (file.looks >= SETTLED_LOOKS && !file.isDone) take(name, file)
    }
  }
  const listStamps = () => {
    try {
      const stamps = new Map<string, string>()
      for (const name of readdirSync(directory).sort()) {
        const stamp = UNFINISHED.test(name) ? undefined : stampOf(join(directory, name))
        if (stamp !== undefined) stamps.set(name, stamp)
      }
      isGone = false
      return stamps
    } catch (error) {
      if (!isGone) logError(`${directory} cannot be read: ${(error as Error).message}`)
      isGone = true
      return new Map<string, string>()
    }
  }
  const take = (name: string, file: Seen) => {
    const path = join(directory, name)
    try {
      const received = Math.trunc(statSync(path).mtimeMs)
      desk.take(path, decodeSource(readFileSync(path), encoding), received)
      file.isDone = true
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException
      if (file.failure !== message) logError(`${path}: ${message}`)
      file.failure = message
      // Faults of the file system pass: a full disk, rights that are missing.
      file.isDone = code === undefined
    }
  }

  const timer = setInterval(look, intervalMilliseconds)
  look()
  return { stop: () => clearInterval(timer) }
}

/** Changes whenever the file does; undefined for what is not a file with text, which may be about to come. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() && stats.size > 0
    ? `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`
    : undefined
}
