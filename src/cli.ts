import { COMMANDS } from './commands/commands.ts'
import { describeProgram, runCommand } from './commands/run-command.ts'

/** Runs the command that is named first, `serve` by default; resolves to the exit code, or to undefined where the process goes on. */
async function run([name = 'serve', ...args]: string[]): Promise<number | undefined> {
  const command = await COMMANDS.get(name)?.()
  if (command) {
    const { log, error: logError } = console
    return runCommand(name, command, args, { env: process.env, log, logError, now: Date.now })
  }
  const help = await describeProgram(COMMANDS)
  if (name === '--help') console.log(help)
  else console.error(`There is no command ${name}.\n\n${help}`)
  return name === '--help' ? 0 : 1
}

// A reader that stops reading the output, such as `head`, does not end the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
