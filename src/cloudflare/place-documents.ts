import type { Editions } from '../feed/editions/editions.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import type { ItemPlace } from './feeds/item-reader.ts'
import type { Order } from './feeds/orders.ts'
import { placeCandidates, type RenderingCandidate } from './feeds/prerender.ts'
import type { AssetOwner } from './limits.ts'
import { joinTexts, type PackedDocument, packDocuments } from './text-shards.ts'

/** Documents that are made of items or share assets; their states say in the end where they are. */
export interface DocumentsToPlace {
  feeds: RenderingCandidate[]
  /** The items that documents of single articles show. */
  items: ItemSource[]
  texts: PackedDocument[]
}

interface PlaceDocumentsOptions {
  editions: Editions
  digest(text: string): string
  /** The makers of all assets. */
  assets: Map<string, () => string | Uint8Array>
  owners: Map<string, AssetOwner>
  /** Adds an asset that is made of items. */
  add(name: string, order: () => Order): void
  /** Adds a shard of items, which is not an asset. */
  addShard(name: string, order: () => Order): void
  /** How many assets there may be, `files` of which are files beside articles. */
  maxAssets: number
  files: number
  /** How many of them there may be of feeds that are assets by themselves. */
  maxPrerendered: number
}

/** Gives each document its place among the assets; returns the places of all items by their keys. */
export function placeDocuments(
  { feeds, items, texts }: DocumentsToPlace,
  {
    editions,
    digest,
    assets,
    owners,
    add,
    addShard,
    maxAssets,
    files,
    maxPrerendered,
  }: PlaceDocumentsOptions,
): ReadonlyMap<string, ItemPlace> {
  const options = { editions, digest, add, addShard, owners, maxPrerendered }
  const { places, packed } = placeCandidates(feeds, items, options)
  const maxShards = (share: number) => Math.floor(share * maxAssets) - assets.size - files
  const formats = editions.formats.map(({ file }) => file)
  packDocuments(packed, {
    nameOf: (key) => `feeds-${digest(key)}.pack`,
    add(name, shard) {
      const all = shard.map(({ order }) => order)
      add(name, () => ({ kind: 'pack', formats, feeds: all.map((order) => order()) }))
    },
    owners,
    maxShards: maxShards(0.5),
  })
  packDocuments(texts, {
    nameOf: (key) => `texts-${digest(key)}.jsonl`,
    add(name, shard) {
      const all = shard.map(({ read }) => read)
      assets.set(name, () => joinTexts(all))
    },
    owners,
    maxShards: maxShards(0.9),
  })
  return places
}
