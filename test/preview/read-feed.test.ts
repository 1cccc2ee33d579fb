import { describe, expect, it } from 'vitest'
import type { PublishedItem } from '../../src/preview/published.ts'
import { readFeed } from '../../src/preview/read-feed.ts'

const rss = (channel: string) =>
  `<?xml version="1.0"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://example.org/</link>${channel}</channel></rss>`
const rssItem = (item: string) => rss(`<item>${item}</item>`)
const atom = (entry: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><title>T</title><id>urn:f</id><link href="https://example.org/"/><entry>${entry}</entry></feed>`
const json = (item: object) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items: [item] })

function firstItem(text: string, address?: string): PublishedItem | undefined {
  const reading = readFeed(text, address)
  return reading.kind === 'feed' ? reading.feed.items[0] : undefined
}

function reasonOf(text: string, address?: string): string | undefined {
  const reading = readFeed(text, address)
  return reading.kind === 'unreadable' ? reading.reason : undefined
}

describe('an item is known by', () => {
  it.each<[string, string, Partial<PublishedItem>]>([
    [
      'its guid',
      rssItem('<guid isPermaLink="false">a b</guid><link>https://example.org/a</link>'),
      { id: 'a b', url: 'https://example.org/a' },
    ],
    [
      'a guid that is its link, too',
      rssItem('<guid>https://example.org/a?x=1&amp;y=2</guid>'),
      { id: 'https://example.org/a?x=1&y=2', url: 'https://example.org/a?x=1&y=2' },
    ],
    [
      'a guid that is no link, without one',
      rssItem('<guid isPermaLink="false">https://example.org/?p=1</guid>'),
      { id: 'https://example.org/?p=1', url: undefined },
    ],
    ['a number with noughts', rssItem('<guid isPermaLink="false">00123</guid>'), { id: '00123' }],
    [
      'its link as it is written, where there is no guid',
      rssItem('<link>http://EXAMPLE.org</link>'),
      { id: 'http://EXAMPLE.org', url: 'http://example.org/' },
    ],
    [
      'its title, where there is nothing else',
      rssItem('<title>Only this</title>'),
      { id: 'Only this', url: undefined },
    ],
    [
      'the id of Atom',
      atom(
        '<id>urn:x</id><link rel="edit" href="https://example.org/edit"/><link rel="alternate" href="https://example.org/a"/>',
      ),
      { id: 'urn:x', url: 'https://example.org/a' },
    ],
    [
      'the link of Atom without an id',
      atom('<title>A</title><link href="/a"/>'),
      { id: 'https://example.org/a', url: 'https://example.org/a' },
    ],
    [
      'the id of JSON Feed',
      json({ id: 'x', url: 'https://example.org/a' }),
      { id: 'x', url: 'https://example.org/a' },
    ],
    ['a number that JSON Feed has for an id', json({ id: 12, content_text: 'x' }), { id: '12' }],
    [
      'the address that RSS 1.0 has it about',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://example.org/f"><title>T</title></channel><item rdf:about="https://example.org/about"><title>A</title><link>https://example.org/a</link></item></rdf:RDF>`,
      { id: 'https://example.org/about', url: 'https://example.org/a' },
    ],
  ])('%s', (_, text, expected) => {
    expect(firstItem(text)).toMatchObject(expected)
  })
})

describe('a feed from another publisher', () => {
  it('has dates and attachments', () => {
    const item = firstItem(
      rssItem(
        '<guid>urn:x</guid><pubDate>Fri, 02 Jan 2026 03:04:05 EST</pubDate><description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded><enclosure url="/1.mp3" length="1" type="audio/mpeg"/>',
      ),
    )
    expect(item).toMatchObject({
      published: Date.UTC(2026, 0, 2, 8, 4, 5),
      content: '<p>long</p>',
      enclosureUrls: ['https://example.org/1.mp3'],
    })
  })

  it('may have invalid dates', () => {
    expect(firstItem(rssItem('<guid>a</guid><pubDate>yesterday</pubDate>'))?.published).toBeUndefined()
    expect(firstItem(rssItem('<guid>a</guid><dc:date>2026-01-02</dc:date>'))?.published).toBe(
      Date.UTC(2026, 0, 2),
    )
  })

  it('is at the address it states, or where it was found', () => {
    const self = '<atom:link rel="self" href="https://example.org/self.xml"/>'
    const found = 'https://example.org/found.xml'
    expect(readFeed(rss(self), found)).toMatchObject({
      title: 'RSS',
      feed: { selfUrl: 'https://example.org/self.xml' },
    })
    expect(readFeed(rss(''), found)).toMatchObject({
      feed: { selfUrl: found, homeUrl: 'https://example.org/', items: [] },
    })
  })

  it('may have addresses that are relative to its xml:base', () => {
    const text = atom('<id>urn:x</id><link href="a"/>', ' xml:base="https://example.org/blog/"')
    expect(firstItem(text)?.url).toBe('https://example.org/blog/a')
  })

  it.each([
    [
      'Atom',
      atom('<id>urn:x</id><title>A</title><content type="html">&lt;pre>\n&lt;rss version="2.0"></content>')
        .replace('&lt;rss', '<![CDATA[<rss')
        .replace('"2.0">', '"2.0">]]>'),
    ],
    ['JSON Feed', json({ id: 'x', content_text: 'a <rss version="2.0"> b' })],
  ])('may mention RSS and be %s', (title, text) => {
    expect(readFeed(text)).toMatchObject({ kind: 'feed', title })
  })

  it('may begin with comments, a style sheet and a doctype', () => {
    const start =
      '\uFEFF<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?><!-- <html> --><!DOCTYPE rss [<!ENTITY a "b">]>'
    expect(readFeed(rss('').replace(/^<\?xml.*\n/, start))).toMatchObject({ kind: 'feed' })
  })
})

describe('what is not a feed is refused', () => {
  const cut = rssItem('<guid>a</guid>').replace('</channel></rss>', '')
  it.each([
    ['nothing', ' \n', /empty/],
    ['plain text', 'Not found', /neither RSS nor Atom nor JSON Feed/],
    ['other XML', '<opml version="2.0"></opml>', /neither/],
    [
      'what was cut off between two items',
      cut,
      /RSS but is broken: the end tag of <rss> is missing, so it was cut off/,
    ],
    ['what was cut off within a text', cut.slice(0, -12), /RSS but is broken/],
    ['elements that do not match', rss('<item><guid>a</item>'), /RSS but is broken: \w/],
    ['broken JSON', json({ id: 'x' }).slice(0, -5), /JSON Feed but is broken: .*JSON/],
    ['JSON that is not a feed', '{"items":{}}', /no list of `items`/],
    ['JSON of something else', '{"items":[{"a":1}]}', /JSON Feed but is broken/],
  ])('%s', (_, text, reason) => {
    expect(reasonOf(text)).toMatch(reason)
  })

  it('a page, with the feed that it links to', () => {
    const page = (links: string) =>
      `<!doctype html>\n<html><head>${links}</head><body><rss version="2.0"></body></html>`
    const links =
      '<link rel="alternate" hreflang="fr" href="/fr/"><link rel="home alternate" type="application/atom+xml" href="/atom.xml"><link rel="alternate" type="application/rss+xml" href="/comments">'
    expect(reasonOf(page(links), 'https://example.org/blog/')).toBe(
      'It is an HTML page. The feed that it links to is https://example.org/atom.xml',
    )
    expect(reasonOf(page(''))).toBe('It is an HTML page without a link to a feed.')
  })
})
