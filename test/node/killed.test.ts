import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createRegisterFile } from '../../src/node/register-file.ts'
import { article } from '../article.ts'
import { bundleProgram } from '../bundled-program.ts'
import { eventually } from '../eventually.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

const PROGRAM = bundleProgram()
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
const SITE = '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const isRoot = process.getuid?.() === 0

/** Whether a disk that is soon full can be made here. */
function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'wireroom-mount-'))
  const isMounted =
    isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', place]).status === 0
  if (isMounted) execFileSync('umount', [place])
  rmSync(place, { recursive: true })
  return isMounted
}

/** A number below `limit`, the same in each run. */
function createChance(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
}

async function start(
  directory: string,
): Promise<{ child: ChildProcess; ids(): Promise<Map<string, string>> }> {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    cwd: directory,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => output.push(line))
  await eventually(() => expect(output.join('\n')).toContain('JSON Feed'))
  const address = /http\S+feed\.json/.exec(output.join('\n'))![0]
  const ids = async () => {
    const { items } = (await (await fetch(address)).json()) as { items: { id: string; url: string }[] }
    return new Map(items.map(({ id, url }) => [url, id]))
  }
  return { child, ids }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** What a start without a cache, and with the register, would publish. */
function idsOfFresh(directory: string): Map<string, string> {
  const articles = join(directory, 'articles')
  const folder = openFolder(articles, {
    defaultUrl: 'http://localhost/',
    ids: createRegisterFile(articles, registerOf(directory)),
  })
  expect(folder.doubts()).toEqual([])
  return new Map(folder.library().articles.map(({ permalink, id }) => [permalink, id]))
}

function registerOf(directory: string): string | undefined {
  const folder = join(directory, '.wireroom/ids')
  try {
    const name = readdirSync(folder).find((name) => name.endsWith('.txt'))
    return name && join(folder, name)
  } catch {
    return undefined
  }
}

const CAN_MOUNT = canMount()

const HARMS: [name: string, canRun: boolean, harm: (wireroom: string) => unknown][] = [
  ['nothing else happens', true, () => {}],
  [
    'the disk is full',
    CAN_MOUNT,
    (wireroom) => {
      rmSync(wireroom, { recursive: true, force: true })
      mkdirSync(wireroom)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', wireroom])
      onTestFinished(() => void spawnSync('umount', ['-l', wireroom]))
    },
  ],
  [
    '.wireroom cannot be written',
    !isRoot || CAN_MOUNT,
    (wireroom) => {
      mkdirSync(wireroom, { recursive: true })
      if (!isRoot) {
        chmodSync(wireroom, 0o500)
        onTestFinished(() => chmodSync(wireroom, 0o700))
        return
      }
      onTestFinished(() => void spawnSync('umount', ['-l', wireroom]))
      // The system refuses it where the server has opened a file in between: then again from the start.
      return eventually(() => {
        try {
          execFileSync('mount', ['-o', 'bind,ro', wireroom, wireroom])
        } catch (error) {
          spawnSync('umount', ['-l', wireroom])
          throw error
        }
      })
    },
  ],
  [
    "the cache is another user's, of another folder, or cut",
    true,
    (wireroom) => {
      const cache = join(wireroom, 'cache')
      mkdirSync(cache, { recursive: true })
      for (const name of readdirSync(cache)) {
        const text = readFileSync(join(cache, name))
        writeFileSync(join(cache, name), text.subarray(0, text.length / 2))
        chmodSync(join(cache, name), 0)
      }
    },
  ],
]

for (const [name, canRun, harm] of HARMS)
  it.skipIf(!canRun)(
    `a server that is killed at any moment of edits, while ${name}, starts again as a fresh one, with the same ids`,
    async () => {
      const chance = createChance(2026)
      for (let round = 0; round < ROUNDS; round++) {
        const directory = makeFolder({ 'articles/_index.md': SITE })
        const write = (number: number, title: string) =>
          writeFiles(join(directory, 'articles'), {
            [`a${number}.md`]: article(
              { title, date: `2025-01-0${1 + number}` },
              `Text ${title}. `.repeat(200),
            ),
          })
        for (let number = 0; number < 9; number++) write(number, `A${number}`)
        const first = await start(directory)
        const before = await first.ids()
        expect(before.size).toBe(9)
        await harm(join(directory, '.wireroom'))
        for (let edit = chance(30); edit >= 0; edit--) {
          write(chance(9), `Edit ${edit}`)
          await new Promise((resolve) => setTimeout(resolve, chance(40)))
        }
        await kill(first.child)
        const second = await start(directory)
        const after = await second.ids()
        expect(after).toEqual(before)
        expect(after).toEqual(idsOfFresh(directory))
        await kill(second.child)
      }
    },
    3_600_000,
  )
