import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/commands.ts'
import { describeProgram } from '../../src/commands/program/describe-program.ts'
import { runCommand } from '../../src/commands/run-command.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('the table of commands', () => {
  it('is the help of the program, a line for each command', async () => {
    const help = (await describeProgram(COMMANDS)).replace(/\s+/g, ' ')
    for (const [name, load] of COMMANDS) {
      const [summary] = (await load()).description.split('\n')
      expect(help.split(` ${name} ${summary!}`)).toHaveLength(2)
    }
  })

  it.each([...COMMANDS])('leads to %s, whose help names its options', async (name, load) => {
    const command = await load()
    let help = ''
    const log = (line: string) => (help += line)
    await runCommand(name, command, ['--help'], { env: {}, log, logError: log, now: () => 0 })
    expect(help).toMatch(new RegExp(`^Usage: wireroom ${name} `))
    for (const option of Object.keys(command.options))
      expect(help).toMatch(new RegExp(`\\n  (?:-\\w, )?--${option} `))
  })

  it('has the command that each script of package.json runs', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(scripts.start).toBe('exec sh src/start.sh')
    const started = readFileSync(join(ROOT, 'src/start.sh'), 'utf8').trim()
    const run = [...Object.values<string>(scripts), started].flatMap(
      (script) => /src\/main\.js (\w+)(?: "\$@")?$/.exec(script)?.[1] ?? [],
    )
    expect(run).toContain('serve')
    expect([...COMMANDS.keys()]).toEqual(expect.arrayContaining(run))
  })

  it('loads no file before a command is called', () => {
    const table = readFileSync(join(ROOT, 'src/commands/commands.ts'), 'utf8')
    expect(table.match(/^import .*$/gm)).toEqual(["import type { CommandTable } from './command.ts'"])
  })
})
