import type { Instant } from '../../content/text/dates.ts'
import { readOwnFile, replaceFile } from '../../node/replace-file.ts'

/** What a folder was built from, and what was said of it: where that is the same, and every file is as it was written, nothing is to be done. */
export interface BuiltState {
  /** The digest of the list of what was written, which says of which folder this is. */
  list: string
  /** Equal keys mean the same site, from the one moment until the other. */
  key: string
  from: Instant
  until: Instant | null
  files: number
  warnings: string[]
}

/** What the last build left behind: not in the folder that is published, because the moment may be that of an embargo. */
export interface StateFile {
  read(): BuiltState | undefined
  write(state: BuiltState): void
}

/** Creates access to the state at a path. A file that cannot be read or written makes the next build look at everything. */
export function createStateFile(path: string): StateFile {
  return {
    read() {
      try {
        const state: unknown = JSON.parse(readOwnFile(path).toString())
        return isState(state) ? state : undefined
      } catch {
        return undefined
      }
    },
    write(state) {
      try {
        replaceFile(path, JSON.stringify(state))
      } catch {}
    },
  }
}

function isState(state: unknown): state is BuiltState {
  if (typeof state !== 'object' || state === null) return false
  const { list, key, from, until, files, warnings } = state as Record<keyof BuiltState, unknown>
  return (
    typeof list === 'string' &&
    typeof key === 'string' &&
    typeof from === 'number' &&
    (until === null || typeof until === 'number') &&
    typeof files === 'number' &&
    Array.isArray(warnings) &&
    warnings.every((line) => typeof line === 'string')
  )
}
