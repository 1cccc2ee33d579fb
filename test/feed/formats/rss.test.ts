import { describe, expect, it } from 'vitest'
import type { Feed } from '../../../src/feed/feed.ts'
import { RSS } from '../../../src/feed/formats/rss.ts'
import type { Item } from '../../../src/feed/item.ts'
import { createFeed, createItem, FULL_FEED } from '../sample.ts'

/** The lines of the channel above its items. */
function channelOf(values: Partial<Feed>): string[] {
  return linesOf(RSS.render(createFeed([], values)))
}

/** The lines of an item. */
function itemOf(values: Partial<Item>, feed: Partial<Feed> = {}): string[] {
  const document = RSS.render(createFeed([createItem(values)], feed))
  return linesOf(document.slice(document.indexOf('<item>')))
}

function linesOf(xml: string): string[] {
  return xml.split('\n').map((line) => line.trim())
}

function named(lines: string[], name: string): string[] {
  return lines.filter((line) => new RegExp(`^<${name}[ >/]`).test(line))
}

describe('the channel (RSS 2.0)', () => {
  it('has the required title, link and description', () => {
    const channel = channelOf({ title: 'A & B', description: '<b>' })
    expect(named(channel, 'title')).toEqual(['<title>A &amp; B</title>'])
    expect(named(channel, 'link')).toEqual(['<link>https://example.org/</link>'])
    expect(named(channel, 'description')).toEqual(['<description>&lt;b&gt;</description>'])
  })

  it('says for how many minutes a reader may keep it, unless it is an archive', () => {
    expect(named(channelOf({}), 'ttl')).toEqual(['<ttl>10</ttl>'])
    expect(named(channelOf({ history: { isArchive: true, isComplete: false } }), 'ttl')).toEqual([])
  })

  it('says with atom:link where it is itself, and its hubs only once there are some', () => {
    const self = '<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>'
    expect(named(channelOf({}), 'atom:link')).toEqual([self])
    expect(named(channelOf({ hubs: ['https://hub.example/'] }), 'atom:link')).toEqual([
      self,
      '<atom:link rel="hub" href="https://hub.example/"/>',
    ])
  })

  it('dates its build by its newest item, as RFC 822 with a year of four digits', () => {
    expect(named(channelOf({ updated: Date.UTC(2026, 0, 2, 3, 4, 5) }), 'lastBuildDate')).toEqual([
      '<lastBuildDate>Fri, 02 Jan 2026 03:04:05 GMT</lastBuildDate>',
    ])
  })

  it('names as managing editor the first author with a mail address, and nobody where none has one', () => {
    const authors = [
      { name: 'A' },
      { name: 'B', email: 'b@example.org' },
      { name: 'C', email: 'c@example.org' },
    ]
    expect(named(channelOf({ authors }), 'managingEditor')).toEqual([
      '<managingEditor>b@example.org (B)</managingEditor>',
    ])
    expect(named(channelOf({ authors: [{ name: 'A' }] }), 'managingEditor')).toEqual([])
  })

  it('has an image with the title and link of the channel, and copyright and licence where there are any', () => {
    const channel = channelOf({
      image: 'https://example.org/i.png',
      copyright: '© A & B',
      licence: 'https://l.example/',
    })
    const start = channel.indexOf('<image>')
    expect(channel.slice(start + 1, start + 4)).toEqual([
      '<title>The Site</title>',
      '<url>https://example.org/i.png</url>',
      '<link>https://example.org/</link>',
    ])
    expect(channel).toContain('<copyright>© A &amp; B</copyright>')
    expect(channel).toContain('<atom:link rel="license" href="https://l.example/"/>')
    expect(channelOf({}).join('')).not.toMatch(/<image>|<copyright>|license/)
  })

  it('declares every namespace it uses and none that it does not', () => {
    expect(channelOf({ history: { isArchive: false, isComplete: false } })[1]).toBe(
      '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    )
    const [root] = /<rss [^>]*>/.exec(RSS.render(FULL_FEED))!
    expect([...root.matchAll(/xmlns:(\w+)=/g)].map((match) => match[1])).toEqual([
      'atom',
      'content',
      'dc',
      'fh',
      'media',
    ])
  })
})

describe('an item (RSS 2.0)', () => {
  it('has its title as text, escaped once', () => {
    expect(named(itemOf({ title: 'A <b> & "c"' }), 'title')).toEqual([
      '<title>A &lt;b&gt; &amp; &quot;c&quot;</title>',
    ])
  })

  it('has no title where it is a note, and a description always: one of the two is required', () => {
    const note = itemOf({ title: undefined, summary: undefined, contentHtml: undefined })
    expect(named(note, 'title')).toEqual([])
    expect(named(note, 'description')).toEqual([
      '<description><![CDATA[https://example.org/one/]]></description>',
    ])
  })

  it('has its summary as HTML that shows the text, because readers show a description as HTML', () => {
    expect(named(itemOf({ summary: '1 < 2 & ]]>' }), 'description')).toEqual([
      '<description><![CDATA[1 &lt; 2 &amp; ]]&gt;]]></description>',
    ])
  })

  it('has its description before its content, for readers that take the first (RSS Advisory Board profile)', () => {
    const item = itemOf({})
    expect(item).toContain('<content:encoded><![CDATA[<p>The first.</p>]]></content:encoded>')
    expect(item.findIndex((line) => line.startsWith('<description>'))).toBeLessThan(
      item.findIndex((line) => line.startsWith('<content:encoded>')),
    )
  })

  it('has no content where only the summary is sent', () => {
    expect(RSS.render(createFeed([createItem({ contentHtml: undefined })]))).not.toContain('content')
  })

  it('has its id byte for byte as a guid that is no address', () => {
    const id = 'HTTP://EX.org/%7Eä?a&b'
    expect(named(itemOf({ id }), 'guid')).toEqual([
      '<guid isPermaLink="false">HTTP://EX.org/%7Eä?a&amp;b</guid>',
    ])
  })

  it('says that the guid is an address where it is the permalink', () => {
    const address = 'https://example.org/?a=1&b=2'
    expect(named(itemOf({ id: address, permalink: address }), 'guid')).toEqual([
      '<guid isPermaLink="true">https://example.org/?a=1&amp;b=2</guid>',
    ])
  })

  it('has one dc:creator for each author and never an author, which has to be a mail address', () => {
    const authors = [{ name: 'A & B', email: 'a@example.org' }, { name: 'C' }]
    const item = itemOf({ authors })
    expect(named(item, 'dc:creator')).toEqual([
      '<dc:creator>A &amp; B</dc:creator>',
      '<dc:creator>C</dc:creator>',
    ])
    expect(named(item, 'author')).toEqual([])
  })

  it('has categories with their domain where it is known', () => {
    const categories = [{ term: 'R&D', scheme: 'https://example.org/?a&b' }, { term: 'plain' }]
    expect(named(itemOf({ categories }), 'category')).toEqual([
      '<category domain="https://example.org/?a&amp;b">R&amp;D</category>',
      '<category>plain</category>',
    ])
  })

  it('has all its enclosures with the three required attributes, 0 for a length nobody knows', () => {
    const enclosures = [
      {
        url: 'https://example.org/a.mp3?a&b',
        type: 'audio/mpeg',
        length: 12,
        title: 'A',
        durationSeconds: 3,
      },
      { url: 'https://example.org/b.jpg', type: 'image/jpeg' },
    ]
    expect(named(itemOf({ enclosures }), 'enclosure')).toEqual([
      '<enclosure url="https://example.org/a.mp3?a&amp;b" length="12" type="audio/mpeg"/>',
      '<enclosure url="https://example.org/b.jpg" length="0" type="image/jpeg"/>',
    ])
  })

  it('is dated by its publication, with atom:updated where it changed later', () => {
    const published = Date.UTC(2026, 0, 2, 3, 4, 5)
    const unchanged = itemOf({ published, updated: published })
    expect(named(unchanged, 'pubDate')).toEqual(['<pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate>'])
    expect(named(unchanged, 'atom:updated')).toEqual([])
    expect(named(itemOf({ published, updated: published + 1000 }), 'atom:updated')).toEqual([
      '<atom:updated>2026-01-02T03:04:06Z</atom:updated>',
    ])
  })

  it('is not dated by its change where a reader takes the dates of Atom before pubDate', () => {
    const published = Date.UTC(2026, 0, 2, 3, 4, 5)
    expect(named(itemOf({ published, updated: published }), 'atom:published')).toEqual([])
    expect(
      named(itemOf({ published: published + 678, updated: published + 1000 }), 'atom:published'),
    ).toEqual(['<atom:published>2026-01-02T03:04:05Z</atom:published>'])
  })

  it('repeats language, rights and licence only where they are not the feed’s', () => {
    const same = { language: 'en', copyright: '© A', licence: 'https://l.example/' }
    expect(itemOf(same, same).join('')).not.toMatch(/dc:language|dc:rights|license/)
    const own = itemOf({ language: 'fr', copyright: '© B', licence: 'https://m.example/' }, same)
    expect(own).toContain('<dc:language>fr</dc:language>')
    expect(own).toContain('<dc:rights>© B</dc:rights>')
    expect(own).toContain('<atom:link rel="license" href="https://m.example/"/>')
  })

  it('credits its agency, and names what it is about', () => {
    const item = itemOf({ agency: 'S&W', externalUrl: 'https://elsewhere.example/' })
    expect(item).toContain('<dc:source>S&amp;W</dc:source>')
    expect(item).toContain('<atom:link rel="related" href="https://elsewhere.example/"/>')
  })

  it('names translations so that no reader takes one for the address of the item', () => {
    const translations = [{ language: 'fr', permalink: 'https://example.org/fr/' }]
    const item = itemOf({ translations })
    expect(item).toContain('<dc:relation>https://example.org/fr/</dc:relation>')
    expect(item.join('')).not.toContain('alternate')
  })
})
