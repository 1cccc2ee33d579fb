import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NINJS, NINJS_ITEM } from '../../../src/feed/formats/ninjs/ninjs.ts'
import type { Item } from '../../../src/feed/item.ts'
import type { Tombstone } from '../../../src/feed/tombstone.ts'
import { anyFeed } from '../any-feed.ts'
import { findBreaches, type Schema } from '../json-schema.ts'
import { createFeed, createItem, FULL_FEED, FULL_ITEM } from '../sample.ts'

const SCHEMA: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'schemas', 'ninjs-3.2.schema.json'), 'utf8'),
)
const STANDARD = {
  name: 'ninjs',
  version: '3.2',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#',
}

function newsOf(values: Partial<Item>): Record<string, unknown> {
  return JSON.parse(NINJS_ITEM.render(createItem(values)))
}

function bodyOf(contentHtml: string, language = 'en') {
  return (newsOf({ contentHtml, language }).bodies as object[])[0]
}

describe('the schema of ninjs 3.2', () => {
  const LEAST = { uri: 'tag:example.org,2026:a' }

  it('takes the least an item can be', () => {
    expect(findBreaches(LEAST, SCHEMA)).toEqual([])
    expect(findBreaches({ ...LEAST, associations: [{ ...LEAST, name: 'a' }] }, SCHEMA)).toEqual([])
  })

  it.each<[string, Parameters<typeof findBreaches>[0]]>([
    ['/ required', {}],
    ['/uri pattern', { uri: 'a' }],
    ['/ unevaluatedProperties', { ...LEAST, headline: 'a' }],
    ['/ unevaluatedProperties', { ...LEAST, name: 'a' }],
    ['/urgency maximum', { ...LEAST, urgency: 10 }],
    ['/urgency type', { ...LEAST, urgency: 1.5 }],
    ['/version type', { ...LEAST, version: 1 }],
    ['/pubStatus enum', { ...LEAST, pubStatus: 'cancelled' }],
    ['/versionCreated pattern', { ...LEAST, versionCreated: '2026-01-01' }],
    ['/rightsInfo oneOf', { ...LEAST, rightsInfo: {} }],
    ['/headlines/0 required', { ...LEAST, headlines: [{ role: 'main' }] }],
    ['/people/0/contactInfo/0 oneOf', { ...LEAST, people: [{ contactInfo: [{ type: 'email' }] }] }],
    ['/associations/0 required', { ...LEAST, associations: [LEAST] }],
    ['/associations/0 unevaluatedProperties', { ...LEAST, associations: [{ ...LEAST, name: 'a', a: 1 }] }],
  ])('is broken at %s by %j', (breach, document) => {
    expect(findBreaches(document, SCHEMA)).toEqual([breach])
  })
})

describe('a list (ninjs 3.2)', () => {
  it('is a composite item, with which the others are associated by name', () => {
    const list = JSON.parse(
      NINJS.render(createFeed([createItem(), createItem({ id: 'x:y', title: undefined })])),
    )
    expect(list).toMatchObject({
      uri: 'tag:example.org,2026:/',
      standard: STANDARD,
      type: 'composite',
      title: 'The Site',
      versionCreated: '2026-01-02T03:04:05Z',
      associations: [
        { name: 'One', uri: 'tag:example.org,2026:one' },
        { name: 'https://example.org/one/', uri: 'x:y' },
      ],
    })
    expect(list.associations[0]).not.toHaveProperty('standard')
  })

  it('has after its articles those that were taken back, as canceled', () => {
    const tombstones = [{ ...FULL_FEED.tombstones[1]!, id: 'tag:example.org,2026:one', reason: 'Wrong' }]
    const list = JSON.parse(
      NINJS.render(createFeed([createItem(), createItem({ id: 'x:y' })], { tombstones })),
    )
    expect(list.associations).toMatchObject([
      { uri: 'tag:example.org,2026:one', pubStatus: 'usable' },
      { uri: 'x:y', pubStatus: 'usable' },
    ])
    const newer = tombstones.map((tombstone) => ({ ...tombstone, withdrawn: Date.UTC(2026, 0, 3) }))
    const later = JSON.parse(NINJS.render(createFeed([createItem()], { tombstones: newer })))
    expect(later.associations).toEqual([
      {
        name: 'https://example.org/gone/',
        uri: 'tag:example.org,2026:one',
        type: 'text',
        firstCreated: '2026-01-01T00:00:00Z',
        versionCreated: '2026-01-03T00:00:00Z',
        pubStatus: 'canceled',
        language: 'en',
        edNote: 'Wrong',
      },
    ])
  })
})

