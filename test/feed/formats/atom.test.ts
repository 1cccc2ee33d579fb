import { describe, expect, it } from 'vitest'
import type { Feed } from '../../../src/feed/feed.ts'
import { ATOM } from '../../../src/feed/formats/atom.ts'
import type { Item } from '../../../src/feed/item.ts'
import { createFeed, createItem } from '../sample.ts'

function feedOf(values: Partial<Feed>): string[] {
  return linesOf(ATOM.render(createFeed([], values)))
}

function entryOf(values: Partial<Item>, feed: Partial<Feed> = {}): string[] {
  const document = ATOM.render(createFeed([createItem(values)], feed))
  return linesOf(document.slice(document.indexOf('<entry')))
}

function linesOf(xml: string): string[] {
  return xml.split('\n').map((line) => line.trim())
}

function named(lines: string[], name: string): string[] {
  return lines.filter((line) => new RegExp(`^<${name}[ >/]`).test(line))
}

describe('a feed (RFC 4287)', () => {
  it('has one id, title and updated (4.1.1)', () => {
    const feed = feedOf({ id: 'tag:EX.org,2026:ä', title: 'A & B', updated: 1 })
    expect(named(feed, 'id')).toEqual(['<id>tag:EX.org,2026:ä</id>'])
    expect(named(feed, 'title')).toEqual(['<title>A &amp; B</title>'])
    expect(named(feed, 'updated')).toEqual(['<updated>1970-01-01T00:00:00Z</updated>'])
  })

  it('has its authors, for entries that have none (4.1.1), with name, uri and email (3.2)', () => {
    const authors = [
      { name: 'A & B', email: 'a@example.org', url: 'https://example.org/?a&b' },
      { name: 'C' },
    ]
    expect(named(feedOf({ authors }), 'author')).toEqual([
      '<author><name>A &amp; B</name><uri>https://example.org/?a&amp;b</uri><email>a@example.org</email></author>',
      '<author><name>C</name></author>',
    ])
  })

  it('has one self link (4.1.1), one alternate link, and hubs only once there are some', () => {
    const links = [
      '<link rel="alternate" type="text/html" href="https://example.org/"/>',
      '<link rel="self" type="application/atom+xml" href="https://example.org/atom.xml"/>',
    ]
    expect(named(feedOf({}), 'link')).toEqual(links)
    expect(named(feedOf({ hubs: ['https://hub.example/'] }), 'link')).toEqual([
      ...links,
      '<link rel="hub" href="https://hub.example/"/>',
    ])
  })

  it('has logo (4.2.8), icon (4.2.5), rights (4.2.10) and licence (RFC 4946) where there are any', () => {
    const image = 'https://example.org/logo.png'
    const feed = feedOf({
      image,
      icon: 'https://example.org/icon.png',
      copyright: '© A & B',
      licence: 'https://l.example/',
    })
    expect(feed).toContain(`<logo>${image}</logo>`)
    expect(feed).toContain('<icon>https://example.org/icon.png</icon>')
    expect(feed).toContain('<rights>© A &amp; B</rights>')
    expect(feed).toContain('<link rel="license" href="https://l.example/"/>')
    expect(feedOf({}).join('')).not.toMatch(/logo|icon|rights|license/)
  })

  it('has its language on the root (2), and no namespace it does not use', () => {
    expect(feedOf({ language: 'fa-AF', history: { isArchive: false, isComplete: false } })[1]).toBe(
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa-AF">',
    )
  })
})

