import { readFileSync } from 'node:fs'
import { readInside } from './inside.ts'
import { stampOf } from './scan.ts'

/** The text of a file of a folder; undefined if the file does not exist. `stamp` is that of the scan which found the file. */
export function readText(root: string, path: string, stamp?: string): string | undefined {
  try {
    return readInside(
      root,
      path,
      (descriptor) => readFileSync(descriptor, 'utf8'),
      (stats) => stampOf(stats) === stamp,
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
