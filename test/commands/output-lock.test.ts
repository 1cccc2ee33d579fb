import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withOutputLock } from '../../src/commands/output-lock.ts'
import { article } from '../article.ts'
import { bundleProgram } from '../bundled-program.ts'
import { makeFolder } from '../make-folder.ts'

const PROGRAM = bundleProgram()

function readAll(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = paths.filter((path) => statSync(join(folder, path)).isFile() && !path.endsWith('build.json'))
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), 'base64')]))
}

async function run(directory: string, args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: directory,
    env: { ...process.env, NO_COLOR: '1', SITE_URL: undefined },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (text) => {
    output += text
  })
  const [code] = await once(child, 'exit')
  return { code, output }
}

it.each([
  ['build', '--out'],
  ['compile', '--output'],
])(
  'three runs of %s at the same time into one folder, of different articles, leave what one of them writes',
  async (command, option) => {
    const names = ['one', 'two', 'three']
    const files = names.flatMap((name) => [
      [
        `${name}/_index.md`,
        `---\ntitle: ${name}\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n`,
      ],
      ...Array.from({ length: 40 }, (_, n) => [
        `${name}/a${n}.md`,
        article({ title: `A${n}`, date: '2025-01-01', tags: `[${name}]` }, `Text of ${name}.`),
      ]),
    ])
    const directory = makeFolder(Object.fromEntries(files))
    const runs = await Promise.all(
      names.map((name) => run(directory, [command, '--articles', name, option, 'out'])),
    )
    for (const { code, output } of runs) expect(code, output).toBe(0)
    expect(runs.map(({ output }) => output).join('')).toContain('Another process writes into out; waiting')
    const out = readAll(join(directory, 'out'))
    const fresh = []
    for (const name of names) {
      await run(directory, [command, '--articles', name, option, `fresh-${name}`])
      fresh.push(readAll(join(directory, `fresh-${name}`)))
    }
    expect(fresh.filter((files) => JSON.stringify([...files]) === JSON.stringify([...out]))).toHaveLength(1)
  },
)

it('work on a folder waits for other work on it, also where that fails, and for none on another', async () => {
  const folder = makeFolder({})
  const done: string[] = []
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const first = withOutputLock(folder, log, async () => {
    await withOutputLock(`${folder}-other`, log, async () => void done.push('other'))
    await new Promise((resolve) => setImmediate(resolve))
    done.push('first')
    throw new Error('no')
  })
  const second = withOutputLock(folder, log, async () => void done.push('second'))
  await expect(first).rejects.toThrow('no')
  await second
  expect(done).toEqual(['other', 'first', 'second'])
  expect(lines).toEqual([`Another process writes into ${folder}; waiting until it has ended.`])
})
