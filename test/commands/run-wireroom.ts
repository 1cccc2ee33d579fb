import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const FLAGS = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
const MAIN = join(import.meta.dirname, '../../src/main.js')

/** Runs a command as a process of its own in a folder, without a terminal; its output is that of both streams. */
export function runWireroom(directory: string, args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...FLAGS, MAIN, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      ...process.env,
      FORCE_COLOR: undefined,
      NO_COLOR: '1',
      TZ: 'UTC',
      LANG: 'C',
      LC_ALL: '',
      ...environment,
    },
  })
  return { code: status, output: stdout + stderr, stdout, stderr }
}
