import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compose, partsHead, renderParts, toPieces } from '../../../src/cloudflare/feeds/feed-pieces.ts'
import type { Feed } from '../../../src/feed/feed.ts'
import { KNOWN_FORMATS } from '../../../src/feed/formats/formats.ts'
import { anyFeed } from '../../feed/any-feed.ts'
import { createFeed, createItem } from '../../feed/sample.ts'

/** The documents as the Worker puts them together, by way of JSON. */
function composeAll(feed: Feed) {
  const head = partsHead(feed)
  const items = feed.items.map((item) => ({ ...item, parts: { p: renderParts(item, head, KNOWN_FORMATS) } }))
  const all = KNOWN_FORMATS.map((format) => {
    const pieces = toPieces(feed, items, 'p', format, false, () => format.render(feed))
    return { pieces, document: compose(JSON.parse(JSON.stringify(pieces)), items, format) }
  })
  return { pieces: all.map(({ pieces }) => pieces), documents: all.map(({ document }) => document) }
}

const renderAll = (feed: Feed) => KNOWN_FORMATS.map(({ render }) => render(feed))

it('a feed that is put together from items that were rendered one by one has the bytes of the whole, whatever is in it', () => {
  fc.assert(
    fc.property(anyFeed, (feed) => {
      expect(composeAll(feed).documents).toEqual(renderAll(feed))
    }),
    { numRuns: 300 },
  )
})

it.each(['x ]]> y', '<p>&lt;item&gt; and &lt;/entry&gt;</p>', '<p>"quoted" \\ \u2028</p>', '', undefined])(
  'the text of an item is in all its documents, and written as each format writes it: %j',
  (text) => {
    const contentHtml = text?.repeat(100)
    const items = ['a', 'b', 'c'].map((id) => createItem({ id, contentHtml, summary: text?.repeat(200) }))
    const feed = createFeed(items)
    const { pieces, documents } = composeAll(feed)
    expect(documents).toEqual(renderAll(feed))
    if (contentHtml)
      for (const { end, items } of pieces) {
        expect(end).toBeDefined()
        expect(JSON.stringify(items).length).toBeLessThan(8000)
      }
  },
)

it('a feed without items, and one with a tombstone of an item, are rendered whole', () => {
  const item = createItem({ id: 'a' })
  const tombstone = { ...item, withdrawn: item.updated + 1 }
  for (const feed of [
    createFeed([]),
    createFeed([item], { tombstones: [tombstone], atomHasTombstones: true }),
  ]) {
    const { pieces, documents } = composeAll(feed)
    expect(documents).toEqual(renderAll(feed))
    for (const { end } of pieces) expect(end).toBeUndefined()
  }
})
