import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/commands.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

const FEED =
  '<rss version="2.0"><channel><title>T</title><link>https://example.org/</link><description>D</description></channel></rss>'
const WIRE = 'PARIS (XY) – The bridge is closed.\n\nENDS\n'

it.each([
  ['check', []],
  ['build', ['--out', 'out/dist']],
  ['compile', ['--output', 'out/edge']],
  ['import', ['wire.txt', '--date', '2026-01-01']],
  ['preview', ['live.xml']],
  ['ids', []],
])('%s says on a terminal how far it is, and leaves nothing of that behind', async (name, args) => {
  const articles = makeFolder({
    '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
    'a.md': article({ title: 'A', date: '2025-01-01' }),
  })
  const files = makeFolder({ 'live.xml': FEED, 'wire.txt': WIRE })
  const shown: string[] = []
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const places = args.map((text) => (/[./]\w/.test(text) ? join(files, text) : text))
  const code = await runCommand(name, await COMMANDS.get(name)!(), [...places, '--articles', articles], {
    env: {},
    log,
    logError: log,
    now: () => Date.UTC(2026, 1, 1),
    showProgress: (text) => shown.push(text),
  })
  expect(code, lines.join('\n')).toBe(0)
  expect(shown.filter((text) => text !== '').length).toBeGreaterThan(0)
  expect(shown.at(-1)).toBe('')
})
