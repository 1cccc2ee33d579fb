import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/http/app.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createDates } from '../../../src/node/serving/dates.ts'
import { createFolderPublication } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { makeFolder } from '../../make-folder.ts'

const BLOGS = join(import.meta.dirname, '../../fixtures/blogs')
const NOW = Date.UTC(2026, 5, 1)

/** The folder of articles of a blog of each generator that has sections, languages, tags or authors. */
const BLOG_FOLDERS: [generator: string, articles: string][] = [
  ['docusaurus', 'blog'],
  ['eleventy', 'content/blog'],
  ['hugo', 'content'],
  ['jekyll', ''],
  ['obsidian', ''],
  ['pelican', 'content'],
  ['zola', 'content'],
]

/** Serves a copy of a blog; `hasPages` writes so into `_index.md`. */
function serveBlog(generator: string, articles: string, hasPages: boolean) {
  const directory = makeFolder({})
  cpSync(join(BLOGS, generator), directory, { recursive: true })
  const index = join(directory, articles, '_index.md')
  const settings = existsSync(index) ? readFileSync(index, 'utf8') : '---\n---\n'
  if (hasPages) writeFileSync(index, settings.replace('---\n', '---\npages: true\n'))
  const folder = openFolder(join(directory, articles), { defaultUrl: 'http://localhost/' })
  expect(folder.library().site.pages).toBe(hasPages)
  const pages = createPages(undefined)
  const publication = createFolderPublication(folder, 'test', undefined, createDates(), undefined, pages)
  return { app: createApp({ publication, now: () => NOW }), site: publication.site().url }
}

/** The links of the header and the footer that every page has. */
function frameLinksOf(page: string): string[] {
  const links: string[] = []
  let frame: string | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes.class === 'site') frame = name
      if (frame && name === 'a') links.push(attributes.href!)
    },
    onclosetag(name) {
      if (name === frame) frame = undefined
    },
  })
  parser.end(page)
  return links
}

describe.each(BLOG_FOLDERS)('a blog made with %s', (generator, articles) => {
  it.each([
    ['all pages are served', true],
    ['the pages stay its own', false],
  ])('has no link in its header and footer that leads nowhere, where %s', async (_, hasPages) => {
    const { app, site } = serveBlog(generator, articles, hasPages)
    const found = new Set([site])
    const missing: string[] = []
    for (const url of found) {
      const answer = await app.request(url)
      if (answer.status !== 200) missing.push(url)
      const isPage = answer.headers.get('content-type')?.startsWith('text/html')
      for (const link of isPage ? frameLinksOf(await answer.text()) : []) found.add(new URL(link, url).href)
    }
    expect(missing).toEqual([])
    expect(found.size).toBeGreaterThan(2)
  })
})

it('where the pages of the site stay its own, sections and languages lead to their pages to subscribe', async () => {
  const { app, site } = serveBlog('hugo', 'content', false)
  const page = await (await app.request(`${site}posts/subscribe/`)).text()
  const links = frameLinksOf(page)
  expect(links).toEqual(expect.arrayContaining(['/posts/subscribe/', '/fr/subscribe/']))
  expect(page).toMatch(/<a href="\/posts\/subscribe\/"[^>]* aria-current="page">/)
})
