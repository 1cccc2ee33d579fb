import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type * as Esbuild from 'esbuild'
import { VERSION } from '../version.ts'
import { COMMANDS } from './commands.ts'
import { BUNDLE_OPTIONS } from './packing/bundle-options.ts'
import { renderLicences } from './packing/licences.ts'
import { restorePackage, trimPackage } from './packing/trim-package.ts'
import { renderManPage } from './program/man-page.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Whether the program is bundled for a package: below node_modules, Node runs no TypeScript. */
const IS_FOR_PACKAGE = process.argv.includes('--package')

/** Whether `npm install` runs it, and a person reads what comes next. */
const IS_AFTER_INSTALL = process.argv.includes('--tell')

/** Where `main.js` looks for the bundle, in a checkout and in a package. Safe to delete. */
const OUTPUT = join(ROOT, IS_FOR_PACKAGE ? 'dist' : '.wireroom/bundle')

/**
 * Bundles the hundreds of files that a start would have to find, read and link, and lists its sources in `made-of.json`: `main.js` uses the
 * bundle only while none of them has changed, and otherwise runs the source.
 */
async function bundle(): Promise<void> {
  restorePackage(ROOT)
  rmSync(OUTPUT, { recursive: true, force: true })
  const esbuild = await import('esbuild').catch(() => undefined)
  if (!esbuild) {
    if (IS_FOR_PACKAGE) throw new Error('A package cannot be made without esbuild.')
    console.log('Without esbuild the program is not bundled; it starts a little later.')
    return
  }
  const started = Date.now()
  const options = { ...BUNDLE_OPTIONS, outdir: OUTPUT }
  // Built together, they would share files, and the start would have to find more of them.
  const built = [
    await esbuild.build({ ...options, entryPoints: ['src/cli.ts'] }),
    await esbuild.build({ ...options, entryPoints: ['src/node/trial/trial-thread.ts'] }),
    await esbuild.build({ ...options, entryPoints: ['src/node/push/distribute-thread.ts'] }),
    await esbuild.build({ ...options, entryPoints: ['src/commands/build/build-thread.ts'] }),
    await esbuild.build({ ...options, entryPoints: ['src/commands/compile/compile-thread.ts'] }),
  ]
  if (IS_FOR_PACKAGE) {
    writeFileSync(join(OUTPUT, 'wireroom.1'), await renderManPage(COMMANDS, VERSION))
    built.push(await bundleWorker(esbuild.build))
    const outputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs))
    const contained = outputs.flatMap(({ inputs }) => Object.keys(inputs))
    writeFileSync(join(OUTPUT, 'LICENSES.txt'), renderLicences(ROOT, contained))
    return trimPackage(ROOT)
  }
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  const own = inputs.filter((path) => path.startsWith('src/') || path === 'package.json')
  const files = [...new Set(own), 'node_modules/.package-lock.json'].map((path) => ({
    path,
    ...statSync(join(ROOT, path)),
  }))
  // esbuild may have read the old version or the new one.
  if (files.some(({ mtimeMs }) => mtimeMs >= started)) {
    console.log('The source changed while it was bundled, so the bundle is of no use.')
    return
  }
  const stamps = files.map(({ path, size, mtimeMs }) => [
    relative(OUTPUT, join(ROOT, path)),
    `${size} ${mtimeMs}`,
  ])
  writeFileSync(join(OUTPUT, 'made-of.json'), JSON.stringify(Object.fromEntries(stamps)))
}

/** The Worker for publications that have no source of it beside them: Wrangler adds their manifest to it. */
function bundleWorker(build: typeof Esbuild.build) {
  return build({
    absWorkingDir: ROOT,
    entryPoints: ['src/worker.ts'],
    outdir: OUTPUT,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    metafile: true,
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*', 'wireroom:manifest'],
    alias: { feed: './src/cloudflare/no-renderer.ts' },
  })
}

await bundle()
if (IS_AFTER_INSTALL)
  console.log(
    'Next: `npm start` serves the sample publication. README.md says how to install the command and to begin your own.',
  )
