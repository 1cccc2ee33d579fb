import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../src/node/folder.ts'
import { type ReadAhead, startReadAhead, WORTH_READING_AHEAD } from '../../src/node/read-ahead.ts'
import { makeFolder } from '../make-folder.ts'
import { article } from '../publication/fixtures.ts'

/** More than may be read and not taken yet. */
const COUNT = 4550

function makeMany(): string {
  const directory = makeFolder({ '_index.md': '---\ntimezone: Asia/Kabul\n---\n', 'a.png': 'PNG' })
  for (let index = 0; index < COUNT; index++) {
    const date = index === 17 ? '2025-02-30' : `2025-01-0${(index % 9) + 1}`
    writeFileSync(
      join(directory, `${index}.md`),
      article({ title: `T${index}`, date, image: 'a.png' }, `Text ${index}.`),
    )
  }
  return directory
}

const OPTIONS = { defaultUrl: 'http://localhost/' }

describe('a second thread', () => {
  it('reads what one thread reads, texts and problems included', () => {
    const directory = makeMany()
    const one = openFolder(directory, OPTIONS).library()
    const ahead = startReadAhead(directory)
    const paths: string[] = []
    const watched: ReadAhead = {
      ...ahead,
      *read(wanted) {
        for (const text of ahead.read(wanted)) {
          paths.push(text.path)
          yield text
        }
      },
    }
    const two = openFolder(directory, { ...OPTIONS, ahead: watched }).library()
    expect(two.articles).toHaveLength(COUNT - 1)
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    expect(two.articles.map((article) => article.readBody())).toEqual(
      one.articles.map((article) => article.readBody()),
    )
    expect(paths).toHaveLength(COUNT)
  }, 30_000)

  it('waits for those who parse, and tells the others from what it could not read', () => {
    const directory = makeMany()
    const ahead = startReadAhead(directory)
    const files = [...ahead.scan()!.articles.keys()]
    rmSync(join(directory, files[3]!))
    rmSync(join(directory, files[4000]!))
    mkdirSync(join(directory, files[4000]!))
    const read: string[] = []
    for (const { path } of ahead.read(files)) {
      if (read.length === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
      read.push(path)
    }
    expect(read).toEqual(files.filter((path) => path !== files[3] && path !== files[4000]))
  }, 30_000)

  it('that fails leaves the work to the first', () => {
    const directory = makeMany()
    const dead: ReadAhead = { scan: () => undefined, read: () => [], stop() {} }
    expect(openFolder(directory, { ...OPTIONS, ahead: dead }).library().articles).toHaveLength(COUNT - 1)
    const tired: ReadAhead = {
      scan: () => undefined,
      *read([path]) {
        yield { path: path!, source: article({ title: 'Read', date: '2025-01-01' }), contentHash: 'x' }
      },
      stop() {},
    }
    const { articles } = openFolder(directory, { ...OPTIONS, ahead: tired }).library()
    expect(articles).toHaveLength(COUNT - 1)
    expect(articles.filter(({ title }) => title === 'Read')).toHaveLength(1)
  }, 30_000)

  it('that cannot read the folder leaves the error to the first', () => {
    const missing = join(makeFolder({}), 'missing')
    const open = () => openFolder(missing, { ...OPTIONS, ahead: startReadAhead(missing) })
    expect(open).toThrow('ENOENT')
  }, 30_000)

  it('is let go where there is little to read', () => {
    let isStopped = false
    const unwanted: ReadAhead = {
      scan: () => undefined,
      read: () => expect.unreachable(),
      stop() {
        isStopped = true
      },
    }
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    expect(openFolder(directory, { ...OPTIONS, ahead: unwanted }).library().articles).toHaveLength(1)
    expect(isStopped).toBe(true)
    expect(COUNT).toBeGreaterThan(WORTH_READING_AHEAD)
  })
})
