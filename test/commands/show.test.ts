import { describe, expect, it } from 'vitest'
import { runCommand } from '../../src/commands/run-command.ts'
import { showCommand } from '../../src/commands/show.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { runWireroom } from './run-wireroom.ts'

const NOW = Date.UTC(2026, 5, 1)

const FILES = {
  '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
  'news/a.md': article(
    {
      title: 'A <b>',
      date: '2026-05-01',
      tags: '[peace]',
      expires: '2026-07-01',
      colour: 'red',
      summmary: 'S',
    },
    'The *text* of it.\n\n{{< mystery >}}',
  ),
  'news/later.md': article({ title: 'Later', date: '2026-12-01' }, 'Words.'),
  'news/draft.md': article({ title: 'Draft', date: '2026-05-01', draft: 'true' }),
  'broken.md': '---\ntitle: [\n---\n',
  'README.md': 'Text',
}

async function show(...args: string[]) {
  const lines: string[] = []
  const log = (line: string) => lines.push(...line.split('\n'))
  const all = [...args, '--articles', makeFolder(FILES)]
  const code = await runCommand('show', showCommand, all, { env: {}, log, logError: log, now: () => NOW })
  return { code, lines, output: lines.join('\n') }
}

describe('wireroom show', () => {
  it('prints an address that is longer than a line as a whole', async () => {
    const home = makeFolder({
      [`articles/${'long-'.repeat(30)}name.md`]: article({ title: 'Long', date: '2026-01-01' }),
    })
    const { output } = runWireroom(home, ['show', `${'long-'.repeat(30)}name.md`])
    expect(output).toContain(`/${'long-'.repeat(30)}name/\n`)
  })

  it('says what an article became, and what a subscriber reads', async () => {
    const { code, lines } = await show('a')
    expect(code).toBe(0)
    expect(lines).toEqual([
      '  file        news/a.md',
      '  state       public until 2026-07-01T00:00:00Z',
      '  title       A <b>',
      '  id          tag:example.org,2026:news/a',
      '  address     https://example.org/news/a/',
      '  published   2026-05-01T00:00:00Z',
      '  updated     2026-05-01T00:00:00Z',
      '  tags        peace',
      '  feeds       / /en/ /tags/peace/ /news/ /news/tags/peace/',
      '  understood  title, date, tags, expires',
      '  unknown     colour, summmary',
      '  summary     The text of it.',
      '',
      expect.stringMatching(/^news\/a\.md:\d: warning unknown-key: Nothing is known of `summmary`/),
      expect.stringMatching(/^news\/a\.md:\d+: warning template: \{\{< mystery >\}\}/),
      '',
      'The text of it.',
    ])
  })

  it('shows what is scheduled as it will be', async () => {
    const { code, output } = await show('news/later.md')
    expect(code).toBe(0)
    expect(output).toContain('state       scheduled until 2026-12-01T00:00:00Z')
    expect(output).toContain('feeds       / /en/ /news/')
    expect(output).toContain('Words.')
  })

  it('says what hides a draft, and that no feed has it', async () => {
    const { output } = await show('draft')
    expect(output).toContain('state       hidden: draft')
    expect(output).toContain('feeds       none')
  })

  it.each([
    ['broken.md', 'not published: it has errors'],
    ['README.md', 'not published: README and the like'],
  ])('ends with 1 for %s, and says why', async (name, why) => {
    const { code, output } = await show(name)
    expect(code).toBe(1)
    expect(output).toContain(why)
  })

  it('prints the HTML alone, or everything for programs', async () => {
    expect((await show('a', '--html')).lines[0]).toBe('<p>The <em>text</em> of it.</p>')
    const { output } = await show('tag:example.org,2026:news/a', '--json')
    expect(JSON.parse(output)).toMatchObject({
      path: 'news/a.md',
      state: 'public',
      keys: { unknown: ['colour', 'summmary'] },
      problems: [{ code: 'unknown-key' }, { code: 'template' }],
      item: { title: 'A <b>' },
    })
  })

  it('runs as a process', () => {
    const home = makeFolder({ 'articles/a.md': article({ title: 'A', date: '2026-05-01' }) })
    expect(runWireroom(home, ['show', 'articles/a.md'])).toMatchObject({ code: 0, stderr: '' })
    expect(runWireroom(home, ['show'])).toMatchObject({ code: 2 })
    expect(runWireroom(home, ['show', 'b'])).toMatchObject({ code: 1 })
  })
})
