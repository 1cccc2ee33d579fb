import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFrontMatter } from '../../../src/content/front-matter/parse.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { UNSEEN } from '../../../src/node/folder/look.ts'
import { type ReadAhead, startReadAhead, WORTH_READING_AHEAD } from '../../../src/node/folder/read-ahead.ts'
import { lookAtArticle, scanFolder } from '../../../src/node/folder/scan.ts'
import { makeFolder } from '../../make-folder.ts'
import { article } from '../../publication/fixtures.ts'

/** More than may be read and not taken yet. */
const COUNT = 4550

/** What a thread may hand over in another way than the rest. */
const ODD: Record<number, string> = {
  18: '\uFEFF---\r\ntitle: Marked\r\ndate: 2025-01-01\r\n---\r\nCR and LF.\r\n',
  19: '---\ntitle: "A\u0001B"\ndate: 2025-01-01\nunknown: [{ deep: [x] }, ~]\n---\nForbidden \u0002.\n',
  20: 'A text without front matter.\n',
  21: '---\ntitle: a: b\n---\n',
  22: '',
  23: '---\ntitle: Empty\ndate: 2025-01-01\n---\n',
}

function makeMany(): string {
  const directory = makeFolder({ '_index.md': '---\ntimezone: Asia/Kabul\n---\n', 'a.png': 'PNG' })
  for (let index = 0; index < COUNT; index++) {
    const date = index === 17 ? '2025-02-30' : `2025-01-0${(index % 9) + 1}`
    const usual = article({ title: `T${index}`, date, image: 'a.png' }, `Text ${index}.`)
    writeFileSync(join(directory, `${index}.md`), ODD[index] ?? usual)
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
      *read() {
        for (const file of ahead.read()) {
          paths.push(file.path)
          yield file
        }
      },
    }
    const folder = openFolder(directory, { ...OPTIONS, ahead: watched })
    const two = folder.library()
    expect(two.articles).toHaveLength(COUNT - 4)
    expect(two.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['date', 'forbidden-character']),
    )
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    expect(two.articles.map((article) => article.readBody())).toEqual(
      one.articles.map((article) => article.readBody()),
    )
    expect(paths).toHaveLength(COUNT)
    expect(folder.refresh().changed).toBe(false)
  }, 30_000)

  it('waits for who makes articles, and tells the others from what it could not read', () => {
    const directory = makeMany()
    const ahead = startReadAhead(directory)
    const files = [...ahead.scan()!.articles.keys()]
    const gone = [files[4200]!, files[4300]!]
    for (const path of gone) rmSync(join(directory, path))
    mkdirSync(join(directory, gone[1]!))
    const read: string[] = []
    for (const { path } of ahead.read()) {
      if (read.length === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
      read.push(path)
    }
    expect(read).toEqual(files.filter((path) => !gone.includes(path)))
  }, 30_000)

  it('that fails leaves the work to the first', () => {
    const directory = makeMany()
    const unseen = () => scanFolder(directory, 0, { articlesUnseen: true })
    const dead: ReadAhead = { scan: () => undefined, read: () => [], stop() {} }
    expect(openFolder(directory, { ...OPTIONS, ahead: dead }).library().articles).toHaveLength(COUNT - 4)
    const tired: ReadAhead = {
      scan: unseen,
      *read() {
        const [path] = unseen().articles.keys()
        const source = article({ title: 'Read', date: '2025-01-01' })
        const frontMatter = parseFrontMatter(source, path!)
        yield { path: path!, ...lookAtArticle(directory, path!)!, source, frontMatter }
      },
      stop() {},
    }
    const folder = openFolder(directory, { ...OPTIONS, ahead: tired })
    const { articles, modified } = folder.library()
    expect(articles).toHaveLength(COUNT - 4)
    expect(articles.filter(({ title }) => title === 'Read')).toHaveLength(1)
    expect(modified).toBe(scanFolder(directory, 0).modified)
    expect(folder.refresh().changed).toBe(false)
  }, 30_000)

  it('that ends in the midst of it is not waited for', () => {
    const directory = makeMany()
    const copy = makeFolder({})
    cpSync('package.json', join(copy, 'package.json'))
    cpSync('src', join(copy, 'src'), { recursive: true })
    // What it needs to read front matter is gone, as where an upgrade runs meanwhile.
    rmSync(join(copy, 'src/content/front-matter'), { recursive: true })
    const script = join(copy, 'count.ts')
    writeFileSync(
      script,
      `import { startReadAhead } from './src/node/folder/read-ahead.ts'
      const ahead = startReadAhead(${JSON.stringify(directory)})
      const { size } = ahead.scan().articles
      const started = performance.now()
      console.log(size, [...ahead.read()].length, performance.now() - started < 4000)`,
    )
    const args = ['--experimental-strip-types', script]
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 })
    expect(stdout).toBe(`${COUNT} 0 true\n`)
  }, 30_000)

  it('that found what is gone before it is read leaves it out', () => {
    const directory = makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) })
    const late: ReadAhead = {
      scan() {
        const scan = scanFolder(directory, 0, { articlesUnseen: true })
        scan.articles.set('gone.md', UNSEEN)
        return scan
      },
      read: () => [],
      stop() {},
    }
    const folder = openFolder(directory, { ...OPTIONS, ahead: late })
    expect(folder.library().articles.map(({ title }) => title)).toEqual(['A'])
    expect(folder.refresh().changed).toBe(false)
  })

  it('that cannot read the folder leaves the error to the first', () => {
    const missing = join(makeFolder({}), 'missing')
    const open = () => openFolder(missing, { ...OPTIONS, ahead: startReadAhead(missing) })
    expect(open).toThrow('ENOENT')
  }, 30_000)

  it('is let go when all is loaded', () => {
    let isStopped = false
    const unwanted: ReadAhead = {
      scan: () => undefined,
      read: () => [],
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
