import { describe, expect, it } from 'vitest'
import { type Command, defineCommand } from '../../src/commands/command.ts'
import { runCommand } from '../../src/commands/run-command.ts'

/** Runs a made-up command; returns its output, its exit code and the arguments that it got. */
async function run(command: Partial<Command>, args: string[]) {
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
    expect(await run({}, ['a'])).toMatchObject({ code: 1, calls: [] })
  })

  it.each([
    [['--quiet'], "Unknown option '--quiet'. `wireroom sing --help` lists the options of this command."],
    [['a'], "Unexpected argument 'a'. `wireroom sing --help` lists the options of this command."],
    [
      ['--feed'],
      "Option '--feed <value>' argument missing. `wireroom sing --help` lists the options of this command.",
    ],
  ])('refuses %j and says why', async (args, message) => {
    expect(await run({}, args)).toEqual({ code: 1, lines: [], errors: [message], calls: [] })
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
    expect(await run({ failureCode: 2 }, ['--quiet'])).toMatchObject({ code: 2, calls: [] })
  })

  it('prints its help instead of running, whatever the other arguments are', async () => {
    const command = { positionals: 'SONG', environment: { VOICE: 'whose' } }
    const { code, lines, errors, calls } = await run(command, ['--quiet', '--help'])
    expect({ code, errors, calls }).toEqual({ code: 0, errors: [], calls: [] })
    expect(lines.join('\n').split('\n')).toEqual([
      'Usage: wireroom sing SONG [OPTIONS]',
      '',
      'Sings a feed.',
      'Stops at night.',
      '',
      '  --loud       shouts',
      '  --feed PATH  which feed',
      '  --help       prints this help',
      '',
      'In the environment:',
      '',
      '  VOICE  whose',
    ])
  })
})
