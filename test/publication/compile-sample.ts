import { compileCommand } from '../../src/commands/compile/compile.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { NOW } from './fixtures.ts'

// Compiles the articles that Wireroom comes with for the Worker, in a process of its own: within vitest it takes several times as long.
process.exitCode = await runCommand('compile', compileCommand, [], {
  env: {},
  log: () => {},
  logError: console.error,
  now: () => NOW,
})
