import fc from 'fast-check'
import type { Category } from '../../src/content/article/taxonomy.ts'
import type { Person } from '../../src/content/front-matter/people.ts'
import type { Episode } from '../../src/content/podcast/episode.ts'
import type { Podcast } from '../../src/content/podcast/show.ts'
import type { Feed } from '../../src/feed/feed.ts'
import type { Item } from '../../src/feed/item.ts'
import type { Tombstone } from '../../src/feed/tombstone.ts'

/** What has broken feeds elsewhere, and what looks like our own tokens. */
const HOSTILE = [
  ']]>',
  ']]>]]>',
  '<![CDATA[',
  '<script>alert(1)</script>',
  '</item></channel></rss>',
  '<!-- ',
  '-->',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<',
  '>',
  '&',
  '"',
  "'",
  '&amp;',
  '&lt;b&gt;',
  '&#0;',
  '&nbsp;',
  '\0',
  '\u0001\u0008\u000B\u000C\u001F',
  '\uFFFE\uFFFF',
  '\uD83C',
  '\uDF89',
  '🎉👩‍👩‍👧',
  'سلام',
  '\u202Eevil\u202C\u2067',
  '\u2028\u0085\u007F\uFEFF',
  'https://token.invalid/text/3/',
  'https://token.invalid/elements/0/',
  '<![CDATA[https://token.invalid/text/0/]]>',
  '@@C17@@',
  "$& $1 $' $`",
  '<dc:title>',
  '<media:content url="',
  '\n        <item>\n',
  '\t',
  '\r\n',
  '\r',
]

const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(''))
/** With something to see, as the model has names and terms. */
const name = text.map((value) => `x${value}y`)
const url = fc
  .tuple(fc.webUrl({ withQueryParameters: true, withFragments: true }), text)
  .map(([base, value]) => new URL(`?a=1&b=${value}`, base).href)
const folderUrl = url.map((value) => `${value}/`)
/** RFC 4287 4.2.6: any IRI, and to be kept as it is. */
const id = fc.oneof(
  url,
  fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
  fc.constantFrom('HTTP://EX.org:80/%7Eä/../b', 'tag:example.org,2026:Ünïcode&more', 'x-y:<"\'>'),
)
/** Ids that formats other than Atom keep, with what stands in for them there. */
const bareId = fc
  .constantFrom('12', 'old id 7', '65e5b0c1<&>', '0f8fad5b-d9cb-469f-a165-70867728950e', 'ÄÖ')
  .map((bare) => ({ id: bare, uri: `tag:bare.example,2026:${encodeURIComponent(bare)}` }))
const instant = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) })
const language = fc.constantFrom('en', 'fa-AF', 'zh-Hant-TW')

const person: fc.Arbitrary<Person> = fc.record(
  { name, email: fc.constantFrom('a@example.org', 'b+"c"&d@example.org'), url },
  { requiredKeys: ['name'] },
)

const term: fc.Arbitrary<Category> = fc.record(
  { term: name, scheme: url, code: name },
  { requiredKeys: ['term'] },
)

