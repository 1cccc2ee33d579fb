import { type ChildNode, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { createApp } from '../src/http/app.ts'
import { openFolder } from '../src/node/folder/folder.ts'
import { createFolderPublication } from '../src/node/serving/publication.ts'
import { makeFolder } from './make-folder.ts'

const NOW = Date.UTC(2026, 0, 1)

/** RFC 3986 appendix A, as far as characters go. */
const CHARACTER = "(?:[\\w.~!$&'()*+,;=:@-]|%[\\dA-Fa-f]{2})"
const AUTHORITY = "(?:\\[[\\da-f:.]+\\]|[\\w.~!$&'()*+,;=%-]+)(?::\\d*)?"
const URI = new RegExp(
  `^[a-z][a-z\\d+.-]*:(?://${AUTHORITY}(?:/${CHARACTER}*)*|(?!//)(?:${CHARACTER}|/)+)(?:\\?(?:${CHARACTER}|[/?])*)?(?:#(?:${CHARACTER}|[/?])*)?$`,
  'i',
)

/** Addresses that RFC 3986 forbids, and that authors type. */
const TYPED = [
  'https://h.example/a b"c"',
  'https://h.example/[x]|y^z`{w}',
  'https://münchen.example/ü/صلح',
  'https://h.example/50%/%zz?q=[a]|b#f#g',
  'https://h"x"{y}.example/',
  'a b[1]|^.png',
  '/x y/"z"\\{w}.mp3?ü#[1]',
]

const FIELDS = [
  'tags: [{ name: Peace, scheme: "URL", code: "a b|c" }]',
  'categories: [{ term: Peace, domain: "URL" }]',
  'genres: [{ name: Report, scheme: "URL", code: "1" }]',
  'places: [{ name: Paris, scheme: "URL", code: "1" }]',
  'licence: "URL"',
  'author: { name: Ada, url: "URL", image: "URL" }',
  'author: "[Ada](URL)"',
  'image: "URL"',
  'image: { url: "URL", alt: A }',
  'enclosure: "URL"',
  'enclosure: { url: "URL", type: audio/mpeg, length: 1 }',
  'audio: { url: "URL", type: audio/mpeg }',
  'external_url: "URL"',
  'permalink: "URL"',
  'slug: "URL"',
  'aliases: ["URL"]',
  'redirect_from: ["/old/", "URL"]',
  'canonical_url: "URL"',
  'people: [{ name: Ada, href: "URL", img: "URL" }]',
  'transcript: { url: "URL", type: text/vtt }',
  'chapters: "URL"',
  'chapters: [{ start: "0:00", title: One, img: "URL", url: "URL" }]',
]

const SETTINGS = [
  'url: "URL"',
  'licence: "URL"',
  'image: "URL"',
  'icon: "URL"',
  'authors: { name: Ada, url: "URL", image: "URL" }',
  'aliases: ["URL"]',
  'permalinks: "URL/:slug"',
  'podcast: { explicit: false, category: Arts, image: "URL" }',
  'podcast: { explicit: false, category: Arts, funding: [{ url: "URL", text: Pay }] }',
  'podcast: { explicit: false, category: Arts, newFeedUrl: "URL" }',
  'podcast: { explicit: false, category: Arts, people: [{ name: Ada, href: "URL", img: "URL" }] }',
]

const BODIES = [
  '[a](<URL>)',
  '![a](<URL>)',
  '<a href="URL">a</a>',
  '<a href="#URL">a</a>',
  '<a href="mailto:URL">a</a>',
  '<img src="URL" srcset="URL 2x">',
  '<video src="URL" poster="URL"></video>',
  '<blockquote cite="URL">a</blockquote>',
  '<iframe src="URL"></iframe>',
  '{{< figure src="URL" link="URL" >}}',
]

const PODCAST = 'podcast: { explicit: false, category: Arts }'
const EPISODE = 'enclosure: { url: "https://example.org/e.mp3", type: audio/mpeg, length: 1 }'
const DOCUMENTS =
  'feed.xml atom.xml feed.json wire.json sitemap.xml news-sitemap.xml feeds.opml a.chapters.json wire/a.json wire-1.json wire-2.json wire-1/a.json wire-2/a.json old archive/2025/feed.xml'.split(
    ' ',
  )

const article = (lines: string, body = 'Text') => `---\ntitle: A\ndate: 2025-12-31\n${lines}\n---\n${body}\n`

const isAddress = (text: string) => /^\s*(?:https?|mailto|ftp):/i.test(text)

/** The addresses in the attributes of a tree, and in its texts where they are no words for people. */
function* addressesIn(nodes: readonly ChildNode[], hasTexts: boolean): Generator<string> {
  for (const node of nodes) {
    if (isText(node)) {
      if (hasTexts && isAddress(node.data)) yield node.data
      else if (hasTexts && node.data.includes('<')) yield* addressesInHtml(node.data)
    }
    if (!('children' in node)) continue
    if (isTag(node))
      for (const [name, value] of Object.entries(node.attribs))
        if (name === 'srcset') yield* value.split(', ').map((candidate) => candidate.replace(/ 2x$/, ''))
        else if (isAddress(value)) yield value
    // The id of an article is what it was published with.
    if (isTag(node) && /^(?:id|guid|title|description|summary)$/.test(node.name)) continue
    yield* addressesIn(node.children, hasTexts)
  }
}

const addressesInHtml = (html: string) => addressesIn(parseDocument(html).children, false)

function* addressesInJson(value: unknown, key = ''): Generator<string> {
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* addressesInJson(inner, key)
  else if (typeof value === 'string' && /html/.test(key)) yield* addressesInHtml(value)
  else if (typeof value === 'string' && key !== 'id' && isAddress(value)) yield value
}

/** Every address in the documents and headers of a folder, with the place where it stands. */
async function addressesOf(files: Record<string, string>): Promise<[place: string, address: string][]> {
  const folder = openFolder(makeFolder(files), { defaultUrl: 'https://example.org/' })
  const app = createApp({ publication: createFolderPublication(folder, 'test'), now: () => NOW })
  const found: [string, string][] = []
  for (const path of DOCUMENTS) {
    const answer = await app.request(`/${path}`)
    const note = (address: string) => found.push([path, address])
    const { link = '', location } = Object.fromEntries(answer.headers)
    for (const [, address] of link.matchAll(/<([^>]*)>/g)) note(new URL(address!, 'https://example.org').href)
    if (location !== undefined) note(location.replace(/^\//, 'https://example.org/'))
    const text = answer.status === 200 ? await answer.text() : ''
    if (path.endsWith('json') && text !== '') for (const one of addressesInJson(JSON.parse(text))) note(one)
    else for (const one of addressesIn(parseDocument(text, { xmlMode: true }).children, true)) note(one)
  }
  expect(found.length).toBeGreaterThan(10)
  return found
}

async function expectUris(filesOf: (address: string) => Record<string, string>): Promise<void> {
  for (const typed of TYPED) {
    const found = await addressesOf(filesOf(JSON.stringify(typed).slice(1, -1)))
    expect(found.filter(([, address]) => !URI.test(address))).toEqual([])
  }
}

describe('every address is a URI by RFC 3986', () => {
  it.each(FIELDS)('from the front matter %s', async (line) => {
    const own = /^(?:enclosure|audio)/.test(line) ? line : `${EPISODE}\n${line}`
    await expectUris((address) => ({
      '_index.md': `---\ntitle: S\nninjs: [1, 2]\n${PODCAST}\n---\n`,
      'a.md': article(own.replaceAll('URL', address)),
    }))
  })

  it.each(SETTINGS)('from the setting %s', async (line) => {
    const own = line.startsWith('podcast') ? line : `${PODCAST}\n${line}`
    await expectUris((address) => ({
      '_index.md': `---\ntitle: S\nninjs: [1, 2]\n${own.replaceAll('URL', address)}\n---\n`,
      'a.md': article(EPISODE),
    }))
  })

  it.each(BODIES)('from the body %s', async (body) => {
    await expectUris((address) => ({
      'a.md': article(
        'tags: x',
        body.replaceAll('URL', JSON.parse(`"${address}"`).replaceAll('"', '&quot;')),
      ),
    }))
  })
})

it.each(['https://h/a b', 'https://h/[x]', 'https://h/%zz', 'https://h/ü', 'http://a"b/', 'https://h/#a#b'])(
  'the check refuses %s',
  (address) => expect(address).not.toMatch(URI),
)
