import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { OWN_FOLDER } from './static-files.ts'

export type Content = string | Uint8Array | AsyncIterable<Uint8Array>

/** Puts files into the output folder, each in one step. */
export interface Placer {
  /** Returns the stamp of the file. Throws what the system says of a name that it does not take, or of what is in the way; `place` tries that again. */
  write(file: string, bytes: Content): Promise<string>
  place(file: string): string
  /** Writes what is short at once. */
  replace(file: string, text: string): void
  /** Removes what was not placed. */
  clear(): void
}

/** The file that is being written. One name for all: a build that was killed leaves one of each thread at most, and names may be as long as the system lets them be. */
const NEW = `${OWN_FOLDER}/new`

/** Whether a path in the output folder is that of a file which a build was writing when it was killed. */
export function isLeftBehind(path: string): boolean {
  return /^\.wireroom[\\/]new(?:-\d+)?$/.test(path)
}

/** Creates the placer of a thread; that of the main thread has no number. */
export function createPlacer(directory: string, thread?: number): Placer {
  const temporary = join(directory, thread === undefined ? NEW : `${NEW}-${thread}`)
  const folders = new Set<string>()
  return {
    async write(file, bytes) {
      try {
        if (typeof bytes === 'string' || bytes instanceof Uint8Array) writeFileSync(temporary, bytes)
        else await pipeline(bytes, createWriteStream(temporary))
      } catch (error) {
        throw giveUp(file, error)
      }
      return place(file)
    },
    place,
    replace(file, text) {
      try {
        writeFileSync(temporary, text)
      } catch (error) {
        throw giveUp(file, error)
      }
      place(file)
    },
    clear: () => rmSync(temporary, { force: true }),
  }

  /** What is half written takes space; and where a disk is full, the system does not name the file. */
  function giveUp(file: string, error: unknown): unknown {
    rmSync(temporary, { force: true })
    const { syscall } = error as NodeJS.ErrnoException
    return syscall === 'read' ? error : Object.assign(error as Error, { path: join(directory, file) })
  }

  function place(file: string): string {
    const path = join(directory, file)
    const folder = dirname(path)
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true })
    folders.add(folder)
    try {
      renameSync(temporary, path)
    } catch (error) {
      // It was removed since, or something is in the way.
      folders.delete(folder)
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      mkdirSync(folder, { recursive: true })
      renameSync(temporary, path)
    }
    return fileStamp(path)!
  }
}

/** Equal stamps mean that nobody has changed the file since. */
export function fileStamp(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() ? `${stats.size} ${stats.mtimeMs}` : undefined
  } catch {
    return undefined
  }
}
