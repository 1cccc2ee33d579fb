import type { Gone, Redirect } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Feed } from '../feed/feed.ts'
import type { Format, ItemFormat } from '../feed/formats/format.ts'
import type { SiteInfo } from '../publication/publication.ts'

/** Folder of the assets that only the Worker reads. It answers 404 to everybody else. */
export const PRIVATE_FOLDER = '_data'

/** What is bundled into the Worker. It does not grow with the number of articles. */
export interface Manifest {
  site: SiteInfo
  /** The moments at which something changes by itself, as they were known when this was compiled. */
  changes: Instant[]
  /** The entries asked for most: of feeds and archives by their folder, which ends in `/` or is empty, of all else by path. */
  entries: Record<string, Entry>
  /** Assets with the entries of all others; `entryShardOf` says which. */
  entryShards: string[]
  /** Asset with the list of feeds. */
  feeds: string
  /** Asset with the counts and problems. */
  status: string
}

/** What is known of one folder or path. Its states are in order of time: the last whose `from` has come is in force, and before the first there is nothing. */
export type Entry = FolderEntry | PathEntry

/** The folder of a feed or an archive, which holds a document in each format. */
export interface FolderEntry {
  folder: FolderState[]
  /** Entries of paths in it that are something else at times, by the name of the file. */
  files?: Record<string, PathEntry>
}

/** `current` is the folder that stands for this one, and `status` that of the redirect. */
export type FolderState = { from: Instant; current: string; status: Redirect['status'] } | FeedState

export interface FeedState {
  /** 0 for what is in force when this is compiled. */
  from: Instant
  /** Of all formats together. */
  version: string
  lastModified: Instant
  isArchive?: boolean
  /** What to render; absent where all formats were rendered ahead. */
  recipe?: Recipe
}

export interface PathEntry {
  path: PathState[]
  contentType?: string
  /** The moments at which its document may change by itself; absent where there are none. */
  changes?: Instant[]
  /** How its item is written, where it is one. */
  format?: ItemFormat['name']
}

/** What a path is from a moment on: a document with a version, a redirect, something gone, what its folder says, or nothing. */
export interface PathState {
  from: Instant
  version?: string
  lastModified?: Instant
  /** In bytes, of a file beside the articles. */
  length?: number
  /** Name of the asset with the bytes. */
  asset?: string
  /** The shard with the item, and the place on it. */
  item?: [shard: string, place: number]
  other?: Redirect | Gone
  isOfFolder?: true
}

/** A feed whose items are on shards, one a line: for each, the number of the shard and the line. */
export interface Recipe {
  feed: Feed
  maxBytes?: number
  shards: string[]
  items: [number, number][]
}

/** Name of the asset with a feed that was rendered ahead. */
export function feedAsset(version: string, { file }: Format): string {
  return `${version}-${file}`
}

/** Which of the shards holds the entry of a folder or path. */
export function entryShardOf(path: string, shards: number): number {
  return hashOf(path) % shards
}

/** A number from 0 that looks like chance (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
