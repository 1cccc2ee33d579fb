import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check } from '../src/commands/check.ts'
import { findOtherType } from '../src/content/media/file-head.ts'
import { openFolder } from '../src/node/folder/folder.ts'
import { article } from './article.ts'
import { makeFolder } from './make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)
const picture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures/pictures', name))
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))),
  )
const M4A = bytes(0, 0, 0, 28, 'ftypM4A ')
const MP3 = bytes('ID3', 4, 0, 0, 0, 0, 0, 0)
const SHOW = '---\npodcast: true\n---\n'

/** A folder with these texts, and these bytes. */
function folderOf(files: Record<string, string>, binaries: Record<string, Buffer>): string {
  const directory = makeFolder({
    ...files,
    ...Object.fromEntries(Object.keys(binaries).map((name) => [name, ''])),
  })
  for (const [name, content] of Object.entries(binaries)) writeFileSync(join(directory, name), content)
  return directory
}

const problemsOf = (directory: string) =>
  openFolder(directory, { defaultUrl: 'https://example.org/' })
    .library()
    .problems.map(
      ({ path, line, severity, code, message }) => `${path}:${line} ${severity} ${code}: ${message}`,
    )

describe('a picture whose content is not what its name says is a warning with both types', () => {
  it.each<[name: string, content: Buffer, types: string]>([
    ['a.jpg', picture('plain.png'), 'image/jpeg, and its content is image/png'],
    ['a.png', picture('plain.jpg'), 'image/png, and its content is image/jpeg'],
    ['a.png', picture('lossy.webp'), 'image/png, and its content is image/webp'],
    ['a.jpg', picture('plain.avif'), 'image/jpeg, and its content is image/avif'],
    ['a.jpg', Buffer.from('<!DOCTYPE html><title>404</title>'), 'image/jpeg, and its content is text/html'],
    [
      'a.png',
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      'image/png, and its content is text/plain (a pointer of Git LFS)',
    ],
    ['a.svg', picture('plain.png'), 'image/svg+xml, and its content is image/png'],
  ])('%s', (name, content, types) => {
    const directory = folderOf(
      { 'a.md': article({ title: 'A', date: '2025-01-01', image: name }) },
      { [name]: content },
    )
    expect(problemsOf(directory)).toEqual([`a.md:4 warning file-type: The name of "${name}" says ${types}`])
  })

  it.each(['plain.png', 'plain.gif', 'plain.jpg', 'plain.avif', 'lossy.webp'])(
    'and nothing else: %s',
    (name) => {
      const directory = folderOf(
        { 'a.md': article({ title: 'A', date: '2025-01-01', image: name }) },
        { [name]: picture(name) },
      )
      expect(problemsOf(directory)).toEqual([])
    },
  )
})

describe('an attached file whose content is not what its name says', () => {
  const files = {
    'show/_index.md': SHOW,
    'show/a.md': article({ title: 'A', date: '2025-01-01', enclosure: 'a b.mp3' }),
    'b.md': article({ title: 'B', date: '2025-01-01', enclosure: 'b.mp3' }),
    'c.md': article({ title: 'C', date: '2025-01-01', enclosure: 'c.mp3' }),
    'd.md': article({ title: 'D', date: '2025-01-01', draft: 'true', enclosure: 'b.mp3' }),
  }
  const binaries = { 'show/a b.mp3': M4A, 'b.mp3': Buffer.from('<html>'), 'c.mp3': MP3 }

  it('is an error of check in an episode, and a warning elsewhere', () => {
    const lines: string[] = []
    const code = check(folderOf(files, binaries), (line) => lines.push(line), NOW)
    expect(
      lines.filter((line) => line.includes('file-type')).map((line) => line.replace(/\. Rename.*/, '')),
    ).toEqual([
      'b.md:4: warning file-type: The name of "b.mp3" says audio/mpeg, and its content is text/html',
      'show/a.md:4: error file-type: The name of "a b.mp3" says audio/mpeg, and its content is audio/mp4',
    ])
    expect(code).toBe(1)
  })

  it('is not opened by a start', () => {
    const directory = folderOf(files, binaries)
    expect(problemsOf(directory)).toEqual([])
  })
})

it.each<[named: string, head: Buffer, found: string | undefined]>([
  ['audio/mpeg', bytes(0xff, 0xfb, 0x90, 0x64), undefined],
  ['audio/mpeg', bytes(0xff, 0xf3, 0x40), undefined],
  ['audio/aac', bytes(0xff, 0xf1, 0x50), undefined],
  ['audio/aac', MP3, undefined],
  ['audio/wav', bytes('RIFF', 1, 2, 3, 4, 'WAVEfmt '), undefined],
  ['audio/mpeg', bytes('RIFF', 1, 2, 3, 4, 'WAVEfmt '), 'audio/wav'],
  ['audio/mpeg', bytes('OggS', 0), 'audio/ogg'],
  ['audio/ogg', bytes('OggS', 0), undefined],
  ['video/ogg', bytes('OggS', 0), undefined],
  ['audio/mp4', bytes(0, 0, 0, 24, 'ftypisom'), undefined],
  ['video/mp4', M4A, undefined],
  ['audio/mp4', bytes(0xff, 0xfb, 0x90), 'audio/mpeg'],
  ['video/webm', bytes(0x1a, 'E', 0xdf, 0xa3), undefined],
  ['application/pdf', bytes('%PDF-1.7'), undefined],
  ['application/zip', bytes('PK', 3, 4), undefined],
  ['application/epub+zip', bytes('PK', 3, 4), undefined],
  ['audio/mpeg', bytes('PK', 3, 4), 'application/zip'],
  ['image/svg+xml', bytes('<?xml version="1.0"?><svg/>'), undefined],
  ['image/svg+xml', bytes('\n <svg/>'), undefined],
  ['text/plain', bytes('Words'), undefined],
  ['audio/mpeg', bytes(0, 0, 0, 0), undefined],
  ['audio/mpeg', bytes(), undefined],
])('of %s that starts with %j the other type is %s', (named, head, found) => {
  expect(findOtherType(named, head)).toBe(found)
})
