import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

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
