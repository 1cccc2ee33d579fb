import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { stampOf } from '../../../src/node/folder/scan.ts'
import { readCache, writeCache } from '../../../src/node/serving/cache.ts'
import { createContentDigests } from '../../../src/node/serving/content-digests.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { openServedFolder } from '../../../src/node/serving/served-folder.ts'
import { article } from '../../article.ts'
import { makeFolder, setTimes } from '../../make-folder.ts'
import { openRuntimes } from '../../visibility/runtimes.ts'

const NOW = Date.UTC(2026, 0, 1)
const LARGE = 'x'.repeat(3 * 1024 * 1024)
const FILES = {
  'a.md': article({ title: 'A', date: '2025-01-01', enclosures: '[small.mp3, large.mp3]' }),
  'small.mp3': 'small',
  'large.mp3': LARGE,
}

/** A folder with these files, written at that time, as it is served. */
function serve(files: Record<string, string>, written = '2025-06-01') {
  const directory = setTimes(makeFolder(files), new Date(written))
  const folder = openFolder(directory, { defaultUrl: 'https://example.org/' })
  const publication = createFolderPublication(folder, 'test')
  const app = createApp({ publication, now: () => NOW })
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    app.request(`https://example.org/${path}`, { headers })
  const tagOf = async (path: string) => (await ask(path)).headers.get('etag')
  return { directory, folder, publication, ask, tagOf }
}

describe('the tag of a file is made of its content', () => {
  it.each(['small.mp3', 'large.mp3'])(
    'so a folder that is checked out again has the same: %s',
    async (path) => {
      const tag = await serve(FILES).tagOf(path)
      expect(tag).toMatch(/^"[\da-f]{20}"$/)
      const again = serve(FILES, '2025-09-09')
      expect(await again.tagOf(path)).toBe(tag)
      const rest = await again.ask(path, { Range: 'bytes=1-', 'If-Range': tag! })
      expect(rest.status).toBe(206)
    },
  )

  it.each(['small.mp3', 'large.mp3'])(
    'so an edit of the same size and time has another: %s',
    async (path) => {
      const { directory, tagOf } = serve(FILES)
      const before = await tagOf(path)
      writeFileSync(join(directory, path), FILES[path as keyof typeof FILES].replace(/^./, '!'))
      setTimes(directory, new Date('2025-06-01'))
      expect(await tagOf(path)).not.toBe(before)
    },
  )

  it('and is the same at the edge', async () => {
    const { asks } = openRuntimes(FILES, NOW)
    for (const path of ['small.mp3', 'large.mp3']) {
      const tags = new Set<string | undefined>()
      for (const ask of Object.values(asks)) tags.add((await ask(path, NOW)).headers.etag)
      expect([...tags]).toEqual([await serve(FILES, '2025-09-09').tagOf(path)])
    }
  })

  it('and of a transcript in HTML of the address of the site as well, where its links start', async () => {
    const html = { 'a.md': FILES['a.md'], 'a.transcript.html': '<p><a href="b">b</a>' }
    const tags = ['https://example.org/', 'https://example.com/'].map(async (url) => {
      const files = { ...html, '_index.md': `---\nurl: ${url}\n---\n` }
      return serve(files).tagOf('a.transcript.html')
    })
    expect(new Set(await Promise.all(tags)).size).toBe(2)
  })
})

describe('a large file', () => {
  it('is read once for requests at the same time, and other requests are answered meanwhile', async () => {
    const { publication } = serve(FILES)
    const order: string[] = []
    const asked = ['large.mp3', 'large.mp3', 'small.mp3', 'feed.xml'].map(async (path) => {
      const found = await publication.find(path, NOW)
      order.push(path)
      return found
    })
    const [one, other] = await Promise.all(asked)
    expect(order.slice(0, 2).sort()).toEqual(['feed.xml', 'small.mp3'])
    expect(one).toMatchObject({ version: (other as { version: string }).version })
  })

  it('that is replaced before its turn comes has the tag of what is there', async () => {
    const { directory, publication } = serve({ ...FILES, 'other.mp3': LARGE })
    const asked = [publication.find('other.mp3', NOW), publication.find('large.mp3', NOW)]
    writeFileSync(join(directory, 'large.mp3'), `${LARGE}!`)
    const [, found] = await Promise.all(asked)
    expect(found).toMatchObject({ length: LARGE.length + 1 })
    const { tagOf } = serve({ ...FILES, 'large.mp3': `${LARGE}!` })
    expect(`"${(found as { version: string }).version}"`).toBe(await tagOf('large.mp3'))
  })

  it('that nobody may have yet is not read', async () => {
    const { directory, folder } = serve({ ...FILES, 'a.md': article({ title: 'A', date: '2027-01-01' }) })
    const digests = createContentDigests(directory)
    const publication = createFolderPublication(folder, 'test', undefined, undefined, digests)
    for (const path of ['large.mp3', 'small.mp3']) expect(await publication.find(path, NOW)).toBeUndefined()
    expect(digests.rows(() => true)).toEqual([])
  })
})

describe('a digest', () => {
  it('is remembered over a restart, and not made before a file is asked for', async () => {
    const { directory, folder } = serve(FILES)
    const cache = join(makeFolder({}), 'cache.json')
    const open = () =>
      openServedFolder(directory, {
        version: 'test',
        cache,
        defaultUrl: 'https://example.org/',
        now: () => NOW,
        log: () => {},
      })
    const first = open()
    await first.publication.find('feed.xml', NOW)
    await first.prepare(NOW)
    first.save(NOW)
    expect(readCache(cache).digests).toEqual([])
    const found = await first.publication.find('large.mp3', NOW)
    first.save(NOW)
    const later = new Date(Date.now() + 60_000)
    utimesSync(cache, later, later)
    const { version } = found as { version: string }
    expect(readCache(cache).digests).toEqual([
      ['large.mp3', stampOf(statSync(join(directory, 'large.mp3'))), version],
    ])
    expect(folder.file('large.mp3')).toBeDefined()
    // At once, because the file is not read again.
    expect(open().publication.find('large.mp3', NOW)).toMatchObject({ version })
  })

  it('of a file that may have changed since it was made is not trusted', () => {
    const cache = join(makeFolder({}), 'cache.json')
    const now = Date.now()
    writeCache(cache, {
      dates: [],
      digests: [
        ['old.mp3', `${now - 60_000}:${now - 60_000}:1:1`, 'a'],
        ['new.mp3', `${now - 60_000}:${now}:1:1`, 'b'],
      ],
    })
    expect(readCache(cache).digests?.map(([path]) => path)).toEqual(['old.mp3'])
  })

  it('of a file that is gone is forgotten', async () => {
    const { directory } = serve(FILES)
    const digests = createContentDigests(directory)
    for (const path of ['small.mp3', 'large.mp3']) await digests.find(path, statSync(join(directory, path)))
    expect(digests.rows((path) => path === 'small.mp3').map(([path]) => path)).toEqual(['small.mp3'])
    expect(digests.hasNews()).toBe(false)
  })
})
