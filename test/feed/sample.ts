import type { Feed } from '../../src/feed/feed.ts'
import type { Item } from '../../src/feed/item.ts'

/** The least an item can be. */
export function createItem(values: Partial<Item> = {}): Item {
  return {
    id: 'tag:example.org,2026:one',
    permalink: 'https://example.org/one/',
    title: 'One',
    summary: 'The first.',
    contentHtml: '<p>The first.</p>',
    published: Date.UTC(2026, 0, 2, 3, 4, 5),
    updated: Date.UTC(2026, 0, 2, 3, 4, 5),
    authors: [],
    categories: [],
    language: 'en',
    enclosures: [],
    corrections: [],
    translations: [],
    ...values,
  }
}

/** A feed of these items. */
export function createFeed(items: Item[] = [], values: Partial<Feed> = {}): Feed {
  return {
    id: 'tag:example.org,2026:/',
    title: 'The Site',
    description: 'All of it',
    language: 'en',
    timezone: 'UTC',
    homeUrl: 'https://example.org/',
    folderUrl: 'https://example.org/',
    updated: items.reduce((newest, { updated }) => Math.max(newest, updated), 0),
    authors: [{ name: 'The Site' }],
    hubs: [],
    history: { isArchive: false, isComplete: true },
    items,
    tombstones: [],
    atomHasTombstones: true,
    ...values,
  }
}

/** An item in which everything there is to say is said. */
export const FULL_ITEM: Item = createItem({
  id: 'tag:example.org,2026:Ünïcode/ÄRTICLE',
  permalink: 'https://example.org/news/talks/?a=1&b=2',
  title: 'Talks & <compromise>: "now" or never',
  summary: 'AT&T says 1 < 2, and that’s that.',
  contentHtml:
    '<p title="it\'s">LONDON (SW) – <b>Bold</b> &amp; 1 &lt; 2 ]]> and ]]> again 🎉</p>\n<pre>a\n  b</pre>',
  published: Date.UTC(2026, 0, 2, 3, 4, 5),
  updated: Date.UTC(2026, 1, 3, 4, 5, 6, 789),
  authors: [
    { name: 'Ada Lovelace', email: 'ada@example.org', url: 'https://example.org/~ada?x=1&y=2' },
    { name: 'D’Arcy & Søn' },
  ],
  categories: [{ term: 'R&D <b>"quoted"</b>', scheme: 'https://example.org/topics?of=a&b' }, { term: 'صلح' }],
  language: 'fa-AF',
  copyright: '© 2026 Ada & Co',
  licence: 'https://example.org/licence?v=1&w=2',
  image: {
    url: 'https://example.org/i.png?a=1&b=2',
    length: 4321,
    alt: 'A "picture" & more',
    caption: 'What <is> to be seen',
    credit: 'Ada & "Co"',
    width: 640,
    height: 480,
  },
  enclosures: [
    {
      url: 'https://example.org/a.mp3?a=1&b=2',
      type: 'audio/mpeg',
      length: 1234,
      durationSeconds: 61,
      title: 'Part "1"',
    },
    { url: 'https://example.org/b.pdf', type: 'application/pdf' },
  ],
  agency: 'S&W',
  dateline: 'LONDON',
  corrections: [{ text: 'It was "two" & not <three>', date: Date.UTC(2026, 1, 3, 4, 5, 6, 789) }],
  expires: Date.UTC(2027, 0, 1),
  newswire: {
    urgency: 2,
    slugline: 'TALKS-NIGHT',
    byline: 'By Ada Lovelace & D’Arcy',
    editorsNote: 'Leads the "night" list.',
    version: 4,
    genres: [{ term: 'Analysis', scheme: 'http://cv.iptc.org/newscodes/genre/', code: 'Analysis' }],
    places: [{ term: 'Kabul' }],
    copyrightHolder: 'Ada & Co',
    usageTerms: 'Not for <resale>',
  },
  externalUrl: 'https://elsewhere.example/?q=a&b',
  translations: [{ language: 'fr', permalink: 'https://example.org/nouvelles/?a=1&b=2' }],
})

/** A feed in which everything there is to say is said. */
export const FULL_FEED: Feed = createFeed([FULL_ITEM, createItem()], {
  title: 'Site & <Söhne>',
  description: 'All of "it" & more',
  authors: [{ name: 'No Mail' }, { name: 'The Editor', email: 'editor@example.org' }],
  copyright: '© 2026 Site & Söhne',
  licence: 'https://example.org/licence',
  image: 'https://example.org/logo.png?a=1&b=2',
  icon: 'https://example.org/icon.png',
  hubs: ['https://hub.example/?a=1&b=2'],
  tombstones: [
    {
      id: 'tag:example.org,2026:Ünïcode/gone?a&b',
      permalink: 'https://example.org/gone/?a=1&b=2',
      language: 'fa-AF',
      published: Date.UTC(2026, 0, 1),
      withdrawn: Date.UTC(2026, 0, 3, 4, 5, 6, 7),
      reason: 'It named the "wrong" <man> & town ]]>',
    },
    {
      id: 'tag:example.org,2026:gone',
      permalink: 'https://example.org/gone/',
      language: 'en',
      published: Date.UTC(2026, 0, 1),
      withdrawn: Date.UTC(2026, 0, 2),
    },
  ],
})
