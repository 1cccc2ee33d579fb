import { type Command, type CommandContext, type Invocation, UsageError } from './command.ts'

/** Runs a command, or prints its help; resolves to the exit code, or to undefined where the process goes on. */
export async function runCommand(
  name: string,
  command: Command,
  args: string[],
  context: CommandContext,
): Promise<number | undefined> {
  const { describeCommand, parseArguments } = await import('./program/parser.ts')
  if (args.includes('--help') || args.includes('-h')) {
    context.log(describeCommand(name, command, context))
    return 0
  }
  try {
    const { values, positionals } = parseArguments(name, command, args)
    return await command.run({ ...context, values, positionals, args } as Invocation<never>)
  } catch (error) {
    context.showProgress?.('')
    if (error instanceof UsageError) {
      context.logError(`${error.message} \`wireroom ${name} --help\` has its options and examples.`)
      return 2
    }
    context.logError(describeFailure(error))
    return command.failureCode ?? 1
  }
}

/** The message of what can go wrong, and the stack of what is a mistake of the program: only that helps whoever mends it. */
function describeFailure(error: unknown): string {
  if (error instanceof Error && !BUGS.some((kind) => error instanceof kind)) return error.message
  const stack = error instanceof Error ? error.stack : String(error)
  return `This is a mistake in Wireroom. Please report it with these lines:\n${stack}`
}

const BUGS = [TypeError, ReferenceError, RangeError, SyntaxError]