describe('an article (ninjs 3.2)', () => {
  it('says the least of the least', () => {
    expect(
      newsOf({ title: undefined, summary: undefined, contentHtml: undefined, permalink: 'https://e.org/' }),
    ).toEqual({
      uri: 'tag:example.org,2026:one',
      standard: STANDARD,
      type: 'text',
      representationType: 'partial',
      version: '1',
      firstCreated: '2026-01-02T03:04:05Z',
      versionCreated: '2026-01-02T03:04:05Z',
      pubStatus: 'usable',
      language: 'en',
      renditions: [{ name: 'page', href: 'https://e.org/', contentType: 'text/html' }],
    })
  })

  it('says all there is to say', () => {
    expect(JSON.parse(NINJS_ITEM.render(FULL_ITEM))).toMatchObject({
      version: '4',
      expires: '2027-01-01T00:00:00Z',
      urgency: 2,
      edNote: 'Leads the "night" list.\nCorrection, 2026-02-03T04:05:06Z: It was "two" & not <three>',
      copyrightHolder: 'Ada & Co',
      copyrightNotice: '© 2026 Ada & Co',
      usageTerms: 'Not for <resale>',
      rightsInfo: { linkedRights: 'https://example.org/licence?v=1&w=2' },
      slugline: 'TALKS-NIGHT',
      headlines: [{ role: 'main', contentType: 'text/plain', value: 'Talks & <compromise>: "now" or never' }],
      by: 'By Ada Lovelace & D’Arcy',
      located: 'LONDON',
      infoSources: [{ name: 'S&W' }],
      people: [
        {
          name: 'Ada Lovelace',
          rel: 'author',
          uri: 'https://example.org/~ada?x=1&y=2',
          contactInfo: [{ type: 'email', value: 'ada@example.org' }],
        },
        { name: 'D’Arcy & Søn', rel: 'author' },
      ],
      genres: [{ name: 'Analysis', uri: 'http://cv.iptc.org/newscodes/genre/Analysis', literal: 'Analysis' }],
      subjects: [{ name: 'R&D <b>"quoted"</b>' }, { name: 'صلح' }],
      places: [{ name: 'Kabul' }],
      descriptions: [{ value: 'AT&T says 1 < 2, and that’s that.' }],
    })
  })

  it('has its authors’ names for a byline, where none is written', () => {
    expect(newsOf({ authors: [{ name: 'A' }, { name: 'B' }] }).by).toBe('A, B')
    expect(newsOf({})).not.toHaveProperty('by')
  })

  it('is a new version with each correction, unless the version is written', () => {
    const corrections = [
      { text: 'One', date: 0 },
      { text: 'Two', date: 1000 },
    ]
    expect(newsOf({ corrections })).toMatchObject({
      version: '3',
      edNote: 'Correction, 1970-01-01T00:00:00Z: One\nCorrection, 1970-01-01T00:00:01Z: Two',
    })
    expect(newsOf({ corrections, newswire: { version: 7 } }).version).toBe('7')
  })

  it('names a subject by URI only where vocabulary and code are known', () => {
    const scheme = 'http://cv.iptc.org/newscodes/mediatopic/'
    const categories = [
      { term: 'a', scheme, code: '04000000' },
      { term: 'b', scheme },
      { term: 'c', code: 'x' },
    ]
    expect(newsOf({ categories }).subjects).toEqual([
      { name: 'a', uri: `${scheme}04000000`, literal: '04000000' },
      { name: 'b' },
      { name: 'c', literal: 'x' },
    ])
  })

  it('is accompanied by its picture and its enclosures, each with its rendition', () => {
    const { associations } = JSON.parse(NINJS_ITEM.render(FULL_ITEM))
    expect(associations).toEqual([
      {
        name: 'image',
        uri: 'https://example.org/i.png?a=1&b=2',
        type: 'picture',
        by: 'Ada & "Co"',
        descriptions: [
          { role: 'alt', contentType: 'text/plain', value: 'A "picture" & more' },
          { role: 'caption', contentType: 'text/plain', value: 'What <is> to be seen' },
        ],
        renditions: [
          {
            name: 'main',
            href: 'https://example.org/i.png?a=1&b=2',
            contentType: 'image/png',
            width: 640,
            height: 480,
            sizeInBytes: 4321,
          },
        ],
      },
      {
        name: 'Part "1"',
        uri: 'https://example.org/a.mp3?a=1&b=2',
        type: 'audio',
        renditions: [
          {
            name: 'main',
            href: 'https://example.org/a.mp3?a=1&b=2',
            contentType: 'audio/mpeg',
            sizeInBytes: 1234,
            duration: 61,
          },
        ],
      },
      {
        name: 'enclosure',
        uri: 'https://example.org/b.pdf',
        renditions: [{ name: 'main', href: 'https://example.org/b.pdf', contentType: 'application/pdf' }],
      },
    ])
  })

  it('counts the characters and words of its text, captions excluded', () => {
    expect(
      bodyOf('<p>Two <b>words</b> &amp; 🎉</p><figure><figcaption>Not these</figcaption></figure>'),
    ).toEqual({
      role: 'main',
      contentType: 'text/html',
      charCount: 13,
      wordCount: 4,
      value: '<p>Two <b>words</b> &amp; 🎉</p><figure><figcaption>Not these</figcaption></figure>',
    })
  })

  it('counts no words where a language does not part them', () => {
    expect(bodyOf('<p>和平会谈</p>', 'zh-Hant-TW')).toMatchObject({ charCount: 4 })
    expect(bodyOf('<p>和平会谈</p>', 'zh-Hant-TW')).not.toHaveProperty('wordCount')
  })
})

