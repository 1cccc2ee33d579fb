import { describe, expect, it } from 'vitest'
import { type Command, type CommandContext, defineCommand } from '../../src/commands/command.ts'
import { runCommand } from '../../src/commands/run-command.ts'

/** Runs a made-up command; returns its output, its exit code and the arguments that it got. */
async function run(command: Partial<Command>, args: string[], context: Partial<CommandContext> = {}) {
  const lines: string[] = []
  const errors: string[] = []
  const calls: unknown[] = []
  const made = defineCommand({
    description: 'Sings a feed.\nStops at night.',
    options: {
      loud: { type: 'boolean', description: 'shouts' },
      feed: { type: 'string', value: 'PATH', description: 'which feed' },
    },
    run({ values, positionals, args }) {
      calls.push({ values: { ...values }, positionals, args })
      return 3
    },
  })
  const code = await runCommand('sing', { ...made, ...command }, args, {
    env: {},
    log: (line) => lines.push(line),
    logError: (line) => errors.push(line),
    now: () => 0,
    ...context,
  })
  return { code, lines, errors, calls }
}

describe('a command', () => {
  it('gets its own options, and decides the exit code', async () => {
    expect(await run({}, ['--feed', 'a.xml', '--loud'])).toEqual({
      code: 3,
      lines: [],
      errors: [],
      calls: [
        {
          values: { feed: 'a.xml', loud: true },
          positionals: [],
          args: ['--feed', 'a.xml', '--loud'],
        },
      ],
    })
  })

  it('gets arguments beside the options only if it takes some', async () => {
    expect((await run({ positionals: 'SONG' }, ['a', '--loud', 'b'])).calls).toMatchObject([
      { positionals: ['a', 'b'] },
    ])
    expect(await run({}, ['a'])).toMatchObject({ code: 2, calls: [] })
  })

  it.each([
    [['--quiet'], "Unknown option '--quiet'."],
    [['--laud'], "Unknown option '--laud'. Did you mean --loud?"],
    [['a'], "Unexpected argument 'a'."],
    [['--feed'], "Option '--feed <PATH>' argument missing."],
  ])('refuses %j with 2 and says why', async (args, message) => {
    const errors = [`${message} \`wireroom sing --help\` has its options and examples.`]
    expect(await run({}, args)).toEqual({ code: 2, lines: [], errors, calls: [] })
  })

  it('that reads articles takes their folder as a plain argument, and no second one', async () => {
    const options = { articles: { type: 'string', description: 'where' } } as const
    expect((await run({ options }, ['content'])).calls).toMatchObject([
      { values: { articles: 'content' }, positionals: [] },
    ])
    expect(await run({ options }, ['content', '--articles', 'other'])).toMatchObject({ code: 2, calls: [] })
    expect(await run({ options }, ['content', 'other'])).toMatchObject({ code: 2, calls: [] })
  })

  it('that passes on its arguments takes any, and still knows its own options', async () => {
    const args = ['--feed=a.xml', '--quiet', '--port', '8790']
    expect((await run({ passesOnTo: 'choir' }, args)).calls).toMatchObject([
      { values: { feed: 'a.xml' }, args },
    ])
  })

  it('that fails prints the message alone and ends with its own code', async () => {
    const fail = {
      run: () => {
        throw new Error('There is no song.')
      },
    }
    expect(await run(fail, [])).toMatchObject({ code: 1, errors: ['There is no song.'] })
    expect(await run({ ...fail, failureCode: 2 }, [])).toMatchObject({
      code: 2,
      errors: ['There is no song.'],
    })
  })

  it('that has a bug prints the stack, and asks to report it', async () => {
    const fail = {
      run: () => {
        throw new TypeError('x is undefined')
      },
    }
    const { code, errors } = await run(fail, [])
    expect(code).toBe(1)
    expect(errors[0]).toMatch(
      /^This is a mistake in Wireroom\..*\nTypeError: x is undefined\n +at .*run-command/,
    )
  })

  it('prints its help instead of running, whatever the other arguments are', async () => {
    const command = {
      positionals: 'SONG',
      environment: { VOICE: 'whose' },
      examples: [['sing la', 'sings la']] as const,
    }
    for (const flag of ['--help', '-h']) {
      const { code, lines, errors, calls } = await run(command, ['--quiet', flag])
      expect({ code, errors, calls }).toEqual({ code: 0, errors: [], calls: [] })
      expect(lines.join('\n').split('\n')).toEqual([
        'Usage: wireroom sing SONG [OPTIONS]',
        '',
        'Sings a feed.',
        'Stops at night.',
        '',
        'Options:',
        '  --loud         shouts',
        '  --feed <PATH>  which feed',
        '  -h, --help     prints this help',
        '',
        'Examples:',
        '  wireroom sing la',
        '      sings la',
        '',
        'In the environment:',
        '  VOICE  whose',
      ])
    }
  })

  it('colours its help where the output shows colours, and there alone', async () => {
    const { lines } = await run({}, ['--help'], { hasColors: true })
    expect(lines.join('\n')).toContain('\u001b[1mOptions:\u001b[22m')
    expect((await run({}, ['--help'])).lines.join('\n')).not.toContain('\u001b')
  })
})
