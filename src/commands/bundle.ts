import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'esbuild'
import { codeVersion } from '../node/code-version.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Where `main.js` looks for it. Safe to delete. */
const OUTPUT = join(ROOT, '.wireroom/bundle')

/** Only some commands need these, and load them when they do. */
const EXTERNAL = ['esbuild', 'feedsmith', 'pino', 'prom-client', 'wrangler']

/**
 * Makes few files of the hundreds that a start has to find, read and link, and writes down what they are made of: `main.js` uses them only as
 * long as nothing of that has changed. Without them the program runs from its source.
 */
async function bundle(): Promise<void> {
  rmSync(OUTPUT, { recursive: true, force: true })
  const esbuild = await import('esbuild').catch(() => undefined)
  if (!esbuild) {
    console.log('Without esbuild the program is not bundled; it starts a little later.')
    return
  }
  const started = Date.now()
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli.ts'],
    entryNames: '[name]',
    outdir: OUTPUT,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    metafile: true,
    external: EXTERNAL,
    // Packages in CommonJS ask for modules of Node by this name.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [constantVersion, withoutFunctions],
  })
  const own = Object.keys(metafile.inputs).filter(
    (path) => path.startsWith('src/') || path === 'package.json',
  )
  const files = [...own, 'node_modules/.package-lock.json'].map((path) => ({
    path,
    ...statSync(join(ROOT, path)),
  }))
  // Which of the two was read, nobody knows.
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

/** Reading the whole source at each start to tell its version would cost what the bundle wins. */
const constantVersion: Plugin = {
  name: 'constant-version',
  setup(build) {
    const contents = `export const codeVersion = (release) => release + ${JSON.stringify(codeVersion(''))}`
    build.onLoad({ filter: /src\/node\/code-version\.ts$/ }, () => ({
      contents,
    }))
  },
}

/** JavaScript in YAML is never read, and the parser for it is as large as the one for YAML. */
const withoutFunctions: Plugin = {
  name: 'without-functions',
  setup(build) {
    build.onResolve({ filter: /\/js\/function$/ }, ({ importer }) =>
      importer.includes('js-yaml') ? { path: 'undefined', namespace: 'without-functions' } : undefined,
    )
    build.onLoad({ filter: /./, namespace: 'without-functions' }, () => ({
      contents: "module.exports = require('js-yaml/lib/js-yaml/type/js/undefined')",
      resolveDir: ROOT,
    }))
  },
}

await bundle()
