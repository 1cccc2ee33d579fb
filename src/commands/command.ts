import { existsSync, statSync } from 'node:fs'
import type { ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import type { Instant } from '../content/text/dates.ts'

/** What is known of a command before its file is loaded. */
export interface CommandRow {
  name: string
  /** Stands in the list of all commands, and opens the command's own help. */
  summary: string
  /** The exit code where the command fails; 1 unless given. */
  failureCode?: number
  load(): Promise<Command>
}

/** The part of a command that only its own file knows. */
export interface Command<O extends Options = Options> {
  /** How the arguments beside the options are written in the help, such as `ADDRESS`; absent where it takes none. */
  positionals?: string
  /** Whole sentences for the help, below the summary. */
  description?: string
  options: O
  /** The variables of the environment that it reads, and what each says. */
  environment?: Record<string, string>
  /** The program that gets the arguments, such as `wrangler dev`: options that are not listed here are that program's. */
  passesOnTo?: string
  /** Resolves to the exit code, or to undefined where the process goes on. An error that it throws is printed as its message alone. */
  run(invocation: Invocation<O>): Promise<number | undefined> | number | undefined
}

/** The options of a command by their long names. */
export type Options = Record<string, Option>

/** An option as `parseArgs` reads it, with what the help says about it. */
export interface Option extends ParseArgsOptionDescriptor {
  /** How its value is written in the help, such as `DIR`. */
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

/** One call of a command. */
export interface Invocation<O extends Options> extends CommandContext {
  values: ReturnType<typeof parseArgs<{ options: O }>>['values']
  positionals: string[]
  /** All arguments as they were typed. */
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

/**
 * The folder of articles that is meant, and the address of the site where SITE_URL in the environment names one. Throws where there is no
 * such folder, or where that is not an address.
 */
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
