import type { ItemSource } from '../feed/editions/item-source.ts'
import type { Item } from '../feed/item.ts'
import { hashOf } from './manifest.ts'
import type { ItemPlace } from './recipes.ts'

/** Items of a shard. Small, because the items of a tag's feed may all be on different shards, each of which the Worker reads. */
const MEAN_ITEMS = 8
const MAX_ITEMS = 24
/** The articles of a shard have this many characters at most, or it has one article: an item may hold a text twice, as its summary too. */
const MAX_CHARACTERS = 24_000

type Assets = Map<string, () => string | Uint8Array>

/** Adds shards with the items to the assets; returns the shard and place of each item by its key. */
export function addItemShards(
  used: readonly ItemSource[],
  version: string,
  assets: Assets,
  digest: (text: string) => string,
): Map<string, ItemPlace> {
  const items = [...new Map(used.map((item) => [item.key, item])).values()]
  items.sort((a, b) => a.published - b.published || (a.key < b.key ? -1 : 1))
  const places = new Map<string, ItemPlace>()
  for (const shard of cutShards(items)) {
    const asset = `items-${digest(JSON.stringify([version, shard.map(({ key }) => key)]))}.jsonl`
    assets.set(asset, () => shard.map(({ make }) => JSON.stringify(make())).join('\n'))
    for (const [place, { key }] of shard.entries()) places.set(key, [asset, place])
  }
  return places
}

/** Ends a shard where an item says so, so that a new or deleted article moves no items beyond the next such one; long articles end it earlier. */
function cutShards(items: readonly ItemSource[]): ItemSource[][] {
  const shards: ItemSource[][] = []
  let isFull = true
  let characters = 0
  for (const item of items) {
    if (isFull || characters + item.size > MAX_CHARACTERS) {
      shards.push([])
      characters = 0
    }
    const shard = shards.at(-1)!
    shard.push(item)
    characters += item.size
    isFull = shard.length === MAX_ITEMS || hashOf(String(item.published)) % MEAN_ITEMS === 0
  }
  return shards
}

/** How many shards are kept in memory while documents are rendered from them. */
const MAX_KEPT = 64

/** Reads items back from their shards, so that each is made once however many documents show it; `readAsset` finds a shard that is written. */
export function createItemReader(
  assets: ReadonlyMap<string, () => string | Uint8Array>,
  readAsset: (name: string) => string | undefined,
): (place: ItemPlace) => Item {
  const kept = new Map<string, string[]>()
  return ([shard, line]) => {
    const lines = kept.get(shard) ?? (readAsset(shard) ?? String(assets.get(shard)!())).split('\n')
    kept.delete(shard)
    kept.set(shard, lines)
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return JSON.parse(lines[line]!) as Item
  }
}
