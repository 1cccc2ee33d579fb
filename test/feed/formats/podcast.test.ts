import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { parseRssFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import type { Credit } from '../../../src/content/podcast/credits.ts'
import type { Episode } from '../../../src/content/podcast/episode.ts'
import type { Payment } from '../../../src/content/podcast/payment.ts'
import type { Podcast } from '../../../src/content/podcast/show.ts'
import { createDocuments } from '../../../src/feed/documents/documents.ts'
import type { Feed } from '../../../src/feed/feed.ts'
import { ATOM } from '../../../src/feed/formats/atom.ts'
import { RSS } from '../../../src/feed/formats/rss.ts'
import type { Item } from '../../../src/feed/item.ts'
import { digest } from '../../../src/node/digest.ts'
import { anyFeed } from '../any-feed.ts'
import { judge, requireTool } from '../debian.ts'
import { NOW, readFixtures } from '../fixtures.ts'
import { tidyValue } from '../reading.ts'
import { createFeed, createItem } from '../sample.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'podcast')
const GOLDEN = join(import.meta.dirname, '..', '..', 'golden', 'podcast')
const { library, editions, feedOf } = readFixtures(FIXTURES)

const FIRST = library.articles.find(({ path }) => path === 'show/2026-03-01-first.md')!
const render = (path: string) => editions.find(path, NOW)!.render()

describe('golden documents of a podcast', () => {
  it('come from articles without a mistake', () => {
    expect(library.problems).toEqual([])
  })

  it.each([
    ['show/feed.xml', () => render('show/feed.xml')],
    ['show/feed.json', () => render('show/feed.json')],
    [
      'show/2026-03-01-first.chapters.json',
      () =>
        createDocuments(library, editions, digest).find('show/2026-03-01-first.chapters.json', NOW)!.render(),
    ],
  ])('%s is as it was reviewed', (path, make) => {
    const document = make()
    const file = join(GOLDEN, path)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, document)
    }
    expect(document).toBe(readFileSync(file, 'utf8'))
  })
})

const NOTHING: Podcast = { section: '', categories: [], funding: [], people: [] }
const EPISODE: Episode = { transcripts: [], people: [], soundbites: [] }

function show(podcast: Partial<Podcast>): string {
  return RSS.render(createFeed([], { podcast: { ...NOTHING, ...podcast } }))
}
function play(episode: Partial<Episode>, item: Partial<Item> = {}): string {
  return RSS.render(createFeed([createItem({ episode: { ...EPISODE, ...episode }, ...item })]))
}

const DETAILS: Partial<Podcast> = {
  txt: [{ text: 'a <b> & "c"', purpose: 'verify' }, { text: 'free' }],
  trailers: [
    { title: 'What & why', url: 'https://x.example/t.mp3?a=1&b=2', published: NOW, length: 12, season: 1 },
  ],
  location: { name: 'Berlin & around', geo: 'geo:52.52,13.40', osm: 'R62422' },
  license: { name: 'cc-by-4.0', url: 'https://l.example/' },
  updateFrequency: { text: 'Weekly', rrule: 'FREQ=WEEKLY', dtstart: NOW, complete: true },
}

it('an episode has one enclosure, and its other files beside it', () => {
  const enclosures = [
    { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 1 },
    { url: 'https://example.org/a.opus', type: 'audio/opus', title: 'Small' },
  ]
  const item = createItem({ episode: EPISODE, enclosures })
  const xml = RSS.render(createFeed([item], { podcast: NOTHING }))
  expect(xml.match(/<enclosure .*/g)).toEqual([
    '<enclosure url="https://example.org/a.mp3" length="1" type="audio/mpeg"/>',
  ])
  const [found] = parseRssFeed(xml).items ?? []
  expect(found?.podcast?.alternateEnclosures).toMatchObject([
    { type: 'audio/opus', title: 'Small', sources: [{ uri: 'https://example.org/a.opus' }] },
  ])
  // Also in the feed of the site, which has no show.
  expect(RSS.render(createFeed([item])).match(/<enclosure /g)).toHaveLength(1)
  expect(ATOM.render(createFeed([item])).match(/rel="enclosure"/g)).toHaveLength(2)
})

