import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Packages that only some commands load, and only when they need them: the dependencies of the package that is packed. */
export const EXTERNAL = [
  'esbuild',
  'feedsmith',
  'highlight.js',
  'music-metadata',
  'pg',
  'pino',
  'prom-client',
  'wrangler',
]

/** Where the package.json of a checkout waits while a package is made. */
const KEPT = '.wireroom/package.json'

/**
 * Writes a package.json that depends only on what the bundle does not contain; all else is for development. The checkout's own waits in `.wireroom`
 * until `postpack` of npm moves it back: moved, it keeps its time, by which `main.js` judges the checkout's bundle. A checkout is never without one,
 * and works with either.
 */
export function trimPackage(root: string): void {
  restorePackage(root)
  const path = join(root, 'package.json')
  mkdirSync(join(root, '.wireroom'), { recursive: true })
  const next = join(root, '.wireroom/package.json.new')
  writeFileSync(next, trim(readFileSync(path, 'utf8')))
  linkSync(path, join(root, KEPT))
  renameSync(next, path)
}

/** Brings back the package.json of a checkout whose `npm pack` was killed. One that somebody has edited since stays. */
export function restorePackage(root: string): void {
  const [path, kept] = [join(root, 'package.json'), join(root, KEPT)]
  if (!existsSync(kept)) return
  if (readFileSync(path, 'utf8') === trim(readFileSync(kept, 'utf8'))) renameSync(kept, path)
  else rmSync(kept)
}

function trim(text: string): string {
  const { scripts, dependencies, devDependencies, ...whole } = JSON.parse(text) as Record<string, Texts>
  const { needed = [], bundled = [] } = Object.groupBy(Object.entries(dependencies!), ([name]) =>
    EXTERNAL.includes(name) ? 'needed' : 'bundled',
  )
  // npm would run `prepare` after `prepack`, and so bundle for the checkout.
  const { prepare: _, ...others } = scripts!
  const trimmed = {
    ...whole,
    scripts: others,
    dependencies: Object.fromEntries(needed),
    devDependencies: { ...Object.fromEntries(bundled), ...devDependencies },
  }
  return `${JSON.stringify(trimmed, undefined, 2)}\n`
}

type Texts = Record<string, string>
