import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A temporary folder with these files, gone when the test is done unless it is for several. */
export function makeFolder(files: Record<string, string | Uint8Array>, forOneTest = true): string {
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-test-'))
  if (forOneTest) onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  writeFiles(directory, files)
  return directory
}

export function writeFiles(directory: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
}

/** Gives every file and folder the same time, so that what depends on it is the same everywhere. */
export function setTimes(directory: string, time: Date): string {
  for (const path of ['', ...readdirSync(directory, { recursive: true, encoding: 'utf8' })])
    utimesSync(join(directory, path), time, time)
  return directory
}
