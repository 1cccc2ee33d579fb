import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/cloudflare/compile.ts'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import type { CachedArticles } from '../../../src/node/folder/cached-articles.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createContentDigests } from '../../../src/node/serving/content-digests.ts'
import { createMediaFiles } from '../../../src/node/serving/media-files.ts'
import { createFolderBodies } from '../../../src/node/serving/publication.ts'
import { createPages } from '../../../src/pages/pages.ts'
import { article } from '../../article.ts'
import { makeFolder, writeFiles } from '../../make-folder.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const NOW = Date.UTC(2026, 0, 1)
const KEEPS_ALL = undefined
const KEEPS_NONE = 0

/** Compiles the folder, and returns the manifest, every asset, what was found wrong and what the next start recalls. */
async function compileAt(
  articles: string,
  leavesTextsAbove: number | undefined,
  remembered?: CachedArticles,
) {
  const options = { leavesTextsAbove, ...(remembered && { remembered }), version: 'test' }
  const folder = openFolder(articles, { defaultUrl: 'https://example.org/', ...options })
  await folder.readDurations()
  const library = folder.library()
  const problems = [...library.problems]
  const bodies = createFolderBodies(folder, (problem) => problems.push(problem))
  const media = createMediaFiles(folder, createContentDigests(folder.directory, [], Number.POSITIVE_INFINITY))
  const compiled = compile({
    library,
    editions: createEditions(library, 'test', bodies, digest),
    pages: (kept) => createPages()(library, kept, bodies),
    media,
    now: NOW,
    digest,
    maxPrerendered: 40,
  })
  const { manifest, assets, itemShards } = compiled
  const files = [...itemShards, ...assets].map(([name, make]) => [name, digest(toText(make()))])
  const texts = library.articles.map((one) => [one.path, one.readBody(), one.readFields?.()])
  const remembers = JSON.parse(JSON.stringify(folder.remember())) as CachedArticles
  return { output: { manifest: JSON.stringify(manifest), files, problems, texts }, remembers }
}

function toText(made: string | Uint8Array): string {
  return typeof made === 'string' ? made : Buffer.from(made).toString('latin1')
}

async function expectSame(articles: string) {
  const kept = await compileAt(articles, KEEPS_ALL)
  const left = await compileAt(articles, KEEPS_NONE)
  expect(left.output).toEqual(kept.output)
  expect(left.remembers).toEqual(kept.remembers)
  const recalled = await compileAt(articles, KEEPS_NONE, left.remembers)
  expect(recalled.output.manifest).toBe(kept.output.manifest)
  expect(recalled.output.files).toEqual(kept.output.files)
  expect(recalled.output.texts).toEqual(kept.output.texts)
  return kept.output
}

const HEADER = '---\ntitle: T\ndate: 2025-01-01\n---\n'
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

