import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../../../src/commands/check.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const URL = { defaultUrl: 'http://x/' }
const TEXT = article({ title: 'Café', date: '2025-01-01' })
const LATIN = Buffer.from(TEXT, 'latin1')
const UTF16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le')

const MARKED: [string, Buffer][] = [
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16LE', UTF16],
  ['UTF-16BE', Buffer.from(UTF16).swap16()],
]

const titles = (folder: ReturnType<typeof openFolder>) => folder.library().articles.map(({ title }) => title)

/** A folder with these files, of which some are bytes. */
function makeBytes(files: Record<string, string | Buffer>): string {
  const directory = makeFolder({})
  for (const [path, bytes] of Object.entries(files)) {
    writeFiles(directory, { [path]: '' })
    writeFileSync(join(directory, path), bytes)
  }
  return directory
}

describe('a byte order mark is obeyed', () => {
  it.each(MARKED)('in an article: %s', (_, bytes) => {
    const folder = openFolder(makeBytes({ 'a.md': bytes }), URL)
    expect(titles(folder)).toEqual(['Café'])
    expect(folder.library().articles[0]!.readBody().trim()).toBe('Text.')
    expect(folder.library().problems).toEqual([])
  })

  it.each(MARKED)('in settings: %s', (_, bytes) => {
    const folder = openFolder(makeBytes({ '_index.md': bytes }), URL)
    expect(folder.library().site.settings.title).toBe('Café')
  })

  it('in the configuration of a generator', () => {
    const directory = makeBytes({
      '_config.yml': Buffer.from('\ufefftitle: Café\nurl: https://caf.example\n', 'utf16le'),
      '_posts/2025-01-01-a.md': '---\ntitle: A\n---\n',
    })
    const { site } = openFolder(join(directory, '_posts'), URL).library()
    expect([site.generator?.name, site.settings.title]).toEqual(['jekyll', 'Café'])
  })
})

