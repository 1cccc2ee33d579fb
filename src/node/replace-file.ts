import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file in one step, so that a kill leaves the old one or the new one, and makes its folder. Throws where it cannot be written. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

/** The same for what is only remembered; false where it cannot be written: read-only disks are common on servers, and no reason to stop. */
export function rememberInFile(path: string, content: string | Uint8Array): boolean {
  try {
    replaceFile(path, content)
    return true
  } catch {
    // The next start does without it.
    return false
  }
}
