import { describe, expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { createPieceRuns } from '../../src/cloudflare/pieces.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { createCatalogue } from '../../src/publication/catalogue.ts'
import type { Document } from '../../src/publication/publication.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

const HOUR = 3_600_000
const COUNT = 40

/** Articles that are public, and as many that are released or expire hour by hour. */
function makeFiles(what: 'embargo' | 'expires' | 'updated'): Record<string, string> {
  const files: Record<string, string> = { '_index.md': '---\ntitle: Days\n---\n' }
  for (let index = 0; index < COUNT; index++) {
    const date = new Date(Date.UTC(2025, 0, 1 + index)).toISOString()
    const moment = new Date(NOW + (index + 1) * HOUR).toISOString()
    files[`é${index}.md`] = article({ title: `É${index}`, date, tags: 'old' })
    files[`b${index}.md`] = article({ title: `B${index}`, date, [what]: moment })
  }
  return files
}

function compileFiles(files: Record<string, string>) {
  const folder = openFolder(makeFolder(files), { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const editions = createEditions(library, 'test', createFolderBodies(folder), digest)
  const options = { library, editions, media: { paths: () => [], find: () => undefined }, digest }
  const compiled = compile({ ...options, now: NOW })
  const contents = new Map<string, string | Uint8Array<ArrayBuffer>>()
  const publication = createCompiledPublication(compiled.manifest, {
    async fetch(url) {
      const name = url.split('/').at(-1)!
      const content = contents.get(name) ?? (compiled.assets.get(name)!() as string | Uint8Array<ArrayBuffer>)
      contents.set(name, content)
      return new Response(content)
    },
  })
  return { catalogue: createCatalogue(options), publication, compiled }
}

const PATHS = ['sitemap.xml', 'news-sitemap.xml', 'feeds.opml']

describe.each(['embargo', 'expires', 'updated'] as const)(
  'documents that list articles whose %s come',
  (what) => {
    it('have the bytes at every moment that they have on Node', async () => {
      const { catalogue, publication } = compileFiles(makeFiles(what))
      for (let hour = 0; hour <= COUNT + 49; hour++) {
        for (const path of PATHS) {
          const now = NOW + hour * HOUR
          const own = catalogue.find(path, now) as Document
          const other = (await publication.find(path, now)) as Document
          expect(other.version, path).toBe(own.version)
          expect(await new Response(await other.read()).text(), `${path} after ${hour} hours`).toBe(
            await new Response(await own.read()).text(),
          )
        }
      }
    })

    it('are few assets however many moments there are', () => {
      const { compiled } = compileFiles(makeFiles(what))
      const owners = [...compiled.owners.values()].map(({ path }) => path)
      for (const path of PATHS)
        expect(owners.filter((owner) => owner === path).length, path).toBeLessThan(COUNT / 2)
      if (what === 'embargo') expect(owners.filter((owner) => owner === 'sitemap.xml').length).toBe(1)
    })
  },
)

describe('runs of pieces', () => {
  it('are of what stands already, and of what comes later', () => {
    const runs = createPieceRuns()
    expect(runs.describe(['<a>', '</a>'])).toBeUndefined()
    runs.addSource('first', ['<a>', 'é', 'b', '</a>'])
    expect(runs.describe(['<a>', 'é', 'new', '</a>'])).toEqual([
      [1, 0, 5],
      [0, 0, 3],
      [1, 6, 10],
    ])
    expect(runs.describe(['b', 'é'])).toEqual([
      [1, 5, 6],
      [0, 3, 5],
    ])
    expect(runs.sources((text) => `of ${text}`)).toEqual(['of newé', 'first'])
  })

  it('are not many: a state that needs more is written whole', () => {
    const runs = createPieceRuns()
    const all = Array.from({ length: 40 }, (_, index) => `${index};`)
    runs.addSource('first', all)
    expect(runs.describe(all.filter((_, index) => index % 2 === 0))).toBeUndefined()
    expect(runs.sources((text) => text)).toBeUndefined()
  })

  it('are of few later bytes, all of which are read at once', () => {
    const runs = createPieceRuns()
    runs.addSource('first', ['a', 'b'])
    expect(runs.describe(['a', 'x'.repeat(300 * 1024), 'b'])).toBeUndefined()
    expect(runs.describe(['a', 'x', 'b'])).toHaveLength(3)
  })
})
