import { readFileSync, statSync } from 'node:fs'
import type { Instant } from '../../content/text/dates.ts'
import type { Document, SiteInfo } from '../../publication/publication.ts'
import { digest } from '../digest.ts'
import { RACY_MILLISECONDS } from '../folder/cache.ts'
import { type FolderState, isUnchanged } from '../folder/folder-state.ts'
import type { Look } from '../folder/look.ts'
import { rememberInFile } from '../replace-file.ts'

/** What was served of a folder, and is still true of it as long as it does not change. */
export interface Remembered {
  site: SiteInfo
  /** What a start says of the folder. */
  lines: string[]
  /** How many articles are public. */
  articles: number
  documents: Document[]
  from: Instant
  /** When an article changes by itself. A document may do so before: see its `validUntil`. */
  until?: Instant
}

/** With what it is true of. */
export interface Recalled extends Remembered {
  state: FolderState
}

/**
 * What a file says that was served of a folder, if all of that is true at `now`: every file is still what it was. `key` is what else it depends on.
 * Undefined where it is not, and where the file is missing or broken, so that it is safe to delete.
 */
export function recall(
  file: string,
  key: string,
  root: string,
  now: Instant,
  look: () => Look,
): Recalled | undefined {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Recalled & { key: string }
    if (found.key !== digest(key) || now < found.from || (found.until ?? now + 1) <= now) return undefined
    return isOldEnough(found.state, file) && isUnchanged(root, found.state, look) ? found : undefined
  } catch {
    return undefined
  }
}

/** Writes it down; false where that is of no use. */
export function remember(file: string, key: string, recalled: Recalled): boolean {
  const isWritten = rememberInFile(file, JSON.stringify({ ...recalled, key: digest(key) }))
  return isWritten && isOldEnough(recalled.state, file)
}

/** What changed just before it was looked at could have changed again without a new time. */
function isOldEnough({ newest }: FolderState, file: string): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return newest <= written - RACY_MILLISECONDS
}
