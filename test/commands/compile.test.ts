import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compileCommand } from '../../src/commands/compile.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'

/** Compiles a folder again and again into one output folder. */
function setUp() {
  const articles = makeFolder({
    'a.md': article({ title: 'A', date: '2025-01-01', audio: 'one.mp3' }),
    'one.mp3': 'ID3',
    'a.transcript.html': '<script>alert(1)</script><p>Words</p>',
  })
  const output = makeFolder({})
  const assets = join(output, 'assets/_data')
  const compile = async () => {
    const code = await runCommand('compile', compileCommand, ['--articles', articles, '--output', output], {
      env: { SITE_URL: 'https://example.org/' },
      log: () => {},
      logError: () => {},
      now: () => Date.UTC(2026, 0, 1),
    })
    expect(code).toBe(0)
    const names = readdirSync(assets).sort()
    return new Map(names.map((name) => [name, readFileSync(join(assets, name), 'utf8')]))
  }
  return { output, assets, compile }
}

it('an asset that was changed, cut or swapped since it was written is made again', async () => {
  const { assets, compile } = setUp()
  const first = await compile()
  const [changed, cut, swapped] = [...first.keys()]
  writeFileSync(join(assets, changed!), `${first.get(changed!)} forged`)
  truncateSync(join(assets, cut!), 1)
  writeFileSync(join(assets, swapped!), first.get(changed!)!)
  writeFileSync(join(assets, 'stray.json'), 'stray')
  expect(await compile()).toEqual(first)
})

it('an asset that is as it was written is not made again', async () => {
  const { assets, compile } = setUp()
  const names = [...(await compile()).keys()]
  const inodes = () => names.map((name) => statSync(join(assets, name)).ino)
  const before = inodes()
  await compile()
  expect(inodes()).toEqual(before)
})

it.each(['', 'no JSON', '[]', '[[1, 2], null]', '{"a": 1}', 'null'])(
  'a list of digests that reads %j is as if it were not there',
  async (text) => {
    const { output, assets, compile } = setUp()
    const first = await compile()
    const [name] = first.keys()
    writeFileSync(join(assets, name!), 'forged')
    writeFileSync(join(output, 'digests.json'), text)
    expect(await compile()).toEqual(first)
  },
)

it('a transcript is cleaned in what is compiled', async () => {
  const texts = [...(await setUp().compile()).values()]
  expect(texts).toContain('<p>Words</p>\n')
  expect(texts.join()).not.toContain('alert')
})
