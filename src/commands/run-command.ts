import { parseArgs } from 'node:util'
import type { Command, CommandContext, CommandRow } from './command.ts'
import { describeCommand } from './help.ts'

/** Runs a command, or prints its help; resolves to the exit code, or to undefined where the process goes on. */
export async function runCommand(
  row: CommandRow,
  args: string[],
  context: CommandContext,
): Promise<number | undefined> {
  try {
    const command = await row.load()
    if (args.includes('--help')) {
      context.log(describeCommand(row, command))
      return 0
    }
    return await command.run({ ...context, ...parse(row.name, command, args), args })
  } catch (error) {
    context.logError((error as Error).message)
    return row.failureCode ?? 1
  }
}

function parse(name: string, { options, positionals, passesOnTo }: Command, args: string[]) {
  const isStrict = passesOnTo === undefined
  const allowPositionals = !isStrict || positionals !== undefined
  try {
    return parseArgs({ args, options, strict: isStrict, allowPositionals })
  } catch (error) {
    // Node goes on with advice that is of no use here.
    const [reason] = (error as Error).message.split(/\.\s/)
    throw new Error(`${reason}. \`wireroom ${name} --help\` lists the options of this command.`)
  }
}
