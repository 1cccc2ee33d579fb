import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommandContext } from '../../../src/commands/command.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { newCommand } from '../../../src/commands/start/new.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.UTC(2026, 6, 1, 22, 0)
const SITE = { '_index.md': '---\ntimezone: Europe/Paris\n---\n' }

async function run(articles: string, args: string[], context: Partial<CommandContext> = {}) {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const all = [...args, '--articles', articles]
  const code = await runCommand('new', newCommand, all, {
    env: {},
    log,
    logError: log,
    now: () => NOW,
    ...context,
  })
  return { code, lines, output: lines.join('\n') }
}

const read = (articles: string, path: string) => readFileSync(join(articles, path), 'utf8')

describe('wireroom new', () => {
  it('writes a draft, with the date of now in the time zone of the site', async () => {
    const articles = makeFolder(SITE)
    const { code, lines } = await run(articles, ['Water: it rises'])
    expect(code).toBe(0)
    expect(lines).toEqual([
      join(articles, 'water-it-rises.md'),
      'It is a draft. Delete its line `draft: true` to publish it.',
    ])
    expect(read(articles, 'water-it-rises.md')).toBe(
      '---\ntitle: "Water: it rises"\ndate: 2026-07-02T00:00:00+02:00\ndraft: true\n---\n\n',
    )
  })

  it.each([
    ['سلام دنیا', 'سلام-دنیا.md'],
    ['Łódź – 2/3', 'łódź-2-3.md'],
    ['日本語', '日本語.md'],
    ['نیمۀ '.repeat(60), /^(?:نیمۀ-)+نیمۀ\.md$/],
  ])('names the file of %s in its own script', async (title, name) => {
    const articles = makeFolder(SITE)
    const { code, lines } = await run(articles, [title])
    expect(code).toBe(0)
    expect(lines[0]!.slice(articles.length + 1)).toMatch(name)
  })

  it('reads a date in the time zone of the site, and writes what is no draft', async () => {
    const articles = makeFolder(SITE)
    await run(articles, [
      'A',
      '--date',
      '2026-12-07 08:00',
      '--public',
      '--language',
      'fa_AF',
      '--section',
      '/news/world/',
    ])
    expect(read(articles, 'news/world/a.md')).toBe(
      '---\ntitle: A\ndate: 2026-12-07T08:00:00+01:00\nlang: fa-AF\n---\n\n',
    )
  })

  it('overwrites nothing', async () => {
    const articles = makeFolder({ ...SITE, 'a.md': 'mine' })
    expect(await run(articles, ['A'])).toMatchObject({
      code: 1,
      output: `${join(articles, 'a.md')} is there already, and stays as it is.`,
    })
    expect(read(articles, 'a.md')).toBe('mine')
  })

  it.each([
    [[], 'Give the article a title'],
    [['…'], 'The title "…" has no letter or digit'],
    [['A', '--date', 'soon'], '"soon" is not a date'],
    [['A', '--language', 'Dari (AF)'], '"Dari (AF)" is not a language tag'],
    [['A', '--section', '../x'], '"../x" is not a section'],
    [['A', '--section', '_drafts'], '"_drafts" is not a section'],
  ])('refuses %j with 2', async (args, reason) => {
    const { code, output } = await run(makeFolder(SITE), args)
    expect(output).toContain(reason)
    expect(code).toBe(2)
  })

  it('opens the editor where a person looks on, whatever the name of the file', async () => {
    const articles = makeFolder(SITE)
    const env = { ...process.env, EDITOR: 'f() { printf "%s" edited >> "$1"; }; f' }
    await run(articles, ['$(touch x) "quoted"'], { env, isInteractive: true })
    expect(read(articles, 'touch-x-quoted.md')).toMatch(/edited$/)
    expect((await run(articles, ['B'], { env: { EDITOR: 'false' }, isInteractive: true })).code).toBe(1)
    await run(articles, ['C'], { env })
    expect(read(articles, 'c.md')).not.toContain('edited')
  })
})
