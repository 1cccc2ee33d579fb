import { expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createEditions } from '../../src/feed/editions/editions.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createMediaFiles } from '../../src/node/serving/media-files.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

function compileOnDemand() {
  const folder = openFolder(makeFolder({ 'a.md': article({ title: 'A', date: '2025-01-01' }) }), {
    defaultUrl: 'https://example.org/',
  })
  const library = folder.library()
  const editions = createEditions(library, 'test', createFolderBodies(folder), digest)
  const media = createMediaFiles(folder)
  return compile({ library, editions, media, now: NOW, digest, maxPrerendered: 0, maxBundledBytes: 0 })
}

it('a request that the platform cancelled while it read an asset keeps no other request waiting', async () => {
  const { manifest, assets } = compileOnDemand()
  let fetches = 0
  const publication = createCompiledPublication(manifest, {
    fetch(url) {
      // What is pending in a request that is cancelled never settles.
      if (++fetches === 1) return new Promise<Response>(() => {})
      return Promise.resolve(new Response(assets.get(url.split('/').at(-1)!)!() as string))
    },
  })
  void publication.find('feed.xml', NOW)
  expect(await publication.find('feed.xml', NOW)).toMatchObject({ kind: 'feed', path: 'feed.xml' })
})

it('an asset that was read once is not read again', async () => {
  const { manifest, assets } = compileOnDemand()
  const reads: string[] = []
  const publication = createCompiledPublication(manifest, {
    async fetch(url) {
      reads.push(url)
      return new Response(assets.get(url.split('/').at(-1)!)!() as string)
    },
  })
  await publication.find('feed.xml', NOW)
  await publication.find('atom.xml', NOW)
  expect(reads).toHaveLength(new Set(reads).size)
})
