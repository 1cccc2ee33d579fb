import type { ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/**
 * Puts a copy of wrangler.toml into a folder, into which it compiles too, so that nobody gets into anybody's way. Returns the folder.
 * `main` is another Worker to run.
 */
export function makeWranglerConfig(directory: string, main = join(ROOT, 'src/worker.ts')): string {
  const config = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
    .replace('"src/worker.ts"', JSON.stringify(main))
    .replaceAll(/"(?:\.\/)?\.wireroom\/edge/g, `"${directory}`)
    .replaceAll('"./src/', `"${ROOT}/src/`)
    .replace('npm run --silent compile', `npm run --silent compile -- --output ${directory}`)
    .replace('watch_dir = ["src", "articles", ', `cwd = ${JSON.stringify(ROOT)}\nwatch_dir = [`)
  writeFileSync(join(directory, 'wrangler.toml'), config)
  return directory
}

/** Resolves once `wrangler dev` serves; rejects with what it said where it ends instead. */
export function untilReady(wrangler: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Ready on')) resolve()
    }
    wrangler.stdout!.on('data', read)
    wrangler.stderr!.on('data', read)
    wrangler.once('exit', () => reject(new Error(output)))
  })
}
