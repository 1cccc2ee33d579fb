import { readFileSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// JavaScript, because this file runs before the compile cache is on: stripping types here would load the compiler at every start.
const bundle = `${import.meta.dirname}/../.wireroom/bundle`
enableCompileCache()
await import(isFresh() ? '../.wireroom/bundle/cli.js' : './cli.ts')

/** Whether the bundle exists and its sources, which `commands/bundle.ts` lists with size and time, have not changed. */
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
