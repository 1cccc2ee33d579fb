import { describe, expect, it } from 'vitest'
import { openFolder } from '../src/node/folder/folder.ts'
import { createFolderPublication } from '../src/node/serving/publication.ts'
import { isDocument } from '../src/publication/publication.ts'
import { makeFolder } from './make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)
const ACTIVE = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'vbscript:x',
  'data:text/html,x',
  'file:///etc/x',
]
const BEARER = /(?:javascript|vbscript|data|file|blob):(?!image\/png)/i

/** Every text that is published of a folder, by its path. */
async function outputsOf(files: Record<string, string>): Promise<Map<string, string>> {
  const folder = openFolder(makeFolder(files), { defaultUrl: 'https://example.org/' })
  const publication = createFolderPublication(folder, 'test')
  const paths =
    'feed.xml atom.xml feed.json wire.json sitemap.xml news-sitemap.xml feeds.opml a.chapters.json wire/a.json wire-1.json wire-2.json wire-1/a.json wire-2/a.json'
  const outputs = new Map<string, string>()
  for (const path of paths.split(' ')) {
    const found = await publication.find(path, NOW)
    if (isDocument(found)) outputs.set(path, await new Response(await found.read()).text())
    else if (found) outputs.set(path, JSON.stringify(found))
  }
  expect(outputs.size).toBeGreaterThan(6)
  return outputs
}

/** Front matter with `URL` in the place of an address. */
const FIELDS = [
  'tags: [{ name: Peace, scheme: "URL" }]',
  'tags: [{ name: Peace, scheme: "URL", code: "1" }]',
  'tags: [{ name: Peace, domain: "URL", code: "1" }]',
  'categories: [{ term: Peace, scheme: "URL", code: "1" }]',
  'genres: [{ name: Report, scheme: "URL", code: "1" }]',
  'places: [{ name: Paris, scheme: "URL", code: "1" }]',
  'licence: "URL"',
  'author: { name: Ada, url: "URL" }',
  'author: { name: Ada, image: "URL" }',
  'author: { name: Ada, email: "URL" }',
  'author: "[Ada](URL)"',
  'author_url: "URL"',
  'image: "URL"',
  'image: { url: "URL" }',
  'enclosure: "URL"',
  'enclosure: { url: "URL", type: audio/mpeg, length: 1 }',
  'audio: { url: "URL", type: audio/mpeg }',
  'external_url: "URL"',
  'permalink: "URL"',
  'url: "URL"',
  'aliases: ["URL"]',
  'redirect_from: ["URL"]',
  'canonical_url: "URL"',
  'people: [{ name: Ada, href: "URL", img: "URL" }]',
  'hosts: [{ name: Ada, href: "URL", img: "URL" }]',
  'transcript: "URL"',
  'transcript: { url: "URL", type: text/vtt }',
  'chapters: "URL"',
  'chapters: [{ start: "0:00", title: One, img: "URL", url: "URL" }]',
]

const EPISODE = 'enclosure: { url: "https://example.org/e.mp3", type: audio/mpeg, length: 1 }'

const SETTINGS = [
  'licence: "URL"',
  'image: "URL"',
  'icon: "URL"',
  'authors: { name: Ada, url: "URL" }',
  'aliases: ["URL"]',
  'url: "URL"',
  'idPrefix: "URL"',
  'permalinks: "URL"',
  'podcast: { explicit: false, category: Arts, image: "URL" }',
  'podcast: { explicit: false, category: Arts, funding: [{ url: "URL", title: Pay }] }',
  'podcast: { explicit: false, category: Arts, new-feed-url: "URL" }',
  'podcast: { explicit: false, category: Arts, people: [{ name: Ada, href: "URL", img: "URL" }] }',
  'podcast: { explicit: false, category: Arts, owner: { name: Ada, email: "URL" } }',
]

const BODIES = [
  '[a](URL)',
  '[a](<URL>)',
  '![a](URL)',
  '<URL>',
  '[a][1]\n\n[1]: URL',
  '<a href="URL">a</a>',
  '<a href=" &#1;URL">a</a>',
  '<img src="URL" srcset="URL 2x">',
  '<iframe src="URL"></iframe>',
  '<object data="URL"></object>',
  '<video src="URL" poster="URL"></video>',
  '<blockquote cite="URL">a</blockquote>',
  '<form action="URL"><button formaction="URL">a</button></form>',
  '<svg><a xlink:href="URL">a</a></svg>',
  '<math href="URL">a</math>',
  '{{< figure src="URL" link="URL" >}}',
]

const article = (line: string, body = 'Text') => `---\ntitle: A\ndate: 2025-12-31\n${line}\n---\n${body}\n`

async function expectNone(files: (address: string) => Record<string, string>): Promise<void> {
  for (const address of ACTIVE)
    for (const [path, text] of await outputsOf(files(address)))
      expect(text, `${path} of ${address}`).not.toMatch(BEARER)
}

const PODCAST = '---\ntitle: S\nninjs: [1, 2]\npodcast: { explicit: false, category: Arts }\n---\n'

describe('no scheme that a browser runs comes out of', () => {
  it.each(FIELDS)('the front matter %s', async (line) => {
    const own = /^(?:enclosure|audio)/.test(line) ? line : `${EPISODE}\n${line}`
    await expectNone((address) => ({ '_index.md': PODCAST, 'a.md': article(own.replaceAll('URL', address)) }))
  })

  it.each(SETTINGS)('the setting %s', async (line) => {
    const own = line.startsWith('podcast') ? line : `podcast: { explicit: false, category: Arts }\n${line}`
    await expectNone((address) => ({
      '_index.md': `---\ntitle: S\nninjs: [1, 2]\n${own.replaceAll('URL', address)}\n---\n`,
      'a.md': article(EPISODE),
    }))
  })

  it.each(BODIES)('the body %s', async (body) => {
    const inert = (address: string) => body.replaceAll('URL', address)
    for (const address of ACTIVE) {
      const outputs = await outputsOf({ 'a.md': article('tags: x', inert(address)) })
      for (const [path, text] of outputs)
        expect(text, `${path} of ${address}`).not.toMatch(
          /(?:href|src|srcset|data|poster|cite|action)=\\?(?:"|&quot;)\s*(?:javascript|vbscript|data|file):/i,
        )
    }
  })

  it.each(['id', 'guid'])('the %s where a format asks for a URI', async (key) => {
    for (const address of ACTIVE) {
      const outputs = await outputsOf({ 'a.md': article(`${key}: "${address}"`) })
      for (const path of ['atom.xml', 'wire.json']) expect(outputs.get(path)).not.toMatch(BEARER)
      expect(outputs.get('feed.xml')).toContain('<guid isPermaLink="false">')
    }
  })
})

it('the vocabularies of tags, genres and places that have a name stay', async () => {
  for (const scheme of [
    'http://cv.iptc.org/x/',
    'https://example.org/x/',
    'tag:example.org,2026:',
    'urn:x:y:',
  ]) {
    const outputs = await outputsOf({
      'a.md': article(`tags: [{ name: Peace, scheme: "${scheme}", code: "1" }]`),
    })
    expect(outputs.get('feed.xml')).toContain(`<category domain="${scheme}">`)
    expect(outputs.get('wire.json')).toContain(`${scheme}1`)
  }
})
