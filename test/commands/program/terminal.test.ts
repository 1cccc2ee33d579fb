import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { article } from '../../article.ts'
import { wordsOf } from '../../docs/shell-lines.ts'
import { makeFolder } from '../../make-folder.ts'
import { hasTerminal, runInTerminal } from '../run-in-terminal.ts'
import { runWireroom } from '../run-wireroom.ts'

const ESCAPE = '\u001b['
/** The cursor goes back to the start of the line, which is cleared. */
const CLEARED = `\r${ESCAPE}K`
const SERVE = { HOST: '127.0.0.1', PORT: '0' }
const FILES = {
  'articles/_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
  'articles/a.md': article({ title: 'A', date: '2026-01-01', summmary: 'S' }),
  'articles/broken.md': article({ title: 'B', date: '2026-02-30' }),
  'wire.txt': 'PARIS (XY) – The bridges are closed for a month, and nobody knows why.\n\nENDS\n',
}

/** What a terminal shows in the end of lines that were written over, colours included. */
function shownOf(raw: string): string {
  const lines = raw.replaceAll('\r\n', '\n').split('\n')
  return lines.map((line) => line.split(CLEARED).at(-1)).join('\n')
}

describe.skipIf(!hasTerminal())('on a terminal', () => {
  it.each([40, 60, 80])('help fits %i columns', async (columns) => {
    const { code, output } = await runInTerminal(makeFolder({}), 'ids --help', [], { COLUMNS: `${columns}` })
    expect(code).toBe(0)
    expect(output).toContain('In the environment:')
    const longest = Math.max(...output.split('\n').map((line) => line.length))
    expect(longest).toBeLessThanOrEqual(columns)
    expect(longest).toBeGreaterThan(columns - 15)
  })

  it.each([
    [40, 8, 3],
    [60, 6, 1],
    [80, 4, 0],
  ])('the next steps after init fit %i columns, broken at blanks', async (columns, count, broken) => {
    const environment = { COLUMNS: `${columns}`, NO_COLOR: '1' }
    const { code, output } = await runInTerminal(makeFolder({}), 'init my-site --yes', [], environment)
    expect(code).toBe(0)
    const steps = output.split('\nNext:\n')[1]!.trimEnd()
    const lines = steps.split('\n')
    expect(lines).toHaveLength(count)
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
    expect(steps.trim().replace(/\s+/g, ' ')).toBe(
      'cd my-site wireroom serves it, and follows what you edit wireroom new "A title" writes an article Set url and idPrefix in articles/_index.md before you publish.',
    )
    // What a command does stands in a column, and goes on there.
    expect(lines[1]!.indexOf('serves')).toBe(26)
    expect(lines.filter((line) => /^ {26}\S/.test(line))).toHaveLength(broken)
  })

  it('serve ends at Ctrl+C with a line of its own, so that the next prompt begins a line', async () => {
    const home = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2026-01-01' }) })
    const { code, output } = await runInTerminal(home, 'serve', [['JSON Feed', '\u0003']], SERVE)
    expect(output).toMatch(/\^C\n$/)
    expect(code).toBe(0)
  })

  it.each([
    [{ NO_COLOR: '' }, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '', TERM: 'dumb' }, false],
    [{ FORCE_COLOR: '0' }, false],
  ])('help has colours with %j: %s', async (environment, hasColors) => {
    const { code, raw } = await runInTerminal(makeFolder({}), 'ids --help', [], environment)
    expect(code).toBe(0)
    expect(raw.includes(ESCAPE)).toBe(hasColors)
  })

  it.each([
    ['check', '31m', '33m', '36m'],
    ['show a.md', '1m', '33m', '36m'],
  ])('%s has colours, and says the same as without', async (line, ...colors) => {
    const home = makeFolder(FILES)
    const plain = runWireroom(home, line.split(' '))
    expect(plain.output).not.toContain(ESCAPE)
    const { code, raw } = await runInTerminal(home, line, [])
    expect(code).toBe(plain.code)
    for (const color of colors) expect(raw).toContain(ESCAPE + color)
    expect(stripVTControlCharacters(shownOf(raw))).toBe(plain.output)
    expect(shownOf((await runInTerminal(home, line, [], { NO_COLOR: '1' })).raw)).toBe(plain.output)
  })

  it.each<Record<string, string>>([{}, { LOG: 'off' }])(
    'serve has colours, and names whole addresses at 40 columns, with %j',
    async (log) => {
      const environment = { ...SERVE, ...log, COLUMNS: '40' }
      const answers = [[/JSON Feed[^\n]*\n/, '\u0003']] as const
      const { all } = await runInTerminal(makeFolder(FILES), 'serve', answers, environment)
      const readable = all.replaceAll(ESCAPE, '<').replaceAll('\r', '')
      expect(readable).toContain('<36mbroken.md:3<39m: <1m<31merror date')
      for (const file of ['', 'feed.xml', 'atom.xml', 'feed.json'])
        expect(readable).toMatch(new RegExp(`^ {2}\\w+.* <36mhttp://127\\.0\\.0\\.1:\\d+/${file}<39m$`, 'm'))
    },
  )

  it.each([
    'check',
    'import wire.txt --date 2026-01-01',
    'new "A title that is much longer than a narrow terminal is wide" --section news',
  ])('%s says at 40 columns what it says anywhere', async (line) => {
    const plain = runWireroom(makeFolder(FILES), wordsOf(line))
    const narrow = { COLUMNS: '40', NO_COLOR: '1', EDITOR: '', VISUAL: '' }
    const { code, raw } = await runInTerminal(makeFolder(FILES), line, [], narrow)
    expect(code).toBe(plain.code)
    expect(shownOf(raw)).toBe(plain.output)
    // What is written over fits the line, or it would stay.
    for (const text of raw.split('\r\n').flatMap((line) => line.split(CLEARED).slice(0, -1)))
      expect(text.length).toBeLessThan(40)
  })
})

it('colours without a terminal need FORCE_COLOR, and JSON has none', () => {
  const home = makeFolder(FILES)
  const forced = { FORCE_COLOR: '1', NO_COLOR: '' }
  expect(runWireroom(home, ['check'], forced).stdout).toContain(`${ESCAPE}31m`)
  expect(runWireroom(home, ['check', '--json'], forced).stdout).not.toContain(ESCAPE)
  expect(runWireroom(home, ['show', 'a.md', '--json'], forced).stdout).not.toContain(ESCAPE)
})
