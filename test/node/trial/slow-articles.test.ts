import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { startServer } from '../../../src/server.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'
import { HOSTILE } from './hostile.ts'

const QUICK_TO_GIVE_UP = { defaultUrl: 'http://localhost/', trialMilliseconds: 100 }
const A = article({ title: 'A', date: '2025-01-01' })
const B = article({ title: 'B', date: '2025-01-02' })

type Folder = ReturnType<typeof openFolder>
const titles = (folder: Folder) => folder.library().articles.map(({ title }) => title)
const codes = (folder: Folder) => folder.library().problems.map(({ code }) => code)

it('an article that takes too long is a problem, and the others are published', () => {
  const folder = openFolder(makeFolder({ 'a.md': HOSTILE, 'b.md': B }), QUICK_TO_GIVE_UP)
  expect(titles(folder)).toEqual(['B'])
  expect(folder.library().problems).toMatchObject([{ severity: 'error', code: 'too-slow', path: 'a.md' }])
})

it('an article that an edit makes too slow stays as it was, over a restart too, until it is quick again', async () => {
  const directory = makeFolder({ 'a.md': A })
  const folder = openFolder(directory, QUICK_TO_GIVE_UP)
  writeFiles(directory, { 'a.md': HOSTILE })
  expect(await folder.apply()).toMatchObject([{ code: 'too-slow', path: 'a.md' }])
  expect(await folder.apply()).toEqual([])
  const again = openFolder(directory, { ...QUICK_TO_GIVE_UP, remembered: folder.remember() })
  for (const each of [folder, again]) {
    expect(titles(each)).toEqual(['A'])
    expect(codes(each)).toEqual(['too-slow'])
    expect(each.library().articles[0]!.readBody().trim()).toBe('Text.')
  }
  writeFiles(directory, { 'a.md': B })
  for (const each of [folder, again]) {
    await each.apply()
    expect(titles(each)).toEqual(['B'])
    expect(codes(each)).toEqual([])
  }
})

it('a long article that is quick is published, at the start and by an edit', async () => {
  const long = article({ title: 'Long', date: '2025-01-03' }, 'Words of a novel.\n\n'.repeat(5000))
  const directory = makeFolder({ 'a.md': long, 'b.md': B })
  const folder = openFolder(directory, { defaultUrl: 'http://localhost/', trialMilliseconds: 600_000 })
  expect(titles(folder)).toEqual(['Long', 'B'])
  writeFiles(directory, { 'b.md': long.replace('Long', 'Longer'), 'a.md': A })
  expect(await folder.apply()).toEqual([])
  expect(titles(folder)).toEqual(['Longer', 'A'])
})

it('a file that changes while it is tried is tried again', async () => {
  const directory = makeFolder({ 'a.md': A })
  const folder = openFolder(directory, { ...QUICK_TO_GIVE_UP, trialMilliseconds: 1000 })
  writeFiles(directory, { 'a.md': HOSTILE })
  const applied = folder.apply()
  // The file is read within some turns, and tried for a second and more.
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  // Another text of the same length, which nobody has tried.
  writeFileSync(join(directory, 'new'), HOSTILE.replace('Hostile', 'Changed'))
  renameSync(join(directory, 'new'), join(directory, 'a.md'))
  expect(await applied).toEqual([])
  expect(titles(folder)).toEqual(['A'])
  expect(await folder.apply()).toMatchObject([{ code: 'too-slow' }])
  expect(titles(folder)).toEqual(['A'])
})

it('readers are answered while an edit is tried that takes too long', async () => {
  const directory = makeFolder({ 'a.md': A, 'news/b.md': B })
  const lines: string[] = []
  const { url, stop } = await startServer({
    articles: directory,
    port: 0,
    host: '127.0.0.1',
    trialMilliseconds: 1000,
    log: (line) => lines.push(line),
  })
  onTestFinished(stop)
  // The first edit shows that the folder is watched.
  writeFiles(directory, { 'news/b.md': B.replace('B', 'Seen') })
  await eventually(async () => expect(await (await fetch(`${url}/news/feed.xml`)).text()).toContain('Seen'))
  writeFiles(directory, { 'a.md': HOSTILE })
  const isNamed = () => lines.some((line) => line.startsWith('a.md: error too-slow'))
  let longestWait = 0
  let answers = 0
  const start = performance.now()
  for (; !isNamed(); answers++) {
    const asked = performance.now()
    for (const path of ['healthz', 'feed.xml', 'news/feed.xml'])
      expect((await fetch(`${url}/${path}`)).status).toBe(200)
    longestWait = Math.max(longestWait, performance.now() - asked)
  }
  expect(answers).toBeGreaterThan(5)
  expect(longestWait).toBeLessThan((performance.now() - start) / 2)
  expect(await (await fetch(`${url}/feed.xml`)).text()).toContain('<title>A</title>')
})
