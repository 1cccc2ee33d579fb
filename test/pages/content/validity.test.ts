import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseHtml, textOf } from '../../../src/content/text/html.ts'
import { createEditions } from '../../../src/feed/editions/editions.ts'
import { digest } from '../../../src/node/digest.ts'
import { openFolder } from '../../../src/node/folder/folder.ts'
import { createFolderBodies } from '../../../src/node/serving/publication.ts'
import { toPageHtml } from '../../../src/pages/content/page-html.ts'
import { faultsOf } from './validate.ts'

const TEST = join(import.meta.dirname, '../..')

interface FeedItem {
  id: string
  url?: string
  content_html?: string
}

function itemsOf(json: string): FeedItem[] {
  return (JSON.parse(json) as { items: FeedItem[] }).items
}

function sampleItems(): FeedItem[] {
  const folder = openFolder(join(TEST, '../articles'), { defaultUrl: 'http://localhost/' })
  const bodies = createFolderBodies(folder, () => {})
  const editions = createEditions(folder.library(), '', bodies, digest)
  return itemsOf(String(editions.find('feed.json', Date.UTC(2030, 0, 1))!.render()))
}

const GOLDEN = join(TEST, 'golden/blogs')
const FEEDS: [string, FeedItem[]][] = [
  ['the sample articles', sampleItems()],
  ...readdirSync(GOLDEN).map((file): [string, FeedItem[]] => [
    file,
    itemsOf(readFileSync(join(GOLDEN, file), 'utf8')),
  ]),
]

describe.each(FEEDS)('the bodies of %s', (_, items) => {
  const bodies = items.map(({ content_html = '', url = 'http://localhost/' }) => ({
    before: content_html,
    page: toPageHtml(content_html, { siteUrl: new URL('/', url).href, permalink: url, eager: 1 }),
  }))

  it('are valid HTML on a page', () => {
    expect(bodies.flatMap(({ page }) => faultsOf(page))).toEqual([])
  })

  it('keep their text', () => {
    for (const { before, page } of bodies) expect(textOf(parseHtml(page))).toBe(textOf(parseHtml(before)))
  })

  it('have no styles', () => {
    expect(bodies.filter(({ page }) => /\sstyle=/.test(page))).toEqual([])
  })
})
