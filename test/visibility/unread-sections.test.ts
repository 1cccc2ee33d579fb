import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../src/http/app.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderPublication } from '../../src/node/serving/publication.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import type { Faults } from '../node/folder/faulty-fs.ts'
import { openEdge } from './runtimes.ts'

const { faults } = vi.hoisted(() => ({ faults: new Map() as Faults }))
vi.mock('node:fs', async (importReal) => {
  const real = await importReal<typeof import('node:fs')>()
  const faulty = (await import('../node/folder/faulty-fs.ts')).withFaults(real, faults)
  return { ...faulty, default: faulty }
})
afterEach(() => faults.clear())

const NOW = Date.UTC(2026, 0, 1)
const OPEN = article({ title: 'A', date: '2025-01-01' })
const URL = { defaultUrl: 'https://example.org/' }
const DRAFT = '---\ndraft: true\n---\n'
const HELD = /the articles of the folder and of those in it are held back$/

/** Ways in which settings that are there cannot be read. */
const WAYS: [name: string, spoil: (file: string, articles: string) => void][] = [
  ['may not be opened', (file) => fault(file, 'EACCES', 'open')],
  ['has a fault of the disk', (file) => fault(file, 'EIO', 'open')],
  ['cannot be looked at', (file) => fault(file, 'EIO', 'look')],
  ['is a pipe', (file) => replace(file, () => execFileSync('mkfifo', [file]))],
  [
    'leads out of the folder',
    (file, articles) =>
      replace(file, () => {
        writeFileSync(join(articles, '../outside.md'), DRAFT)
        symlinkSync('../../outside.md', file)
      }),
  ],
  ['leads to nothing', (file) => replace(file, () => symlinkSync('gone.md', file))],
  ['leads to itself', (file) => replace(file, () => symlinkSync('_index.md', file))],
]

function fault(file: string, code: string, operation: 'open' | 'look'): void {
  faults.set(file, { code, operations: new Set([operation]) })
}

function replace(file: string, make: () => void): void {
  rmSync(file)
  make()
}

function makeArticles(files: Record<string, string> = {}): string {
  const articles = join(makeFolder({}), 'articles')
  mkdirSync(articles)
  renameSync(
    makeFolder(
      {
        'open/a.md': OPEN,
        'secret/_index.md': DRAFT,
        'secret/a.md': OPEN,
        'secret/below/_index.md': '---\ntitle: Below\n---\n',
        'secret/below/b.md': OPEN,
        ...files,
      },
      false,
    ),
    articles,
  )
  return articles
}

const publicIn = (folder: ReturnType<typeof openFolder>) =>
  folder
    .library()
    .articles.filter(({ hidden }) => hidden === undefined)
    .map(({ path }) => path)

describe('the articles of a section whose settings were never read are held back', () => {
  it.each(WAYS)('where the file %s', async (_, spoil) => {
    const articles = makeArticles()
    spoil(join(articles, 'secret/_index.md'), articles)
    const folder = openFolder(articles, URL)
    const served = createFolderPublication(folder, 'test', () => {})
    const errors = folder.library().problems.filter(({ severity }) => severity === 'error')
    expect(errors.filter(({ message }) => HELD.test(message))).toMatchObject([{ path: 'secret/_index.md' }])
    for (const publication of [served, openEdge(openFolder(articles, URL), NOW, {})]) {
      const app = createApp({ publication, now: () => NOW })
      const { items } = JSON.parse(await (await app.request('http://localhost/feed.json')).text())
      expect(items.map(({ url }: { url: string }) => url)).toEqual(['https://example.org/open/a/'])
      expect((await app.request('http://localhost/secret/feed.xml')).status).toBe(404)
      expect((await app.request('http://localhost/secret/below/feed.xml')).status).toBe(404)
    }
  })

  it.each(WAYS)('and published once they can be read: it %s', async (_, spoil) => {
    const articles = makeArticles()
    const file = join(articles, 'secret/_index.md')
    spoil(file, articles)
    const folder = openFolder(articles, URL)
    expect(publicIn(folder)).toEqual(['open/a.md'])
    await folder.apply()
    expect(publicIn(folder)).toEqual(['open/a.md'])
    faults.clear()
    rmSync(file)
    writeFileSync(file, '---\ntitle: Open\nfeedLimit: many\n---\n')
    await folder.apply()
    expect(publicIn(folder)).toHaveLength(3)
  })

  it.each(WAYS)('while a server that had read them keeps what it read: it %s', async (_, spoil) => {
    for (const paths of [undefined, ['secret/_index.md']])
      for (const settings of [DRAFT, '---\ntitle: Secret\n---\n']) {
        const articles = makeArticles({ 'secret/_index.md': settings })
        const folder = openFolder(articles, URL)
        const before = publicIn(folder)
        spoil(join(articles, 'secret/_index.md'), articles)
        await folder.apply(paths)
        expect(publicIn(folder)).toEqual(before)
        await folder.apply(['open/a.md'])
        expect(publicIn(folder)).toEqual(before)
        faults.clear()
      }
  })
})

it.each(WAYS)('settings of the site that cannot be read leave the ids in doubt: the file %s', (_, spoil) => {
  const articles = makeArticles({ '_index.md': DRAFT })
  mkdirSync(join(articles, '../x'))
  spoil(join(articles, '_index.md'), join(articles, '../x'))
  expect(openFolder(articles, URL).doubts()).toMatchObject([{ path: '_index.md', severity: 'error' }])
})
