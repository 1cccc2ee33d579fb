import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { rescan, scanFolder } from '../../../src/node/folder/scan.ts'
import { createRegisterFile } from '../../../src/node/register-file.ts'
import { atOnce } from '../../../src/node/slices.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const FILES = {
  'a.md': article({ title: 'A', date: '2025-01-01' }),
  'news/_index.md': '---\ntitle: News\n---\n',
  'news/b.md': article({ title: 'B', date: '2025-01-02' }),
  'news/p.png': 'P',
}

function countYields(work: Generator<undefined, unknown>): number {
  let count = 0
  while (!work.next().done) count++
  return count
}

it('a look at the whole folder lets others in after each file, and so does one at many paths', () => {
  const directory = makeFolder(FILES)
  const scan = atOnce(scanFolder(directory))
  expect(countYields(scanFolder(directory))).toBeGreaterThanOrEqual(Object.keys(FILES).length)
  expect(countYields(rescan(directory, scan, ['a.md', 'news/b.md']))).toBe(2)
})

it('a look that finds nothing new keeps what was known of each kind', () => {
  const directory = makeFolder(FILES)
  const before = atOnce(scanFolder(directory))
  const same = atOnce(scanFolder(directory, before))
  for (const kind of ['articles', 'settings', 'media', 'foreign'] as const)
    expect(same[kind]).toBe(before[kind])
  writeFiles(directory, { 'news/p.png': 'PP' })
  rmSync(join(directory, 'a.md'))
  const after = atOnce(scanFolder(directory, same))
  expect(after.settings).toBe(before.settings)
  expect(after.media.get('news/p.png')?.size).toBe(2)
  expect([...after.articles.keys()]).toEqual(['news/b.md'])
})

it('a look at a large folder lets others in, and keeps the library where nothing is new', async () => {
  const files = Array.from({ length: 3000 }, (_, index) => [`s${index % 30}/${index}.txt`, 'x'])
  const directory = makeFolder({ ...FILES, ...Object.fromEntries(files) })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const { library, findFile } = { ...folder, library: folder.library() }
  const file = folder.file('news/p.png')
  expect(await folder.apply()).toEqual([])
  expect(folder.library()).toBe(library)
  expect(folder.file('news/p.png')).toBe(file)
  expect(findFile('s1/1.txt')?.bytes).toBe(1)
  expect(folder.hasNews()).toBe(true)
})

it('an article that is registered while changes are read stays in the register', async () => {
  const files = Array.from({ length: 300 }, (_, index) => [
    `a${index}.md`,
    article({ title: 'A', date: '2025-01-01', embargo: '2025-06-01' }),
  ])
  const settings = 'idPrefix: "tag:example.org,2026:"\n---\n'
  const directory = makeFolder({ ...Object.fromEntries(files), '_index.md': `---\n${settings}` })
  const copy = join(makeFolder({}), 'ids.txt')
  const ids = createRegisterFile(directory, copy)
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', ids })
  rmSync(join(directory, 'a7.md'))
  writeFiles(directory, { '_index.md': `---\ntitle: New\n${settings}` })
  const applied = folder.apply()
  // The work has begun, and is not done.
  await Promise.resolve()
  await Promise.resolve()
  folder.register(Date.UTC(2025, 6, 1))
  await applied
  folder.register(Date.UTC(2025, 6, 1))
  writeFiles(directory, { 'b.md': article({ title: 'B', date: '2025-07-01' }) })
  await folder.apply()
  folder.register(Date.UTC(2025, 7, 1))
  expect(ids.read().register.entries.map(({ id }) => id)).toContain('tag:example.org,2026:a7')
})
