import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { article } from '../article.ts'
import { bundleProgram } from '../bundled-program.ts'
import { makeFolder, setTimes, writeFiles } from '../make-folder.ts'

const PROGRAM = bundleProgram()
/** The soak makes many more. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
const ARTICLES = 40
const SITE = '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\nfeedLimit: 10\n---\n'

/** A number below `limit`, the same in each run. */
function createChance(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
}

/** When each edition was written: documents tell when they were last modified. */
const WRITTEN = { older: new Date('2025-12-01T00:00:00Z'), newer: new Date('2025-12-02T00:00:00Z') }
type Edition = keyof typeof WRITTEN

/** Writes the folder `articles` before or after an edit that changes a third of the articles, and adds and removes some. */
function writeEdition(directory: string, edition: Edition): void {
  const articles = join(directory, 'articles')
  rmSync(articles, { recursive: true, force: true })
  writeFiles(articles, filesOf(edition))
  setTimes(articles, WRITTEN[edition])
}

function filesOf(edition: Edition): Record<string, string> {
  const from = edition === 'older' ? 0 : 5
  const numbers = Array.from({ length: ARTICLES }, (_, index) => index + from)
  return Object.fromEntries([
    ['_index.md', SITE],
    ['table.csv', `a,${edition}`],
    ...numbers.map((number) => {
      const date = new Date(Date.UTC(2025, 0, 1 + number)).toISOString().slice(0, 10)
      const text = number % 3 === 0 ? `Text of ${number}, ${edition}.` : `Text of ${number}.`
      const keys = { title: `A ${number}`, date, tags: `[t${number % 4}]`, enclosures: '[table.csv]' }
      return [`a${number}.md`, article(keys, `${text} `.repeat(50))]
    }),
  ])
}

/** Starts to compile `articles` in a folder, as a deploy does. */
function compileIn(directory: string): ChildProcess {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'compile', '--articles', 'articles', '--output', 'output'],
    { cwd: directory, stdio: 'ignore' },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function compileWhole(directory: string): Promise<void> {
  expect(await once(compileIn(directory), 'exit')).toEqual([0, null])
}

/** Every file of the output, by its path. */
function readOutput(directory: string): Map<string, string> {
  const output = join(directory, 'output')
  const paths = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(output, path)).isFile(),
  )
  return new Map(paths.sort().map((path) => [path, readFileSync(join(output, path), 'latin1')]))
}

/** Whether the Worker serves what was compiled: the manifest, and every asset that it may name. */
function serves(left: Map<string, string>, compiled: Map<string, string>): boolean {
  return [...compiled]
    .filter(([path]) => path === 'manifest.json' || path.startsWith('assets/'))
    .every(([path, bytes]) => left.get(path) === bytes)
}

/** What has happened when a compilation is killed: nothing yet, it has begun to write, or it has just replaced the manifest. */
const MOMENTS = ['any', 'writing', 'replaced'] as const

/** How many milliseconds pass at most until then. */
const WAITS = { any: 1000, writing: 20, replaced: 4 }

/** Kills a compilation at a moment before its end. */
async function killAtSomeMoment(directory: string, moment: (typeof MOMENTS)[number], milliseconds: number) {
  const output = join(directory, 'output')
  const stamp = {
    any: () => 0,
    writing: () => readdirSync(join(output, 'assets/_data')).length,
    replaced: () => statSync(join(output, 'manifest.json')).ino,
  }[moment]
  const before = stamp()
  const child = compileIn(directory)
  const ended = once(child, 'exit')
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
  if (moment !== 'any') while (!hasEnded && stamp() === before) await nextTurn()
  const until = performance.now() + milliseconds
  while (!hasEnded && performance.now() < until) await nextTurn()
  child.kill('SIGKILL')
  await ended
}

it('a compilation that is killed over an older output leaves the old one or the new one whole, and the next is as a fresh one', async () => {
  const chance = createChance(2026)
  const [older, newer] = [makeFolder({}), makeFolder({})]
  writeEdition(older, 'older')
  writeEdition(newer, 'newer')
  for (const directory of [older, newer]) await compileWhole(directory)
  const [old, fresh] = [readOutput(older), readOutput(newer)]
  expect(old.get('manifest.json')).not.toBe(fresh.get('manifest.json'))
  const left = { old: 0, new: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const directory = makeFolder({})
    cpSync(older, directory, { recursive: true })
    writeEdition(directory, 'newer')
    // Several in a row, so that each finds what the one before has left.
    for (const [kill, moment] of MOMENTS.entries()) {
      await killAtSomeMoment(directory, moment, chance(WAITS[moment]))
      const output = readOutput(directory)
      const isNew = output.get('manifest.json') === fresh.get('manifest.json')
      expect(serves(output, isNew ? fresh : old), `after kill ${kill} of round ${round}`).toBe(true)
      left[isNew ? 'new' : 'old']++
    }
    await compileWhole(directory)
    expect(readOutput(directory)).toEqual(fresh)
    expect(existsSync(join(directory, 'output/manifest.json.new'))).toBe(false)
    rmSync(directory, { recursive: true })
  }
  console.log(
    `Killed ${MOMENTS.length * ROUNDS} times: ${left.old} left the old output, ${left.new} the new one.`,
  )
})
