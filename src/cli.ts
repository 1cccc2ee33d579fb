import { COMMANDS } from './commands/commands.ts'
import { describeProgram } from './commands/help.ts'
import { runCommand } from './commands/run-command.ts'

/** Runs the command that is named first, `serve` without one; resolves to the exit code, or to undefined where the process goes on. */
async function run([name = 'serve', ...args]: string[]): Promise<number | undefined> {
  if (name === '--help') {
    console.log(describeProgram(COMMANDS))
    return 0
  }
  const row = COMMANDS.find((row) => row.name === name)
  if (row)
    return runCommand(row, args, {
      env: process.env,
      log: console.log,
      logError: console.error,
      now: Date.now,
    })
  console.error(`There is no command ${name}.\n\n${describeProgram(COMMANDS)}`)
  return 1
}

// A reader that stops reading what is printed, such as `head`, does not end the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
run(process.argv.slice(2)).then((code) => {
  if (code !== undefined) process.exitCode = code
})
