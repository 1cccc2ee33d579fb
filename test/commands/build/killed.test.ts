import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildSite } from '../../../src/commands/build/build-site.ts'
import type { Document } from '../../../src/publication/publication.ts'
import { article } from '../../article.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'
import { buildFolder, newOutput, readFolder, readSite, SITE_URL } from './build-folder.ts'

const MAIN = join(import.meta.dirname, '../../../src/main.js')

/** How many files there are when the process is killed. */
const MOMENTS = [1, 40, 200, 420]

describe('after a kill, the next build leaves what a fresh one writes', () => {
  it.each(MOMENTS)('of the process, at %d files', async (count) => {
    const articles = makeFolder({
      '_index.md': '---\ntitle: Site\nidPrefix: "tag:site.example,2026:"\n---\n',
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `${index}.md`,
          article({ title: `${index}`, date: '2025-01-01', tags: `[tag-${index % 20}]` }),
        ]),
      ),
    })
    const out = newOutput()
    const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
    const child = spawn(process.execPath, [...flags, MAIN, 'build', '--articles', articles, '--out', out], {
      cwd: makeFolder({}),
      env: { ...process.env, SITE_URL },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await eventually(() => {
      const isThere = existsSync(out) && readdirSync(out, { recursive: true }).length >= count
      if (!isThere && child.exitCode === null) throw new Error('not yet')
    }, 1)
    child.kill('SIGKILL')
    await ended
    for (const index of [0, 7, 30]) rmSync(join(articles, `${index}.md`))
    const { code, warnings } = await buildFolder(articles, out)
    expect(code, warnings.join('\n')).toBe(0)
    const fresh = newOutput()
    await buildFolder(articles, fresh)
    expect(readSite(out)).toEqual(readSite(fresh))
  })

  it('at every document, with files and folders that take the place of each other', async () => {
    const before = ['', 'x', 'y/', 'y/z/', 'feed.xml', 'old/deep/']
    const after = ['', 'x/', 'x/w', 'y', 'feed.xml', 'new.txt']
    const fresh = newOutput()
    await build(fresh, after)
    for (let killedAfter = 0; killedAfter <= after.length; killedAfter++)
      for (const first of [before, []]) {
        const out = newOutput()
        if (first.length > 0) await build(out, first)
        await build(out, ['other/', ...after], killedAfter).catch(() => {})
        await build(out, after)
        expect(readSite(out)).toEqual(readSite(fresh))
        expect(Object.keys(readFolder(out))).toContain('.wireroom/build.json')
      }
  })
})

it('what leads to a document is written after it, and nothing is removed before', async () => {
  const out = newOutput()
  const paths = [
    'feed.xml',
    '',
    'sitemap.xml',
    'archive/1/feed.xml',
    'a/',
    'chapters.json',
    'a.mp3',
    'style.css',
  ]
  await build(out, ['removed/'])
  const order: string[] = []
  await build(out, paths, Number.POSITIVE_INFINITY, (path) => {
    order.push(path)
    expect(existsSync(join(out, 'removed/index.html'))).toBe(true)
  })
  expect(order).toEqual([
    'a.mp3',
    'chapters.json',
    'style.css',
    'a/',
    'archive/1/feed.xml',
    'feed.xml',
    '',
    'sitemap.xml',
  ])
  expect(existsSync(join(out, 'removed'))).toBe(false)
})

it('a long file is written in parts, and whole', async () => {
  const out = newOutput()
  const bytes = Buffer.alloc(9 * 1024 * 1024, 'wire')
  await buildSite({
    out,
    basePath: '/',
    paths: () => ['long.mp3'],
    find: () => documentAt('long.mp3'),
    request: (path) =>
      path === 'long.mp3'
        ? new Response(new Blob([bytes]).stream(), { headers: { 'content-length': String(bytes.length) } })
        : new Response('Nothing.', { status: 404 }),
  })
  expect(readSite(out)['long.mp3'] === bytes.toString('latin1')).toBe(true)
})

/** Builds a site of these paths; fails after so many documents, as a kill would end it. */
async function build(
  out: string,
  paths: string[],
  killedAfter = Number.POSITIVE_INFINITY,
  onRequest: (path: string) => void = () => {},
): Promise<void> {
  let requests = 0
  await buildSite({
    out,
    basePath: '/',
    paths: () => paths,
    find: (path) => (paths.includes(path) ? documentAt(path) : undefined),
    request(path) {
      if (!paths.includes(path)) return new Response('Nothing.', { status: 404 })
      if (requests++ >= killedAfter) throw new Error('killed')
      onRequest(path)
      return new Response(`The text of ${path}`, { headers: { 'content-type': 'text/plain' } })
    },
  })
}

function documentAt(path: string): Document {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const isFeed = name === 'feed.xml'
  const kinds = { '': 'page', mp3: 'media' } as const
  const ending = name.slice(name.lastIndexOf('.') + 1)
  const kind = isFeed
    ? path.includes('archive')
      ? 'archive'
      : 'feed'
    : ending in kinds
      ? kinds[ending as '']
      : 'document'
  return {
    kind,
    path,
    contentType: 'text/plain',
    version: path,
    lastModified: 0,
    read: () => new Uint8Array(),
  }
}