/** Files whose text in memory is not, or may not be, the end of the file. */
const ODD: Record<string, string | Uint8Array> = {
  '_index.md': '---\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n',
  'crlf.md': `${HEADER}One.\n\n<!--more-->\n\nTwo.\n`.replaceAll('\n', '\r\n'),
  'cr.md': `${HEADER}One.\n\nTwo.\n`.replaceAll('\n', '\r'),
  'bom.md': `\ufeff${HEADER}One.\n`,
  'bom-inside.md': `${HEADER}\ufeffOne.\ufeff\n`,
  'utf16.md': utf16(`${HEADER}One 🙂 é.\n\n<!--more-->\n\nTwo.\n`),
  'utf16-crlf.md': utf16(`${HEADER}One.\n\nTwo.\n`.replaceAll('\n', '\r\n')),
  'more.md': `${HEADER}One.\n\n<!--more-->\n\nTwo.\n`,
  'heading.md': '---\ndate: 2025-01-01\n---\n\n# A heading\n\nOne.\n',
  'heading-twice.md': '---\ndate: 2025-01-01\n---\n\n# One.\n\n# One.\n',
  'empty.md': HEADER,
  'blank.md': `${HEADER}\n\n \n`,
  'no-end.md': '---\ntitle: T\ndate: 2025-01-01\n---',
  'comment.md': `${HEADER}One. <!-- hidden --> Two.\n\n%%also hidden%%\n`,
  'cafe\u0301.md': `${HEADER}One [two](more.md), [three](table.csv) ![x](picture.png).\n`,
  'image.md':
    '---\ntitle: T\ndate: 2025-01-01\nimage: picture.png\nenclosures: [table.csv]\n---\n![x](picture.png)\n',
  'surrogates.md': `${HEADER}One \\ud800 ${'🙂'.repeat(20)} Ω é\u0301.\n`,
  'ends.md': `${HEADER}One.\n\nENDS\n\nNotes to editors.\n`,
  'nul.md': `${HEADER}One\0.\n`,
  'legal.md': `${HEADER}One\ufffd two.\n`,
  'dated/index.md': `${HEADER}Same.\n`,
  'withdrawn.md': '---\ntitle: T\ndate: 2025-01-01\nwithdrawn: 2025-02-01\n---\nOne.\n',
  'later.md': '---\ntitle: T\ndate: 2026-02-01\n---\nOne.\n',
  'corrected.md': article(
    { title: 'T', date: '2025-01-01', correction: '{ text: C, date: 2026-03-01 }' },
    'One.',
  ),
  'table.csv': 'a,b\n',
  'picture.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** Folders with the generator's files around them, by the folder of the articles. */
const BLOGS = {
  astro: 'src/content/blog',
  docusaurus: 'blog',
  eleventy: 'content/blog',
  gatsby: 'content/blog',
  hexo: 'source',
  hugo: 'content',
  jekyll: '',
  mkdocs: 'docs',
  next: '_posts',
  obsidian: '',
  pelican: 'content',
  svelte: 'src/posts',
  vitepress: 'posts',
  zola: 'content',
}

describe('a folder whose texts are let go is compiled to the same bytes', () => {
  it.each(Object.entries(BLOGS))('a blog of %s', async (generator, folder) => {
    const { texts } = await expectSame(join(FIXTURES, 'blogs', generator, folder))
    expect(texts.length).toBeGreaterThan(0)
  })

  it.each(['hostile', 'podcast', 'golden'])('the folder %s', async (name) => {
    await expectSame(join(FIXTURES, name))
  })

  it('files with odd bytes, names and ends', async () => {
    const { texts } = await expectSame(makeFolder(ODD))
    expect(texts.length).toBeGreaterThan(Object.keys(ODD).length - 8)
  })
})

describe('an article that an edit breaks, in a folder whose texts are let go', () => {
  it.each([
    ['is broken', '---\ntitle: [\n---\nOne.\n'],
    ['has lost its text', HEADER],
    ['is empty', ''],
  ])('is what it is where they are kept, where it %s', async (_, text) => {
    const articles = makeFolder({ 'a.md': `${HEADER}One.\n`, 'b.md': `${HEADER}Two.\n` })
    const { remembers: whole } = await compileAt(articles, KEEPS_ALL)
    const copy = makeFolder({})
    cpSync(articles, copy, { recursive: true })
    writeFileSync(join(articles, 'a.md'), text)
    // Where the version before is in the cache.
    const served = openFolder(copy, { defaultUrl: 'https://example.org/', version: 'test' })
    writeFiles(copy, { 'a.md': text })
    await served.apply()
    const good = JSON.parse(JSON.stringify(served.remember())) as CachedArticles
    for (const remembered of [undefined, whole, good])
      expect((await compileAt(articles, KEEPS_NONE, structuredClone(remembered))).output).toEqual(
        (await compileAt(articles, KEEPS_ALL, structuredClone(remembered))).output,
      )
  })
})
