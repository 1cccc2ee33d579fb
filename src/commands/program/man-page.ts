import type { Command, CommandTable } from '../command.ts'

/** The manual page of the program in the language of man(7), made of the help of all commands. */
export async function renderManPage(commands: CommandTable, version: string): Promise<string> {
  const loaded = await Promise.all([...commands].map(async ([name, load]) => [name, await load()] as const))
  const variables = new Map(loaded.flatMap(([, { environment = {} }]) => Object.entries(environment)))
  return `.TH WIREROOM 1 "" "wireroom ${toRoff(version)}"
.SH NAME
wireroom \\- publishes a folder of Markdown articles as RSS, Atom and JSON Feed
.SH SYNOPSIS
.B wireroom
[COMMAND] [OPTIONS]
.SH DESCRIPTION
Without a command, wireroom serves the folder of articles.
.SH COMMANDS
${loaded.map(([name, command]) => describeInManual(name, command)).join('')}.SH ENVIRONMENT
${[...variables].map(([name, meaning]) => item(name, meaning)).join('')}.SH EXIT STATUS
${item('0', 'All is well.')}${item('1', 'Faults were found, or the work failed.')}${item('2', 'The command was called in a wrong way.')}`
}

function describeInManual(
  name: string,
  { description, positionals = '', options, examples = [] }: Command,
): string {
  const flags = Object.entries(options).map(([long, option]) =>
    item(`--${long}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`, option.description),
  )
  const calls = examples.map(([call, meaning]) => item(`wireroom ${call}`.trim(), meaning))
  return `.SS ${toRoff(`wireroom ${name} ${positionals}`.trim())}
${description.split('\n').map(toRoff).join('\n.br\n')}
${flags.join('')}${calls.length > 0 ? `.PP\nExamples:\n${calls.join('')}` : ''}`
}

function item(term: string, meaning: string): string {
  return `.TP\n.B ${toRoff(term)}\n${toRoff(meaning)}\n`
}

/** Backslashes and hyphens mean something to man, and so do a dot and an apostrophe at the start of a line. */
function toRoff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^[.']/, '\\&$&')
    .replaceAll('"', '\\(dq')
}
