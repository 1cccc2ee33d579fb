import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/commands.ts'
import { completionCommand } from '../../../src/commands/program/completion.ts'
import { renderManPage } from '../../../src/commands/program/man-page.ts'
import { runCommand } from '../../../src/commands/run-command.ts'

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
    // The shell itself is the judge where it is there.
    if (has(shell)) expect(spawnSync(shell, ['-n'], { input: output, encoding: 'utf8' }).stderr).toBe('')
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
