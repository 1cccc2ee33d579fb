import { editDistance } from '../../content/text/edit-distance.ts'
import { VERSION } from '../../version.ts'
import { type CommandContext, type CommandTable, isDirectoryAt } from '../command.ts'
import { COMMANDS } from '../commands.ts'
import { runCommand } from '../run-command.ts'

/**
 * Runs the command that is named first, and `serve` where none is: with options alone, or with a folder. Resolves to the exit code, or to undefined
 * where the process goes on. No other command is loaded.
 */
export async function runProgram(
  args: readonly string[],
  given: CommandContext,
): Promise<number | undefined> {
  const [first = 'serve', ...rest] = args
  const context = { ...given, commands: COMMANDS }
  if (VERSION_WORDS.has(first)) {
    context.log(VERSION)
    return 0
  }
  if (HELP_WORDS.has(first)) return help(rest, context)
  const load = COMMANDS.get(first)
  if (load) return runCommand(first, await load(), rest, context)
  const isServed = first.startsWith('-') || /[\\/]/.test(first) || isDirectoryAt(first)
  if (isServed) return runCommand('serve', await COMMANDS.get('serve')!(), [...args], context)
  return refuse(first, context)
}

const VERSION_WORDS = new Set(['--version', '-v', '-V', 'version'])
const HELP_WORDS = new Set(['--help', '-h', 'help'])

async function help([name]: readonly string[], context: CommandContext): Promise<number> {
  if (name === undefined || name.startsWith('-')) {
    const { describeProgram } = await import('./describe-program.ts')
    context.log(await describeProgram(COMMANDS, context))
    return 0
  }
  const load = COMMANDS.get(name)
  if (!load) return refuse(name, context)
  await runCommand(name, await load(), ['--help'], context)
  return 0
}

function refuse(name: string, { logError }: CommandContext): number {
  const near = findNear(name, COMMANDS)
  logError(
    `There is no command ${name}.${near === undefined ? '' : ` Did you mean ${near}?`} \`wireroom help\` lists all of them.`,
  )
  return 2
}

/** The command whose name is most like this one, if one is. */
function findNear(name: string, commands: CommandTable): string | undefined {
  const most = name.length > 4 ? 2 : 1
  const [near] = [...commands.keys()]
    .map((known) => ({ known, edits: editDistance(name, known) }))
    .filter(({ known, edits }) => edits <= most || (name.length > 1 && known.startsWith(name)))
    .sort((a, b) => a.edits - b.edits)
  return near?.known
}
