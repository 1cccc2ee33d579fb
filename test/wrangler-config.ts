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
    .replace('npm run --silent compile', `npm run --silent compile -- --output ${directory}`)
    .replace('watch_dir = ["src", "articles"]', `cwd = ${JSON.stringify(ROOT)}`)
  writeFileSync(join(directory, 'wrangler.toml'), config)
  return directory
}
