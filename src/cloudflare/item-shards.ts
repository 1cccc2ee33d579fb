import type { Edition } from '../feed/editions/edition.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { hashOf, type Recipe } from './manifest.ts'

/** Items of a shard. Small, because the items of a tag's feed may all be on different shards, each of which the Worker reads. */
const MEAN_ITEMS = 25
const MAX_ITEMS = 75

/** Adds shards with the items to the assets; returns the shard and place of each item by its key. */
export function addItemShards(
  used: readonly ItemSource[],
  version: string,
  assets: Map<string, () => string | Uint8Array>,
  digest: (text: string) => string,
): Map<string, [shard: string, place: number]> {
  const items = [...new Map(used.map((item) => [item.key, item])).values()]
  items.sort((a, b) => a.published - b.published || (a.key < b.key ? -1 : 1))
  const places = new Map<string, [string, number]>()
  for (const shard of cutShards(items)) {
    const asset = `items-${digest(JSON.stringify([version, shard.map(({ key }) => key)]))}.jsonl`
    assets.set(asset, () => shard.map(({ make }) => JSON.stringify(make())).join('\n'))
    for (const [place, { key }] of shard.entries()) places.set(key, [asset, place])
  }
  return places
}

/** Ends a shard depending on its last item alone, so that a new or deleted article moves no items between other shards. */
function cutShards(items: readonly ItemSource[]): ItemSource[][] {
  const shards: ItemSource[][] = []
  let isFull = true
  for (const item of items) {
    if (isFull) shards.push([])
    const shard = shards.at(-1)!
    shard.push(item)
    isFull = shard.length === MAX_ITEMS || hashOf(String(item.published)) % MEAN_ITEMS === 0
  }
  return shards
}

/** Describes an edition to the Worker, which renders it from items on shards. */
export function toRecipe(edition: Edition, places: ReadonlyMap<string, [string, number]>): Recipe {
  const found = edition.items.map(({ key }) => places.get(key)!)
  const shards = [...new Set(found.map(([shard]) => shard))]
  return {
    feed: edition.frame(),
    ...(edition.maxBytes !== undefined && { maxBytes: edition.maxBytes }),
    shards,
    items: found.map(([shard, place]) => [shards.indexOf(shard), place]),
  }
}
