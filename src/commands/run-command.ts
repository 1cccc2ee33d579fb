import { parseArgs } from 'node:util'
import type { Command, CommandContext } from './command.ts'

/** Runs a command, or prints its help; resolves to the exit code, or to undefined where the process goes on. */
export async function runCommand(
  name: string,
  command: Command,
  args: string[],
  context: CommandContext,
): Promise<number | undefined> {
  if (args.includes('--help')) {
    context.log(describeCommand(name, command))
    return 0
  }
  try {
    return await command.run({ ...context, ...parse(name, command, args), args })
  } catch (error) {
    context.logError((error as Error).message)
    return command.failureCode ?? 1
  }
}

function parse(name: string, { options, positionals, passesOnTo }: Command, args: string[]) {
  const strict = passesOnTo === undefined
  try {
    return parseArgs({ args, options, strict, allowPositionals: !strict || positionals !== undefined })
  } catch (error) {
    // Node goes on with advice on positional arguments, which misleads here.
    const [reason] = (error as Error).message.split(/\.\s/)
    throw new Error(`${reason}. \`wireroom ${name} --help\` lists the options of this command.`)
  }
}

/** The help of the whole program: a line for each command. */
export async function describeProgram(
  commands: ReadonlyMap<string, () => Promise<Command>>,
): Promise<string> {
  const pairs = [...commands].map(async ([name, load]): Promise<[string, string]> => {
    const { description } = await load()
    return [name, description.split('\n')[0]!]
  })
  return `Usage: wireroom [COMMAND] [OPTIONS]

${alignPairs(await Promise.all(pairs))}

Without a command it serves. \`wireroom COMMAND --help\` lists the options of a command.`
}

function describeCommand(name: string, command: Command): string {
  const { positionals, description, options, environment, passesOnTo } = command
  const described = Object.entries(options).map(([option, { value, description }]): [string, string] => [
    value === undefined ? `--${option}` : `--${option} ${value}`,
    description,
  ])
  return [
    ['Usage: wireroom', name, positionals, '[OPTIONS]'].filter(Boolean).join(' '),
    description +
      (passesOnTo ? `\nAll other arguments go to \`${passesOnTo}\`, whose own help lists them.` : ''),
    alignPairs([...described, ['--help', 'prints this help']]),
    ...(environment ? [`In the environment:\n\n${alignPairs(Object.entries(environment))}`] : []),
  ].join('\n\n')
}

/** A line for each pair; the second parts start in the same column. */
function alignPairs(pairs: [first: string, second: string][]): string {
  const width = Math.max(...pairs.map(([first]) => first.length))
  return pairs.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}
