import { styleText } from 'node:util'
import type { CommandContext, CommandTable } from '../command.ts'
import { alignPairs } from './align-pairs.ts'

/** The help of the whole program: how to begin, and a line for each command, which is the first of its description. */
export async function describeProgram(
  commands: CommandTable,
  { hasColors }: Partial<CommandContext> = {},
): Promise<string> {
  const title = (text: string) => (hasColors ? styleText('bold', text, { validateStream: false }) : text)
  const pairs = [...commands].map(async ([name, load]): Promise<[string, string]> => {
    const { description } = await load()
    return [name, description.split('\n')[0]!]
  })
  return `${title('Usage:')} wireroom [COMMAND] [OPTIONS]

${title('To begin:')}
${alignPairs([
  ['wireroom init my-site', 'makes a publication in a new folder, and asks what it needs to know'],
  ['wireroom new "A title"', 'writes an article'],
  ['wireroom', 'serves the folder `articles`, and follows what you edit'],
  ['wireroom check', 'prints every mistake, with file and line'],
])}

${title('Commands:')}
${alignPairs(await Promise.all(pairs))}

${title('Options:')}
${alignPairs([
  ['-h, --help', 'prints this help; after a command, that of the command'],
  ['-v, --version', 'prints the version'],
])}

${title('Exit codes:')}
${alignPairs([
  ['0', 'all is well'],
  ['1', 'faults were found, or the work failed'],
  ['2', 'the command was called in a wrong way'],
])}`
}
