import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

it('a compressible file is the same buffer at each request, so that it is compressed once, until it changes', async () => {
  const directory = makeFolder({ 'plan.svg': '<svg/>' })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const publication = createFolderPublication(folder, 'test')
  const read = async () => (publication.find('plan.svg', 0) as Document).read()
  const first = await read()
  expect(await read()).toBe(first)
  writeFiles(directory, { 'plan.svg': '<svg><g/></svg>' })
  await folder.apply()
  expect(String(await read())).toBe('<svg><g/></svg>')
})

it('a file that replaces another gets a new date, though it is older', async () => {
  const directory = makeFolder({ 'a.png': '' })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  const app = createApp({ publication: createFolderPublication(folder, 'test'), now: () => 2e12 })
  const put = async (text: string, seconds: number) => {
    writeFiles(directory, { 'a.png': text })
    utimesSync(join(directory, 'a.png'), seconds, seconds)
    await folder.apply()
  }
  await put('first', 1.7e9)
  let known = (await app.request('/a.png')).headers.get('last-modified')!
  // Older, within the same second, and newer.
  for (const [text, seconds, modified] of [
    ['older', 1.6e9, 1.7e12 + 1000],
    ['third', 1.7e9 + 1.5, 1.7e12 + 2000],
    ['newer', 1.8e9, 1.8e12],
  ] as const) {
    await put(text, seconds)
    const response = await app.request('/a.png', { headers: { 'If-Modified-Since': known } })
    expect(await response.text()).toBe(text)
    known = response.headers.get('last-modified')!
    expect(Date.parse(known)).toBe(modified)
  }
})

it('is prepared although an article is not readable any more', () => {
  const directory = makeFolder({
    'a.md': article({ title: 'A', date: '2025-01-01' }, '![A](a.png)'),
    'b.md': article({ title: 'B', date: '2025-01-02' }),
    'a.png': 'PNG',
  })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/' })
  // As of one that was remembered, and whose file has gone since.
  folder.library().articles[0]!.readBody = () => {
    throw new Error('b.md changed while it was read')
  }
  const asked = new Set<string>()
  const findFile = (path: string) => {
    asked.add(path)
    return folder.findFile(path)
  }
  createFolderPublication({ ...folder, findFile }, 'test').prepare(2e12)
  expect([...asked]).toEqual(['a.png'])
})
