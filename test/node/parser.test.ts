import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../src/node/folder.ts'
import { type Parser, startParser } from '../../src/node/parser.ts'
import { makeFolder } from '../make-folder.ts'
import { article } from '../publication/fixtures.ts'

const COUNT = 100

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
  it('finds what one thread finds, texts and problems included', () => {
    const directory = makeMany()
    const one = openFolder(directory, OPTIONS).library()
    const two = openFolder(directory, { ...OPTIONS, parser: startParser(COUNT) }).library()
    expect(two.articles).toHaveLength(COUNT - 1)
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    expect(two.articles.map((article) => article.readBody())).toEqual(
      one.articles.map((article) => article.readBody()),
    )
  }, 30_000)

  it('that fails leaves the work to the first', () => {
    const dead: Parser = { worth: COUNT, start() {}, collect: () => [], stop() {} }
    expect(openFolder(makeMany(), { ...OPTIONS, parser: dead }).library().articles).toHaveLength(COUNT - 1)
  }, 30_000)

  it('is not asked where there is little to do', () => {
    const unwanted: Parser = { worth: COUNT, start: () => expect.unreachable(), collect: () => [], stop() {} }
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    expect(openFolder(directory, { ...OPTIONS, parser: unwanted }).library().articles).toHaveLength(1)
  })
})
