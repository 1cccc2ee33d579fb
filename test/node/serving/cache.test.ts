import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { readCache, sealCache, writeCache } from '../../../src/node/serving/cache.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

function rewrite(file: string, change: (content: string) => string): void {
  writeFileSync(file, sealCache(change(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).content))))
}

function setUp(files: Record<string, string>) {
  const directory = makeFolder(files)
  const file = join(makeFolder({}), 'cache.json')
  const open = (version = '1') =>
    openFolder(directory, {
      defaultUrl: 'http://localhost/',
      version,
      remembered: readCache(file).articles,
    })
  const save = (folder = open()) => writeCache(file, { articles: folder.remember(), dates: [] })
  /** A folder that was written long before the cache, so that its stamps are to be trusted. */
  const remember = () => {
    save()
    const later = new Date(Date.now() + 60_000)
    utimesSync(file, later, later)
  }
  /** Changes the content and its digest, as if an earlier run had written it. */
  const lie = (title: string) => rewrite(file, (content) => content.replaceAll('"A"', JSON.stringify(title)))
  const titles = (version?: string) =>
    open(version)
      .library()
      .articles.map(({ title }) => title)
  const trust = (work: () => void) => {
    const { mtime } = statSync(file)
    work()
    if (existsSync(file)) utimesSync(file, mtime, mtime)
  }
  return { directory, file, open, save, remember, lie, titles, trust }
}

const A = { 'a.md': article({ title: 'A', date: '2025-01-01', image: 'cover.png' }, 'The text of A.') }

describe('the cache', () => {
  it('spares parsing what has not changed', () => {
    const { remember, lie, titles, trust } = setUp(A)
    remember()
    trust(() => lie('From the cache'))
    expect(titles()).toEqual(['From the cache'])
  })

  it('gives the same library, texts included', () => {
    const { open, remember } = setUp({
      ...A,
      'bad.md': article({ title: 'Bad', date: '2025-02-30' }),
      'b/c.md': article({ title: 'C', date: '2025-01-02', tags: '[x, y]', withdrawn: 'true' }),
    })
    const parsed = open().library()
    remember()
    const cached = open().library()
    expect(JSON.stringify(cached.problems)).toBe(JSON.stringify(parsed.problems))
    expect(cached.articles.map((one) => [one.title, one.withdrawn, one.readBody()])).toEqual(
      parsed.articles.map((one) => [one.title, one.withdrawn, one.readBody()]),
    )
  })

  it.each([
    [
      'a file changed',
      ({ directory }: ReturnType<typeof setUp>) =>
        writeFiles(directory, { 'a.md': article({ title: 'B', date: '2025-01-01' }) }),
      ['B'],
    ],
    [
      'a setting changed',
      ({ directory }: ReturnType<typeof setUp>) =>
        writeFiles(directory, { '_index.md': '---\ntimezone: Asia/Kabul\n---\n' }),
      ['A'],
    ],
    [
      'a file changed that the front matter names',
      ({ directory }: ReturnType<typeof setUp>) => writeFiles(directory, { 'cover.png': 'PNG' }),
      ['A'],
    ],
    ['it is broken', ({ file }: ReturnType<typeof setUp>) => writeFileSync(file, '{"key":'), ['A']],
    ['it is deleted', ({ file }: ReturnType<typeof setUp>) => rmSync(file), ['A']],
  ])('is ignored where %s', (_, change, expected) => {
    const all = setUp(A)
    all.remember()
    all.trust(() => {
      all.lie('From the cache')
      change(all)
    })
    expect(all.titles()).toEqual(expected)
  })

  it('is ignored by another version of Wireroom', () => {
    const { remember, lie, titles, trust } = setUp(A)
    remember()
    trust(() => lie('From the cache'))
    expect(titles('2')).toEqual(['A'])
  })

  it('trusts the text where only the stamp changed, as after a checkout', () => {
    const { directory, remember, lie, titles, trust } = setUp(A)
    remember()
    trust(() => lie('From the cache'))
    utimesSync(join(directory, 'a.md'), new Date(), new Date())
    expect(titles()).toEqual(['From the cache'])
  })

  it('does not trust the stamp of a file that was written just before it', () => {
    const { directory, file, open, save } = setUp(A)
    save()
    expect(readCache(file).articles?.key).toMatch(/^[\da-f]{20}$/)
    const { mtimeMs, ctimeMs } = statSync(join(directory, 'a.md'))
    expect(readFileSync(file, 'utf8')).toContain(`"stamp":"${mtimeMs}:${ctimeMs}:`)
    rewrite(file, (content) => content.replaceAll('"A"', '"Stale"'))
    writeFiles(directory, { 'a.md': article({ title: 'A', date: '2025-01-01' }, 'Another text.') })
    expect(open().library().articles[0]).toMatchObject({ title: 'A' })
  })

  it('remembers of a broken file the text that stays published, and not its stamp', async () => {
    const { directory, file: cache, open, save, titles } = setUp(A)
    const folder = open()
    writeFiles(directory, { 'a.md': '---\ntitle: [\n---\n' })
    await folder.apply()
    expect(folder.library().articles).toHaveLength(1)
    save(folder)
    const [file] = readCache(cache).articles?.files ?? []
    expect(file).toMatchObject({ path: 'a.md', stamp: '', good: A['a.md'] })
    expect(file).not.toHaveProperty('article')
    expect(titles()).toEqual(['A'])
  })

  it('a broken file keeps its last good version once its text was read', async () => {
    const { directory, open, remember } = setUp(A)
    remember()
    const folder = open()
    await folder.preload()
    writeFiles(directory, { 'a.md': '' })
    await folder.apply()
    expect(folder.library().articles.map((one) => one.readBody())).toEqual(['\nThe text of A.\n'])
  })

  it.each([
    ['title', '"A"', '"Forged"'],
    ['embargo', '"embargo":1735689600000', '"embargo":1735689600001'],
    ['end', /\}$/, ''],
    ['digest', /"digest":"./, '"digest":"g'],
    ['layout', '"content":', '"content": '],
  ])('with another %s is as if it were not there, and said once', (_, from, to) => {
    const { file, open, titles, remember, trust } = setUp(A)
    remember()
    trust(() => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to)))
    const lines: string[] = []
    expect(readCache(file, (line) => lines.push(line))).toEqual({ dates: [] })
    expect(lines).toEqual([`${file} is not as it was written, so it is ignored; it is safe to delete.`])
    expect(titles()).toEqual(['A'])
    expect(open().library().articles[0]!.embargo).toBe(Date.UTC(2025, 0, 1))
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['no JSON', '{"format":1'],
    ['of another format', '{"format":1,"dates":[["feed.xml","a",1,1]]}'],
    ['a list', '[]'],
  ])('is empty where the file is %s', (_, text) => {
    const directory = makeFolder(text === undefined ? {} : { 'cache.json': text })
    expect(readCache(join(directory, 'cache.json'))).toEqual({ dates: [] })
  })

  it('that cannot be written is ignored, and leaves no other file', () => {
    const directory = makeFolder({ file: '' })
    for (const path of ['file/cache.json', 'new/cache.json']) writeCache(join(directory, path), { dates: [] })
    expect(readdirSync(directory, { recursive: true }).sort()).toEqual(['file', 'new', 'new/cache.json'])
  })
})
