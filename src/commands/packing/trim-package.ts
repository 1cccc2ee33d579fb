import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The fields for which a checkout alone has a use. */
const FOR_CHECKOUT = ['scripts', 'devDependencies', 'overrides', 'allowScripts']

/**
 * Writes a package.json that depends only on what the bundle does not contain. The checkout's own waits in `.wireroom` until `postpack` of npm, which
 * reads its scripts before it runs the first, moves it back: moved, it keeps its time, by which `main.js` judges the checkout's bundle.
 */
export function trimPackage(root: string, external: readonly string[]): void {
  const path = join(root, 'package.json')
  const whole = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const fields = Object.entries(whole).filter(([name]) => !FOR_CHECKOUT.includes(name))
  const trimmed: Record<string, unknown> = Object.fromEntries(fields)
  trimmed.dependencies = Object.fromEntries(
    Object.entries(whole.dependencies as Record<string, string>).filter(([name]) => external.includes(name)),
  )
  mkdirSync(join(root, '.wireroom'), { recursive: true })
  renameSync(path, join(root, '.wireroom/package.json'))
  writeFileSync(path, `${JSON.stringify(trimmed, undefined, 2)}\n`)
}
