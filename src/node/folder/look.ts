import { readdirSync, type Stats, statSync } from 'node:fs'
import type { Instant } from '../../content/text/dates.ts'

/** What was seen of a folder, in the order in which the system lists it. */
export interface Look {
  /** Of all files and folders in it, itself first; those of folders end in a slash. */
  paths: string[]
  /** What tells a changed one of each from an unchanged one. */
  stamps: string[]
  /** The latest time at which one of them was changed. */
  modified: Instant
}

/** Instead of the stamp of a file that was found and not yet looked at. */
export const UNSEEN = ''

/**
 * Looks at all that is in a folder. Dot files are nobody's business. Files of which `isUnseen` says so by their names are only found: looking at all
 * takes longer.
 */
export function lookInto(root: string, isUnseen: (name: string) => boolean = () => false): Look {
  const look: Look = { paths: [], stamps: [], modified: 0 }
  const add = (path: string, stats: Stats) => {
    look.paths.push(path)
    look.stamps.push(stampOf(stats))
    look.modified = Math.max(look.modified, Math.floor(stats.mtimeMs))
  }
  const visit = (folder: string) => {
    const own = statSync(`${root}/${folder}`, { throwIfNoEntry: false })
    if (own) add(folder, own)
    for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue
      const path = folder + entry.name
      if (isUnseen(entry.name) && entry.isFile()) {
        look.paths.push(path)
        look.stamps.push(UNSEEN)
        continue
      }
      const stats = lookAt(`${root}/${path}`)
      if (stats?.isFile()) add(path, stats)
      // A link to a folder above would never end.
      else if (stats && !entry.isSymbolicLink()) visit(`${path}/`)
    }
  }
  visit('')
  return look
}

/** Undefined where nothing is, a link leads to itself, or what it leads to is neither file nor folder: reading a pipe would never end. */
export function lookAt(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() || stats?.isDirectory() ? stats : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
    throw error
  }
}

/** Whether a file or folder of this name is nobody's business. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** What tells a changed file from an unchanged one, as git does it: times of change, size and inode. */
export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`
}

/** What a stamp says. */
export function readStamp(stamp: string): Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size'> {
  const [mtimeMs = 0, ctimeMs = 0, size = 0] = stamp.split(':', 3).map(Number)
  return { mtimeMs, ctimeMs, size }
}

/** The later of the two times of a stamp. */
export function newestTime(stamp: string): number {
  return Math.max(Number.parseFloat(stamp) || 0, Number.parseFloat(stamp.slice(stamp.indexOf(':') + 1)) || 0)
}
