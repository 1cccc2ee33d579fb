import { describe, expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import type { Bodies } from '../../src/content/body/bodies.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import type { Document } from '../../src/publication/publication.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

/** Calls `onFind` where a body is needed. */
function countingBodies(bodies: Bodies, onFind: () => void): Bodies {
  return {
    ...bodies,
    find(article, now) {
      onFind()
      return bodies.find(article, now)
    },
  }
}

function compileFiles(
  files: Record<string, string>,
  limits: { maxPrerendered?: number; maxAssets?: number; readShard?(name: string): string | undefined } = {},
  onItem = () => {},
) {
  const folder = openFolder(makeFolder(files), { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const bodies = countingBodies(createFolderBodies(folder), onItem)
  return compile({
    library,
    editions: createEditions(library, 'test', bodies, digest),
    pages: (kept) => createPages()(library, kept, bodies),
    media: { paths: () => [], find: () => undefined },
    now: NOW,
    digest,
    ...limits,
  })
}

/** One article each day; without a title, a site is called after its folder. */
function makeArticles(count: number): Record<string, string> {
  const articles = Array.from({ length: count }, (_, day) => [
    `a${day}.md`,
    article({ title: `A${day}`, date: new Date(Date.UTC(2020, 0, 1 + day)).toISOString() }),
  ])
  return { '_index.md': '---\ntitle: Days\n---\n', ...Object.fromEntries(articles) }
}

function shardsOf(files: Record<string, string>): Set<string> {
  return new Set(compileFiles(files).itemShards.keys())
}

describe('the shards of items', () => {
  const files = makeArticles(400)

  it('are a few items each', () => {
    const shards = shardsOf(files)
    expect(shards.size).toBeGreaterThan(400 / 24)
    expect(shards.size).toBeLessThan(400 / 4)
  })

  it.each([
    ['is added between others', { ...files, 'b.md': article({ title: 'B', date: '2020-02-01T12:00:00Z' }) }],
    ['is edited', { ...files, 'a31.md': article({ title: 'Anew', date: '2020-02-01' }) }],
    ['is deleted', Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'a31.md'))],
  ])('stay what they are, but for the own one of an article that %s', (_, changed) => {
    const shards = shardsOf(files)
    expect([...shardsOf(changed)].filter((name) => !shards.has(name)).length).toBeLessThanOrEqual(2)
  })
})

describe('two folders that differ in their case alone', () => {
  it('do not lead to the archives of each other', async () => {
    const files: Record<string, string> = { '_index.md': '---\nfeedLimit: 1\n---\n' }
    for (const path of ['News/a', 'News/b', 'news/c'])
      files[`${path}.md`] = article({ title: path, date: `2025-01-0${path.charCodeAt(5) - 96}` })
    const { manifest, assets } = compileFiles(files)
    const publication = createCompiledPublication(manifest, {
      fetch: async (url) => new Response(assets.get(url.split('/').at(-1)!)!() as string),
    })
    expect(await publication.find('News/archive/1/feed.xml', NOW)).toMatchObject({ kind: 'archive' })
    expect(await publication.find('news/archive/1/feed.xml', NOW)).toBeUndefined()
    expect(await publication.find('news/feed.xml', NOW)).toMatchObject({ kind: 'feed' })
  })
})

/** Serves what was compiled; `reads` gets the names of the assets that are fetched. */
function serve({ manifest, assets }: ReturnType<typeof compileFiles>, reads: string[] = []) {
  return createCompiledPublication(manifest, {
    async fetch(url) {
      const name = url.split('/').at(-1)!
      reads.push(name)
      return new Response(assets.get(name)!() as string)
    },
  })
}

describe('rendering ahead', () => {
  const files = {
    '_index.md': '---\ntitle: Days\nfeedLimit: 2\n---\n',
    ...Object.fromEntries(
      [1, 2, 3, 4, 5].map((day) => [
        `a${day}.md`,
        article({ title: `A${day}`, date: `2025-01-0${day}`, tags: 'peace', author: 'Ada' }),
      ]),
    ),
  }

  it('covers tags, authors, archives and single articles where there is room', async () => {
    const reads: string[] = []
    const publication = serve(compileFiles(files), reads)
    for (const path of [
      'feed.xml',
      'tags/peace/atom.xml',
      'authors/ada/feed.json',
      'archive/1/feed.xml',
      'wire/a1.json',
    ]) {
      const document = (await publication.find(path, NOW)) as Document
      await document.read()
      expect(
        reads.filter((name) => /^(?:items|heads)-/.test(name)),
        path,
      ).toEqual([])
    }
  })

  it('knows of each document of a feed which feed it is, for messages', () => {
    const { owners } = compileFiles(files)
    expect([...owners.values()]).toContainEqual({ path: 'feed.json', section: '' })
    expect([...owners.values()]).toContainEqual({ path: 'archive/1/feed.xml', section: '' })
    expect([...owners.values()]).toContainEqual({ path: 'sitemap.xml' })
  })

  it('takes what is requested most where there is not room for all, and half of the assets at most', async () => {
    const { size } = compileFiles(files, { maxPrerendered: 0 }).assets
    const compiled = compileFiles(files, { maxAssets: 60 })
    expect(compiled.assets.size).toBeLessThanOrEqual(30 + size)
    const reads: string[] = []
    const publication = serve(compiled, reads)
    const read = async (path: string) => {
      reads.length = 0
      await ((await publication.find(path, NOW)) as Document).read()
      return reads.at(-1)
    }
    expect(await read('feed.xml')).toMatch(/-feed\.xml$/)
    expect(await read('tags/peace/feed.xml')).toMatch(/^feeds-/)
    expect(await read('archive/1/feed.xml')).toMatch(/^feeds-/)
  })

  it('makes each item once, however many documents show it, where what is written can be read', () => {
    let renders = 0
    const written = new Map<string, string>()
    const compiled = compileFiles(files, { readShard: (name) => written.get(name) }, () => renders++)
    for (const [name, make] of [...compiled.itemShards, ...compiled.assets]) written.set(name, String(make()))
    expect(written.size).toBeGreaterThan(30)
    expect(renders).toBeLessThanOrEqual(5)
  })
})

describe('what the Worker reads', () => {
  const MAX_SHARD_BYTES = 64 * 1024

  it('has a manifest that grows neither with articles nor with former folders', () => {
    const sizes = [20, 400].map((count) => {
      const files = makeArticles(count)
      for (let index = 0; index < count; index++)
        files[`s/section-${index}/_index.md`] = `---\ntitle: S\naliases: [/before-${index}/]\n---\n`
      for (let index = 0; index < count; index++)
        files[`s/section-${index}/b.md`] = article({
          title: 'B',
          date: '2020-01-01',
          embargo: `2030-01-01T00:00:${String(index % 60).padStart(2, '0')}Z`,
        })
      const { manifest } = compileFiles(files, { maxPrerendered: 0 })
      return JSON.stringify(manifest).length
    })
    expect(Math.max(...sizes)).toBeLessThan(20 * 1024)
  })

  it('leads from former folders to those of today', async () => {
    const files = {
      'new/_index.md': '---\ntitle: S\naliases: [/before/]\n---\n',
      'new/a.md': article({ title: 'A', date: '2025-01-01' }),
    }
    expect(await serve(compileFiles(files)).formerFolders()).toEqual([['before/', 'new/']])
  })

  it('has shards of 64 KB at most, and does not repeat the heads of feeds in them', () => {
    const description = 'What this section is about, at length. '.repeat(20)
    const files: Record<string, string> = {
      'n/_index.md': `---\ntitle: N\ndescription: ${description}\n---\n`,
    }
    for (let index = 0; index < 120; index++)
      files[`n/a${index}.md`] = article(
        {
          title: `A${index}`,
          date: new Date(Date.UTC(2020, 0, 1 + index)).toISOString(),
          tags: `t${index % 30}`,
        },
        'Some words. '.repeat(index % 10 === 0 ? 2500 : 300),
      )
    const texts = [...compileFiles(files, { maxPrerendered: 0 }).assets]
      .filter(([name]) => /^(?:items|entries|heads|shards)-/.test(name))
      .map(([name, make]) => ({ name, text: String(make()) }))
    for (const { name, text } of texts) expect(text.length, name).toBeLessThan(MAX_SHARD_BYTES)
    const withHead = texts.filter(({ text }) => text.includes('What this section is about'))
    expect(withHead.length).toBeLessThanOrEqual(1)
  })
})

describe('pages over time', () => {
  const textAt = async (publication: ReturnType<typeof serve>, path: string, now: number) =>
    new TextDecoder().decode(
      await new Response(await ((await publication.find(path, now)) as Document).read()).bytes(),
    )
  const DAY = 86_400_000
  const on = (days: number) => new Date(NOW + days * DAY).toISOString()

  it('a list that comes later links to a section that comes later still', async () => {
    const publication = serve(
      compileFiles({
        '_index.md': '---\ntitle: Days\n---\n',
        'now.md': article({ title: 'Now', date: '2025-01-01' }),
        'tagged.md': article({ title: 'Tagged', date: on(1), tags: 'peace' }),
        'news/first.md': article({ title: 'First', date: on(2) }),
      }),
    )
    expect(await publication.find('tags/peace/', NOW)).toBeUndefined()
    expect(await textAt(publication, 'tags/peace/', NOW + 1.5 * DAY)).not.toContain('href="/news/"')
    expect(await textAt(publication, 'tags/peace/', NOW + 2.5 * DAY)).toContain('href="/news/"')
  })

  it('the list of all tags is the list before, where one tag comes', async () => {
    const tagged = (index: number, date: string) => article({ title: `A${index}`, date, tags: `tag${index}` })
    const files: Record<string, string> = { '_index.md': '---\ntitle: Days\n---\n' }
    for (let index = 0; index < 60; index++)
      files[`a${index}.md`] = tagged(index, index < 50 ? '2025-01-01' : on(index - 49))
    const compiled = compileFiles(files)
    const publication = serve(compiled)
    for (const days of [0, 5, 11]) {
      const text = await textAt(publication, 'tags/', NOW + days * DAY)
      expect(text.match(/<bdi>tag/g)).toHaveLength(50 + Math.min(days, 10))
      expect(text.endsWith('</html>\n')).toBe(true)
    }
    const whole = [...compiled.assets.values()].filter((make) =>
      Buffer.from(make() as string).includes('class="index columns"'),
    )
    expect(whole).toHaveLength(1)
  })
})
