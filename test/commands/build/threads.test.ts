import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { buildSite } from '../../../src/commands/build/build-site.ts'
import { createStateFile } from '../../../src/commands/build/built-state.ts'
import { openSite } from '../../../src/commands/build/open-site.ts'
import { fileOf } from '../../../src/commands/build/static-files.ts'
import type { BuildThread } from '../../../src/commands/build/threads.ts'
import { isDocument } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'
import { buildFolder, newOutput, readSite, SITE_URL } from './build-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

it('every file of a large site has the bytes of its document, whichever thread wrote it', async () => {
  const articles = makeFolder({
    '_index.md': '---\ntitle: Large\nidPrefix: "tag:large.example,2026:"\n---\n',
    ...Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [
        `news/${index}.md`,
        article(
          { title: `${index}`, date: '2025-01-01', tags: `[tag-${index % 20}]` },
          `[Next](${index + 1}.md) and ![a picture](missing-${index}.png).`,
        ),
      ]),
    ),
  })
  const threads: unknown[] = []
  const onWorker = (worker: unknown) => threads.push(worker)
  process.on('worker', onWorker)
  onTestFinished(() => void process.off('worker', onWorker))
  const out = newOutput()
  const { code, warnings } = await buildFolder(articles, out, { now: NOW })
  expect(code).toBe(0)
  expect(threads.length > 0).toBe(availableParallelism() > 1)
  expect(warnings.filter((line) => line.includes('missing-7.png'))).toHaveLength(1)
  const { publication } = openSite(
    { articles, siteUrl: SITE_URL, now: NOW },
    () => {},
    () => {},
  )
  let count = 0
  for (const path of publication.paths(NOW)) {
    const answer = await publication.find(path, NOW)
    if (!isDocument(answer) || answer.kind === 'media') continue
    count++
    const bytes = (answer.read as () => Uint8Array)()
    expect(readFileSync(join(out, fileOf(path)!)).equals(bytes), path).toBe(true)
  }
  expect(count).toBeGreaterThan(500)
})

it.each<[string, BuildThread['write']]>([
  ['leaves', async (documents) => documents.map(() => undefined)],
  ['ends before it has written', async () => []],
])('what a thread %s is written by the main one', async (_, write) => {
  let stopped = 0
  const out = newOutput()
  const paths = Array.from({ length: 100 }, (_, index) => `${index}.txt`)
  const built = await buildSite({
    ...siteOf(paths),
    out,
    startThreads: () => [{ write, stop: () => void stopped++ }],
  })
  expect(built).toMatchObject({ files: 100, written: 100 })
  expect(Object.keys(readSite(out))).toEqual(expect.arrayContaining(paths))
  expect(stopped).toBe(1)
})

it('a fault of a document that a thread leaves is told', async () => {
  const threads = () => [{ write: async () => [], stop() {} }]
  const site = siteOf(['a.txt'])
  const failing = {
    ...site,
    request: (path: string) => new Response('', { status: path === 'a.txt' ? 500 : 404 }),
  }
  await expect(buildSite({ ...failing, out: newOutput(), startThreads: threads })).rejects.toThrow(
    '/a.txt answers 500',
  )
})

it('nothing is looked at where the site is the same, until a document changes by itself or somebody changes a file', async () => {
  const out = newOutput()
  let looks = 0
  const state = createStateFile(join(makeFolder({}), 'state.json'))
  const build = (key: string, now: number) => {
    const site = siteOf(['a.txt', 'b.txt'], 50)
    const paths = () => {
      looks++
      return site.paths()
    }
    return buildSite({ ...site, paths, out, source: { key, now, next: 70, state } })
  }
  const first = await build('one', 10)
  expect(looks).toBe(1)
  expect(await build('one', 49)).toEqual({ ...first, written: 0 })
  expect(looks).toBe(1)
  await build('one', 50)
  expect(looks).toBe(2)
  await build('two', 50)
  await build('two', 9)
  expect(looks).toBe(4)
  writeFileSync(join(out, 'a.txt'), 'forged')
  expect(await build('two', 9)).toMatchObject({ written: 1 })
  expect(looks).toBe(5)
})

it('what changes with time alone is written again', async () => {
  const articles = makeFolder({
    '_index.md': '---\ntitle: News\nidPrefix: "tag:news.example,2026:"\n---\n',
    'a.md': article({ title: 'Fresh', date: '2025-12-31' }),
  })
  const out = newOutput()
  await buildFolder(articles, out, { now: NOW })
  expect(readSite(out)['news-sitemap.xml']).toContain('Fresh')
  const later = NOW + 10 * 86_400_000
  await buildFolder(articles, out, { now: later })
  expect(readSite(out)['news-sitemap.xml']).not.toContain('Fresh')
  const fresh = newOutput()
  await buildFolder(articles, fresh, { now: later })
  expect(readSite(out)).toEqual(readSite(fresh))
})

/** A site of texts, which may change by themselves `until` then. */
function siteOf(all: string[], validUntil?: number) {
  return {
    basePath: '/',
    paths: () => all,
    find: (path: string) =>
      all.includes(path)
        ? {
            kind: 'document' as const,
            path,
            contentType: 'text/plain',
            version: path,
            lastModified: 0,
            read: () => new Uint8Array(),
            ...(validUntil !== undefined && { validUntil }),
          }
        : undefined,
    request: (path: string) =>
      all.includes(path) ? new Response(`The text of ${path}`) : new Response('Nothing.', { status: 404 }),
  }
}
