import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished } from 'vitest'
import { eventually } from '../eventually.ts'

const FLAGS = '--experimental-strip-types --disable-warning=ExperimentalWarning'
const MAIN = join(import.meta.dirname, '../../src/main.js')

/** Whether this machine has the program that runs another one on a terminal: that of util-linux. */
export function hasTerminal(): boolean {
  return /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '')
}

/**
 * Runs a command on a terminal of its own, with 80 columns unless COLUMNS says another number, answers what it says with the keys, one after the other, and resolves to its exit code
 * and to what came after the last answer, as the terminal got it (`raw`) and without colours, and to `all` that it got. `args` are a line for a shell.
 */
export async function runInTerminal(
  directory: string,
  args: string,
  answers: readonly (readonly [said: string | RegExp, keys: string])[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; all: string; raw: string; output: string }> {
  const line = `stty cols ${environment.COLUMNS ?? 80} rows 24; exec "${process.execPath}" ${FLAGS} "${MAIN}" ${args}`
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd: directory,
    env: {
      ...process.env,
      // These decide on colours, and the first of them tells Node that nobody looks.
      CI: undefined,
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      TERM: 'xterm',
      SHELL: '/bin/sh',
      TZ: 'UTC',
      LANG: 'C',
      LC_ALL: '',
      ...environment,
    },
  })
  onTestFinished(() => void child.kill())
  let all = ''
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    all += chunk
    output += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  for (const [said, keys] of answers) {
    await eventually(() => expect(stripVTControlCharacters(output)).toMatch(said))
    output = ''
    child.stdin.write(keys)
  }
  const code = await ended
  return { code, all, raw: output, output: stripVTControlCharacters(output).replaceAll('\r\n', '\n') }
}
