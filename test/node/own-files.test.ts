import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { cacheFile, pushFile, registerCopy, statsFile } from '../../src/node/wireroom-folder.ts'
import { article } from '../article.ts'
import { bundleProgram } from '../bundled-program.ts'
import { eventually } from '../eventually.ts'
import { makeFolder } from '../make-folder.ts'

const PROGRAM = bundleProgram()

/** What may have the name of a file of ours. */
const OBSTACLES: Record<string, (path: string) => unknown> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a device': (path) => symlinkSync('/dev/zero', path),
}

function startIn(directory: string) {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    cwd: directory,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG: 'off', NO_COLOR: '1', ADMIN_TOKEN: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => lines.push(line))
  return { child, ended, lines, output: () => lines.join('\n') }
}

function makeSite(settings: string): string {
  return makeFolder({
    'articles/_index.md': `---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n${settings}---\n`,
    'articles/a.md': article({ title: 'A', date: '2025-01-01' }, 'Text.'),
  })
}

function put(directory: string, name: string, obstacle: string): void {
  const path = join(directory, name)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(dirname(path), { recursive: true })
  OBSTACLES[obstacle]!(path)
}

for (const obstacle of Object.keys(OBSTACLES)) {
  it(`a server starts, answers and stops where ${obstacle} has the name of its cache, of its counts, and of those to come`, async () => {
    const directory = makeSite('')
    const articles = join(directory, 'articles')
    for (const name of [cacheFile('serve', articles), statsFile(articles)])
      for (const file of [name, `${name}.new`]) put(directory, file, obstacle)
    const { child, ended, output } = startIn(directory)
    await eventually(() => expect(output()).toContain('JSON Feed'))
    const address = new URL('/metrics', /http\S+feed\.json/.exec(output())![0]).href
    expect((await fetch(address)).status).toBe(200)
    expect(output()).toMatch(/stats\S+\.json cannot be read/)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it(`a server does not start where ${obstacle} has the name of its copy of the ids, and says so`, async () => {
    const directory = makeSite('')
    put(directory, registerCopy(join(directory, 'articles')), obstacle)
    const { ended, output } = startIn(directory)
    expect(await ended).toEqual([1, null])
    expect(output()).toMatch(/ids\S+\.txt.*The register of published ids cannot be read/)
  })

  it(`a server that cannot push answers where ${obstacle} has the name of its database`, async () => {
    const directory = makeSite('push: true\n')
    for (const end of ['', '-wal', '.owner'])
      put(directory, `${pushFile(join(directory, 'articles'))}${end}`, obstacle)
    const { child, ended, output } = startIn(directory)
    await eventually(() => expect(output()).toContain('JSON Feed'))
    await eventually(() => expect(output()).toMatch(/Push cannot start: .*push\S+\.sqlite/))
    expect((await fetch(/http\S+feed\.json/.exec(output())![0])).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
}
