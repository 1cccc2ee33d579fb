import fc from 'fast-check'
import { parseOpml } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { dropForbidden } from '../../../src/content/text/characters.ts'
import { type FeedList, type ListedFeed, renderOpml } from '../../../src/feed/formats/opml.ts'
import { checkXml } from '../well-formed.ts'

const FEED: ListedFeed = { title: 'The Wire', xmlUrl: 'https://example.org/feed.xml' }

function createList(values: Partial<FeedList> = {}): FeedList {
  return { title: 'The Wire', updated: Date.UTC(2026, 0, 2, 3, 4, 5), groups: [{ feeds: [FEED] }], ...values }
}

describe('a list of feeds (OPML 2.0)', () => {
  it('has a head and a body, feeds without a folder first and the others in theirs', () => {
    const list = createList({
      owner: { name: 'The Desk', email: 'desk@example.org', url: 'https://example.org/desk/' },
      groups: [
        {
          feeds: [
            {
              title: 'Wire & <more>',
              description: 'All of "it"',
              xmlUrl: 'https://example.org/feed.xml?a&b',
              htmlUrl: 'https://example.org/',
              language: 'fa-AF',
            },
          ],
        },
        { title: 'Sections', feeds: [FEED] },
        { title: 'Authors', feeds: [] },
      ],
    })
    expect(renderOpml(list)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>The Wire</title>
    <dateModified>Fri, 02 Jan 2026 03:04:05 GMT</dateModified>
    <ownerName>The Desk</ownerName>
    <ownerEmail>desk@example.org</ownerEmail>
    <ownerId>https://example.org/desk/</ownerId>
  </head>
  <body>
    <outline type="rss" text="Wire &amp; &lt;more&gt;" title="Wire &amp; &lt;more&gt;" description="All of &quot;it&quot;" xmlUrl="https://example.org/feed.xml?a&amp;b" htmlUrl="https://example.org/" language="fa-AF" version="RSS2"/>
    <outline text="Sections" title="Sections">
      <outline type="rss" text="The Wire" title="The Wire" xmlUrl="https://example.org/feed.xml" version="RSS2"/>
    </outline>
  </body>
</opml>
`)
  })

  it('names no owner where there is none', () => {
    expect(renderOpml(createList())).not.toContain('owner')
    expect(renderOpml(createList({ owner: { name: 'A' } }))).not.toMatch(/ownerEmail|ownerId/)
  })
})

const text = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom(']]>', '<outline text="', '\u0001\uD800', '"\'\n'))
  .map((value) => `x${value}y`)
const url = text.map((value) => new URL(`https://example.org/?a&b=${value}`).href)
const feed: fc.Arbitrary<ListedFeed> = fc.record(
  {
    title: text,
    xmlUrl: url,
    description: text,
    htmlUrl: url,
    language: fc.constantFrom('en', 'zh-Hant-TW'),
  },
  { requiredKeys: ['title', 'xmlUrl'] },
)
const anyList: fc.Arbitrary<FeedList> = fc.record(
  {
    title: text,
    updated: fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }),
    owner: fc.record({ name: text, email: fc.constant('a@example.org'), url }, { requiredKeys: ['name'] }),
    groups: fc.array(
      fc.record(
        { title: text, feeds: fc.array(feed, { minLength: 1, maxLength: 3 }) },
        { requiredKeys: ['feeds'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ['title', 'updated', 'groups'] },
)

describe('any text in any field', () => {
  it('is read back equal by feedsmith', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const document = renderOpml(list)
        checkXml(document)
        const { head, body } = parseOpml(document)
        expect({
          title: head?.title,
          name: head?.ownerName,
          email: head?.ownerEmail,
          id: head?.ownerId,
        }).toEqual({
          title: dropForbidden(list.title),
          name: list.owner && dropForbidden(list.owner.name),
          email: list.owner?.email,
          id: list.owner?.url,
        })
        expect(Date.parse(head!.dateModified!)).toBe(Math.floor(list.updated / 1000) * 1000)
        expect(body!.outlines!.flatMap((outline) => outline.outlines ?? [outline]).map(fromOutline)).toEqual(
          list.groups.flatMap(({ feeds }) => feeds).map(tidyFeed),
        )
        expect(
          body!.outlines!.filter(({ xmlUrl }) => xmlUrl === undefined).map((folder) => folder.text),
        ).toEqual(
          list.groups.flatMap((group) => (group.title === undefined ? [] : [dropForbidden(group.title)])),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same bytes for the same list', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        expect(renderOpml(structuredClone(list))).toBe(renderOpml(list))
      }),
      { numRuns: 50 },
    )
  })
})

type Outline = NonNullable<NonNullable<ReturnType<typeof parseOpml>['body']>['outlines']>[number]

function fromOutline({ type, text, title, xmlUrl, htmlUrl, description, language, version }: Outline) {
  expect([type, text]).toEqual(['rss', title])
  return { title, xmlUrl, htmlUrl, description, language, version }
}

function tidyFeed({ title, xmlUrl, htmlUrl, description, language }: ListedFeed) {
  return {
    title: dropForbidden(title),
    xmlUrl,
    htmlUrl,
    description: description && dropForbidden(description),
    language,
    version: 'RSS2',
  }
}
