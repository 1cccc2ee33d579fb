import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Command, Option } from '../../src/commands/command.ts'
import { COMMANDS } from '../../src/commands/commands.ts'
import { takesFolder } from '../../src/commands/program/parser.ts'
import { GUIDES, ROOT, read } from './guides.ts'

const PATH = `${GUIDES}/commands.md`
const HEADING = '## Every command\n\n'
const ACCEPT = `Write it with \`UPDATE_GOLDEN=1 npx vitest run --project node test/docs\` and review the diff`

it('the guide to commands has every command with its options, examples and environment', async () => {
  const [before] = read(PATH).split(HEADING)
  const described = await Promise.all([...COMMANDS].map(async ([name, load]) => describe(name, await load())))
  const expected = `${before}${HEADING}${described.join('\n')}`
  if (process.env.UPDATE_GOLDEN) writeFileSync(join(ROOT, PATH), expected)
  expect(read(PATH), ACCEPT).toBe(expected)
})

function describe(name: string, command: Command): string {
  const { description, options, positionals, examples = [], environment = {} } = command
  const taken = takesFolder(command) ? '[DIR]' : positionals
  const parts = [
    `### ${name}`,
    `\`${['wireroom', name, taken, '[OPTIONS]'].filter(Boolean).join(' ')}\``,
    description,
    table(
      'Option',
      Object.entries(options).map(([long, option]) => [flagOf(long, option), option.description]),
    ),
    examples.length > 0 &&
      `\`\`\`sh\n${examples.map(([call, meaning]) => `# ${meaning}\nwireroom ${call}`.trim()).join('\n')}\n\`\`\``,
    table('In the environment', Object.entries(environment)),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function flagOf(long: string, { type, short, value = 'VALUE' }: Option): string {
  return `${short ? `-${short}, ` : ''}--${long}${type === 'string' ? ` ${value}` : ''}`
}

function table(title: string, rows: (readonly [string, string])[]): string | false {
  if (rows.length === 0) return false
  const lines = rows.map(
    ([name, meaning]) => `| \`${name}\` | ${meaning.replaceAll('\n', ' ').replaceAll('|', '\\|')} |`,
  )
  return `| ${title} | What |\n|:---|:---|\n${lines.join('\n')}`
}
