import { writeSync } from 'node:fs'
import { styleText } from 'node:util'
import type { CommandContext } from '../command.ts'

/** The context of a command that a person or a script has called: environment, output and clock of this process. */
export function terminalContext(): CommandContext {
  const { env, stdin, stdout, stderr } = process
  const showProgress = stderr.isTTY === true ? createProgress(stderr.fd, () => stderr.columns) : undefined
  // A line takes the place of the progress.
  const after = (print: (line: string) => void) => (line: string) => {
    showProgress?.('')
    print(line)
  }
  return {
    env,
    log: after(console.log),
    logError: after(console.error),
    now: Date.now,
    isInteractive: stdin.isTTY === true && stdout.isTTY === true,
    // Node judges by FORCE_COLOR, then by NO_COLOR, then by the terminal.
    hasColors: styleText('bold', '.', { stream: stdout }) !== '.',
    showProgress,
  }
}

/** So often at most the line is written: more would slow the work down. */
const EVERY_MILLISECONDS = 100

/** Returns a function that replaces the last line of a terminal, and clears it for an empty text. It works while the process is busy. */
function createProgress(fd: number, width: () => number): (text: string) => void {
  let written = Number.NEGATIVE_INFINITY
  let isShown = false
  return (text) => {
    const now = performance.now()
    if (text === '' ? !isShown : now - written < EVERY_MILLISECONDS) return
    written = now
    isShown = text !== ''
    writeSync(fd, `\r\x1b[K${text.slice(0, width() - 1)}`)
  }
}
