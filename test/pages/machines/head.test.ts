import { Parser } from 'htmlparser2'
import { mf2 } from 'microformats-parser'
import { describe, expect, it } from 'vitest'
import { article, SITE_FILE, serveFiles } from './served-site.ts'

interface Element {
  name: string
  attributes: Record<string, string>
  text: string
}

/** The elements of a page, in order, with their text up to the next tag. */
function elementsOf(html: string): Element[] {
  const elements: Element[] = []
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push({ name, attributes, text: '' }),
    ontext(text) {
      const last = elements.at(-1)
      if (last) last.text += text
    },
  })
  parser.end(html)
  return elements
}

/** HTML 4.6.7.1: the feeds that a page announces, the first being its own. */
function feedsOf(html: string, base: string): string[] {
  const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json']
  return elementsOf(html)
    .filter(({ name }) => name === 'link' || name === 'a' || name === 'area')
    .filter(
      ({ attributes: { rel = '', type = '' } }) =>
        rel.toLowerCase().split(/\s+/).includes('alternate') && types.includes(type),
    )
    .map(({ attributes }) => new URL(attributes.href!, base).href)
}

function metaOf(html: string): string[] {
  return elementsOf(html).flatMap(({ name, attributes }) =>
    name === 'meta' && attributes.content !== undefined && (attributes.property ?? attributes.name)
      ? [`${attributes.property ?? attributes.name} ${attributes.content}`]
      : [],
  )
}

function linksOf(html: string, rel: string): string[] {
  return elementsOf(html).flatMap(({ name, attributes }) =>
    name === 'link' && attributes.rel === rel && (rel !== 'alternate' || attributes.hreflang)
      ? [[attributes.hreflang, attributes.href].filter(Boolean).join(' ')]
      : [],
  )
}

interface Data {
  itemListElement: { position: number; item: string }[]
}

/** The nodes of JSON-LD in a page. */
function dataOf(html: string): Data[] {
  const scripts = elementsOf(html).filter(({ attributes }) => attributes.type === 'application/ld+json')
  expect(scripts).toHaveLength(1)
  const { '@context': context, '@graph': graph } = JSON.parse(scripts[0]!.text)
  expect(context).toBe('https://schema.org')
  return graph
}

const FILES = {
  '_index.md': SITE_FILE.replace(
    'url',
    'timezone: Europe/Berlin\nlicence: https://licence.example/by\nicon: /icon.png\nlanguages: [en, fr]\nauthors: { name: Ada, mastodon: "https://social.example/@ada", me: "https://ada.example/" }\nurl',
  ),
  'icon.png': 'PNG',
  'news/_index.md': '---\ntitle: The News\n---\n',
  'news/one.md': article(
    {
      title: 'One </script><script>alert(1)</script> & "more"',
      date: '2025-06-01T10:00',
      dateline: 'LONDON',
      agency: 'SW',
      tags: '[Peace, R&D]',
      description: 'What happened.',
      image: '{ url: https://example.org/i.png, width: 640, height: 480, alt: A picture, credit: Bo }',
      correction: '{ text: It was two., date: 2025-06-03T09:00 }',
    },
    'Text. [Soon](soon.md)',
  ),
  'news/one.fr.md': article({ title: 'Un', date: '2025-06-01T10:00' }),
  'news/soon.md': article({ title: 'The merger', date: '2026-02-01' }),
  'blog/two.md': article({ title: 'Two', date: '2025-06-02', authors: 'Bob' }),
  'show/_index.md': '---\ntitle: The Show\npodcast: { author: Ada }\n---\n',
  'show/three.md': article({
    title: 'Three',
    date: '2025-06-03',
    audio: '{ url: https://example.org/a.mp3, type: audio/mpeg, length: 1234, duration: 3661 }',
    episode: '3',
    season: '2',
  }),
}

const read = async (path: string, files: Record<string, string> = FILES) =>
  (await serveFiles(files).text(path))!

