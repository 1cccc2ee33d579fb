import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'
import {
  environment,
  linkPackage,
  makeCheckout,
  npmInstall,
  packProgram,
  ROOT,
  readManifest,
  runProcess,
} from './packed-program.ts'
import { tryCommands } from './try-commands.ts'

const BIN = join('node_modules', '.bin')

const checkout = makeCheckout()
/** A folder into which the package is installed. */
const home = makeFolder(
  {
    'articles/_index.md': '---\ntitle: Ours\n---\n',
    'articles/a.md': article({ title: 'A', date: '2025-01-01' }),
    // A thread tries what is long.
    'articles/long.md': article({ title: 'Long', date: '2025-02-20' }, 'word '.repeat(15_000)),
  },
  false,
)

/** Without the flags that this process runs with, as a person calls it. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(home, BIN, 'wireroom'), args, {
    cwd: home,
    encoding: 'utf8',
    env: environment(),
  })
  return { status, output: stdout + stderr }
}

/** The folders of the packages that npm installs for the one in this folder. */
function findInstalled(folder: string, found = new Set<string>()): Set<string> {
  for (const name of Object.keys(readManifest(folder).dependencies ?? {})) {
    const nested = join(folder, 'node_modules', name)
    const installed = existsSync(nested) ? nested : join(ROOT, 'node_modules', name)
    if (!found.has(installed)) findInstalled(installed, found.add(installed))
  }
  return found
}

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)
}

