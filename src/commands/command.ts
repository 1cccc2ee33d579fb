import { existsSync, statSync } from 'node:fs'
import type { ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import type { Instant } from '../content/text/dates.ts'

/** A command: what its help says, the options it takes, and what it does. */
export interface Command<O extends Options = Options> {
  /** Whole sentences; the first line stands in the list of all commands, too. */
  description: string
  /** How the help writes the arguments beside the options, such as `ADDRESS`; absent where the command takes none. */
  positionals?: string
  options: O
  /** Calls that teach, without `wireroom`, each with its meaning. */
  examples?: readonly (readonly [call: string, meaning: string])[]
  /** The environment variables that it reads, each with its meaning. */
  environment?: Record<string, string>
  /** The program that gets all arguments, such as `wrangler dev`; it judges the options that are not listed here. */
  passesOnTo?: string
  /** The exit code where the command fails; 1 unless given. Wrong usage is 2 in all commands. */
  failureCode?: number
  /** Resolves to the exit code, or to undefined where the process goes on. The message of an error that it throws is printed alone. */
  run(invocation: Invocation<O>): Promise<number | undefined> | number | undefined
}

/** The options of a command by their long names. */
export type Options = Record<string, Option>

/** An option as `parseArgs` reads it, with its help; `value` is how the help writes its value, such as `DIR`. */
export interface Option extends ParseArgsOptionDescriptor {
  value?: string
  description: string
}

/** Commands by name, each with the function that loads it. */
export type CommandTable = ReadonlyMap<string, () => Promise<Command>>

/** Where a command runs: its environment, its output and its clock. */
export interface CommandContext {
  env: NodeJS.ProcessEnv
  log(line: string): void
  logError(line: string): void
  now(): Instant
  /** All commands, for one that tells of the others. */
  commands?: CommandTable
  /** Whether a person can be asked. */
  isInteractive?: boolean
  /** Whether the output is a terminal that shows colours. */
  hasColors?: boolean
  /** Replaces the last line of the terminal by a text that says how far the work is; an empty text clears it. Absent where no person looks on. */
  showProgress?(text: string): void
}

/** The arguments are wrong: the program ends with 2, after the message and where to find help. */
export class UsageError extends Error {}

/** One call of a command; `args` are all arguments as they were typed. */
export interface Invocation<O extends Options> extends CommandContext {
  values: ReturnType<typeof parseArgs<{ options: O }>>['values']
  positionals: string[]
  args: string[]
}

/** The option of every command that reads articles. */
export const ARTICLES_OPTION = {
  type: 'string',
  value: 'DIR',
  description:
    'the folder of articles; without it ARTICLES in the environment, or `articles`, or the folder you are in where it has an _index.md',
} as const satisfies Option

/** Returns the command as it is; `values` in `run` has the types of its own options. */
export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command
}

/** The folder of articles, and the site's address if SITE_URL names one. Throws if the folder does not exist or the address is not one. */
export function chooseArticles(
  option: string | undefined,
  env: NodeJS.ProcessEnv,
): { articles: string; siteUrl: string | undefined } {
  const named = option ?? (env.ARTICLES || undefined)
  const articles = named ?? findArticles()
  if (!isDirectoryAt(articles))
    throw new UsageError(
      named === undefined
        ? `There is no folder ${articles} here. \`wireroom init\` makes one to start with, and --articles DIR names another folder.`
        : `There is no folder ${articles}. Name one with --articles DIR.`,
    )
  const siteUrl = env.SITE_URL || undefined
  if (siteUrl !== undefined && !/^https?:$/.test(URL.parse(siteUrl)?.protocol ?? ''))
    throw new UsageError(`SITE_URL is "${siteUrl}". Set it to an address such as https://example.org/.`)
  return { articles, siteUrl }
}

/** The folder where none is named: `articles`, or the one that we are in. */
function findArticles(): string {
  return !isDirectoryAt('articles') && existsSync('_index.md') ? '.' : 'articles'
}

/** Whether there is a folder at a path. */
export function isDirectoryAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
