import type { Library } from '../content/library/library.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Documents } from '../feed/documents/document.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { MediaFiles } from '../publication/catalogue.ts'
import type { Order } from './feeds/orders.ts'
import type { AssetOwner } from './limits.ts'
import type { Manifest } from './manifest.ts'

/** What to compile, and the limits of what the Worker gets ready-made. */
export interface CompileOptions {
  library: Library
  editions: Editions
  /** The files beside the articles; `objects` are those that the Worker reads from its bucket. */
  media: MediaFiles & { objects?: ReadonlySet<string> }
  /** Makes the pages for people. */
  pages?(editions: Editions): Documents
  now: Instant
  digest(text: string): string
  /** Compresses with gzip what the Worker reads only a part of; stored as it is unless given. */
  compress?(bytes: Uint8Array): Uint8Array
  /** Reads a shard of items that is written already; otherwise it is made again where it is needed. */
  readShard?(name: string): string | undefined
  /** How many assets there may be, of which documents that are rendered ahead take half at most. */
  maxAssets?: number
  /** How many documents are rendered whole here; the Worker puts feeds together that are not. */
  maxPrerendered?: number
  /** How many bytes of entries the manifest holds; all others are in shards. */
  maxBundledBytes?: number
}

export interface Compiled {
  manifest: Manifest
  /** Makers of assets by name, below `PRIVATE_FOLDER`. A name is made of the content, so an asset that exists need not be made. */
  assets: Map<string, () => string | Uint8Array>
  /** Makers of the items from which assets are made, by name. They are kept for the next compile, and no Worker reads them. */
  itemShards: Map<string, () => string | Uint8Array>
  /** What shards of items, and the assets that are made of them, are made of, by name: for a thread that makes them. */
  orders: ReadonlyMap<string, () => Order>
  /** The name of the asset of each media file, by its path in the folder. */
  mediaAssets: Map<string, string>
  /** What the assets hold, for messages about one that is too large. */
  owners: ReadonlyMap<string, AssetOwner>
}