describe("Apple, A Podcaster's Guide to RSS", () => {
  it('declares the namespace to the letter where it is used, and nowhere else', () => {
    expect(show({ explicit: false })).toContain('xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"')
    expect(RSS.render(createFeed([createItem()]))).not.toMatch(/itunes|podcast/)
  })

  it.each<[string, Partial<Podcast>, string]>([
    [
      'itunes:image',
      { image: 'https://x.example/a.png?a=1&b=2' },
      '<itunes:image href="https://x.example/a.png?a=1&amp;b=2"/>',
    ],
    ['itunes:category', { categories: [{ name: 'History' }] }, '<itunes:category text="History"/>'],
    [
      'itunes:category with a subcategory',
      { categories: [{ name: 'Kids & Family', within: 'Parenting' }] },
      '<itunes:category text="Kids &amp; Family"><itunes:category text="Parenting"/></itunes:category>',
    ],
    ['itunes:explicit true', { explicit: true }, '<itunes:explicit>true</itunes:explicit>'],
    ['itunes:explicit false', { explicit: false }, '<itunes:explicit>false</itunes:explicit>'],
    ['itunes:author', { author: 'A & B' }, '<itunes:author>A &amp; B</itunes:author>'],
    ['itunes:type', { type: 'serial' }, '<itunes:type>serial</itunes:type>'],
    [
      'itunes:new-feed-url',
      { newFeedUrl: 'https://n.example/' },
      '<itunes:new-feed-url>https://n.example/</itunes:new-feed-url>',
    ],
    ['itunes:block', { block: true }, '<itunes:block>Yes</itunes:block>'],
    ['itunes:complete', { complete: true }, '<itunes:complete>Yes</itunes:complete>'],
    [
      'itunes:owner',
      { owner: { name: 'A', email: 'a@x.example' } },
      '<itunes:owner><itunes:name>A</itunes:name><itunes:email>a@x.example</itunes:email></itunes:owner>',
    ],
  ])('a show has %s', (_, podcast, expected) => {
    expect(show(podcast)).toContain(expected)
  })

  it.each<[string, Partial<Episode>, string]>([
    ['itunes:title', { title: 'A & B' }, '<itunes:title>A &amp; B</itunes:title>'],
    ['itunes:duration in seconds', { durationSeconds: 3723 }, '<itunes:duration>3723</itunes:duration>'],
    ['itunes:explicit', { explicit: false }, '<itunes:explicit>false</itunes:explicit>'],
    ['itunes:episode', { number: { value: 3 } }, '<itunes:episode>3</itunes:episode>'],
    ['itunes:season', { season: { value: 2 } }, '<itunes:season>2</itunes:season>'],
    ['itunes:episodeType', { type: 'bonus' }, '<itunes:episodeType>bonus</itunes:episodeType>'],
    ['itunes:block', { block: true }, '<itunes:block>Yes</itunes:block>'],
  ])('an episode has %s', (_, episode, expected) => {
    expect(play(episode)).toContain(expected)
  })

  it('an episode has itunes:image', () => {
    expect(play({}, { image: { url: 'https://x.example/e.jpg' } })).toContain(
      '<itunes:image href="https://x.example/e.jpg"/>',
    )
  })

  it('numbers are whole and not zero, and what says nothing is left out', () => {
    expect(play({ number: { value: 1.5 }, season: { value: 0 }, block: false })).not.toContain('itunes:')
    expect(show({ block: false, complete: false })).not.toContain('itunes:')
  })

  it('what can be played is the first enclosure', () => {
    expect(FIRST.enclosures.map(({ type }) => type)).toEqual(['audio/x-m4a', 'application/pdf'])
  })
})

