import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { createHighlight } from '../../src/node/highlight.ts'
import { makeFolder } from '../make-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const highlight = createHighlight()

describe('highlighting', () => {
  it('marks the words of a language with classes', () => {
    expect(highlight('const a = "<b>"', 'js')).toBe(
      '<span class="hljs-keyword">const</span> a = <span class="hljs-string">&quot;&lt;b&gt;&quot;</span>',
    )
  })

  it.each('js ts jsx tsx sh shell bash yml yaml html c++ c# py rb JSON docker ps1 vue nginx toml'.split(' '))(
    'knows %s',
    (language) => {
      expect(highlight('a', language)).toBeDefined()
    },
  )

  it.each(['zz', '', '../common', 'constructor', '__proto__', 'a b'])('does not know %s', (language) => {
    expect(highlight('a', language)).toBeUndefined()
    expect(highlight('a', language)).toBeUndefined()
  })

  it('leaves out what would take long', () => {
    expect(highlight('a\n'.repeat(25_000), 'js')).toBeDefined()
    expect(highlight('a\n'.repeat(25_001), 'js')).toBeUndefined()
    expect(highlight('a'.repeat(1001), 'js')).toBeUndefined()
  })
})

it('finds the library from the bundle, which has a createRequire of its own', async () => {
  const checkout = makeFolder({})
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  const outdir = join(checkout, '.wireroom/bundle')
  await build({
    entryPoints: [join(ROOT, 'src/node/highlight.ts')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  })
  writeFileSync(
    join(outdir, 'run.mjs'),
    "import { createHighlight } from './highlight.js'\nconsole.log(createHighlight()('1', 'js'))",
  )
  const { stdout, stderr } = spawnSync(process.execPath, [join(outdir, 'run.mjs')], { encoding: 'utf8' })
  expect(stdout + stderr).toBe('<span class="hljs-number">1</span>\n')
})
