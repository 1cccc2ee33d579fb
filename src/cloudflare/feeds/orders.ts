import { renderWithin } from '../../feed/editions/size.ts'
import type { Feed } from '../../feed/feed.ts'
import { KNOWN_FORMATS } from '../../feed/formats/formats.ts'
import type { Item } from '../../feed/item.ts'
import type { LongTexts } from '../manifest.ts'
import { compose, renderParts, type StoredItem, toPieces } from './feed-pieces.ts'
import type { ItemPlace } from './item-reader.ts'
import { joinMembers } from './members.ts'

/** What a shard of items or an asset of feeds is made of: plain data, so that another thread can make it. `formats` are the files of formats. */
export type Order = ItemsOrder | FeedOrder | PackOrder

interface ItemsOrder {
  kind: 'items'
  formats: readonly string[]
  items: readonly { item: Item; parts: readonly string[] }[]
  /** By the names of parts. */
  heads: ReadonlyMap<string, Feed>
}

/** A feed in one format. */
interface FeedOrder {
  kind: 'feed'
  format: string
  feed: OrderedFeed
}

/** Feeds in all formats. */
interface PackOrder {
  kind: 'pack'
  formats: readonly string[]
  feeds: readonly OrderedFeed[]
}

/** A feed whose items are in shards. */
export interface OrderedFeed {
  /** Equal for equal feeds. */
  version: string
  /** Without its items. */
  frame: Feed
  maxBytes?: number
  /** The name of what decides how it writes its items. */
  parts: string
  places: readonly ItemPlace[]
}

const encoder = new TextEncoder()

/** Makes what is ordered; `readItem` reads an item from its shard. */
export function createOrderMaker(
  readItem: (place: ItemPlace) => StoredItem,
  compress: (bytes: Uint8Array) => Uint8Array,
): (order: Order) => string | Uint8Array {
  let last: { version: string; whole: Feed; stored: StoredItem[] } | undefined
  return (order) => {
    switch (order.kind) {
      case 'items':
        return makeItems(order)
      case 'feed':
        return makeFeed(order)
      case 'pack':
        return joinMembers(order.feeds.map((feed) => packFeed(feed, order.formats)))
    }
  }

  function makeFeed({ feed, format: file }: FeedOrder): string {
    const { stored } = read(feed)
    const format = formatOf(file)
    return compose(piecesOf(feed, file), stored, format)
  }

  function packFeed(feed: OrderedFeed, formats: readonly string[]): Uint8Array {
    const longTexts: LongTexts[] = read(feed).stored.map(({ contentHtml, summary }) => ({
      contentHtml,
      summary,
    }))
    const members = [longTexts, ...formats.map((file) => piecesOf(feed, file))]
    return joinMembers(members.map((member) => compress(encoder.encode(JSON.stringify(member)))))
  }

  function piecesOf(feed: OrderedFeed, file: string) {
    const { whole, stored } = read(feed)
    const format = formatOf(file)
    const render = () => renderWithin(format, whole, feed.maxBytes)
    return toPieces(whole, stored, feed.parts, format, feed.maxBytes !== undefined, render)
  }

  /** Keeps the last one, because its formats are made one after the other. */
  function read({ version, frame, places }: OrderedFeed): { whole: Feed; stored: StoredItem[] } {
    if (last?.version !== version) {
      const stored = places.map(readItem)
      last = { version, whole: { ...frame, items: stored }, stored }
    }
    return last
  }
}

function makeItems({ items, heads, formats }: ItemsOrder): string {
  const all = formats.map(formatOf)
  const stored = items.map(({ item, parts }): StoredItem => {
    const written = parts.map((name) => [name, renderParts(item, heads.get(name)!, all)])
    return { ...item, parts: Object.fromEntries(written) }
  })
  return stored.map((item) => JSON.stringify(item)).join('\n')
}

function formatOf(file: string) {
  return KNOWN_FORMATS.find((format) => format.file === file)!
}
