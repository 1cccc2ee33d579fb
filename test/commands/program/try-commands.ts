import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { COMMANDS } from '../../../src/commands/commands.ts'
import { wordsOf } from '../../docs/shell-lines.ts'
import { eventually } from '../../eventually.ts'
import { environment, runProcess } from './packed-program.ts'

const WIRE = 'PARIS (XY) – The river rose.\n\nIt fell again.\n\nENDS\n'

/** Calls that need no server, in an order in which each finds what it needs, with what they say. */
const CALLS: readonly (readonly [line: string, says: RegExp])[] = [
  ['--version', /^\d+\.\d+\.\d+\n$/],
  ['--help', /^Usage: [\s\S]*\nCommands:\n/],
  ['new "First words" --section news', /^articles\/news\/first-words\.md\n/],
  ['import wire.txt', /^wire\.txt is a draft now: articles\/\S+the-river-rose\.md\n$/],
  ['check', /^4 Markdown files:\n[\s\S]*\n3 articles, 0 errors, 0 warnings\n$/],
  ['show hello.md', /^ {2}file +hello\.md\n {2}state +public\n[\s\S]*\n {2}id +tag:example\.org,/],
  ['stats', /^Nobody has been counted yet\./],
  ['ids', /^articles\/_ids\.txt has 1 published id\./],
  ['compile', /^Compiled 3 articles into \d+ assets /],
  ['build --out dist', /\nBuilt (\d+) files in dist\/ in .*: \1 written, 0 removed\.\n$/],
  ['completion bash', /\ncomplete .* _wireroom wireroom\n/],
]

/** Commands that need Wrangler, which the package does not bring. */
const FOR_WRANGLER = ['dev', 'deploy']

/**
 * Calls every command as a person does, in a new publication below the folder in which the package is installed. npx, which takes longer than most
 * commands, starts the first one and the server; the others are called as npx calls them.
 */
export async function tryCommands(project: string, name: string, node: string): Promise<void> {
  const home = join(project, name)
  const env = environment({ PORT: '0', HOST: '127.0.0.1', LOG: 'off' }, node)
  const tried = new Set(['serve', 'init', ...FOR_WRANGLER])
  const expectCall = async (program: string, args: string[], says: RegExp, cwd: string) => {
    const ended = await runProcess(program, args, cwd, env)
    expect(ended, args.join(' ')).toEqual({ status: 0, output: expect.stringMatching(says) })
    // Node 22 calls SQLite experimental.
    expect(ended.output).not.toContain('ExperimentalWarning')
  }
  const npx = (...args: string[]) => ['--no-install', 'wireroom', ...args]
  const call = (line: string, says: RegExp) => {
    tried.add(line.split(' ')[0]!)
    return expectCall(join(project, 'node_modules/.bin/wireroom'), wordsOf(line), says, home)
  }

  const init = npx('init', name, '--yes', '--title', 'Our news', '--url', 'https://example.org/')
  await expectCall('npx', init, /\nNext:\n {2}cd .*\n {2}wireroom /, project)
  writeFileSync(join(home, 'wire.txt'), WIRE)
  for (const [line, says] of CALLS) await call(line, says)

  const server = spawn('npx', npx('serve'), { cwd: home, env, detached: true })
  onTestFinished(() => signal('SIGKILL'))
  let output = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk))
  await eventually(() => expect(output).toContain('JSON Feed'))
  const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)!
  const feed = await (await fetch(`${address}feed.json`)).json()
  expect(feed).toMatchObject({ title: 'Our news', items: [{ title: 'Hello' }] })
  await call(`preview ${address}feed.xml`, /\nSubscribers will see nothing twice; nothing changes\.\n$/)
  await eventually(() => expect(readdirSync(join(home, '.wireroom/push')).join()).toContain('.sqlite'))
  await call('hub', /subscri/)
  await call('deliveries', /./)
  await call('backup copy', /^copy has push\.sqlite, ids\.txt/)
  // A terminal signals every process that it runs. The shell that npx starts decides on the code.
  signal('SIGINT')
  await once(server, 'close')
  expect(output).not.toContain('ExperimentalWarning')
  await call('restore copy', /^Restored push\.sqlite, ids\.txt/)

  expect([...COMMANDS.keys()].filter((command) => !tried.has(command))).toEqual([])

  function signal(sent: NodeJS.Signals): void {
    try {
      process.kill(-server.pid!, sent)
    } catch {
      // No process of the group is left.
    }
  }
}