describe('an entry (RFC 4287)', () => {
  it('has its title as text (3.1.1.1)', () => {
    expect(named(entryOf({ title: 'A <b>' }), 'title')).toEqual(['<title>A &lt;b&gt;</title>'])
  })

  it('has the title that is required even of a note, and it is empty (4.2.14)', () => {
    expect(named(entryOf({ title: undefined }), 'title')).toEqual(['<title/>'])
  })

  it('has its id character by character (4.2.6.1)', () => {
    const id = 'HTTP://EX.org:80/%7Eä?a&b'
    expect(named(entryOf({ id }), 'id')).toEqual(['<id>HTTP://EX.org:80/%7Eä?a&amp;b</id>'])
  })

  it('has both dates (4.2.9, 4.2.15)', () => {
    const entry = entryOf({ published: Date.UTC(1950, 0, 2), updated: Date.UTC(2026, 0, 2, 3, 4, 5, 6) })
    expect(entry).toContain('<published>1950-01-02T00:00:00Z</published>')
    expect(entry).toContain('<updated>2026-01-02T03:04:05Z</updated>')
  })

  it('has its summary as text and its content as HTML (4.1.3)', () => {
    const entry = entryOf({ summary: '1 < 2', contentHtml: '<p>1 &lt; 2 ]]></p>' })
    expect(entry).toContain('<summary>1 &lt; 2</summary>')
    expect(entry).toContain('<content type="html"><![CDATA[<p>1 &lt; 2 ]]]]><![CDATA[></p>]]></content>')
  })

  it('has no summary that would but repeat the title (4.2.13), unless there is nothing else', () => {
    expect(named(entryOf({ summary: undefined }), 'summary')).toEqual([])
    expect(named(entryOf({ summary: undefined, contentHtml: undefined }), 'summary')).toEqual([
      '<summary>One</summary>',
    ])
  })

  it('has its authors (4.2.1) and the feed’s where it has none', () => {
    expect(named(entryOf({ authors: [{ name: 'A' }, { name: 'B' }] }), 'author')).toEqual([
      '<author><name>A</name></author>',
      '<author><name>B</name></author>',
    ])
    expect(named(entryOf({}), 'author')).toEqual([])
  })

  it('has categories with the term that is required, and their scheme where it is known (4.2.2)', () => {
    const categories = [{ term: 'R&D', scheme: 'https://example.org/?a&b' }, { term: 'plain' }]
    expect(named(entryOf({ categories }), 'category')).toEqual([
      '<category term="R&amp;D" scheme="https://example.org/?a&amp;b" label="R&amp;D"/>',
      '<category term="plain" label="plain"/>',
    ])
  })

  it('has all its enclosures with type, length and title where they are known (4.2.7)', () => {
    const enclosures = [
      { url: 'https://example.org/a.mp3?a&b', type: 'audio/mpeg', length: 12, title: 'A "1"' },
      { url: 'https://example.org/b.jpg', type: 'image/jpeg' },
    ]
    expect(entryOf({ enclosures }).filter((line) => line.includes('enclosure'))).toEqual([
      '<link rel="enclosure" type="audio/mpeg" length="12" title="A &quot;1&quot;" href="https://example.org/a.mp3?a&amp;b"/>',
      '<link rel="enclosure" type="image/jpeg" href="https://example.org/b.jpg"/>',
    ])
  })

  it('has alternate links that differ in hreflang (4.1.2), its own address first and last', () => {
    const translations = [{ language: 'fr', permalink: 'https://example.org/fr/' }]
    expect(named(entryOf({ translations }), 'link')).toEqual([
      '<link rel="alternate" type="text/html" href="https://example.org/one/"/>',
      '<link rel="alternate" hreflang="fr" href="https://example.org/fr/"/>',
      '<link rel="alternate" hreflang="en" href="https://example.org/one/"/>',
    ])
  })

  it('leads to its own address where a reader opens the first link that says it is an alternate', () => {
    const translations = [{ language: 'fr', permalink: 'https://example.org/fr/' }]
    const links = named(entryOf({ translations, externalUrl: 'https://elsewhere.example/' }), 'link')
    expect(links.find((link) => link.includes('rel="alternate"'))).toContain(
      'href="https://example.org/one/"',
    )
    expect(links.filter((link) => !link.includes('rel='))).toEqual([])
  })

  it('has its language for all its texts (2) where it is not the feed’s', () => {
    const document = ATOM.render(
      createFeed([createItem(), createItem({ language: 'fa-AF' }), createItem({ language: 'fr' })]),
    )
    expect(document.match(/<entry.*>/g)).toEqual([
      '<entry>',
      '<entry xml:lang="fa-AF">',
      '<entry xml:lang="fr">',
    ])
  })

  it('repeats rights (4.2.10) and licence (RFC 4946 2.4) only where they are not the feed’s', () => {
    const same = { copyright: '© A', licence: 'https://l.example/' }
    expect(entryOf(same, same).join('')).not.toMatch(/rights|license/)
    const own = entryOf({ copyright: '© B', licence: 'https://m.example/' }, same)
    expect(own).toContain('<rights>© B</rights>')
    expect(own).toContain('<link rel="license" href="https://m.example/"/>')
  })

  it('credits its agency, names what it is about, and shows its image', () => {
    const image = { url: 'https://example.org/i.png' }
    const entry = entryOf({ agency: 'S&W', externalUrl: 'https://elsewhere.example/', image })
    expect(entry).toContain('<dc:source>S&amp;W</dc:source>')
    expect(entry).toContain('<link rel="related" href="https://elsewhere.example/"/>')
    expect(entry).toContain(
      '<media:content url="https://example.org/i.png" type="image/png" medium="image"/>',
    )
  })
})
