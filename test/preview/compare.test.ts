import { describe, expect, it } from 'vitest'
import { compareFeeds, isEqual, type Planned } from '../../src/preview/compare.ts'
import { addressKey } from '../../src/preview/match.ts'
import type { KnownArticle, PublishedFeed, PublishedItem } from '../../src/preview/published.ts'

const DAY = 86_400_000
const NOON = Date.UTC(2026, 0, 2, 12)
const SITE: Planned['site'] = {
  url: 'https://example.org/',
  timezone: 'UTC',
  ids: 'tag',
  idPrefix: 'tag:example.org,2026:',
}

function liveItem(values: Partial<PublishedItem> = {}): PublishedItem {
  return {
    id: 'tag:example.org,2026:news/one',
    url: 'https://example.org/news/one/',
    title: 'One',
    published: NOON,
    content: '<p>Text.</p>',
    enclosureUrls: [],
    ...values,
  }
}

/** An article called `name`, whose item is in the feed unless its fate is another. */
function known(name: string, values: Partial<KnownArticle> = {}, item: Partial<PublishedItem> = {}) {
  const article: KnownArticle = {
    path: `news/${name}.md`,
    id: `tag:example.org,2026:news/${name}`,
    permalink: `https://example.org/news/${name}/`,
    aliases: [],
    title: name.charAt(0).toUpperCase() + name.slice(1),
    published: NOON,
    enclosureUrls: [],
    fate: 'shown',
    ...values,
  }
  const { id, permalink: url, title, published, enclosureUrls, fate } = article
  const shown = { id, url, title, published, enclosureUrls, content: '<p>Text.</p>', ...item }
  return fate === 'shown' ? { ...article, item: shown } : article
}

function compare(
  live: PublishedItem[],
  articles: KnownArticle[],
  { site = SITE, from = {}, to = {} }: { site?: Planned['site']; from?: object; to?: object } = {},
) {
  const items = articles.flatMap(({ item }) => item ?? [])
  const feed: PublishedFeed = { items, ...to }
  return compareFeeds({ items: live, ...from }, { feed, articles, site })
}

const OTHER = {
  id: 'urn:other',
  url: 'https://example.org/other',
  title: 'Other',
  published: NOON - 40 * DAY,
}

