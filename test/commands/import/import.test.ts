import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/commands/check.ts'
import { addFile } from '../../../src/commands/import/add-file.ts'
import { importCommand } from '../../../src/commands/import/import.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const COPY = 'PARIS (XY) – The bridges are closed for a month.\n\nThey open in May.\n\nENDS\n'
const SENT = new Date('2019-10-14T15:20:00Z')
const NAME = '2019-10-14-the-bridges-are-closed-for-a-month'

/** Runs the command on files of wire copy beside a folder of articles. */
async function importFiles(
  files: Record<string, string | Buffer>,
  args: string[] = [],
  articles = makeFolder({}),
) {
  const folder = makeFolder({})
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    utimesSync(path, SENT, SENT)
    return path
  })
  const lines: string[] = []
  const log = (line: string) => lines.push(line.replaceAll(`${folder}/`, '').replaceAll(`${articles}/`, ''))
  const code = await runCommand('import', importCommand, [...paths, ...args, '--articles', articles], {
    env: {},
    log,
    logError: log,
    now: () => SENT.getTime(),
  })
  return {
    code,
    lines,
    articles,
    names: listFiles(articles),
    read: (name: string) => readFileSync(join(articles, name), 'utf8'),
  }
}

function listFiles(articles: string): string[] {
  return readdirSync(articles, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort()
}

describe('wireroom import', () => {
  it('makes a draft of a file, in the section that is named', async () => {
    const { code, lines, names, read, articles } = await importFiles({ 'a.txt': COPY }, ['--section', 'news'])
    expect([code, lines, names]).toEqual([0, [`a.txt is a draft now: news/${NAME}.md`], [`news/${NAME}.md`]])
    expect(read(`news/${NAME}.md`)).toMatch(
      /^---\ntitle: The bridges are closed for a month # proposed from the first sentence\ndate: 2019-10-14T15:20:00Z\ndateline: PARIS\nagency: XY\ndraft: true\nwire_digest: "[0-9a-f]{20}"\n---\n\nThe bridges are closed for a month\.\n\nThey open in May\.\n\nENDS\n$/,
    )
    const checked: string[] = []
    check(articles, (line) => checked.push(line), SENT.getTime())
    expect(checked.join('\n')).toContain('hidden 1: draft 1')
  })

  it('publishes only where it is told to', async () => {
    const { lines, read } = await importFiles({ 'a.txt': COPY }, ['--publish'])
    expect(lines).toEqual([`a.txt is an article now: ${NAME}.md`])
    expect(read(`${NAME}.md`)).not.toContain('draft')
  })

  it.each([
    [
      'an embargo that is not understood',
      `EMBARGOED until Tuesday\n\n${COPY}`,
      'embargo that is not understood',
    ],
    ['a correction', `CORRECTION: The number was wrong.\n\n${COPY}`, 'It corrects or takes back'],
    ['a kill notice', `KILL\n\n${COPY}`, 'It corrects or takes back'],
    [
      'a page that is missing',
      'PARIS (XY) – The bridges are closed for a month.\n\n(more)\n',
      'says that more follows',
    ],
    ['a text behind the end', `${COPY}\nNotes to editors\n`, 'follows the line that says it has ended'],
  ])('keeps a draft of %s, and says why', async (_, text, reason) => {
    const { lines, names, read } = await importFiles({ 'a.txt': text }, ['--publish'])
    expect(lines[0]).toMatch(/^a\.txt is a draft now: /)
    expect(lines.slice(1).join('\n')).toContain(reason)
    expect(read(names[0]!)).toContain('\ndraft: true\n')
  })

  it('writes an embargo that is understood', async () => {
    const { lines, read } = await importFiles(
      { 'a.txt': `EMBARGOED until 0001 GMT on Tuesday, Oct. 15, 2019\n\n${COPY}` },
      ['--publish'],
    )
    expect(lines).toEqual([`a.txt is an article now: ${NAME}.md`])
    expect(read(`${NAME}.md`)).toContain('\nembargo: 2019-10-15T00:01:00Z\n')
  })

  it('takes the date of the flag', async () => {
    const { names, read } = await importFiles({ 'a.txt': COPY }, ['--date', '2020-02-29'])
    expect(names).toEqual([`2020-02-29-${NAME.slice(11)}.md`])
    expect(read(names[0]!)).toContain('\ndate: 2020-02-29\n')
    const refused = await importFiles({ 'a.txt': COPY }, ['--date', '2020-02-30'])
    expect([refused.code, refused.names]).toEqual([1, []])
    expect(refused.lines.join('')).toContain('"2020-02-30"')
  })

  it('makes one draft of one text, even where it was renamed and edited since, or its lines end in another way', async () => {
    const { articles } = await importFiles({ 'a.txt': COPY })
    renameSync(join(articles, `${NAME}.md`), join(articles, 'mine.md'))
    const crlf = COPY.replaceAll('\n', '\r\n')
    const { code, lines, names } = await importFiles({ 'a.txt': COPY, 'b.txt': crlf }, [], articles)
    expect([code, lines, names]).toEqual([
      0,
      ['a.txt is there already: mine.md', 'b.txt is there already: mine.md'],
      ['mine.md'],
    ])
  })

  it('overwrites no article, and gives another text of the same name a number', async () => {
    const { articles } = await importFiles({ 'a.txt': COPY })
    writeFiles(articles, { [`${NAME}.md`]: 'mine' })
    const { names, read } = await importFiles({ 'b.txt': COPY.replace('May', 'June') }, [], articles)
    expect(names).toEqual([`${NAME}-2.md`, `${NAME}.md`])
    expect(read(`${NAME}.md`)).toBe('mine')
  })

  it('gives a text that begins as one of another day a name, and so an address, of its own', async () => {
    const { articles } = await importFiles({ 'a.txt': COPY }, ['--publish'])
    const args = ['--publish', '--date', '2019-11-02']
    const { names } = await importFiles({ 'b.txt': COPY.replace('May', 'June') }, args, articles)
    expect(names).toEqual([`${NAME}.md`, `2019-11-02-${NAME.slice(11)}-2.md`])
    const checked: string[] = []
    check(articles, (line) => checked.push(line), SENT.getTime() + 90 * 86_400_000)
    expect(checked.at(-1)).toBe('2 articles, 0 errors, 0 warnings')
  })

  it('reads other encodings where they are named, and goes on after a file that it cannot read', async () => {
    const latin = Buffer.from('PARIS (XY) – Caf\xe9s open.\n'.replace('–', '--'), 'latin1')
    const refused = await importFiles({ 'a.txt': latin, 'b.txt': COPY })
    expect(refused.code).toBe(1)
    expect(refused.lines[0]).toMatch(
      /^a\.txt: It is not UTF-8; it looks like Windows-1252 .* --encoding windows-1252/,
    )
    expect(refused.names).toEqual([`${NAME}.md`])
    const read = await importFiles({ 'a.txt': latin }, ['--encoding', 'windows-1252'])
    expect(read.names).toEqual(['2019-10-14-cafés-open.md'])
    expect((await importFiles({ 'a.txt': latin }, ['--encoding', 'klingon'])).lines[0]).toContain('"klingon"')
  })

  it('leaves alone what is not wire copy', async () => {
    const files = { 'a.md': '# A', 'b.html': '<p>', 'c.txt': '<?xml?>', 'd.txt': ' \n' }
    const { code, lines, names } = await importFiles(files)
    expect([code, names]).toEqual([1, []])
    expect(lines).toEqual(Object.keys(files).map((name) => `${name} is not wire copy, so it is left alone`))
  })

  it.each(['../up', '.hidden', 'a/../../b'])('refuses the section %s', async (section) => {
    const { code, names } = await importFiles({ 'a.txt': COPY }, ['--section', section])
    expect([code, names]).toEqual([1, []])
  })

  it('asks for files', async () => {
    const { code, lines } = await importFiles({})
    expect([code, lines[0]]).toEqual([1, expect.stringContaining('Name the files to import')])
  })

  it('leaves nothing where a draft cannot be written', async () => {
    if (process.getuid?.() === 0) return
    const articles = makeFolder({})
    chmodSync(articles, 0o500)
    const { code, names } = await importFiles({ 'a.txt': COPY }, [], articles)
    chmodSync(articles, 0o700)
    expect([code, names]).toEqual([1, []])
  })
})

it('a file that is added by two processes at once is there once', () => {
  const folder = makeFolder({})
  const draft = '---\nwire_digest: "0123456789"\n---\n'
  expect([1, 2].map(() => addFile(folder, 'news/a', draft, '0123456789'))).toEqual(['news/a.md', 'news/a.md'])
  expect(listFiles(folder)).toEqual(['news/a.md'])
  expect(existsSync(join(folder, 'news/a-2.md'))).toBe(false)
})