const credit = fc.record({ name, role: name, group: name, imageUrl: url, url }, { requiredKeys: ['name'] })
const value = fc.record(
  {
    type: name,
    method: name,
    suggested: fc.constantFrom('1', '0.00000005000'),
    recipients: fc.array(
      fc.record(
        {
          name,
          type: name,
          address: name,
          split: fc.nat(100),
          customKey: name,
          customValue: name,
          fee: fc.boolean(),
        },
        { requiredKeys: ['type', 'address', 'split'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: ['type', 'method', 'recipients'] },
)
const seconds = fc.integer({ min: 0, max: 100_000 }).map((tenths) => tenths / 10)
const number = fc.record({ value: fc.nat(1000), name }, { requiredKeys: ['value'] })

const episode: fc.Arbitrary<Episode> = fc.record(
  {
    title: name,
    number: fc.oneof(number, fc.constant({ value: 1.5 })),
    season: number,
    type: fc.constantFrom('full', 'trailer', 'bonus'),
    explicit: fc.boolean(),
    block: fc.boolean(),
    durationSeconds: fc.nat(),
    chapters: fc.record({ url, type: fc.constant('application/json+chapters') }),
    transcripts: fc.array(
      fc.record({ url, type: name, language, isCaptions: fc.boolean() }, { requiredKeys: ['url', 'type'] }),
      { maxLength: 2 },
    ),
    people: fc.array(credit, { maxLength: 2 }),
    soundbites: fc.array(
      fc.record(
        { startSeconds: seconds, durationSeconds: seconds, title: name },
        { requiredKeys: ['startSeconds', 'durationSeconds'] },
      ),
      { maxLength: 2 },
    ),
    value,
  },
  { requiredKeys: ['transcripts', 'people', 'soundbites'] },
)

const podcast: fc.Arbitrary<Podcast> = fc.record(
  {
    section: fc.constant(''),
    author: name,
    owner: fc.record(
      { name, email: fc.constantFrom('a@example.org', 'b+"c"&d@example.org') },
      { requiredKeys: ['email'] },
    ),
    image: url,
    categories: fc.array(fc.record({ name, within: name }, { requiredKeys: ['name'] }), { maxLength: 2 }),
    explicit: fc.boolean(),
    type: fc.constantFrom('episodic', 'serial'),
    medium: fc.constantFrom('podcast', 'music'),
    guid: fc.uuid(),
    locked: fc.boolean(),
    funding: fc.array(fc.record({ url, text: name }, { requiredKeys: ['url'] }), { maxLength: 2 }),
    value,
    people: fc.array(credit, { maxLength: 2 }),
    complete: fc.boolean(),
    block: fc.boolean(),
    newFeedUrl: url,
    txt: fc.array(fc.record({ text: name, purpose: name }, { requiredKeys: ['text'] }), { maxLength: 2 }),
    trailers: fc.array(
      fc.record(
        { title: name, url, published: instant, length: fc.nat(), season: fc.nat() },
        { requiredKeys: ['title', 'url', 'published'] },
      ),
      { maxLength: 2 },
    ),
    location: fc.record({ name, osm: fc.constant('R1') }, { requiredKeys: ['name'] }),
    license: fc.record({ name, url }, { requiredKeys: ['name'] }),
    updateFrequency: fc.record(
      { text: name, rrule: fc.constant('FREQ=WEEKLY'), complete: fc.boolean(), dtstart: instant },
      { requiredKeys: ['text'] },
    ),
  },
  { requiredKeys: ['section', 'categories', 'funding', 'people'] },
)

const identified: fc.Arbitrary<Item> = fc.record(
  {
    episode,
    id,
    permalink: url,
    title: name,
    summary: name,
    // The model's HTML has no comments, and feedsmith drops them.
    contentHtml: text.map((html) => html.replaceAll('-->', '')),
    published: instant,
    updated: instant,
    authors: fc.array(person, { maxLength: 3 }),
    categories: fc.uniqueArray(term, {
      maxLength: 3,
      selector: ({ term }) => term.toLowerCase().replace(/[\p{C}\s]/gu, ''),
    }),
    language,
    copyright: name,
    licence: url,
    image: fc.record(
      { url, length: fc.nat(), alt: name, caption: name, credit: name, width: fc.nat(), height: fc.nat() },
      { requiredKeys: ['url'] },
    ),
    enclosures: fc.array(
      fc.record(
        {
          url,
          type: fc.constantFrom('audio/mpeg', 'video/mp4', 'image/png', 'text/vtt; charset=utf-8'),
          length: fc.nat(),
          title: name,
          durationSeconds: fc.nat(),
          width: fc.nat(),
          height: fc.nat(),
        },
        { requiredKeys: ['url', 'type'] },
      ),
      { maxLength: 2 },
    ),
    agency: name,
    dateline: name,
    corrections: fc.array(fc.record({ text: name, date: instant }), { maxLength: 2 }),
    expires: instant,
    newswire: fc.record(
      {
        urgency: fc.integer({ min: 1, max: 9 }),
        slugline: name,
        byline: name,
        editorsNote: name,
        version: fc.integer({ min: 1, max: 999 }),
        genres: fc.array(term, { minLength: 1, maxLength: 2 }),
        places: fc.array(term, { minLength: 1, maxLength: 2 }),
        copyrightHolder: name,
        usageTerms: name,
      },
      { requiredKeys: [] },
    ),
    externalUrl: url,
    translations: fc.uniqueArray(fc.record({ language: fc.constantFrom('de', 'fr', 'ps'), permalink: url }), {
      selector: (translation) => translation.language,
    }),
  },
  {
    requiredKeys: [
      'id',
      'permalink',
      'published',
      'updated',
      'authors',
      'categories',
      'language',
      'enclosures',
      'corrections',
      'translations',
    ],
  },
)

const item = fc
  .tuple(identified, fc.option(bareId, { nil: undefined }))
  .map(([made, identity]): Item => ({ ...made, ...identity }))

/** Of items that are in no feed: the ids of the others have no such start. */
const tombstone: fc.Arbitrary<Tombstone> = fc.record(
  {
    id: text.map((value) => `tag:tombstones.example,2026:${value}`),
    permalink: url,
    language,
    published: instant,
    withdrawn: instant,
    reason: name,
  },
  { requiredKeys: ['id', 'permalink', 'language', 'published', 'withdrawn'] },
)

/** Feeds as the model allows them, with any text at all in every field that holds text. */
export const anyFeed: fc.Arbitrary<Feed> = fc.record(
  {
    id,
    title: name,
    description: name,
    language,
    timezone: fc.constantFrom('UTC', 'Asia/Kabul', 'America/St_Johns', 'Europe/London'),
    homeUrl: url,
    folderUrl,
    updated: instant,
    authors: fc.array(person, { minLength: 1, maxLength: 2 }),
    copyright: name,
    licence: url,
    image: url,
    icon: url,
    podcast,
    hubs: fc.array(url, { maxLength: 1 }),
    history: fc.record(
      {
        isArchive: fc.boolean(),
        isComplete: fc.boolean(),
        previous: folderUrl,
        next: folderUrl,
        current: folderUrl,
      },
      { requiredKeys: ['isArchive', 'isComplete'] },
    ),
    // The library drops an article with the id of another.
    items: fc.uniqueArray(item, { maxLength: 3, selector: ({ id }) => id }),
    tombstones: fc.array(tombstone, { maxLength: 2 }),
    atomHasTombstones: fc.boolean(),
  },
  {
    requiredKeys: [
      'id',
      'title',
      'description',
      'language',
      'timezone',
      'homeUrl',
      'folderUrl',
      'updated',
      'authors',
      'hubs',
      'history',
      'items',
      'tombstones',
      'atomHasTombstones',
    ],
  },
)