describe('Podcasting 2.0, namespace 1.0', () => {
  it('declares the namespace where it is used', () => {
    expect(show({ locked: true })).toContain('xmlns:podcast="https://podcastindex.org/namespace/1.0"')
  })

  it.each<[string, Partial<Podcast>, string]>([
    [
      'guid',
      { guid: '9b024349-ccf0-5f69-a609-6b82873eab3c' },
      '<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>',
    ],
    ['medium', { medium: 'music' }, '<podcast:medium>music</podcast:medium>'],
    [
      'locked',
      { locked: true, owner: { email: 'a@x.example' } },
      '<podcast:locked owner="a@x.example">yes</podcast:locked>',
    ],
    ['locked, without an owner', { locked: false }, '<podcast:locked>no</podcast:locked>'],
    [
      'funding',
      { funding: [{ url: 'https://f.example/', text: 'Give' }] },
      '<podcast:funding url="https://f.example/">Give</podcast:funding>',
    ],
    [
      'person',
      {
        people: [
          {
            name: 'Ada',
            role: 'host',
            group: 'cast',
            imageUrl: 'https://i.example/',
            url: 'https://u.example/',
          },
        ],
      },
      '<podcast:person role="host" group="cast" img="https://i.example/" href="https://u.example/">Ada</podcast:person>',
    ],
    [
      'value',
      {
        value: {
          type: 'lightning',
          method: 'keysend',
          suggested: '0.00000005000',
          recipients: [{ type: 'node', address: '02', split: 100 }],
        },
      },
      '<podcast:value type="lightning" method="keysend" suggested="0.00000005000"><podcast:valueRecipient type="node" address="02" split="100"/></podcast:value>',
    ],
  ])('a show has %s', (_, podcast, expected) => {
    expect(show(podcast)).toContain(expected)
  })

  it.each<[string, Partial<Episode>, string]>([
    ['season', { season: { value: 3, name: 'Spring' } }, '<podcast:season name="Spring">3</podcast:season>'],
    [
      'episode',
      { number: { value: 315.5, name: 'Ch. 3' } },
      '<podcast:episode display="Ch. 3">315.5</podcast:episode>',
    ],
    [
      'chapters',
      { chapters: { url: 'https://x.example/c.json', type: 'application/json+chapters' } },
      '<podcast:chapters url="https://x.example/c.json" type="application/json+chapters"/>',
    ],
    [
      'transcript',
      {
        transcripts: [{ url: 'https://x.example/t.vtt', type: 'text/vtt', language: 'es', isCaptions: true }],
      },
      '<podcast:transcript url="https://x.example/t.vtt" type="text/vtt" language="es" rel="captions"/>',
    ],
    [
      'person',
      { people: [{ name: 'Ada', role: 'guest' }] },
      '<podcast:person role="guest">Ada</podcast:person>',
    ],
    [
      'soundbite',
      { soundbites: [{ startSeconds: 1234.5, durationSeconds: 42.25, title: 'Why' }] },
      '<podcast:soundbite startTime="1234.5" duration="42.25">Why</podcast:soundbite>',
    ],
    [
      'value',
      { value: { type: 'a', method: 'b', recipients: [{ type: 'node', address: '02', split: 1 }] } },
      '<podcast:value type="a" method="b"><podcast:valueRecipient type="node" address="02" split="1"/></podcast:value>',
    ],
  ])('an episode has %s', (_, episode, expected) => {
    expect(play(episode)).toContain(expected)
  })
})