describe('an article is recognised', () => {
  const cases: [string, string, Partial<PublishedItem>, Partial<KnownArticle>][] = [
    ['by its address', 'address', { url: 'https://example.org/news/one/' }, {}],
    ['whatever the scheme', 'address', { url: 'http://example.org/news/one/' }, {}],
    ['with and without www', 'address', { url: 'https://www.example.org/news/one/' }, {}],
    ['without the slash at the end', 'address', { url: 'https://example.org/news/one' }, {}],
    ['with index.html', 'address', { url: 'https://example.org/news/one/index.html' }, {}],
    ['whatever the case of the host', 'address', { url: 'https://EXAMPLE.org/news/one/' }, {}],
    [
      'with the parameters of a campaign',
      'address',
      { url: 'https://example.org/news/one/?utm_source=rss&utm_medium=feed' },
      {},
    ],
    [
      'by a guid that is its address',
      'address',
      { id: 'http://example.org/news/one', url: 'https://proxy.example/1' },
      {},
    ],
    [
      'however its address is percent-encoded',
      'address',
      { url: 'https://example.org/%d8%b5%D9%84%D8%AD/' },
      { permalink: 'https://example.org/صلح/' },
    ],
    [
      'by an address it had',
      'former address',
      { url: 'https://example.org/2026/01/one.html' },
      { aliases: ['https://example.org/2026/01/one.html'] },
    ],
    [
      'by its path, where the site is elsewhere',
      'address but for the site',
      { url: 'https://old.example/news/one/' },
      {},
    ],
    ['by title and time', 'title and time', {}, {}],
    ['by title and day', 'title and day', { published: NOON + 3_600_000 }, {}],
    [
      'by a title whose quotes are typographic and escaped',
      'title and day',
      { title: 'It&#8217;s <em>one</em> &#8211; day', published: NOON + 1000 },
      { title: "It's one - day" },
    ],
    [
      'by title and the day of its last change, where that is all the feed says',
      'title and day',
      { published: undefined, updated: NOON + 1000 },
      {},
    ],
    [
      'by its enclosure',
      'enclosure',
      { title: 'Episode', enclosureUrls: ['http://cdn.example/1.mp3?utm_source=x'] },
      { enclosureUrls: ['https://cdn.example/1.mp3'] },
    ],
  ]
  it.each(cases)('%s', (_, evidence, item, article) => {
    const live = {
      ...liveItem({ id: 'https://example.org/?p=1', url: 'https://example.org/elsewhere' }),
      ...item,
    }
    const { redelivered, gone, added } = compare([live], [known('one', article)])
    expect(redelivered.map((pair) => [pair.article.path, pair.evidence])).toEqual([['news/one.md', evidence]])
    expect([gone, added]).toEqual([[], []])
  })

  it.each<[string, Partial<PublishedItem>, Partial<KnownArticle>]>([
    ['another query', { url: 'https://example.org/news/one/?p=2' }, {}],
    ['another case of the path', { url: 'https://example.org/News/one/' }, {}],
    ['the same title two days later', { title: 'One', published: NOON + 2 * DAY }, {}],
    ['no title on the same day', { title: undefined, published: NOON }, { title: undefined }],
  ])('but not by %s', (_, item, article) => {
    const live = { ...liveItem({ id: 'urn:x', url: 'https://example.org/x', title: 'X' }), ...item }
    const { redelivered, gone } = compare([live], [known('one', article)])
    expect([redelivered, gone]).toEqual([[], [{ item: live }]])
  })

  it('on the day of the site’s time zone or of UTC', () => {
    const site = { ...SITE, timezone: 'America/New_York' }
    const item = liveItem({ id: 'urn:x', url: undefined, published: Date.UTC(2026, 0, 2) })
    const article = known('one', { published: Date.UTC(2026, 0, 2, 5) })
    expect(compare([item], [article], { site }).redelivered[0]?.evidence).toBe('title and day')
  })

  it('by its id before all else, and each only once', () => {
    const live = [
      liveItem({ id: 'urn:a', url: 'https://example.org/news/one/' }),
      liveItem({ id: 'tag:example.org,2026:news/one', url: 'https://example.org/news/two/', title: 'Two' }),
    ]
    const { redelivered, gone } = compare(live, [known('one'), known('two')])
    expect(redelivered.map(({ item, article }) => [item.id, article.path])).toEqual([])
    expect(gone.map(({ item }) => item.id)).toEqual(['urn:a'])
  })

  it('as the published one, not as the draft beside it', () => {
    const draft = known('draft', { title: 'One', fate: 'hidden' })
    const live = liveItem({ id: 'urn:a', url: undefined })
    const { redelivered } = compare([live], [draft, known('one')])
    expect(redelivered[0]?.article.path).toBe('news/one.md')
  })

  it('one to one, in the same way each time, where several are alike', () => {
    const times = [NOON + 2000, NOON + 1000, NOON]
    const live = times.map((published, index) => liveItem({ id: `urn:${index}`, url: undefined, published }))
    const articles = times.map((published, index) => known(`a${index}`, { title: 'One', published }))
    const pairs = compare(live, articles.toReversed()).redelivered
    expect(pairs.map(({ item, article }) => [item.id, article.path])).toEqual([
      ['urn:0', 'news/a0.md'],
      ['urn:1', 'news/a1.md'],
      ['urn:2', 'news/a2.md'],
    ])
  })
})

