import { readFileSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// In JavaScript, because the first file comes before the cache: stripping its types would load the compiler at every start.
const bundle = new URL('../.wireroom/bundle/', import.meta.url)
enableCompileCache()
await import(isFresh() ? new URL('cli.js', bundle).href : './cli.ts')

/** Whether the bundle is there, and made of the very files that are there now (`bundle.ts` writes down which). */
function isFresh() {
  try {
    const made = JSON.parse(readFileSync(new URL('made-of.json', bundle), 'utf8'))
    return Object.entries(made).every(([path, stamp]) => {
      const { size, mtimeMs } = statSync(new URL(path, bundle))
      return stamp === `${size} ${mtimeMs}`
    })
  } catch {
    return false
  }
}
