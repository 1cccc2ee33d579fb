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
  /** The environment variables that it reads, each with its meaning. */
  environment?: Record<string, string>
  /** The program that gets all arguments, such as `wrangler dev`; it judges the options that are not listed here. */
  passesOnTo?: string
  /** The exit code where the command fails; 1 unless given. */
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

/** Where a command runs: its environment, its output and its clock. */
export interface CommandContext {
  env: NodeJS.ProcessEnv
  log(line: string): void
  logError(line: string): void
  now(): Instant
}

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
  description: 'the folder of articles; without it ARTICLES in the environment, or `articles`',
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
  const articles = option ?? env.ARTICLES ?? 'articles'
  if (!existsSync(articles) || !statSync(articles).isDirectory())
    throw new Error(`There is no folder ${articles}. Name one with --articles DIR.`)
  const siteUrl = env.SITE_URL || undefined
  if (siteUrl !== undefined && !/^https?:$/.test(URL.parse(siteUrl)?.protocol ?? ''))
    throw new Error(`SITE_URL is "${siteUrl}". Set it to an address such as https://example.org/.`)
  return { articles, siteUrl }
}
