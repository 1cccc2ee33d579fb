import { describe, expect, it } from 'vitest'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'
import { hasTerminal, runInTerminal } from '../run-in-terminal.ts'

describe.skipIf(!hasTerminal())('on a terminal', () => {
  it.each([40, 60, 80])('help fits %i columns', async (columns) => {
    const { code, output } = await runInTerminal(makeFolder({}), 'ids --help', [], { COLUMNS: `${columns}` })
    expect(code).toBe(0)
    expect(output).toContain('In the environment:')
    const longest = Math.max(...output.split('\n').map((line) => line.length))
    expect(longest).toBeLessThanOrEqual(columns)
    expect(longest).toBeGreaterThan(columns - 15)
  })

  it('serve ends at Ctrl+C with a line of its own, so that the next prompt begins a line', async () => {
    const home = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2026-01-01' }) })
    const environment = { HOST: '127.0.0.1', PORT: '0' }
    const { code, output } = await runInTerminal(home, 'serve', [['JSON Feed', '\u0003']], environment)
    expect(output).toMatch(/\^C\n$/)
    expect(code).toBe(0)
  })

  it.each([
    [{ NO_COLOR: '' }, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '', TERM: 'dumb' }, false],
  ])('help has colours with %j: %s', async (environment, hasColors) => {
    const { code, raw } = await runInTerminal(makeFolder({}), 'ids --help', [], environment)
    expect(code).toBe(0)
    expect(raw.includes('\u001b[')).toBe(hasColors)
  })
})
