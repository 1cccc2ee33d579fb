import type { ItemSource } from '../../feed/editions/item-source.ts'
import type { Feed } from '../../feed/feed.ts'
import { hashOf } from '../manifest.ts'
import type { ItemPlace } from './item-reader.ts'
import type { Order } from './orders.ts'

/** Items of a shard. Small, because the items of a tag's feed may all be on different shards, each of which is parsed as a whole. */
const MEAN_ITEMS = 8
const MAX_ITEMS = 24
/** The articles of a shard have this many characters at most, or it has one article: an item may hold a text twice, as its summary too. */
const MAX_CHARACTERS = 24_000

/** The items of feeds, each once, and the heads of the feeds that have it, by what is alike in them. */
export interface UsedItems {
  add(source: ItemSource, parts?: string): void
  heads: Map<string, Feed>
  /** Orders shards with the items by their names; returns the shard and place of each item by its key. */
  orderShards(
    version: string,
    add: (name: string, order: () => Order) => void,
    digest: (text: string) => string,
  ): Map<string, ItemPlace>
}

interface UsedItem {
  key: string
  source: ItemSource
  parts: Set<string>
}

/** `formats` are the files of those that the items are written in. */
export function createUsedItems(formats: readonly string[]): UsedItems {
  const used = new Map<string, UsedItem>()
  const heads = new Map<string, Feed>()
  return { add, heads, orderShards }

  function add(source: ItemSource, parts?: string): void {
    const key = source.key()
    const known = used.get(key) ?? { key, source, parts: new Set() }
    if (parts !== undefined) known.parts.add(parts)
    used.set(key, known)
  }

  function orderShards(
    version: string,
    add: (name: string, order: () => Order) => void,
    digest: (text: string) => string,
  ) {
    const items = [...used.values()].sort(
      (a, b) => a.source.published - b.source.published || (a.key < b.key ? -1 : 1),
    )
    const places = new Map<string, ItemPlace>()
    for (const shard of cutShards(items)) {
      const keys = shard.map(({ key, parts }) => [key, ...[...parts].sort()])
      const name = `items-${digest(JSON.stringify([version, keys]))}.jsonl`
      add(name, () => toOrder(shard))
      for (const [place, { key }] of shard.entries()) places.set(key, [name, place])
    }
    return places
  }

  function toOrder(shard: readonly UsedItem[]): Order {
    const items = shard.map(({ source, parts }) => ({ item: source.make(), parts: [...parts].sort() }))
    const names = new Set(items.flatMap(({ parts }) => parts))
    return {
      kind: 'items',
      formats,
      items,
      heads: new Map([...names].map((name) => [name, heads.get(name)!])),
    }
  }
}

/** Ends a shard where an item says so, so that a new or deleted article moves no items beyond the next such one; long articles end it earlier. */
function cutShards(items: readonly UsedItem[]): UsedItem[][] {
  const shards: UsedItem[][] = []
  let isFull = true
  let characters = 0
  for (const item of items) {
    const { size, published } = item.source
    if (isFull || characters + size > MAX_CHARACTERS) {
      shards.push([])
      characters = 0
    }
    const shard = shards.at(-1)!
    shard.push(item)
    characters += size
    isFull = shard.length === MAX_ITEMS || hashOf(String(published)) % MEAN_ITEMS === 0
  }
  return shards
}