describe('a comparison', () => {
  it('of the same feeds finds nothing', () => {
    expect(isEqual(compare([liveItem()], [known('one')]))).toBe(true)
  })

  it('compares ids byte for byte', () => {
    const site: Planned['site'] = { ...SITE, ids: 'permalink' }
    const live = liveItem({ id: 'http://example.org/news/one/' })
    const { redelivered, remedy } = compare([live], [known('one', { id: 'https://example.org/news/one/' })], {
      site,
    })
    expect([redelivered.length, remedy]).toEqual([1, undefined])
  })

  it.each(['withdrawn', 'expired', 'hidden', 'embargoed', 'elsewhere'] as const)(
    'names what is gone: %s',
    (fate) => {
      const { gone, redelivered } = compare([liveItem()], [known('one', { fate })])
      expect(gone.map(({ article }) => article?.fate)).toEqual([fate])
      expect(redelivered).toEqual([])
    },
  )

  it('does not call an article gone that is only older than the feed shows, under its id or another', () => {
    const live = [liveItem(), liveItem({ id: 'urn:two', url: 'https://example.org/news/two' })]
    const articles = [known('one', { fate: 'archived' }), known('two', { fate: 'archived' })]
    const { archived, renamed, gone, redelivered } = compare(live, articles)
    expect([archived.length, renamed.length, gone, redelivered]).toEqual([2, 1, [], []])
  })

  it('distinguishes new articles from those older than all live items', () => {
    const articles = [
      known('three', { published: NOON + DAY }),
      known('one'),
      known('zero', { published: NOON - DAY }),
    ]
    const { added, older } = compare([liveItem()], articles)
    expect([added, older].map((list) => list.map(({ path }) => path))).toEqual([
      ['news/three.md'],
      ['news/zero.md'],
    ])
    expect(compare([], articles).added.length).toBe(3)
  })

  it.each<[string, Partial<PublishedItem>, number]>([
    ['other words', { content: '<p>Other.</p>' }, 1],
    ['another title', { title: 'The one' }, 1],
    ['another address', { url: 'https://example.org/other/' }, 1],
    ['other markup and white space', { content: '<div>\n  <b>Text</b>.</div>' }, 0],
    ['typographic quotes', { title: '‘One’' }, 0],
  ])('counts as changed: %s', (_, item, changed) => {
    expect(compare([liveItem(item)], [known('one')]).changed.length).toBe(changed)
  })

  it('reports a date that moves by a second, but not by less', () => {
    expect(compare([liveItem({ published: NOON - 1000 })], [known('one')]).moved.length).toBe(1)
    expect(compare([liveItem({ published: NOON + 999 })], [known('one')]).moved.length).toBe(0)
    expect(compare([liveItem({ published: undefined })], [known('one')]).moved.length).toBe(0)
  })

  it('reports an id that the live feed has twice, and matches the first', () => {
    const { duplicates, gone } = compare([liveItem(), liveItem({ title: 'Again' })], [known('one')])
    expect([duplicates, gone]).toEqual([['tag:example.org,2026:news/one'], []])
  })

  it('reports another address of the feed and of its home page', () => {
    const from = { selfUrl: 'https://example.org/index.xml', homeUrl: 'http://example.org/' }
    const to = { selfUrl: 'https://example.org/feed.xml', homeUrl: 'https://example.org/' }
    expect(compare([liveItem()], [known('one')], { from, to }).addresses).toEqual([
      { of: 'feed', from: from.selfUrl, to: to.selfUrl },
      { of: 'home page', from: from.homeUrl, to: to.homeUrl },
    ])
  })

  it('of ten thousand equal items finds all of them', () => {
    const live = Array.from({ length: 10_000 }, (_, index) =>
      liveItem({ id: `urn:${index}`, url: undefined }),
    )
    const articles = live.map((_, index) => known(`a${index}`, { title: 'One' }))
    expect(compare(live, articles).redelivered.length).toBe(10_000)
  })
})

