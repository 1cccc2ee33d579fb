import { describe, expect, it } from 'vitest'
import type { Feed } from '../../../src/feed/feed.ts'
import { JSON_FEED } from '../../../src/feed/formats/json-feed.ts'
import type { Item } from '../../../src/feed/item.ts'
import { createFeed, createItem, FULL_FEED } from '../sample.ts'

function feedOf(values: Partial<Feed>): Record<string, unknown> {
  return JSON.parse(JSON_FEED.render(createFeed([], values)))
}

function itemOf(values: Partial<Item>, feed: Partial<Feed> = {}): Record<string, unknown> {
  return JSON.parse(JSON_FEED.render(createFeed([createItem(values)], feed))).items[0]
}

describe('a feed (JSON Feed 1.1)', () => {
  it('has the required version, title and items, and its addresses', () => {
    expect(feedOf({ title: 'A & <B>' })).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'A & <B>',
      home_page_url: 'https://example.org/',
      feed_url: 'https://example.org/feed.json',
      description: 'All of it',
      authors: [{ name: 'The Site' }],
      language: 'en',
      items: [],
    })
  })

  it('has the large picture as icon and the small one as favicon', () => {
    const feed = feedOf({ image: 'https://example.org/logo.png', icon: 'https://example.org/icon.png' })
    expect(feed).toMatchObject({
      icon: 'https://example.org/logo.png',
      favicon: 'https://example.org/icon.png',
    })
  })

  it('has hubs with type and url once there are some', () => {
    expect(feedOf({ hubs: ['https://hub.example/'] }).hubs).toEqual([
      { type: 'WebSub', url: 'https://hub.example/' },
    ])
  })

  it('says where authors are: their page, else their mail address as a URI (RFC 6068)', () => {
    const authors = [
      {
        name: 'A',
        url: 'https://example.org/a',
        email: 'a@example.org',
        imageUrl: 'https://example.org/a.png',
      },
      { name: 'B', email: 'b+1?#%@example.org' },
      { name: 'C' },
    ]
    expect(feedOf({ authors }).authors).toEqual([
      { name: 'A', url: 'https://example.org/a', avatar: 'https://example.org/a.png' },
      { name: 'B', url: 'mailto:b+1%3F%23%25@example.org' },
      { name: 'C' },
    ])
  })

  it('keeps what the format has no word for in one extension, whose name starts with an underscore', () => {
    expect(feedOf({ copyright: '© A', licence: 'https://l.example/' })._wireroom).toEqual({
      copyright: '© A',
      licence: 'https://l.example/',
    })
  })
})

describe('an item (JSON Feed 1.1)', () => {
  it('has id, address, texts and dates', () => {
    expect(itemOf({})).toEqual({
      id: 'tag:example.org,2026:one',
      url: 'https://example.org/one/',
      title: 'One',
      content_html: '<p>The first.</p>',
      summary: 'The first.',
      date_published: '2026-01-02T03:04:05Z',
      date_modified: '2026-01-02T03:04:05Z',
    })
  })

  it('has one of content_html and content_text, which is required, even where there is nothing to read', () => {
    const summary = itemOf({ contentHtml: undefined })
    expect(summary).toMatchObject({ content_text: 'The first.', summary: 'The first.' })
    expect(summary).not.toHaveProperty('content_html')
    const nothing = itemOf({ contentHtml: undefined, summary: undefined, title: undefined })
    expect(nothing.content_text).toBe('https://example.org/one/')
    expect(nothing).not.toHaveProperty('title')
    expect(itemOf({})).not.toHaveProperty('content_text')
  })

  it('has several authors, tags, and attachments with the required url and mime_type', () => {
    const item = itemOf({
      authors: [{ name: 'A' }, { name: 'B' }],
      categories: [{ term: 'x', scheme: 'https://example.org/' }, { term: 'y' }],
      enclosures: [
        { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 0, durationSeconds: 61, title: 'A' },
        { url: 'https://example.org/b', type: 'image/png' },
      ],
    })
    expect(item.authors).toEqual([{ name: 'A' }, { name: 'B' }])
    expect(item.tags).toEqual(['x', 'y'])
    expect(item.attachments).toEqual([
      {
        url: 'https://example.org/a.mp3',
        mime_type: 'audio/mpeg',
        title: 'A',
        size_in_bytes: 0,
        duration_in_seconds: 61,
      },
      { url: 'https://example.org/b', mime_type: 'image/png' },
    ])
  })

  it('has its language only where it is not the feed’s', () => {
    expect(itemOf({ language: 'en' })).not.toHaveProperty('language')
    expect(itemOf({ language: 'fr' }).language).toBe('fr')
  })

  it('has image, external address, and the rest in the extension', () => {
    const [item] = JSON.parse(JSON_FEED.render(FULL_FEED)).items
    expect(item).toMatchObject({
      image: 'https://example.org/i.png?a=1&b=2',
      external_url: 'https://elsewhere.example/?q=a&b',
      _wireroom: {
        agency: 'S&W',
        dateline: 'LONDON',
        copyright: '© 2026 Ada & Co',
        licence: 'https://example.org/licence?v=1&w=2',
        image_alt: 'A "picture" & more',
        image_caption: 'What <is> to be seen',
        image_credit: 'Ada & "Co"',
        translations: [{ language: 'fr', url: 'https://example.org/nouvelles/?a=1&b=2' }],
      },
    })
  })

  it('has the same texts as the other formats: without what XML cannot carry', () => {
    expect(itemOf({ title: 'a\u0000b\uD800c', contentHtml: 'x\u001Fy🎉' })).toMatchObject({
      title: 'abc',
      content_html: 'xy🎉',
    })
  })
})
