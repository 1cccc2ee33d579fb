import type { Edition } from '../feed/editions/edition.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { hashOf, type Recipe } from './manifest.ts'

/** On average, and at most. A reader's feed of one tag has each of its items on another shard, all of which the Worker reads. */
const SHARD = { items: 25, most: 75 }

/** Puts the items on shards, and these among the assets; returns where each of the items is, by its key. */
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

/** Where a shard ends depends on its last item alone, so that an article more or less moves no item to another shard than its neighbours. */
function cutShards(items: readonly ItemSource[]): ItemSource[][] {
  const shards: ItemSource[][] = []
  let isFull = true
  for (const item of items) {
    if (isFull) shards.push([])
    const shard = shards.at(-1)!
    shard.push(item)
    isFull = shard.length === SHARD.most || hashOf(String(item.published)) % SHARD.items === 0
  }
  return shards
}

/** What an edition is put together from, where its items are on shards. */
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
