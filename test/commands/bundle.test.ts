import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { trimPackage } from '../../src/commands/packing/trim-package.ts'
import { codeVersion } from '../../src/node/code-version.ts'
import { article } from '../article.ts'
import { eventually } from '../eventually.ts'
import { makeFolder } from '../make-folder.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A separate checkout, so that the test does not replace the bundle of this one. */
const checkout = makeFolder(
  {
    'articles/a.md': article({ title: 'A', date: '2025-02-30' }),
    // A thread tries what is long.
    'articles/long.md': article({ title: 'Long', date: '2025-02-20' }, 'word '.repeat(15_000)),
  },
  false,
)

function run(script: string, ...args: string[]): string {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, join('src', script), ...args], {
    cwd: checkout,
    encoding: 'utf8',
  })
  return stdout + stderr
}

describe('the bundle', () => {
  let fromSource: string

  beforeAll(() => {
    for (const path of ['src', 'package.json'])
      cpSync(join(ROOT, path), join(checkout, path), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
    fromSource = run('main.js', 'check')
    expect(run('commands/bundle.ts')).toBe('')
    appendFileSync(join(checkout, '.wireroom/bundle/cli.js'), '\nconsole.log("bundled")\n')
  })

  // A server that was told to end may still save its counts.
  afterAll(() => rmSync(checkout, { recursive: true, maxRetries: 10 }))

  it('does what the source does', () => {
    expect(fromSource).toContain('a.md:3')
    expect(fromSource).toContain('1 article, 1 error')
    expect(run('main.js', 'check')).toBe(`bundled\n${fromSource}`)
  })

  it('has the same version as the source', () => {
    const folder = join(checkout, '.wireroom/bundle')
    const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(text.join('\n')).toContain(`release + "${codeVersion('')}"`)
  })

  it('assigns the fields of markdown-it, which it is published without', () => {
    const call = /_defineProperty\(\s*this/
    const published = readFileSync(new URL(import.meta.resolve('markdown-it')), 'utf8')
    expect(published).toMatch(call)
    const folder = join(checkout, '.wireroom/bundle')
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(call)
  })

  it('starts on the oldest supported Node, as npm start does', async (context) => {
    const { OLDEST_NODE } = process.env
    if (!OLDEST_NODE) {
      console.warn(`SKIPPED for want of an old Node: "${context.task.name}". Set OLDEST_NODE to its path.`)
      return context.skip('OLDEST_NODE is not set')
    }
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const version = spawnSync(OLDEST_NODE, ['--version'], { encoding: 'utf8' }).stdout.trim()
    expect(engines.node).toBe(`>=${version.slice(1)}`)
    const script = readFileSync(join(ROOT, 'src/start.sh'), 'utf8')
    const [, args] = /^exec node (.*) "\$@"$/m.exec(script) as unknown as [string, string]
    const child = spawn(OLDEST_NODE, args.split(' '), {
      cwd: checkout,
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    })
    onTestFinished(() => void child.kill())
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    await eventually(() => expect(output).toMatch(/^bundled\n[\s\S]*JSON Feed/))
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(output)![1])
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/feed.xml`, {
      headers: { 'Accept-Encoding': 'gzip' },
    })
    expect([status, headers.get('content-encoding')]).toEqual([200, 'gzip'])
  })

  it('is not used once a source file has changed', () => {
    appendFileSync(join(checkout, 'src/content/text/characters.ts'), '\n// changed\n')
    expect(run('main.js', 'check')).toBe(fromSource)
  })

  it('is used again once it was rebuilt, which also mends what a killed npm pack has left', () => {
    const packageJson = join(checkout, 'package.json')
    const [own, time] = [readFileSync(packageJson, 'utf8'), statSync(packageJson).mtimeMs]
    trimPackage(checkout)
    expect(readFileSync(packageJson, 'utf8')).not.toBe(own)
    // As `prepare` of `npm install` calls it.
    expect(run('commands/bundle.ts', '--tell')).toMatch(/^Next: `npm start` serves .*\n$/)
    expect(readFileSync(packageJson, 'utf8')).toBe(own)
    expect(statSync(packageJson).mtimeMs).toBe(time)
    appendFileSync(join(checkout, '.wireroom/bundle/cli.js'), '\nconsole.log("rebuilt")\n')
    expect(run('main.js', 'check')).toBe(`rebuilt\n${fromSource}`)
  })
})
