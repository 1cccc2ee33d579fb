import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file in one step, so that a crash leaves the old or the new one, and creates its folder; `flush` lets a power cut do no more than that. Throws if
 * it cannot be written.
 */
export function replaceFile(
  path: string,
  content: string | Uint8Array,
  options: { flush?: boolean } = {},
): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, content, options)
  renameSync(`${path}.new`, path)
}

/** Replaces a file of a folder that exists in the same way, while the caller goes on. Rejects if it cannot be written. */
export async function replaceFileMeanwhile(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content)
  await rename(`${path}.new`, path)
}
