import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/**
 * Bundles the program, in a checkout of its own that is there for all tests of the file, and returns what to run with Node: that starts with half of the CPU
 * that the source takes, for tests that start it many times.
 */
export function bundleProgram(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'wireroom-test-'))
  afterAll(() => rmSync(checkout, { recursive: true }))
  for (const path of ['src', 'package.json'])
    cpSync(join(ROOT, path), join(checkout, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const { status, stderr } = spawnSync(process.execPath, [...flags, 'src/commands/bundle.ts'], {
    cwd: checkout,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  return join(checkout, 'src/main.js')
}
