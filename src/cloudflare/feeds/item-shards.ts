import type { ItemSource } from '../../feed/editions/item-source.ts'
import type { Feed } from '../../feed/feed.ts'
import type { Format } from '../../feed/formats/format.ts'
import { hashOf } from '../manifest.ts'
import { renderParts, type StoredItem } from './feed-pieces.ts'

/** Where an item is: the file with its shard, and its line there, counted from 0. */
export type ItemPlace = [shard: string, line: number]

/** Items of a shard. Small, because the items of a tag's feed may all be on different shards, each of which is parsed as a whole. */
const MEAN_ITEMS = 8
const MAX_ITEMS = 24
/** The articles of a shard have this many characters at most, or it has one article: an item may hold a text twice, as its summary too. */
const MAX_CHARACTERS = 24_000

type Shards = Map<string, () => string | Uint8Array>

/** The items of feeds, each once, and the heads of the feeds that have it, by what is alike in them. */
export interface UsedItems {
  add(source: ItemSource, parts?: string): void
  heads: Map<string, Feed>
  /** Adds shards with the items; returns the shard and place of each item by its key. */
  addShards(version: string, all: Shards, digest: (text: string) => string): Map<string, ItemPlace>
}

interface UsedItem {
  source: ItemSource
  parts: Set<string>
}

/** `formats` are those that the items are written in. */
export function createUsedItems(formats: readonly Format[]): UsedItems {
  const used = new Map<string, UsedItem>()
  const heads = new Map<string, Feed>()
  return { add, heads, addShards }

  function add(source: ItemSource, parts?: string): void {
    const known = used.get(source.key) ?? { source, parts: new Set() }
    if (parts !== undefined) known.parts.add(parts)
    used.set(source.key, known)
  }

  function addShards(version: string, all: Shards, digest: (text: string) => string) {
    const items = [...used.values()].sort(
      ({ source: a }, { source: b }) => a.published - b.published || (a.key < b.key ? -1 : 1),
    )
    const places = new Map<string, ItemPlace>()
    for (const shard of cutShards(items)) {
      const keys = shard.map(({ source, parts }) => [source.key, ...[...parts].sort()])
      const name = `items-${digest(JSON.stringify([version, keys]))}.jsonl`
      all.set(name, () => shard.map((item) => JSON.stringify(makeStored(item))).join('\n'))
      for (const [place, { source }] of shard.entries()) places.set(source.key, [name, place])
    }
    return places
  }

  function makeStored({ source, parts }: UsedItem): StoredItem {
    const item = source.make()
    const written = [...parts].sort().map((name) => [name, renderParts(item, heads.get(name)!, formats)])
    return { ...item, parts: Object.fromEntries(written) }
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

/** How many shards are kept in memory while documents are rendered from them. */
const MAX_KEPT = 64

/** Reads items back from their shards, so that each is made once however many documents show it; `readShard` finds a shard that is written. */
export function createItemReader(
  all: ReadonlyMap<string, () => string | Uint8Array>,
  readShard: (name: string) => string | undefined,
): (place: ItemPlace) => StoredItem {
  const kept = new Map<string, string[]>()
  return ([shard, line]) => {
    const lines = kept.get(shard) ?? (readShard(shard) ?? String(all.get(shard)!())).split('\n')
    kept.delete(shard)
    kept.set(shard, lines)
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return JSON.parse(lines[line]!) as StoredItem
  }
}
