import { runProgram } from './commands/program/run-program.ts'
import { terminalContext } from './commands/program/terminal-context.ts'

// A reader that stops reading the output, such as `head`, does not end the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
runProgram(process.argv.slice(2), terminalContext()).then((code) => {
  process.exitCode = code
})
