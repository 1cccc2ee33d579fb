import { readFileSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// In JavaScript, because the first file comes before the cache: stripping its types would load the compiler at every start.
const bundle = `${import.meta.dirname}/../.wireroom/bundle`
enableCompileCache()
await import(isFresh() ? '../.wireroom/bundle/cli.js' : './cli.ts')

/** Whether the bundle is there, and made of the very files that are there now (`commands/bundle.ts` writes down which). */
function isFresh() {
  try {
    const made = JSON.parse(readFileSync(`${bundle}/made-of.json`, 'utf8'))
    return Object.entries(made).every(([path, stamp]) => {
      const { size, mtimeMs } = statSync(`${bundle}/${path}`)
      return stamp === `${size} ${mtimeMs}`
    })
  } catch {
    return false
  }
}
