import { expect, it } from 'vitest'
import { compile } from '../../src/cloudflare/compile.ts'
import { createCompiledPublication } from '../../src/cloudflare/publication.ts'
import { createEditions, type Editions } from '../../src/feed/editions/editions.ts'
import { createApp } from '../../src/http/app.ts'
import { digest } from '../../src/node/digest.ts'
import { openFolder } from '../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../src/node/serving/publication.ts'
import { createPages } from '../../src/pages/pages.ts'
import { article } from '../article.ts'
import { makeFolder } from '../make-folder.ts'
import { NOW } from '../publication/fixtures.ts'

/** How much of a compiled folder of so many articles the first request for a path reads, and how much it sends. */
async function measure(count: number, path: string) {
  const articles = Array.from({ length: count }, (_, hour) => {
    // The front page names twenty of them, which must not make it longer by their digits.
    const number = String(hour).padStart(3, '0')
    return [
      `${hour % 2 === 0 ? 'news/' : ''}a${number}.md`,
      article({
        title: `A${number}`,
        date: new Date(Date.UTC(2024, 0, 1) + hour * 3_600_000).toISOString(),
        tags: `t${number}`,
      }),
    ]
  })
  const settings = { '_index.md': '---\ntitle: Days\n---\n', 'news/_index.md': '---\ntitle: News\n---\n' }
  const folder = openFolder(makeFolder({ ...settings, ...Object.fromEntries(articles) }), {
    defaultUrl: 'http://localhost/',
  })
  const library = folder.library()
  const bodies = createFolderBodies(folder)
  const editions = createEditions(library, 'test', bodies, digest)
  const media = { paths: () => [], find: () => undefined }
  const pages = (kept: Editions) => createPages()(library, kept, bodies)
  const { manifest, assets } = compile({ library, editions, pages, media, now: NOW, digest })
  let reads = 0
  let bytes = 0
  const publication = createCompiledPublication(manifest, {
    async fetch(url) {
      const text = String(assets.get(url.split('/').at(-1)!)!())
      reads++
      bytes += text.length
      return new Response(text)
    },
  })
  const app = createApp({ publication, now: () => NOW })
  const response = await app.request(path)
  expect(response.status).toBe(200)
  return { reads, bytes, sent: (await response.text()).length }
}

it.each(['/', '/healthz'])('%s takes no more of the edge where there are more articles', async (path) => {
  const few = await measure(30, path)
  const many = await measure(600, path)
  expect(many.reads).toBe(few.reads)
  expect(many.reads).toBeLessThanOrEqual(4)
  // The numbers of articles have more digits.
  expect(many.bytes - few.bytes).toBeLessThan(64)
  expect(many.sent - few.sent).toBeLessThan(64)
})
