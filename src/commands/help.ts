import type { Command, CommandRow } from './command.ts'

/** The help of the whole program: its commands, a line each. */
export function describeProgram(rows: readonly CommandRow[]): string {
  return `Usage: wireroom [COMMAND] [OPTIONS]

${alignPairs(rows.map(({ name, summary }) => [name, summary]))}

Without a command it serves. \`wireroom COMMAND --help\` lists the options of a command.`
}

/** The help of one command. */
export function describeCommand(
  { name, summary }: CommandRow,
  { positionals, description, options, environment, passesOnTo }: Command,
): string {
  const usage = [
    'Usage: wireroom',
    name,
    ...(positionals === undefined ? [] : [positionals]),
    passesOnTo === undefined ? '[OPTIONS]' : '[ARGUMENTS]',
  ].join(' ')
  const passed =
    passesOnTo === undefined
      ? []
      : [`All other arguments go to \`${passesOnTo}\`, whose own help lists them.`]
  const described = Object.entries(options).map(([option, { value, description }]): [string, string] => [
    value === undefined ? `--${option}` : `--${option} ${value}`,
    description,
  ])
  return [
    usage,
    [`It ${summary}.`, description, ...passed].filter(Boolean).join('\n'),
    alignPairs([...described, ['--help', 'prints this help']]),
    ...(environment ? [`In the environment:\n\n${alignPairs(Object.entries(environment))}`] : []),
  ].join('\n\n')
}

/** A line for each pair, the second parts below each other. */
function alignPairs(pairs: [first: string, second: string][]): string {
  const width = Math.max(...pairs.map(([first]) => first.length))
  return pairs.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}
