import { describe, expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

function compileFiles(files: Record<string, string>) {
  const folder = openFolder(makeFolder(files), { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const editions = createEditions(library, 'test', createFolderBodies(folder), digest)
  return compile({ library, editions, media: { paths: () => [], find: () => undefined }, now: NOW, digest })
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
  return new Set([...compileFiles(files).assets.keys()].filter((name) => name.startsWith('items-')))
}

describe('the shards of items', () => {
  const files = makeArticles(400)

  it('are a few dozen items each', () => {
    const shards = shardsOf(files)
    expect(shards.size).toBeGreaterThan(400 / 75)
    expect(shards.size).toBeLessThan(400 / 10)
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
