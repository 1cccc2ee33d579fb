import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/commands.ts'
import { describeCommand, describeProgram } from '../../src/commands/help.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('the table of commands', () => {
  it('is the help of the program, a line for each command', () => {
    const help = describeProgram(COMMANDS).split('\n')
    for (const { name, summary } of COMMANDS)
      expect(help.filter((line) => line.startsWith(`  ${name} `) && line.endsWith(summary))).toHaveLength(1)
  })

  it.each(COMMANDS)('leads to $name, whose help names its options', async (row) => {
    const command = await row.load()
    const help = describeCommand(row, command)
    expect(help).toMatch(new RegExp(`^Usage: wireroom ${row.name} `))
    for (const option of Object.keys(command.options)) expect(help).toContain(`\n  --${option} `)
  })

  it('has the command that each script of package.json runs', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const run = Object.values<string>(scripts).flatMap(
      (script) => /src\/main\.js (\w+)$/.exec(script)?.[1] ?? [],
    )
    expect(run).toContain('serve')
    expect(COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining(run))
  })

  it('loads no file before a command is called', () => {
    const table = readFileSync(join(ROOT, 'src/commands/commands.ts'), 'utf8')
    expect(table.match(/^import .*$/gm)).toEqual(["import type { CommandRow } from './command.ts'"])
  })
})
