import { readdirSync, type Stats, statSync } from 'node:fs'
import type { Instant } from '../../content/text/dates.ts'

/** The files of a folder, in the order in which the system lists them. */
export interface Listing {
  paths: string[]
  /** What tells a changed file from an unchanged one, for each of them. */
  stamps: string[]
  /** The latest time at which a file or a folder was changed. */
  modified: Instant
}

/** Lists a folder with all folders in it. Skips dot files and node_modules. */
export function listFolder(root: string): Listing {
  const listing: Listing = { paths: [], stamps: [], modified: 0 }
  const visit = (folder: string) => {
    const own = statSync(`${root}/${folder}`, { throwIfNoEntry: false })
    if (own) noteTime(own)
    for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue
      const path = folder + entry.name
      const stats = statFile(`${root}/${path}`)
      if (stats?.isFile()) {
        listing.paths.push(path)
        listing.stamps.push(stampOf(stats))
        noteTime(stats)
      }
      // A link to a folder above would never end.
      else if (stats && !entry.isSymbolicLink()) visit(`${path}/`)
    }
  }
  const noteTime = ({ mtimeMs }: Stats) => {
    listing.modified = Math.max(listing.modified, Math.floor(mtimeMs))
  }
  visit('')
  return listing
}

/** Undefined where nothing is, a link leads to itself, or what it leads to is neither file nor folder: reading a pipe would never end. */
export function statFile(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() || stats?.isDirectory() ? stats : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
    throw error
  }
}

/** Whether a file or folder of this name is skipped: dot files and node_modules. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** What tells a changed file from an unchanged one, as git does it: times of change, size and inode. */
export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`
}

/** The parts of a stamp. */
export function readStamp(stamp: string): Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size'> {
  const [mtimeMs = 0, ctimeMs = 0, size = 0] = stamp.split(':', 3).map(Number)
  return { mtimeMs, ctimeMs, size }
}

/** The later of the two times of a stamp. */
export function newestTime(stamp: string): number {
  return Math.max(Number.parseFloat(stamp) || 0, Number.parseFloat(stamp.slice(stamp.indexOf(':') + 1)) || 0)
}
