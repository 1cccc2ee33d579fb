import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'
import { codeVersion, compilerVersion } from '../../node/code-version.ts'
import { EXTERNAL } from './trim-package.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Makes the version a constant, because hashing the whole source at each start would take the time that the bundle saves. */
const constantVersion: Plugin = {
  name: 'constant-version',
  setup(build) {
    const constants = { codeVersion: codeVersion(''), compilerVersion: compilerVersion('') }
    const contents = Object.entries(constants)
      .map(([name, version]) => `export const ${name} = (release) => release + ${JSON.stringify(version)}`)
      .join('\n')
    build.onLoad({ filter: /src\/node\/code-version\.ts$/ }, () => ({
      contents,
    }))
  },
}

/** Leaves out the parser of JavaScript in YAML, which is never used and as large as the parser of YAML. */
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

/**
 * markdown-it is published with a call in place of each field of its classes, which takes a sixth of the time that rendering does. An assignment says
 * the same: no class of it has an accessor of that name. Where a release looks otherwise, it is left as it is.
 */
const plainFields: Plugin = {
  name: 'plain-fields',
  setup(build) {
    const call = /_defineProperty\(\s*this,\s*(?:\/\*.*?\*\/\s*)?"(\w+)",/gs
    build.onLoad({ filter: /[\\/]markdown-it\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(call, '(this.$1 ='),
    }))
  },
}

/**
 * gray-matter looks each text up in its cache even where an options object switches the cache off, and V8 then keeps a table of all texts: 3 % of a
 * first start with 10,000 articles. Where a release looks otherwise, it is left as it is.
 */
const withoutCache: Plugin = {
  name: 'without-cache',
  setup(build) {
    build.onLoad({ filter: /[\\/]gray-matter[\\/]index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /(?<=const cached = )matter\.cache/,
        'options ? undefined : $&',
      ),
    }))
  },
}

/** How esbuild bundles what runs on Node. */
export const BUNDLE_OPTIONS: BuildOptions & { metafile: true } = {
  absWorkingDir: ROOT,
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  metafile: true,
  external: EXTERNAL,
  // Packages in CommonJS call `require` for modules of Node.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  plugins: [constantVersion, withoutFunctions, plainFields, withoutCache],
}