describe('the package', () => {
  let tarball: string
  let installed: string
  let files: string[]
  let packageTime: number

  beforeAll(() => {
    packageTime = statSync(join(checkout, 'package.json')).mtimeMs
    tarball = packProgram(checkout)
    installed = linkPackage(tarball, home)
    files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  })

  afterAll(() => {
    for (const folder of [checkout, home]) rmSync(folder, { recursive: true })
  })

  it('has JavaScript alone, because Node runs no TypeScript below node_modules', () => {
    expect(files).toContain('dist/cli.js')
    expect(files).toEqual(expect.arrayContaining(['dist/worker.js', 'dist/wireroom.1']))
    expect(files.filter((path) => path.endsWith('.ts'))).toEqual([])
  })

  it('installs at most 60 packages and 35 MB', () => {
    const packages = [installed, ...findInstalled(installed)]
    expect(packages.length).toBeLessThanOrEqual(60)
    const bytes = packages.map(bytesOf).reduce((sum, size) => sum + size)
    expect(bytes).toBeLessThanOrEqual(35e6)
  })

  it('depends on what the program imports from outside of itself, and on nothing else', () => {
    const code = files.filter((path) => path.endsWith('.js') && path !== 'dist/worker.js')
    const text = code.map((path) => readFileSync(join(installed, path), 'utf8')).join('\n')
    const named = text.matchAll(/(?:\} from|^import|[ (]import\(|= load\() ?["`](?!node:)(@?[a-z][\w.-]*)/gm)
    const { dependencies, peerDependencies } = readManifest(installed)
    expect([...new Set([...named].map(([, name]) => name))].sort()).toEqual(
      Object.keys({ ...dependencies, ...peerDependencies }).sort(),
    )
  })

  it('has the licences of the packages that it contains, and not of the others', () => {
    const text = readFileSync(join(installed, 'dist/LICENSES.txt'), 'utf8')
    const { version } = readManifest(join(ROOT, 'node_modules/markdown-it'))
    expect(text).toContain(`\nmarkdown-it ${version} (MIT)\n\nCopyright (c) 2014 Vitaly Puzrin`)
    expect(text).toMatch(/^@hono\/node-server /m)
    expect(text).toMatch(/^domelementtype .* \(BSD-2-Clause\)$/m)
    expect(text).not.toMatch(/^(?:pino|highlight\.js|esbuild) /m)
  })

  it('leaves the package.json of the checkout and its time as they were', () => {
    const path = join(checkout, 'package.json')
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(statSync(path).mtimeMs).toBe(packageTime)
  })

  it('runs as a command', () => {
    const { version } = readManifest(ROOT)
    expect(run('--version')).toEqual({ status: 0, output: `${version}\n` })
    expect(run('check')).toMatchObject({ status: 0 })
    expect(run('check', 'nowhere')).toMatchObject({ status: 2 })
    expect(run('chekc')).toEqual({
      status: 2,
      output: 'There is no command chekc. Did you mean check? `wireroom help` lists all of them.\n',
    })
  })

  it('has a manual page that npm finds, which reads a list alone', () => {
    expect(readManifest(installed).man).toEqual(['dist/wireroom.1'])
  })

  it('says that Wrangler is missing, which it does not bring', () => {
    expect(run('deploy')).toEqual({
      status: 1,
      output: 'Wrangler is not installed. `npm install wrangler` beside Wireroom brings it.\n',
    })
  })

  it('serves the folder in which it is installed, texts that a thread tries included', async () => {
    const child = spawn(join(home, BIN, 'wireroom'), [], {
      cwd: home,
      env: environment({ PORT: '0', HOST: '127.0.0.1' }),
    })
    onTestFinished(() => void child.kill())
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    await eventually(() => expect(output).toMatch(/127\.0\.0\.1:\d+\/feed\.json/))
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(output)![1])
    const feed = await (await fetch(`http://127.0.0.1:${port}/feed.json`)).json()
    expect(feed).toMatchObject({ title: 'Ours', items: [{ title: 'Long' }, { title: 'A' }] })
    expect(output).not.toContain('error')
  })

  describe('installed by npm', () => {
    const { OLDEST_NODE } = process.env
    const project = makeFolder({}, false)
    const prefix = makeFolder({}, false)
    let isReachable = false

    beforeAll(async () => {
      const ended = await Promise.all([
        npmInstall(project, [tarball]),
        npmInstall(project, ['-g', '--prefix', prefix, tarball], OLDEST_NODE),
      ])
      isReachable = ended.every((one) => one !== undefined)
      if (!isReachable)
        return console.warn('SKIPPED for want of a registry: everything that npm itself installs.')
      for (const one of ended) {
        expect(one).toEqual({
          status: 0,
          output: expect.stringMatching(/^\s*added (?:[1-5]?\d|60) packages/),
        })
        expect(one!.output).not.toMatch(/warn|deprecated|vulnerab/i)
      }
    })

    afterAll(() => {
      for (const folder of [project, prefix]) rmSync(folder, { recursive: true })
    })

    it('has commands that all run, on this Node and on the oldest', async (context) => {
      if (!isReachable) return context.skip('no registry can be reached')
      if (!OLDEST_NODE)
        console.warn(
          'SKIPPED for want of an old Node: its half of the commands. Set OLDEST_NODE to its path.',
        )
      const tries = [
        tryCommands(project, 'this-node', process.execPath),
        ...(OLDEST_NODE ? [tryCommands(project, 'oldest-node', OLDEST_NODE)] : []),
      ]
      // Both come to their end, so that none of their processes outlives the test.
      for (const tried of await Promise.allSettled(tries)) if (tried.status === 'rejected') throw tried.reason
    })

    it('runs from everywhere after npm install -g, and has its manual page where man looks', async (context) => {
      if (!isReachable) return context.skip('no registry can be reached')
      for (const [args, output] of [
        [['--version'], `${readManifest(ROOT).version}\n`],
        [['check'], expect.stringMatching(/\n2 articles, 0 errors, /)],
      ] as const)
        expect(
          await runProcess(join(prefix, 'bin/wireroom'), args, home, environment({}, OLDEST_NODE)),
        ).toEqual({ status: 0, output })
      expect(existsSync(join(prefix, 'share/man/man1/wireroom.1'))).toBe(true)
    })
  })
})