it('an article that was taken back is canceled, and nothing of it is said (ninjs 3.2)', () => {
  const [tombstone] = FULL_FEED.tombstones as [Tombstone]
  const canceled = JSON.parse(NINJS_ITEM.renderTombstone!(tombstone))
  expect(canceled).toEqual({
    uri: 'tag:example.org,2026:Ünïcode/gone?a&b',
    standard: STANDARD,
    type: 'text',
    firstCreated: '2026-01-01T00:00:00Z',
    versionCreated: '2026-01-03T04:05:06Z',
    pubStatus: 'canceled',
    language: 'fa-AF',
    edNote: 'It named the "wrong" <man> & town ]]>',
  })
  expect(findBreaches(canceled, SCHEMA)).toEqual([])
})

describe('any text in any field', () => {
  it('makes valid ninjs, alone and in a list', () => {
    expect(findBreaches(JSON.parse(NINJS.render(FULL_FEED)), SCHEMA)).toEqual([])
    fc.assert(
      fc.property(anyFeed, (feed) => {
        for (const document of [NINJS.render(feed), ...feed.items.map(NINJS_ITEM.render)])
          expect(findBreaches(JSON.parse(document), SCHEMA)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same bytes for the same feed, without what XML forbids', () => {
    fc.assert(
      fc.property(anyFeed, (feed) => {
        const document = NINJS.render(feed)
        expect(NINJS.render(structuredClone(feed))).toBe(document)
        expect(document).not.toMatch(/[^\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
      }),
      { numRuns: 100 },
    )
  })
})