describe('the head of an article', () => {
  it('announces the feeds of its section and of the site', async () => {
    const feeds = feedsOf(await read('news/one/'), 'https://example.org/news/one/')
    expect(feeds[0]).toBe('https://example.org/news/feed.xml')
    expect(feeds).toContain('https://example.org/feed.json')
    expect(feeds).toHaveLength(6)
  })

  it('has what cards show', async () => {
    const meta = metaOf(await read('news/one/'))
    expect(meta.filter((line) => /^(?:og|article|twitter|fediverse|author)/.test(line))).toEqual([
      'author Ada',
      'fediverse:creator @ada@social.example',
      'og:type article',
      'og:title One </script><script>alert(1)</script> & "more"',
      'og:url https://example.org/news/one/',
      'og:site_name The Site',
      'og:locale en_US',
      'og:locale:alternate fr_FR',
      'og:description What happened.',
      'og:image https://example.org/i.png',
      'og:image:width 640',
      'og:image:height 480',
      'og:image:alt A picture',
      'twitter:card summary_large_image',
      'article:published_time 2025-06-01T10:00:00+02:00',
      'article:modified_time 2025-06-03T09:00:00+02:00',
      'article:author https://example.org/authors/ada/',
      'article:section The News',
      'article:tag Peace',
      'article:tag R&D',
    ])
  })

  it('names all versions in all of them', async () => {
    const site = serveFiles(FILES)
    const versions = linksOf((await site.text('news/one/'))!, 'alternate')
    expect(versions).toEqual([
      'en https://example.org/news/one/',
      'fr https://example.org/news/one/fr/',
      'x-default https://example.org/news/one/',
    ])
    expect(linksOf((await site.text('news/one/fr/'))!, 'alternate')).toEqual(versions)
  })

  it('has the data of a news article, which no text of it can leave', async () => {
    const html = await read('news/one/')
    expect(html).not.toContain('</script><script>alert')
    const [data, breadcrumbs] = dataOf(html)
    expect(data).toEqual({
      '@type': 'NewsArticle',
      headline: 'One </script><script>alert(1)</script> & "more"',
      '@id': 'tag:example.org,2026:news/one',
      url: 'https://example.org/news/one/',
      mainEntityOfPage: 'https://example.org/news/one/',
      description: 'What happened.',
      inLanguage: 'en',
      datePublished: '2025-06-01T10:00:00+02:00',
      dateModified: '2025-06-03T09:00:00+02:00',
      author: [
        {
          '@type': 'Person',
          name: 'Ada',
          url: 'https://example.org/authors/ada/',
          sameAs: ['https://social.example/@ada', 'https://ada.example/'],
        },
      ],
      publisher: {
        '@type': 'Organization',
        '@id': 'https://example.org/#publisher',
        name: 'The Site',
        url: 'https://example.org/',
        logo: { '@type': 'ImageObject', url: 'https://example.org/icon.png' },
      },
      image: [
        {
          '@type': 'ImageObject',
          url: 'https://example.org/i.png',
          width: 640,
          height: 480,
          caption: 'A picture',
          creditText: 'Bo',
        },
      ],
      keywords: ['Peace', 'R&D'],
      isAccessibleForFree: true,
      license: 'https://licence.example/by',
      sourceOrganization: { '@type': 'Organization', name: 'SW' },
      correction: [
        { '@type': 'CorrectionComment', text: 'It was two.', datePublished: '2025-06-03T09:00:00+02:00' },
      ],
      workTranslation: [
        {
          '@type': 'CreativeWork',
          '@id': 'https://example.org/news/one/fr/',
          url: 'https://example.org/news/one/fr/',
          inLanguage: 'fr',
        },
      ],
      articleSection: 'The News',
      dateline: 'LONDON',
    })
    expect(breadcrumbs!.itemListElement.map(({ position, item }) => `${position} ${item}`)).toEqual([
      '1 https://example.org/',
      '2 https://example.org/news/',
      '3 https://example.org/news/one/',
    ])
  })

  it('tells nothing of an article before its release', async () => {
    const site = serveFiles(FILES)
    for (const path of ['', 'news/', 'news/one/', 'authors/ada/'])
      expect(await site.text(path), path).not.toMatch(/merger|\/soon/)
  })

  it('has the data of a blog posting where nothing says that it is news', async () => {
    expect(dataOf(await read('blog/two/'))[0]).toMatchObject({
      '@type': 'BlogPosting',
      headline: 'Two',
      author: [{ name: 'Bob', url: 'https://example.org/authors/bob/' }],
    })
  })

  it('has the data of an episode', async () => {
    expect(dataOf(await read('show/three/'))[0]).toMatchObject({
      '@type': 'PodcastEpisode',
      name: 'Three',
      url: 'https://example.org/show/three/',
      episodeNumber: 3,
      timeRequired: 'PT1H1M1S',
      associatedMedia: [
        {
          '@type': 'AudioObject',
          contentUrl: 'https://example.org/a.mp3',
          encodingFormat: 'audio/mpeg',
          contentSize: '1234',
          duration: 'PT1H1M1S',
        },
      ],
      partOfSeries: {
        '@type': 'PodcastSeries',
        name: 'The Show',
        url: 'https://example.org/show/',
        webFeed: 'https://example.org/show/feed.xml',
      },
      partOfSeason: { seasonNumber: 2 },
    })
  })

  it('links to the terms for machines where there are some', async () => {
    expect(linksOf(await read('news/one/'), 'license')).toEqual([])
    const terms = FILES['_index.md'].replace('url:', 'usageTerms: { prohibits: all }\nurl:')
    const site = serveFiles({ ...FILES, '_index.md': terms })
    for (const path of ['news/one/', 'news/'])
      expect(linksOf((await site.text(path))!, 'license')).toEqual(['/license.xml'])
  })
})

