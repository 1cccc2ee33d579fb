import { styleText } from 'node:util'
import { type CommanderError, Command as Parser, Option as ParserOption } from 'commander'
import { type Command, type CommandContext, type Option, UsageError } from '../command.ts'
import { alignPairs, helpWidth } from './align-pairs.ts'

/** What a command gets of its arguments. */
export interface ReadArguments {
  values: Record<string, unknown>
  positionals: string[]
}

/** Reads the arguments of a command, without its name. Throws a UsageError that says what is wrong. */
export function parseArguments(name: string, command: Command, args: readonly string[]): ReadArguments {
  const parser = createParser(name, command, false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  try {
    parser.parse(args, { from: 'user' })
  } catch (error) {
    const { message } = error as CommanderError
    const [reason, suggestion] = message.replace(/^error: /, '').split('\n')
    throw new UsageError(
      `${reason!.charAt(0).toUpperCase()}${reason!.slice(1)}.${suggestion ? ` ${suggestion.replace(/^\(|\)$/g, '')}` : ''}`,
    )
  }
  const values = Object.fromEntries(
    parser.options.flatMap((option) => {
      const value = parser.getOptionValue(option.attributeName())
      return value === undefined ? [] : [[option.name(), value]]
    }),
  )
  const { args: positionals } = parser
  const isFolderAlone = takesFolder(command)
  const most = isFolderAlone ? 1 : command.positionals || command.passesOnTo ? Number.POSITIVE_INFINITY : 0
  if (positionals.length > most) throw new UsageError(`Unexpected argument '${positionals[most]}'.`)
  return isFolderAlone ? toFolder(values, positionals) : { values, positionals }
}

/** The help of a command: its usage, what it does, its options, examples and environment. */
export function describeCommand(
  name: string,
  command: Command,
  { hasColors }: Partial<CommandContext>,
): string {
  let help = ''
  const parser = createParser(name, command, hasColors === true)
  parser.configureOutput({
    writeOut: (text) => {
      help += text
    },
    getOutHasColors: () => hasColors === true,
  })
  parser.outputHelp()
  return help.trimEnd()
}

/** A command that takes the folder of articles and no other argument takes the folder as a plain one, too. */
export function takesFolder({ options, positionals, passesOnTo }: Command): boolean {
  return options.articles !== undefined && positionals === undefined && passesOnTo === undefined
}

function toFolder(values: Record<string, unknown>, [folder]: string[]): ReadArguments {
  if (folder !== undefined && values.articles !== undefined)
    throw new UsageError(`Two folders are named: ${values.articles} and ${folder}.`)
  return { values: folder === undefined ? values : { ...values, articles: folder }, positionals: [] }
}

function createParser(name: string, command: Command, hasColors: boolean): Parser {
  const { description, options, positionals, passesOnTo } = command
  const parser = new Parser(`wireroom ${name}`)
    .description(
      description +
        (passesOnTo ? `\nAll other arguments go to \`${passesOnTo}\`, whose own help lists them.` : ''),
    )
    .helpOption('-h, --help', 'prints this help')
    .allowExcessArguments()
    .configureHelp({
      helpWidth: helpWidth(),
      minWidthToWrap: 16,
      styleTitle: (title) => styleText('bold', title, { validateStream: false }),
      styleOptionTerm: (term) => styleText('cyan', term, { validateStream: false }),
    })
  for (const [long, option] of Object.entries(options)) {
    const made = new ParserOption(flagsOf(long, option, passesOnTo !== undefined), option.description)
    if (option.multiple) made.argParser((value, before: string[] | undefined) => [...(before ?? []), value])
    parser.addOption(made.default(option.default))
  }
  if (passesOnTo !== undefined) parser.allowUnknownOption()
  const taken = takesFolder(command) ? '[DIR]' : positionals
  parser.usage([taken, '[OPTIONS]'].filter(Boolean).join(' '))
  parser.addHelpText('after', describeRest(command, hasColors))
  return parser
}

/** A flag as commander reads it: Wrangler judges a missing value itself. */
function flagsOf(long: string, { type, short, value = 'VALUE' }: Option, mayLackValue: boolean): string {
  const flag = `${short ? `-${short}, ` : ''}--${long}`
  if (type === 'boolean') return flag
  return mayLackValue ? `${flag} [${value}]` : `${flag} <${value}>`
}

function describeRest({ examples, environment }: Command, hasColors: boolean): string {
  const title = (text: string) => (hasColors ? styleText('bold', text, { validateStream: false }) : text)
  const parts = [
    examples &&
      `${title('Examples:')}\n${examples.map(([call, meaning]) => `  ${`wireroom ${call}`.trim()}\n      ${meaning}`).join('\n')}`,
    environment && `${title('In the environment:')}\n${alignPairs(Object.entries(environment))}`,
  ]
  return parts.flatMap((part) => (part ? [`\n${part}`] : [])).join('\n')
}
