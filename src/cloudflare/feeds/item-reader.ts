import type { StoredItem } from './feed-pieces.ts'

/** Where an item is: the file with its shard, and its line there, counted from 0. */
export type ItemPlace = [shard: string, line: number]

/** How many shards are kept in memory while documents are rendered from them. */
const MAX_KEPT = 64

/** Reads items back from their shards, so that each is made once however many documents show it. */
export function createItemReader(readShard: (name: string) => string): (place: ItemPlace) => StoredItem {
  const kept = new Map<string, string[]>()
  return ([shard, line]) => {
    const lines = kept.get(shard) ?? readShard(shard).split('\n')
    kept.delete(shard)
    kept.set(shard, lines)
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return JSON.parse(lines[line]!) as StoredItem
  }
}
