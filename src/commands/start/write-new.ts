import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes a file with the folders above it, unless there is one: nothing is ever overwritten. Returns whether it was written. */
export function writeNew(directory: string, path: string, text: string): boolean {
  const full = join(directory, path)
  mkdirSync(dirname(full), { recursive: true })
  try {
    writeFileSync(full, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