describe('the head of a list', () => {
  it('claims the profiles of those whose page it is', async () => {
    const site = serveFiles(FILES)
    const profiles = ['https://social.example/@ada', 'https://ada.example/']
    for (const path of ['', 'authors/ada/']) expect(linksOf((await site.text(path))!, 'me')).toEqual(profiles)
    for (const path of ['news/', 'news/one/', 'authors/bob/'])
      expect(linksOf((await site.text(path))!, 'me')).toEqual([])
  })

  it('is the same in each language', async () => {
    const site = serveFiles(FILES)
    const versions = linksOf((await site.text(''))!, 'alternate')
    expect(versions).toContain('x-default https://example.org/')
    expect(versions).toHaveLength(3)
    expect(linksOf((await site.text('fr/'))!, 'alternate')).toEqual(versions)
    expect(linksOf((await site.text('news/'))!, 'alternate')).toEqual([])
  })

  it('has data of the site, of a collection, and of an author', async () => {
    const site = serveFiles(FILES)
    expect(dataOf((await site.text(''))!)[0]).toMatchObject({
      '@type': 'WebSite',
      name: 'The Site',
      url: 'https://example.org/',
    })
    expect(dataOf((await site.text('news/'))!)[0]).toMatchObject({
      '@type': 'CollectionPage',
      name: 'The News',
      isPartOf: { '@id': 'https://example.org/#website' },
    })
    expect(dataOf((await site.text('authors/ada/'))!)[0]).toMatchObject({
      '@type': 'ProfilePage',
      mainEntity: { '@type': 'Person', name: 'Ada' },
    })
  })
})

describe('microformats', () => {
  const parse = (html: string, path: string) => mf2(html, { baseUrl: `https://example.org/${path}` })

  it('of an article say what its item says', async () => {
    const { items } = parse(await read('news/one/'), 'news/one/')
    const entry = items.find(({ type }) => type?.includes('h-entry'))!.properties
    expect(entry.name).toEqual(['One </script><script>alert(1)</script> & "more"'])
    expect(entry.published).toEqual(['2025-06-01T10:00:00+02:00'])
    expect(entry.updated).toEqual(['2025-06-03T09:00:00+02:00'])
    expect(entry.category).toEqual(['Peace', 'R&D'])
    expect(entry.photo).toMatchObject([{ value: 'https://example.org/i.png', alt: 'A picture' }])
    expect(entry.author).toMatchObject([{ type: ['h-card'], properties: { name: ['Ada'] } }])
    expect(entry.content).toMatchObject([{ value: expect.stringContaining('Text. Soon') }])
  })

  it('of a list are a feed of its entries', async () => {
    const { items } = parse(await read('news/'), 'news/')
    const feed = items.find(({ type }) => type?.includes('h-feed'))!
    expect(feed.properties.name).toEqual(['The News'])
    expect(feed.children?.map(({ properties }) => properties.url)).toEqual(
      expect.arrayContaining([['https://example.org/news/one/'], ['https://example.org/news/one/fr/']]),
    )
  })
})
