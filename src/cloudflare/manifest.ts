import type { Forwarding } from '../content/addresses.ts'
import type { Instant } from '../content/dates.ts'
import type { Feed } from '../feed/feed.ts'
import type { Format } from '../feed/formats.ts'
import type { SiteInfo } from '../http/publication.ts'

/** Folder of the assets that only the Worker reads. It answers 404 to everybody else. */
export const PRIVATE_FOLDER = '_data'

/** What is bundled into the Worker. It does not grow with the number of articles. */
export interface Manifest {
  site: SiteInfo
  /** The moments at which something changes by itself, as they were known when this was compiled. */
  changes: Instant[]
  /** The documents asked for most, by path. */
  documents: Record<string, Entry>
  /** Assets with the entries of all others; `shelfOf` says which. */
  shelves: string[]
  /** Asset with the list of feeds. */
  feeds: string
  /** Asset with the counts and problems. */
  status: string
}

/** What is known of one address: a document, or where it leads. */
export type Entry = DocumentEntry | ForwardingEntry

/** In order of time; the last one whose `from` has come is in force, and before the first there is nothing. */
export interface ForwardingEntry {
  forwardings: { from: Instant; to?: Forwarding }[]
}

export interface DocumentEntry {
  /** The format of a feed, or the media type of any other file. */
  feed?: Format['name']
  contentType?: string
  /** In order of time; the last one whose `from` has come is in force, and before the first there is nothing. */
  editions: EditionEntry[]
}

/** A document from a moment on, or the path of the one that stands in for it, or that has always been meant. */
export type EditionEntry = { from: Instant; current: string; isPermanent?: boolean } | RenderedEntry

export interface RenderedEntry {
  /** 0 for what is in force when this is compiled. */
  from: Instant
  version: string
  lastModified: Instant
  isArchive?: boolean
  /** Name of the asset with the bytes, where they were rendered ahead. */
  asset?: string
  /** What to render where they were not. */
  recipe?: Recipe
}

/** A feed whose items are on shards: for each, the number of the shard and the place on it. */
export interface Recipe {
  feed: Feed
  maxBytes?: number
  shards: string[]
  items: [number, number][]
}

/** Which shelf holds the entry of a path (FNV-1a). */
export function shelfOf(path: string, shelves: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < path.length; index++)
    hash = Math.imul(hash ^ path.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % shelves
}
