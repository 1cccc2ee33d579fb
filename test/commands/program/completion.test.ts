import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { COMMANDS } from '../../../src/commands/commands.ts'
import { completionCommand } from '../../../src/commands/program/completion.ts'
import { renderManPage } from '../../../src/commands/program/man-page.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { makeFolder } from '../../make-folder.ts'

async function run(...args: string[]) {
  let output = ''
  const log = (line: string) => (output += `${line}\n`)
  const code = await runCommand('completion', completionCommand, args, {
    env: {},
    log,
    logError: log,
    now: () => 0,
    commands: COMMANDS,
  })
  return { code, output }
}

/** Whether a shell is not installed: the test is skipped, and says so. */
function isMissing(shell: string, context: TestContext): boolean {
  if (has(shell)) return false
  console.warn(
    `SKIPPED for want of ${shell}: "${context.task.name}". Install it with apt-get install ${shell}.`,
  )
  context.skip(`${shell} is not installed`)
  return true
}

const has = (program: string) => spawnSync(program, ['--version']).error === undefined

describe('completion', () => {
  it.each([
    [['wireroom', 'che'], 'check'],
    [['wireroom', 'serve', '--po'], '--port'],
    [['wireroom', '--ver'], '--version'],
    [['wireroom', 'check', 'che'], ''],
  ])('of bash completes %j to %j', async (words, expected) => {
    const { code, output } = await run('bash')
    expect(code).toBe(0)
    const script = `${output}COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _wireroom; echo "\${COMPREPLY[*]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    expect([stdout, stderr]).toEqual([`${expected}\n`, ''])
  })

  it.each(['zsh', 'fish'])('of %s names every command and its options', async (shell) => {
    const { code, output } = await run(shell)
    expect(code).toBe(0)
    for (const name of COMMANDS.keys()) expect(output).toMatch(new RegExp(`[' ]${name}[:) ]`))
    expect(output).toMatch(shell === 'zsh' ? /'--port\[the port/ : /-l port -d 'the port/)
  })

  it('of zsh completes commands and options', async (context) => {
    if (isMissing('zsh', context)) return
    const folder = makeFolder({ _wireroom: (await run('zsh')).output })
    const typed = ['che', 'serve --po', 'completion --he', 'build --ou']
    const { stdout, stderr } = spawnSync(
      'zsh',
      ['-f', join(import.meta.dirname, 'complete.zsh'), folder, ...typed],
      { encoding: 'utf8', timeout: 100_000 },
    )
    expect([stdout, stderr]).toEqual(['check\nserve --port\ncompletion --help\nbuild --out\n', ''])
  })

  it('of fish completes commands and options', async (context) => {
    if (isMissing('fish', context)) return
    const folder = makeFolder({ 'wireroom.fish': (await run('fish')).output })
    const complete = (line: string) => {
      const script = `source ${join(folder, 'wireroom.fish')}; complete -C ${JSON.stringify(line)}`
      const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { cwd: folder, encoding: 'utf8' })
      return stdout.split('\n').map((row) => row.split('\t')[0])
    }
    expect(complete('wireroom che')).toEqual(['check', ''])
    expect(complete('wireroom serve --po')).toEqual(['--port', ''])
    expect(complete('wireroom check --po')).toEqual([''])
    expect(complete('wireroom ')).toEqual(expect.arrayContaining([...COMMANDS.keys()]))
  })

  it('refuses other shells with 2', async () => {
    expect(await run('tcsh')).toMatchObject({ code: 2 })
    expect(await run()).toMatchObject({ code: 2 })
  })
})

describe('the manual page', () => {
  it('has every command, its options and the exit codes, and no line that man obeys by mistake', async () => {
    const page = await renderManPage(COMMANDS, '1.2.3')
    for (const name of COMMANDS.keys()) expect(page).toContain(`.SS wireroom ${name}`)
    expect(page).toContain('.B \\-\\-port NUMBER\n')
    for (const line of page.split('\n')) expect(line).toMatch(/^(?:\.(?:TH|SH|SS|TP|B|PP|br)\b.*|[^.'].*|)$/)
    if (!has('groff')) return
    const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-k'], {
      input: page,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout).toContain('All is well.')
  })
})
