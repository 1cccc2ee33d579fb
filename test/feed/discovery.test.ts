import { describe, expect, it } from 'vitest'
import { alternateLinks } from '../../src/feed/discovery.ts'

const feedOf = (section: string, path: string, mediaType: string) => ({
  section,
  title: section || 'Site',
  mediaType,
  path,
})
const FEEDS = [
  feedOf('', 'feed.xml', 'application/rss+xml'),
  feedOf('', 'atom.xml', 'application/atom+xml'),
  feedOf('news', 'news/feed.xml', 'application/rss+xml'),
  feedOf('news/world', 'news/world/feed.xml', 'application/rss+xml'),
]
const hrefs = (section?: string) =>
  alternateLinks('https://example.org/wire/', FEEDS, section).map(({ href }) => href)

describe('autodiscovery', () => {
  it('finds the feeds of the site on a page of the site', () => {
    expect(alternateLinks('https://example.org/wire/', FEEDS)).toEqual([
      { type: 'application/rss+xml', title: 'Site', href: 'https://example.org/wire/feed.xml' },
      { type: 'application/atom+xml', title: 'Site', href: 'https://example.org/wire/atom.xml' },
    ])
  })

  it('finds those of a section first on a page of the section, and then the site’s', () => {
    expect(hrefs('news')).toEqual([
      'https://example.org/wire/news/feed.xml',
      'https://example.org/wire/feed.xml',
      'https://example.org/wire/atom.xml',
    ])
  })

  it('finds the site’s where a section has none', () => {
    expect(hrefs('notes')).toEqual(hrefs())
  })
})
