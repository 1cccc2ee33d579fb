#!/usr/bin/env node
// JavaScript that Node 12 reads, because an older Node gets here, too, and is told which one is needed; and because this file runs before the
// compile cache is on: stripping types here would load the compiler at every start.
const needed = [22, 13]
const version = process.versions.node.split('.').map(Number)
if (version[0] > needed[0] || (version[0] === needed[0] && version[1] >= needed[1])) start()
else {
  console.error(
    `Wireroom needs Node ${needed.join('.')} or newer, and this is Node ${process.versions.node}.`,
  )
  process.exitCode = 1
}

function start() {
  const fs = process.getBuiltinModule('node:fs')
  process.getBuiltinModule('node:module').enableCompileCache()
  const root = `${import.meta.dirname}/..`
  // A package has the program ready to run; a checkout has the source, and perhaps a bundle of it.
  if (!fs.existsSync(`${root}/src/cli.ts`)) return import('../dist/cli.js')
  if (isFresh(fs, `${root}/.wireroom/bundle`)) return import('../.wireroom/bundle/cli.js')
  if (process.features.typescript) return import('./cli.ts')
  console.error(
    'Wireroom is not bundled. Run `npm run bundle` first, or node with --experimental-strip-types.',
  )
  process.exitCode = 1
}

/** Whether the bundle exists and its sources, which `commands/bundle.ts` lists with size and time, have not changed. */
function isFresh(fs, bundle) {
  try {
    const made = JSON.parse(fs.readFileSync(`${bundle}/made-of.json`, 'utf8'))
    return Object.keys(made).every((path) => {
      const stats = fs.statSync(`${bundle}/${path}`)
      return made[path] === `${stats.size} ${stats.mtimeMs}`
    })
  } catch (_) {
    return false
  }
}