describe('where a podcast shows', () => {
  it('the feed of the site has episodes, and is no show', () => {
    const document = parseRssFeed(render('feed.xml'))
    expect(document).not.toHaveProperty('itunes')
    expect(document).not.toHaveProperty('podcast')
    expect(document.items!.map((item) => [item.title, item.itunes?.episode])).toContainEqual([
      'Part 1 of the show <in full>',
      1,
    ])
  })

  it('a sound in a section that is no podcast is no episode', () => {
    expect(feedOf('news').podcast).toBeUndefined()
    expect(feedOf('news').items[0]).toMatchObject({ title: 'Heard in the news', episode: undefined })
  })

  it('the feed of a section below is part of the show, and has not its identity', () => {
    expect(feedOf('show').podcast).toMatchObject({ guid: '9b024349-ccf0-5f69-a609-6b82873eab3c' })
    const { podcast } = feedOf('show/extras')
    expect(podcast).toMatchObject({ author: 'Desk & Co', explicit: false })
    expect(podcast).not.toHaveProperty('guid')
    expect(podcast).not.toHaveProperty('newFeedUrl')
  })
})

/** What feedsmith should make of the show and of an episode. */
function expectedShow({ podcast }: Feed): object {
  if (!podcast) return {}
  return {
    itunes: orNothing({
      author: podcast.author,
      owner: podcast.owner,
      image: podcast.image,
      categories: some(
        podcast.categories.map(({ name, within }) => ({
          text: name,
          ...(within !== undefined && { categories: [{ text: within }] }),
        })),
      ),
      explicit: podcast.explicit,
      type: podcast.type,
      complete: podcast.complete || undefined,
      block: podcast.block || undefined,
      newFeedUrl: podcast.newFeedUrl,
    }),
    podcast: orNothing({
      guid: podcast.guid,
      medium: podcast.medium,
      locked:
        podcast.locked === undefined ? undefined : { value: podcast.locked, owner: podcast.owner?.email },
      fundings: some(podcast.funding.map(({ url, text }) => ({ url, display: text }))),
      persons: some(podcast.people.map(expectedPerson)),
      values: podcast.value && [expectedValue(podcast.value)],
      ...expectedDetails(podcast),
    }),
  }
}

function expectedDetails({ txt, trailers, location, license, updateFrequency }: Podcast): object {
  return {
    txts: some((txt ?? []).map(({ text, purpose }) => ({ display: text, purpose }))),
    trailers: some(
      (trailers ?? []).map(({ title, published, ...rest }) => ({
        display: title,
        pubDate: new Date(published).toUTCString(),
        ...rest,
      })),
    ),
    locations: location && [{ display: location.name, geo: location.geo, osm: location.osm }],
    license: license && { display: license.name, url: license.url },
    updateFrequency: updateFrequency && {
      display: updateFrequency.text,
      rrule: updateFrequency.rrule,
      complete: updateFrequency.complete || undefined,
      dtstart:
        updateFrequency.dtstart === undefined ? undefined : new Date(updateFrequency.dtstart).toISOString(),
    },
  }
}

function expectedEpisode(item: Item, feed: Feed): object {
  const [, ...others] = item.episode || feed.podcast ? item.enclosures : []
  if (others.length === 0) return expectedTags(item)
  const alternateEnclosures = others.map(({ url, ...rest }) => ({
    type: rest.type,
    length: rest.length,
    title: rest.title,
    sources: [{ uri: url }],
  }))
  const { podcast, ...tags } = expectedTags(item)
  return { ...tags, podcast: { ...podcast, alternateEnclosures } }
}

