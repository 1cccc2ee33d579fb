import type { Gone, Redirect } from '../content/library/addresses.ts'
import type { PushSettings } from '../content/site/push-settings.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { Format } from '../feed/formats/format.ts'
import type { Item } from '../feed/item.ts'
import type { SiteInfo, Status } from '../publication/publication.ts'
import type { PushedArticle } from '../publication/push/published.ts'

/** Folder of the assets that only the Worker reads; requests for them get 404. */
export const PRIVATE_FOLDER = '_data'

/** The data that is bundled into the Worker. Its size does not depend on the number of articles. */
export interface Manifest {
  site: SiteInfo
  /** The last instant at which articles change by themselves, as known when this was compiled; absent if none do. */
  lastChange?: Instant
  /** The entries that are requested most: feeds and archives by folder, which ends in `/` or is empty, all others by path. */
  entries: Record<string, Entry>
  /** Name of the asset with the names of the shards of all other entries, of which `entryShardOf` chooses one; absent if there are none. */
  entryShards?: string
  /** Name of the asset with the lists of feeds over time. */
  feeds: string
  /** Name of the asset with the `EdgeStatus`. */
  status: string
  /** Name of the asset with the former folders of sections; absent if there are none. */
  formerFolders?: string
  /** Name of the asset with the addresses that feeds had before; absent if there are none. */
  formerFeeds?: string
  /** Absent where the site pushes nothing. */
  push?: EdgePushSettings
}

/** What push needs to know of the site. */
export interface EdgePushSettings {
  /** Name of the asset with the `PushedContent`; differs whenever that differs. */
  articles: string
  choices: Pick<PushSettings, 'hubs' | 'destinations'>
}

/** The articles that are not hidden for ever, whatever the time, and the paths of all sections. */
export interface PushedContent {
  articles: readonly PushedArticle[]
  sections: string[]
}

/** The problems, and the number of public articles from each instant on, at which it changes. */
export interface EdgeStatus {
  problems: Status['problems']
  counts: [from: Instant, articles: number][]
}

/** The lists of feeds from each instant on, by the names of their assets. */
export type FeedLists = [from: Instant, asset: string][]

/** The states of a folder or path in order of time. The last state whose `from` has passed applies; before the first there is nothing. */
export type Entry = FolderEntry | PathEntry

/** The folder of a feed or an archive, which holds a document in each format. */
export interface FolderEntry {
  folder: FolderState[]
  /** The page of the folder itself. */
  page?: PathEntry
  /** Entries of paths in it that lead elsewhere at some time, by the name of the file. */
  files?: Record<string, PathEntry>
}

/** A feed, or a redirect to the folder `current`. */
export type FolderState = { from: Instant; current: string; status: Redirect['status'] } | FeedState

/** The feed or archive in a folder from an instant on. */
export interface FeedState {
  /** 0 for the state at the time of compiling. */
  from: Instant
  /** Shared by all formats. */
  version: string
  lastModified: Instant
  /** Absent for the feed itself. */
  kind?: Exclude<Edition['kind'], 'feed'>
  /** The pack with the feed in all formats, and its place there, counted from 0; absent if each format is an asset. */
  text?: [pack: string, place: number]
}

/** The states of any other path. */
export interface PathEntry {
  path: PathState[]
  contentType?: string
  /** The last instant at which its document may change by itself; absent if it never does. */
  lastChange?: Instant
  /** The names of the assets that `runs` are of; the first one is small. */
  sources?: string[]
}

/** Bytes of one of an entry's sources; `end` is excluded. A state has runs of the first source and of one other, these in ascending order. */
export type Run = [source: number, start: number, end: number]

/** What a path leads to from an instant on: a document (with a version), a redirect, a withdrawn article, its folder's feed, or nothing. */
export interface PathState {
  from: Instant
  version?: string
  lastModified?: Instant
  /** In bytes; media only. */
  length?: number
  /** Name of the asset with the bytes. */
  asset?: string
  /** Key of the object with the bytes, in the bucket for files that are too large for an asset. */
  object?: string
  /** What makes up the bytes, of a document that has no asset of its own at this time. */
  runs?: Run[]
  /** The shard with the text as JSON, and its line there, counted from 0. */
  text?: [shard: string, line: number]
  other?: Redirect | Gone
  isOfFolder?: true
}

/** The long texts of an item, which its parts in all formats share. */
export type LongTexts = Pick<Item, 'contentHtml' | 'summary'>

/** A document of a feed: what stands before and after the items, and these in pieces; or the whole document as its start. */
export interface FeedPieces {
  start: string
  end?: string
  items: ItemPieces[]
}

/** Text, and the indexes of ways to write a long text of the item. */
export type ItemPieces = (string | number)[]

/** Name of the asset with a prerendered feed. */
export function feedAsset(version: string, { file }: Format): string {
  return `${version}-${file}`
}

/** Index of the shard with the entry of a folder or path; `shards` is their number. */
export function entryShardOf(path: string, shards: number): number {
  return hashOf(path) % shards
}

/** Hashes a text to an unsigned 32-bit integer (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
