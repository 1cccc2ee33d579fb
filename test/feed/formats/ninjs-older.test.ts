import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Format, ItemFormat } from '../../../src/feed/formats/format.ts'
import { NINJS, NINJS_ITEM } from '../../../src/feed/formats/ninjs/ninjs.ts'
import { NINJS_1, NINJS_1_ITEM } from '../../../src/feed/formats/ninjs/ninjs-1.ts'
import { NINJS_2, NINJS_2_ITEM } from '../../../src/feed/formats/ninjs/ninjs-2.ts'
import type { Item } from '../../../src/feed/item.ts'
import type { Tombstone } from '../../../src/feed/tombstone.ts'
import { anyFeed } from '../any-feed.ts'
import { findBreaches, type Schema } from '../json-schema.ts'
import { createFeed, createItem, FULL_FEED, FULL_ITEM } from '../sample.ts'

function schemaOf(version: string): Schema {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'schemas', `ninjs-${version}.schema.json`), 'utf8'),
  )
}

const SCHEMAS = { 1: schemaOf('1.7'), 2: schemaOf('2.3') }
const VERSIONS: [version: string, format: Format, itemFormat: ItemFormat, schema: Schema][] = [
  ['1.7', NINJS_1, NINJS_1_ITEM, SCHEMAS[1]],
  ['2.3', NINJS_2, NINJS_2_ITEM, SCHEMAS[2]],
]
const [TOMBSTONE] = FULL_FEED.tombstones as [Tombstone]

/** Items of every kind that has something of its own in ninjs. */
const KINDS: Record<string, Item> = {
  ordinary: createItem(),
  full: FULL_ITEM,
  'without a title, a summary or a text': createItem({
    title: undefined,
    summary: undefined,
    contentHtml: undefined,
  }),
  corrected: createItem({ corrections: [{ text: 'It was "two"', date: 1000 }] }),
  Arabic: createItem({ language: 'ar', title: 'صلح', contentHtml: '<p dir="rtl">صلح</p>' }),
  Chinese: createItem({ language: 'zh-Hant-TW', title: '和平', contentHtml: '<p>和平会谈</p>' }),
  'with a picture and files': createItem({
    image: { url: 'https://example.org/i.png', alt: 'Alt', caption: 'Caption', credit: 'Ada' },
    enclosures: [
      { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 7, durationSeconds: 61, title: 'Part' },
      { url: 'https://example.org/b.pdf', type: 'application/pdf' },
    ],
  }),
  'with codes': createItem({
    categories: [
      { term: 'a', scheme: 'http://cv.iptc.org/newscodes/mediatopic/', code: '04000000' },
      { term: 'b', scheme: 'http://cv.iptc.org/newscodes/mediatopic/' },
      { term: 'c', code: 'x' },
    ],
    newswire: {
      places: [{ term: 'Kabul', scheme: 'https://example.org/places/', code: 'KBL' }],
      byline: 'By A',
    },
  }),
}

describe('the schemas of ninjs 1.7 and 2.3', () => {
  const LEAST = { uri: 'tag:example.org,2026:a' }

  it.each(VERSIONS)('take the least an item can be (%s)', (_version, _format, _itemFormat, schema) => {
    expect(findBreaches(LEAST, schema)).toEqual([])
  })

  it.each<[1 | 2, string, Parameters<typeof findBreaches>[0]]>([
    [1, '/ required', {}],
    [1, '/uri pattern', { uri: 'a' }],
    [1, '/ additionalProperties', { ...LEAST, headlines: [] }],
    [1, '/ additionalProperties', { ...LEAST, standard: {} }],
    [1, '/type enum', { ...LEAST, type: 'event' }],
    [1, '/urgency maximum', { ...LEAST, urgency: 10 }],
    [1, '/representationtype enum', { ...LEAST, representationtype: 'full' }],
    [1, '/pubstatus enum', { ...LEAST, pubstatus: 'cancelled' }],
    [1, '/description_text minLength', { ...LEAST, description_text: '' }],
    [1, '/body_html type', { ...LEAST, body_html: {} }],
    [1, '/rightsinfo oneOf', { ...LEAST, rightsinfo: {} }],
    [1, '/subject/0 dependentRequired', { ...LEAST, subject: [{ name: 'a', code: '1' }] }],
    [1, '/subject/0 additionalProperties', { ...LEAST, subject: [{ name: 'a', uri: 'a:b' }] }],
    [1, '/person/0/contactinfo/0 oneOf', { ...LEAST, person: [{ contactinfo: [{ type: 'email' }] }] }],
    [1, '/renditions type', { ...LEAST, renditions: [] }],
    [1, '/renditions additionalProperties', { ...LEAST, renditions: { 'a-b': {} } }],
    [1, '/renditions/a additionalProperties', { ...LEAST, renditions: { a: { contenttype: 'a/b' } } }],
    [1, '/associations/a required', { ...LEAST, associations: { a: {} } }],
    [2, '/ required', {}],
    [2, '/ unevaluatedProperties', { ...LEAST, versionCreated: '2026-01-01T00:00:00Z' }],
    [2, '/versioncreated pattern', { ...LEAST, versioncreated: '2026-01-01' }],
    [2, '/type enum', { ...LEAST, type: 'event' }],
    [2, '/representationtype enum', { ...LEAST, representationtype: 'complete' }],
    [2, '/headlines/0 required', { ...LEAST, headlines: [{ role: 'main' }] }],
    [2, '/bodies/0 additionalProperties', { ...LEAST, bodies: [{ value: 'a', wordCount: 1 }] }],
    [2, '/renditions/0 required', { ...LEAST, renditions: [{}] }],
    [2, '/associations/0 required', { ...LEAST, associations: [LEAST] }],
    [
      2,
      '/associations/0 unevaluatedProperties',
      { ...LEAST, associations: [{ ...LEAST, name: 'a', rel: 'b' }] },
    ],
  ])('%i is broken at %s by %j', (version, breach, document) => {
    expect(findBreaches(document, SCHEMAS[version])).toEqual([breach])
  })
})

