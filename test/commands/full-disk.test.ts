import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { article } from '../article.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'
import { runWireroom } from './run-wireroom.ts'

/** The files of a folder by path; what was begun and not finished is none of them. */
function readAll(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'base64')]),
  )
}

function mount(folder: string): boolean {
  mkdirSync(folder, { recursive: true })
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).status === 0
  if (isMounted) onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return isMounted
}

const COMMANDS: [command: string, option: string, whole: string[]][] = [
  ['build', '--out', ['index.html', 'feed.xml']],
  ['compile', '--output', ['manifest.json', 'digests.json']],
]

it.each(COMMANDS)(
  '%s on a full disk names the file and a remedy, and can be run again',
  (command, option, whole) => {
    const directory = makeFolder({
      'articles/_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
      'articles/a.md': article({ title: 'A', date: '2025-01-01' }, 'Text.'),
    })
    const out = join(directory, 'disk/out')
    if (!mount(join(directory, 'disk'))) return
    const run = () => runWireroom(directory, [command, option, out])
    expect(run()).toMatchObject({ code: 0 })
    const before = readAll(out)
    writeFiles(join(directory, 'articles'), {
      'b.md': article({ title: 'B', date: '2025-01-02' }, 'Text. '.repeat(50_000)),
    })
    const { Bavail, Bsize } = freeOf(out)
    execFileSync('dd', ['if=/dev/zero', `of=${directory}/disk/rest`, `bs=${Bsize}`, `count=${Bavail - 2}`], {
      stdio: 'ignore',
    })
    const { code, output } = run()
    expect(code, output).toBe(1)
    expect(output).toMatch(
      new RegExp(
        `${out}/\\S+ cannot be written \\(ENOSPC: no space left on device\\)\\. Make space on its disk, or name a folder on another one with ${option}\\.`,
      ),
    )
    const after = readAll(out)
    for (const name of whole) expect(after.get(name), name).toBe(before.get(name))
    expect([...after.keys()].filter((name) => /[./]new(?:-|$)/.test(name))).toEqual([])
    execFileSync('rm', [`${directory}/disk/rest`])
    expect(run()).toMatchObject({ code: 0 })
    const fresh = join(directory, 'fresh')
    expect(runWireroom(directory, [command, option, fresh])).toMatchObject({ code: 0 })
    expect([...readAll(out).keys()]).toEqual([...readAll(fresh).keys()])
  },
)

function freeOf(folder: string): { Bavail: number; Bsize: number } {
  const [size = 0, free = 0] = execFileSync('stat', ['-f', '-c', '%S %a', folder], { encoding: 'utf8' })
    .split(' ')
    .map(Number)
  return { Bsize: size, Bavail: free }
}
