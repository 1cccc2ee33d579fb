import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'acorn'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

const ROOT = join(import.meta.dirname, '../../..')
const BIN = join('node_modules', '.bin')

/** A checkout to pack, so that the test writes nothing into this one. */
const checkout = makeFolder({ LICENSE: '' }, false)
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

function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env
  return { ...env, PATH: `${dirname(process.execPath)}:${env.PATH}`, NO_COLOR: '1', ...more }
}

function readManifest(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
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
  const installed = join(home, 'node_modules/wireroom')
  let files: string[]
  let packageTime: number

  beforeAll(() => {
    for (const path of ['src', 'package.json', 'README.md'])
      cpSync(join(ROOT, path), join(checkout, path), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
    packageTime = statSync(join(checkout, 'package.json')).mtimeMs
    const packed = spawnSync('npm', ['pack', '--json', '--foreground-scripts=false'], {
      cwd: checkout,
      encoding: 'utf8',
      env: environment({ npm_config_offline: 'true' }),
    })
    expect(packed.status, packed.stderr).toBe(0)
    const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n'))) as [
      { filename: string },
    ]
    // `npm install` of a package wants a registry for what it depends on, which a test has not: the package is unpacked, and what it depends
    // on is linked, without what only development needs.
    mkdirSync(installed, { recursive: true })
    mkdirSync(join(home, BIN))
    expect(
      spawnSync('tar', ['-xzf', join(checkout, filename), '-C', installed, '--strip-components=1']).status,
    ).toBe(0)
    const { dependencies, bin } = readManifest(installed)
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(home, 'node_modules', name)), { recursive: true })
      symlinkSync(join(ROOT, 'node_modules', name), join(home, 'node_modules', name))
    }
    symlinkSync(join('../wireroom', bin.wireroom), join(home, BIN, 'wireroom'))
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

  it('has no scripts, and leaves the package.json of the checkout and its time as they were', () => {
    expect(readManifest(installed)).not.toHaveProperty('scripts')
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

  it('says nothing of SQLite on the oldest Node, which calls it experimental', async (context) => {
    const { OLDEST_NODE } = process.env
    if (!OLDEST_NODE) {
      console.warn(`SKIPPED for want of an old Node: "${context.task.name}". Set OLDEST_NODE to its path.`)
      return context.skip('OLDEST_NODE is not set')
    }
    const main = join(home, 'node_modules/wireroom/src/main.js')
    for (const args of [['help'], ['check'], ['stats']])
      expect(
        spawnSync(OLDEST_NODE, [main, ...args], { cwd: home, encoding: 'utf8', env: environment() }),
        args.join(' '),
      ).toMatchObject({ status: 0, stderr: '' })
    const server = spawn(OLDEST_NODE, [main], {
      cwd: home,
      env: environment({ PORT: '0', HOST: '127.0.0.1', LOG: 'off' }),
    })
    onTestFinished(() => void server.kill())
    let errors = ''
    server.stderr.on('data', (chunk) => (errors += chunk))
    let output = ''
    server.stdout.on('data', (chunk) => (output += chunk))
    await eventually(() => expect(output).toMatch(/127\.0\.0\.1:\d+\/feed\.json/))
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(output)![1])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(errors).toBe('')
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
})

describe('main.js', () => {
  const text = readFileSync(join(ROOT, 'src/main.js'), 'utf8')

  it('is read by Node 12, and imports nothing that an old Node lacks before it has looked', () => {
    const { body } = parse(text, { ecmaVersion: 2020, sourceType: 'module', allowHashBang: true })
    expect(body.filter(({ type }) => type.startsWith('Import') || type.startsWith('Export'))).toEqual([])
    // Parts of ECMAScript 2020 that Node 12 does not read.
    expect(text).not.toMatch(/\?\.|\?\?/)
  })

  it('asks for the Node that package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const [, major, minor] = /needed = \[(\d+), (\d+)\]/.exec(text)!
    expect(engines.node).toBe(`>=${major}.${minor}.0`)
  })

  it('says in one sentence which Node is needed', (context) => {
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
      const version = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : ''
      return /^v(?:1\d|2[01])\./.test(version)
    })
    if (old === undefined) return context.skip('this machine has no old Node')
    const { status, stdout, stderr } = spawnSync(old, [join(ROOT, 'src/main.js'), 'serve'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stdout + stderr).toMatch(/^Wireroom needs Node 22\.13 or newer, and this is Node [\d.]+\.\n$/)
  })
})
