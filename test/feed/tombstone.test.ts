import { parseAtomFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/content/article/article.ts'
import { readSite } from '../../src/content/site/settings.ts'
import { composeFeed, dropSuperseded } from '../../src/feed/feed.ts'
import { ATOM } from '../../src/feed/formats/atom.ts'
import { type Tombstone, tombstonesOf } from '../../src/feed/tombstone.ts'
import { createFeed, createItem } from './sample.ts'

const { site } = readSite([], { title: 'Site', url: 'https://example.org/' })
const at = (text: string) => Date.parse(`${text}Z`)

function articleWith(frontMatter: string, path = 'a.md') {
  const source = `---\ndate: 2026-01-10\n${frontMatter}\n---\nText.\n`
  return parseArticle({ path, source, hash: '' }, site, () => undefined).article!
}

function createTombstone(values: Partial<Tombstone> = {}): Tombstone {
  return {
    id: 'tag:example.org,2026:one',
    permalink: 'https://example.org/one/',
    language: 'en',
    published: at('2026-01-01T00:00'),
    withdrawn: at('2026-02-01T00:00'),
    ...values,
  }
}

describe('the tombstone of an article', () => {
  it('says which, when and why, and nothing of what stood in it', () => {
    const article = articleWith('title: Secret\nlang: fr\nwithdrawn: { reason: Wrong, date: 2026-02-01 }')
    expect(tombstonesOf([article], at('2026-02-01T00:00'))).toEqual([
      {
        id: article.id,
        permalink: article.permalink,
        language: 'fr',
        published: at('2026-01-10T00:00'),
        withdrawn: at('2026-02-01T00:00'),
        reason: 'Wrong',
      },
    ])
  })

  it.each([
    ['is public', '', '2026-03-01T00:00'],
    ['will be withdrawn', 'withdrawn: { date: 2026-04-01 }', '2026-03-01T00:00'],
    ['is under embargo', 'embargo: 2026-04-01\nwithdrawn: true', '2026-03-01T00:00'],
    ['is a draft', 'draft: true\nwithdrawn: true', '2026-03-01T00:00'],
    ['is expired', 'expires: 2026-02-01', '2026-03-01T00:00'],
  ])('is not there while it %s', (_, frontMatter, now) => {
    expect(tombstonesOf([articleWith(frontMatter)], at(now))).toEqual([])
  })

  it.each([
    ['its publication, where nobody says when', 'withdrawn: true', '2026-01-10T00:00'],
    ['its last update', 'updated: 2026-01-20\nwithdrawn: true', '2026-01-20T00:00'],
    ['no update of the future', 'updated: 2027-01-20\nwithdrawn: true', '2026-01-10T00:00'],
    ['its release', 'embargo: 2026-01-15\nwithdrawn: true', '2026-01-15T00:00'],
    ['no day before its update', 'updated: 2026-01-20\nwithdrawn: 2026-01-11', '2026-01-20T00:00'],
  ])('is dated with %s', (_, frontMatter, expected) => {
    const [tombstone] = tombstonesOf([articleWith(frontMatter)], at('2026-03-01T00:00'))
    expect(tombstone!.withdrawn).toBe(at(expected))
  })

  it('stands before those of articles withdrawn earlier', () => {
    const articles = ['2026-02-01', '2026-02-03', '2026-02-02'].map((date) =>
      articleWith(`withdrawn: ${date}`, `${date}.md`),
    )
    const order = tombstonesOf(articles, at('2026-03-01T00:00')).map(({ withdrawn }) => withdrawn)
    expect(order).toEqual(['2026-02-03T00:00', '2026-02-02T00:00', '2026-02-01T00:00'].map(at))
  })
})

describe('an item and a tombstone with one id (RFC 6721 section 3)', () => {
  const item = (updated: string) => createItem({ updated: at(updated) })

  it.each([
    ['the item, where it is newer', '2026-02-01T00:01', 1, 0],
    ['the tombstone, where it is newer', '2026-01-31T23:59', 0, 1],
    ['the tombstone, where both are of one instant', '2026-02-01T00:00', 0, 1],
  ])('leave %s', (_, updated, items, tombstones) => {
    const feed = createFeed([item(updated)], { tombstones: [createTombstone()] })
    const settled = dropSuperseded(feed)
    expect([settled.items.length, settled.tombstones.length]).toEqual([items, tombstones])
    const read = ATOM.render(feed)
    expect([read.includes('<entry>'), read.includes('<at:deleted-entry')]).toEqual([
      items > 0,
      tombstones > 0,
    ])
  })

  it('leave all other items as they are, each with its language', () => {
    const items = [
      createItem({ id: 'tag:example.org,2026:a', language: 'fr' }),
      createItem({ updated: at('2026-01-01T00:00'), language: 'de' }),
      createItem({ id: 'tag:example.org,2026:b' }),
    ]
    const read = parseAtomFeed(ATOM.render(createFeed(items, { tombstones: [createTombstone()] })))
    expect(read.entries!.map(({ id, xml }) => [id, xml?.lang])).toEqual([
      ['tag:example.org,2026:a', 'fr'],
      ['tag:example.org,2026:b', undefined],
    ])
  })

  it('leave of several tombstones the last', () => {
    const tombstones = ['2026-02-01T00:00', '2026-02-03T00:00', '2026-02-02T00:00'].map((date) =>
      createTombstone({ withdrawn: at(date) }),
    )
    expect(dropSuperseded(createFeed([], { tombstones })).tombstones).toEqual([tombstones[1]])
  })
})

describe('a tombstone in Atom (RFC 6721)', () => {
  const elements = (tombstone: Partial<Tombstone>) =>
    ATOM.render(createFeed([createItem({ id: 'x:y' })], { tombstones: [createTombstone(tombstone)] }))
      .split('\n')
      .filter((line) => line.includes('<at:'))
      .map((line) => line.trim())

  it('names the id character by character, and when it was withdrawn', () => {
    expect(elements({ id: 'HTTP://EX.org:80/%7Eä?a&b' })).toEqual([
      '<at:deleted-entry ref="HTTP://EX.org:80/%7Eä?a&amp;b" when="2026-02-01T00:00:00Z"/>',
    ])
  })

  it('gives the reason as plain text, in its language', () => {
    expect(elements({ reason: 'Wrong <man> & town' })).toEqual([
      '<at:deleted-entry ref="tag:example.org,2026:one" when="2026-02-01T00:00:00Z"><at:comment>Wrong &lt;man&gt; &amp; town</at:comment></at:deleted-entry>',
    ])
    expect(elements({ reason: 'Faux', language: 'fr' }).join()).toContain(
      '<at:comment xml:lang="fr">Faux</at:comment>',
    )
  })

  it('stands before the first entry (RFC 4287 Appendix B), with its namespace declared', () => {
    const document = ATOM.render(createFeed([createItem({ id: 'x:y' })], { tombstones: [createTombstone()] }))
    expect(document.indexOf('<at:deleted-entry')).toBeLessThan(document.indexOf('<entry'))
    expect(document).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"')
    expect(ATOM.render(createFeed([createItem()]))).not.toContain('tombstones')
  })
})

it('a feed that tells of them is as new as its newest tombstone', () => {
  const parts = {
    site,
    folder: '',
    documentsFolder: '',
    settings: { ...site.settings, tombstones: true },
    updated: 1,
    history: { isArchive: false, isComplete: true },
  }
  const feed = composeFeed({ ...parts, tombstones: [createTombstone()] })
  expect(feed.updated).toBe(at('2026-02-01T00:00'))
  expect(feed.tombstones).toHaveLength(1)
  expect(composeFeed({ ...parts, tombstones: [] })).toMatchObject({ updated: 1, tombstones: [] })
})