function expectedTags({ episode, image }: Item): { itunes?: object; podcast?: object } {
  if (!episode) return {}
  const { number, season } = episode
  return {
    itunes: orNothing({
      title: episode.title,
      duration: episode.durationSeconds,
      image: image?.url,
      explicit: episode.explicit,
      episode: number && Number.isInteger(number.value) && number.value > 0 ? number.value : undefined,
      season: season && season.value > 0 ? season.value : undefined,
      episodeType: episode.type,
      block: episode.block || undefined,
    }),
    podcast: orNothing({
      season: season && { number: season.value, name: season.name },
      episode: number && { number: number.value, display: number.name },
      chapters: episode.chapters && { url: episode.chapters.url, type: episode.chapters.type },
      transcripts: some(
        episode.transcripts.map(({ isCaptions, ...rest }) => ({
          ...rest,
          rel: isCaptions ? 'captions' : undefined,
        })),
      ),
      persons: some(episode.people.map(expectedPerson)),
      soundbites: some(
        episode.soundbites.map(({ startSeconds, durationSeconds, title }) => ({
          startTime: startSeconds,
          duration: durationSeconds,
          display: title,
        })),
      ),
      values: episode.value && [expectedValue(episode.value)],
    }),
  }
}

function expectedPerson({ name, role, group, imageUrl, url }: Credit): object {
  return { display: name, role, group, img: imageUrl, href: url }
}

function expectedValue({ suggested, recipients, ...rest }: Payment): object {
  return {
    ...rest,
    suggested: suggested && Number(suggested),
    valueRecipients: recipients.map(({ fee, ...recipient }) => ({ ...recipient, fee: fee || undefined })),
  }
}

function orNothing(values: Record<string, unknown>): object | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined
}

function some<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list
}

function pick({ itunes, podcast }: { itunes?: object; podcast?: object }): unknown {
  return tidyValue({ itunes, podcast })
}

describe('a podcast read back', () => {
  it.each([
    ['the golden show', feedOf('show')],
    ['nothing', createFeed([createItem({ episode: EPISODE })], { podcast: NOTHING })],
    ['details', createFeed([], { podcast: { ...NOTHING, ...DETAILS } })],
  ])('says %s as the model does (feedsmith)', (_, feed) => {
    expectReadBack(feed)
  })

  it('says what the model says, whatever the text (feedsmith)', () => {
    fc.assert(fc.property(anyFeed, expectReadBack), { numRuns: 300 })
  })

  it('is what feedparser reads', (context) => {
    requireTool(context, '/usr/bin/python3', ['-c', 'import feedparser'], 'python3-feedparser')
    const script = `
import feedparser, json, sys
d = feedparser.parse(open(sys.argv[1], "rb").read())
e = d.entries[-1]
print(json.dumps([d.bozo, d.feed.image.href, [t.term for t in d.feed.tags],
    d.feed.publisher_detail, e.itunes_duration, e.itunes_episode, e.itunes_season]))`
    const { output } = judge('/usr/bin/python3', ['-c', script], [render('show/feed.xml')])
    expect(JSON.parse(output)).toEqual([
      false,
      'https://ear.example/show/artwork.png',
      ['Society & Culture', 'Documentary', 'Technology'],
      { name: 'Ada & Bob', email: 'ada@ear.example' },
      '3723',
      '1',
      '2',
    ])
  })

  it('has each sound once (podcastparser)', (context) => {
    requireTool(context, '/usr/bin/python3', ['-c', 'import podcastparser'], 'python3-podcastparser')
    const script = `
import podcastparser, json, sys
d = podcastparser.parse("https://ear.example/show/feed.xml", open(sys.argv[1], "rb"))
print(json.dumps([e["url"] for x in d["episodes"] for e in x["enclosures"] if not e["mime_type"].startswith("image/")]))`
    const { output } = judge('/usr/bin/python3', ['-c', script], [render('show/feed.xml')])
    const heard = feedOf('show').items.filter(({ episode }) => episode)
    expect(JSON.parse(output).sort()).toEqual(heard.map(({ enclosures }) => enclosures[0]!.url).sort())
  })

  function expectReadBack(feed: Feed): void {
    const read = parseRssFeed(RSS.render(feed))
    expect(pick(read)).toEqual(tidyValue(expectedShow(feed)))
    expect((read.items ?? []).map(pick)).toEqual(
      feed.items.map((item) => tidyValue(expectedEpisode(item, feed))),
    )
  }
})
