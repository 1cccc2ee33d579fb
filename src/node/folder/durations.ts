import { join } from 'node:path'
import { followLinks } from './inside.ts'
import { type MediaFile, mediaVersion } from './scan.ts'

/** The duration of a file in seconds, and the size and time of the file when it was read; 0 where the file says none. */
export type DurationRow = [path: string, version: string, seconds: number]

/** The durations of sounds and films, which are read from their files after those were asked for. */
export interface Durations {
  /** The duration in seconds; undefined where it is unknown, or not read yet. */
  find(path: string, file: MediaFile): number | undefined
  /** The duration if it has been read; asks for nothing. */
  known(path: string, file: MediaFile): number | undefined
  /** How many durations were read, so that another number means other durations. */
  count(): number
  /** Reads what was asked for, one file after the other; resolves to whether a duration is new. */
  readAsked(): Promise<boolean>
  /** The durations to remember, of the files that are still there. */
  rows(media: ReadonlyMap<string, MediaFile>): DurationRow[]
}

/** The types whose files are opened; the others have no duration of their own, or it takes reading all of them. */
const SOUNDS = /\.(?:mp3|m4[abv]|mp4|mov|og[agv]|opus|wav|flac|webm)$/i

/** Starts from the rows of the last run. */
export function createDurations(root: string, remembered: readonly DurationRow[] = []): Durations {
  const rows = new Map(remembered.map((row) => [row[0], row]))
  const asked = new Map<string, MediaFile>()
  let reading: Promise<unknown> = Promise.resolve()
  let count = 0
  return {
    known,
    count: () => count,
    find(path, file) {
      if (!SOUNDS.test(path)) return undefined
      if (!isKnown(path, file)) asked.set(path, file)
      return known(path, file)
    },
    readAsked() {
      const read = reading.then(readAll)
      reading = read.catch(() => {})
      return read
    },
    rows: (media) => [...rows.values()].filter(([path]) => media.has(path)),
  }

  function isKnown(path: string, file: MediaFile): boolean {
    return rows.get(path)?.[1] === mediaVersion(file)
  }

  function known(path: string, file: MediaFile): number | undefined {
    return isKnown(path, file) ? rows.get(path)![2] || undefined : undefined
  }

  async function readAll(): Promise<boolean> {
    const before = count
    for (const [path, file] of asked) {
      asked.delete(path)
      const seconds = await readDuration(file.root ?? root, file.name ?? path, file.root !== undefined)
      rows.set(path, [path, mediaVersion(file), seconds])
      if (seconds > 0) count++
    }
    return count > before
  }
}

/** The seconds that a sound lasts; 0 where its file cannot be read, may not be published, or says nothing. */
async function readDuration(root: string, path: string, isAlone: boolean): Promise<number> {
  try {
    if (followLinks(root, path, isAlone).refusal !== undefined) return 0
    // Few folders have sounds without a duration, so a start does without it.
    const { parseFile } = await import('music-metadata')
    const { format } = await parseFile(join(root, path), { duration: true, skipCovers: true })
    const seconds = Math.round(format.duration ?? 0)
    return Number.isFinite(seconds) ? seconds : 0
  } catch {
    return 0
  }
}