describe('a file in another encoding', () => {
  it('is one error that names the encoding it looks like, and nothing of it is published', () => {
    const folder = openFolder(makeBytes({ 'a.md': LATIN, 'b.md': TEXT }), URL)
    expect(folder.library().articles.map(({ path }) => path)).toEqual(['b.md'])
    expect(folder.library().problems).toEqual([
      {
        severity: 'error',
        code: 'encoding',
        path: 'a.md',
        message: 'The file cannot be read (not UTF-8; it looks like Windows-1252 or ISO 8859)',
        hint: 'Save the file in the encoding UTF-8',
      },
    ])
  })

  it.each([
    ['UTF-16', Buffer.from(TEXT.replace('é', 'e'), 'utf16le')],
    ['UTF-16', Buffer.from(TEXT.replace('é', 'e'), 'utf16le').swap16()],
    [
      'UTF-32',
      Buffer.from(
        Buffer.from(TEXT.replace('é', 'e'), 'utf16le').toString('utf16le').split('').join('\0\0\0') +
          '\0\0\0',
      ),
    ],
    ['a file that is not text', Buffer.alloc(400)],
    ['ISO-2022-JP', Buffer.from(TEXT.replace('Café', '\x1b$BF|K\\8l\x1b(B'))],
    ['ISO-2022-KR', Buffer.from(`\x1b$)C${TEXT.replace('Café', '\x0eGQ19\x0f')}`)],
  ])('is named where its bytes are valid UTF-8, too: %s', async (name, bytes) => {
    const directory = makeBytes({ 'a.md': TEXT, 'b.md': bytes })
    const folder = openFolder(directory, URL)
    expect(titles(folder)).toEqual(['Café'])
    expect(folder.library().problems).toMatchObject([{ code: 'encoding', path: 'b.md' }])
    expect(folder.library().problems[0]!.message).toContain(name)
    writeFileSync(join(directory, 'a.md'), bytes)
    expect(await folder.apply()).toMatchObject([{ code: 'encoding', path: 'a.md' }])
    expect(titles(folder)).toEqual(['Café'])
  })

  it('is not what has escapes of a terminal', () => {
    const folder = openFolder(makeBytes({ 'a.md': `${TEXT}\x1b[1mbold\x1b[0m $ echo\n` }), URL)
    expect(folder.library().problems).toMatchObject([{ code: 'forbidden-character', path: 'a.md' }])
    expect(titles(folder)).toEqual(['Café'])
  })

  it('keeps its last good version, until it is saved as UTF-8', async () => {
    const directory = makeBytes({ 'a.md': TEXT })
    const folder = openFolder(directory, URL)
    writeFileSync(join(directory, 'a.md'), LATIN)
    expect(await folder.apply()).toMatchObject([{ severity: 'error', code: 'encoding', path: 'a.md' }])
    expect(titles(folder)).toEqual(['Café'])
    writeFiles(directory, { 'a.md': TEXT.replace('Café', 'Thé') })
    expect(await folder.apply()).toEqual([])
    expect(titles(folder)).toEqual(['Thé'])
    expect(folder.library().problems).toEqual([])
  })

  it('leaves the ids in doubt where it has the settings of the site, and not where those of a section', () => {
    const files = { 'a.md': TEXT, 'news/b.md': TEXT }
    expect(openFolder(makeBytes({ ...files, '_index.md': LATIN }), URL).doubts()).toMatchObject([
      { severity: 'error', code: 'encoding', path: '_index.md' },
    ])
    const folder = openFolder(makeBytes({ ...files, 'news/_index.md': LATIN }), URL)
    expect(folder.doubts()).toEqual([])
    expect(folder.library().problems).toMatchObject([{ code: 'encoding', path: 'news/_index.md' }])
    expect(folder.text('news/_index.md')).toBe('')
  })

  it('keeps the settings that are in use', async () => {
    const directory = makeBytes({ '_index.md': TEXT, 'a.md': TEXT })
    const folder = openFolder(directory, URL)
    writeFileSync(join(directory, '_index.md'), LATIN)
    expect(await folder.apply()).toMatchObject([{ code: 'encoding', path: '_index.md' }])
    expect(folder.library().site.settings.title).toBe('Café')
  })

  it('leaves the ids in doubt where it has the configuration of a generator', () => {
    const directory = makeBytes({
      '_config.yml': Buffer.from('title: Caf\xe9\nurl: https://x.example\n', 'latin1'),
      '_posts/2025-01-01-a.md': '---\ntitle: A\n---\n',
    })
    const [doubt] = openFolder(join(directory, '_posts'), URL).doubts()
    expect(doubt?.message).toContain('not UTF-8; it looks like Windows-1252')
  })
})

describe('a name that is not UTF-8', () => {
  const named = (directory: string, name: string) =>
    Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name, 'latin1')])

  it('of an article, a picture or a folder is an error that says what to do, and nothing else is affected', async () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }), 'café.png': 'P' })
    writeFileSync(named(directory, 'caf\xe9.md'), TEXT)
    writeFileSync(named(directory, 'caf\xe9.png'), 'P')
    writeFileSync(named(directory, 'caf\xe9.zzz'), 'Z')
    mkdirSync(named(directory, '\xfcber'))
    const folder = openFolder(directory, URL)
    expect(titles(folder)).toEqual(['A'])
    const { problems } = folder.library()
    expect(problems.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'encoding caf\ufffd.md',
      'encoding caf\ufffd.png',
      'encoding \ufffdber',
    ])
    expect(problems[0]).toMatchObject({ severity: 'error', hint: 'Rename it in the encoding UTF-8' })
    renameSync(named(directory, 'caf\xe9.md'), join(directory, 'café.md'))
    await folder.apply(['caf\ufffd.md', 'café.md'])
    expect(titles(folder)).toEqual(['A', 'Café'])
    expect(folder.library().problems).toHaveLength(2)
  })

  it('does not end `check`', () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    mkdirSync(named(directory, '\xfcber'))
    const lines: string[] = []
    expect(check(directory, (line) => lines.push(line), Date.UTC(2026, 5, 1))).toBe(1)
    expect(lines.join('\n')).toContain('\ufffdber: error encoding: The name is not UTF-8')
    expect(lines.at(-1)).toMatch(/^1 article, 1 error/)
  })
})