describe.each(VERSIONS)('ninjs %s', (version, format, itemFormat, schema) => {
  it.each(Object.entries(KINDS))('is valid for an article: %s', (_, item) => {
    const document = JSON.parse(itemFormat.render(item))
    expect(findBreaches(document, schema)).toEqual([])
    const { $standard, standard = $standard } = document
    expect(standard).toEqual({
      name: 'ninjs',
      version,
      schema: `http://www.iptc.org/std/ninjs/ninjs-schema_${version}.json#`,
    })
  })

  it('is valid for an article that was taken back, which is canceled, and nothing of it is said', () => {
    const canceled = JSON.parse(itemFormat.renderTombstone!(TOMBSTONE))
    expect(findBreaches(canceled, schema)).toEqual([])
    const { $standard: _, standard: __, ...rest } = canceled
    expect(rest).toEqual({
      uri: 'tag:example.org,2026:Ünïcode/gone?a&b',
      type: 'text',
      firstcreated: '2026-01-01T00:00:00Z',
      versioncreated: '2026-01-03T04:05:06Z',
      pubstatus: 'canceled',
      language: 'fa-AF',
      ednote: 'It named the "wrong" <man> & town ]]>',
    })
  })

  it('is valid for any text in any field, alone and in a list, without what XML forbids', () => {
    expect(findBreaches(JSON.parse(format.render(FULL_FEED)), schema)).toEqual([])
    expect(findBreaches(JSON.parse(format.render(createFeed())), schema)).toEqual([])
    fc.assert(
      fc.property(anyFeed, (feed) => {
        for (const document of [format.render(feed), ...feed.items.map(itemFormat.render)]) {
          expect(findBreaches(JSON.parse(document), schema)).toEqual([])
          expect(document).not.toMatch(/[^\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('stands beside 3.2, for a feed and for an article', () => {
    const { name, file, mediaType, contentType } = format
    expect([mediaType, contentType]).toEqual([NINJS.mediaType, NINJS.contentType])
    expect(file).toBe(NINJS.file.replace('.', `-${version[0]}.`))
    expect([name, itemFormat.name]).toEqual([`ninjs${version[0]}`, `ninjs${version[0]}`])
  })
})

describe('ninjs 2.3', () => {
  it('says what 3.2 says, in names of lower case', () => {
    fc.assert(
      fc.property(anyFeed, (feed) => {
        const pairs = [
          [NINJS.render(feed), NINJS_2.render(feed)] as const,
          ...feed.items.map((item) => [NINJS_ITEM.render(item), NINJS_2_ITEM.render(item)] as const),
        ]
        for (const [newest, older] of pairs)
          expect(older).toBe(
            newest
              .replace(/^ *"\w+":/gm, (name) => name.toLowerCase())
              .replace('"3.2"', '"2.3"')
              .replace('schema_3.2', 'schema_2.3'),
          )
      }),
      { numRuns: 100 },
    )
  })
})

describe('an article (ninjs 1.7)', () => {
  const newsOf = (item: Item) => JSON.parse(NINJS_1_ITEM.render(item))

  it('says the least of the least', () => {
    expect(newsOf(KINDS['without a title, a summary or a text']!)).toEqual({
      uri: 'tag:example.org,2026:one',
      $standard: {
        name: 'ninjs',
        version: '1.7',
        schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.7.json#',
      },
      type: 'text',
      representationtype: 'incomplete',
      version: '1',
      firstcreated: '2026-01-02T03:04:05Z',
      versioncreated: '2026-01-02T03:04:05Z',
      pubstatus: 'usable',
      language: 'en',
      renditions: { page: { href: 'https://example.org/one/', mimetype: 'text/html' } },
    })
  })

  it('says all there is to say', () => {
    expect(newsOf(FULL_ITEM)).toMatchObject({
      representationtype: 'complete',
      version: '4',
      expires: '2027-01-01T00:00:00Z',
      urgency: 2,
      ednote: 'Leads the "night" list.\nCorrection, 2026-02-03T04:05:06Z: It was "two" & not <three>',
      copyrightholder: 'Ada & Co',
      copyrightnotice: '© 2026 Ada & Co',
      usageterms: 'Not for <resale>',
      rightsinfo: { linkedrights: 'https://example.org/licence?v=1&w=2' },
      slugline: 'TALKS-NIGHT',
      headline: 'Talks & <compromise>: "now" or never',
      byline: 'By Ada Lovelace & D’Arcy',
      located: 'LONDON',
      infosource: [{ name: 'S&W' }],
      person: [
        {
          name: 'Ada Lovelace',
          rel: 'author',
          contactinfo: [
            { type: 'email', value: 'ada@example.org' },
            { type: 'web', value: 'https://example.org/~ada?x=1&y=2' },
          ],
        },
        { name: 'D’Arcy & Søn', rel: 'author' },
      ],
      genre: [{ name: 'Analysis', scheme: 'http://cv.iptc.org/newscodes/genre/', code: 'Analysis' }],
      subject: [{ name: 'R&D <b>"quoted"</b>' }, { name: 'صلح' }],
      place: [{ name: 'Kabul' }],
      description_text: 'AT&T says 1 < 2, and that’s that.',
      body_html: FULL_ITEM.contentHtml,
    })
  })

  it('has the code of a subject only with its vocabulary', () => {
    expect(newsOf(KINDS['with codes']!)).toMatchObject({
      subject: [
        { name: 'a', scheme: 'http://cv.iptc.org/newscodes/mediatopic/', code: '04000000' },
        { name: 'b' },
        { name: 'c' },
      ],
      place: [{ name: 'Kabul', scheme: 'https://example.org/places/', code: 'KBL' }],
    })
  })

  it('counts no words where a language does not part them', () => {
    expect(newsOf(KINDS.ordinary!)).toMatchObject({ charcount: 10, wordcount: 2 })
    expect(newsOf(KINDS.Chinese!)).toMatchObject({ charcount: 4 })
    expect(newsOf(KINDS.Chinese!)).not.toHaveProperty('wordcount')
  })

  it('is accompanied by its picture and its enclosures, each by name', () => {
    expect(newsOf(KINDS['with a picture and files']!).associations).toEqual({
      image: {
        uri: 'https://example.org/i.png',
        type: 'picture',
        byline: 'Ada',
        description_text: 'Caption',
        description_alt: 'Alt',
        renditions: { main: { href: 'https://example.org/i.png', mimetype: 'image/png' } },
      },
      enclosure_1: {
        uri: 'https://example.org/a.mp3',
        type: 'audio',
        title: 'Part',
        renditions: {
          main: { href: 'https://example.org/a.mp3', mimetype: 'audio/mpeg', sizeinbytes: 7, duration: 61 },
        },
      },
      enclosure_2: {
        uri: 'https://example.org/b.pdf',
        renditions: { main: { href: 'https://example.org/b.pdf', mimetype: 'application/pdf' } },
      },
    })
  })
})

describe('a list (ninjs 1.7)', () => {
  const listOf = (...parameters: Parameters<typeof createFeed>) =>
    JSON.parse(NINJS_1.render(createFeed(...parameters)))

  it('is a composite item, with which the others are associated in their order, each by a name of its own', () => {
    const ids = ['a-b', 'a_b', 'a.b', '12', '7', '__proto__', 'Ünïcode', 'A-B']
    const list = listOf(ids.map((id) => createItem({ id, uri: `tag:example.org,2026:${encodeURI(id)}` })))
    expect(list).toMatchObject({ type: 'composite', title: 'The Site', description_text: 'All of it' })
    expect(
      Object.entries(list.associations).map(([name, value]) => [name, (value as { uri: string }).uri]),
    ).toEqual([
      ['item_a_2d_b', 'tag:example.org,2026:a-b'],
      ['item_a_5f_b', 'tag:example.org,2026:a_b'],
      ['item_a_2e_b', 'tag:example.org,2026:a.b'],
      ['item_12', 'tag:example.org,2026:12'],
      ['item_7', 'tag:example.org,2026:7'],
      ['item__5f__5f_proto_5f__5f_', 'tag:example.org,2026:__proto__'],
      ['item__dc_n_ef_code', 'tag:example.org,2026:%C3%9Cn%C3%AFcode'],
      ['item_A_2d_B', 'tag:example.org,2026:A-B'],
    ])
  })

  it('has what was taken back under the name that the article had', () => {
    const id = 'tag:example.org,2026:one'
    const before = listOf([createItem()])
    const after = listOf([createItem()], {
      tombstones: [{ ...TOMBSTONE, id, withdrawn: Date.UTC(2026, 0, 3), reason: 'Wrong' }],
    })
    const [name] = Object.keys(before.associations)
    expect(before.associations[name!]).toMatchObject({ uri: id, pubstatus: 'usable', headline: 'One' })
    expect(after.associations).toMatchObject({ [name!]: { uri: id, pubstatus: 'canceled', ednote: 'Wrong' } })
    expect(Object.keys(after.associations)).toEqual([name])
    expect(after.associations[name!]).not.toHaveProperty('headline')
  })
})
