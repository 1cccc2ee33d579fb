import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'

const FLAGS = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
const MAIN = join(import.meta.dirname, '../../../src/main.js')

/** Starts `serve` as a process that finds these programs alone, each a script for a shell. */
function startServe(args: string[], programs: Record<string, string> = {}, flags: string[] = []) {
  const home = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2026-01-01' }) })
  const bin = makeFolder(programs)
  for (const name of Object.keys(programs)) chmodSync(join(bin, name), 0o755)
  const env = { ...process.env, PATH: bin, HOST: '127.0.0.1', PORT: '0', LOG: 'off' }
  const child = spawn(process.execPath, [...FLAGS, ...flags, MAIN, 'serve', ...args], { cwd: home, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  /** Waits until the process has said that, and returns the first address that it has printed. */
  const says = (text: string) =>
    eventually(() => {
      expect(output).toContain(text)
      return /http:\/\/127\.0\.0\.1:\d+\//.exec(output)![0]
    })
  return { home, bin, child, says }
}

/** A script that writes down what it is asked to open. */
const OPENER = '#!/bin/sh\necho "$*" > "\u0024{0%/*}/opened"\n'

describe('serve --open', () => {
  it('opens the page with the program that the system has for it', async () => {
    const { bin, says } = startServe(['--open'], { 'xdg-open': OPENER, open: OPENER })
    const address = await says('JSON Feed')
    const opened = await eventually(() => {
      const text = readFileSync(join(bin, 'opened'), 'utf8')
      expect(text).toMatch(/\n$/)
      return text
    })
    expect(opened).toBe(`${address}\n`)
    expect((await fetch(address)).status).toBe(200)
  })

  it.each([
    ['there is no such program', {}],
    ['it finds no browser', { 'xdg-open': '#!/bin/sh\nexit 3\n', open: '#!/bin/sh\nexit 1\n' }],
  ])('says so and goes on serving where %s', async (_, programs) => {
    const { child, says } = startServe(['--open'], programs)
    const address = await says('No browser could be opened. Open http://127.0.0.1:')
    expect((await fetch(`${address}feed.json`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('is what opens a page, and nothing else does', async () => {
    const { bin, child, says } = startServe([], { 'xdg-open': OPENER, open: OPENER })
    await says('JSON Feed')
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(existsSync(join(bin, 'opened'))).toBe(false)
  })
})

it('serve ends in order where it is stopped while it prints its addresses', async () => {
  // The process signals itself as it prints the first one, sooner than any person could.
  const hasty = `const { write } = process.stdout
    process.stdout.write = function (text, ...rest) {
      const isWritten = write.call(this, text, ...rest)
      if (String(text).includes('Page')) process.kill(process.pid, 'SIGINT')
      return isWritten
    }`
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(hasty)}`]
  const { child, home } = startServe([], {}, flags)
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(join(home, '.wireroom/cache'))).toBe(true)
})