describe('settings are suggested instead of lines', () => {
  const names = ['one', 'two', 'three']
  const live = (values: (name: string) => Partial<PublishedItem>) =>
    names.map((name) => liveItem({ url: `https://example.org/news/${name}/`, title: name, ...values(name) }))
  const articles = names.map((name) => known(name))
  const permalinks = names.map((name) => known(name, { id: `https://example.org/news/${name}/` }))
  const byPermalink: Planned['site'] = { ...SITE, ids: 'permalink' }
  const at = (base: string) => (name: string) => ({ id: `${base}news/${name}/`, url: `${base}news/${name}/` })

  it('`ids: permalink` where all ids are addresses', () => {
    const { remedy } = compare(live(at('https://example.org/')), articles)
    expect(remedy).toEqual({ settings: { ids: 'permalink' }, keepsIds: true })
  })

  it('`url` where the live feed has another address', () => {
    const { remedy } = compare(live(at('https://blog.example/x/')), permalinks, {
      site: byPermalink,
      from: { homeUrl: 'https://blog.example/x/' },
    })
    expect(remedy).toEqual({ settings: { url: 'https://blog.example/x/' }, keepsIds: true })
  })

  it('`url` alone where a generator makes ids that are other addresses', () => {
    const made = names.map((name) => known(name, { id: `https://example.org/news/${name}` }))
    const moved = live((name) => ({
      id: `https://blog.example/x/news/${name}`,
      url: `https://blog.example/x/news/${name}/`,
    }))
    const site: Planned['site'] = { ...SITE, ids: 'generator' }
    expect(compare(moved, made, { site }).remedy).toEqual({
      settings: { url: 'https://blog.example/x/' },
      keepsIds: true,
    })
  })

  it('both if both are needed', () => {
    const { remedy } = compare(live(at('https://blog.example/')), articles)
    expect(remedy).toEqual({ settings: { url: 'https://blog.example/', ids: 'permalink' }, keepsIds: true })
  })

  it('`idPrefix` where the ids differ only in it', () => {
    const { remedy } = compare(
      live((name) => ({ id: `tag:old.example,2020:news/${name}` })),
      articles,
    )
    expect(remedy).toEqual({ settings: { idPrefix: 'tag:old.example,2020:' }, keepsIds: true })
  })

  it('`url` beside lines where ids have another form', () => {
    const { remedy } = compare(
      live((name) => ({ ...at('https://blog.example/')(name), id: `https://blog.example/?p=${name}` })),
      articles,
    )
    expect(remedy).toEqual({ settings: { url: 'https://blog.example/' }, keepsIds: false })
  })

  it('`url` where no id changes, but every link', () => {
    const { remedy, redelivered } = compare(
      live((name) => ({
        id: `tag:example.org,2026:news/${name}`,
        url: `https://blog.example/news/${name}/`,
      })),
      articles,
    )
    expect([remedy?.settings, redelivered]).toEqual([{ url: 'https://blog.example/' }, []])
  })

  it('but not if they do not explain every article', () => {
    const items = live(at('https://example.org/'))
    expect(compare([...items.slice(1), { ...items[0]!, id: 'urn:odd' }], articles).remedy).toBeUndefined()
  })

  it('but not where an article would lose the id it has', () => {
    const items = live(at('https://example.org/'))
    const settled = { ...items[0]!, id: 'tag:example.org,2026:news/one' }
    expect(compare([...items.slice(1), settled], articles).remedy).toBeUndefined()
  })

  it('but not http after the move to https', () => {
    const { remedy, redelivered } = compare(live(at('http://example.org/')), permalinks, {
      site: byPermalink,
    })
    expect([remedy, redelivered.length]).toEqual([undefined, 3])
  })

  it('but not where no article is recognised', () => {
    expect(compare([liveItem(OTHER)], articles).remedy).toBeUndefined()
  })
})

describe('the form of addresses', () => {
  it.each([
    ['https://example.org', 'example.org'],
    ['https://example.org:443/index.htm#top', 'example.org'],
    ['https://example.org:8080/a/?b=1&utm_x=2&c=%7e', 'example.org:8080/a?b%3D1&c%3D~'],
    ['https://example.org/%zz/', 'example.org/%zz'],
    ['tag:example.org,2026:a', undefined],
    ['/a/', undefined],
    [undefined, undefined],
  ])('of %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})
