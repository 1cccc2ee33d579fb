import { canonicalPath } from '../content/library/addresses.ts'
import { comingChanges, type Library } from '../content/library/library.ts'
import { isPushWanted } from '../content/site/push-settings.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Documents } from '../feed/documents/document.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { ALL_FORMATS, splitFeedPath } from '../feed/formats/formats.ts'
import { type CataloguedAnswer, createCatalogue, type MediaFiles } from '../publication/catalogue.ts'
import { findFormerFolders, isOfFeed, listFeeds, toSiteInfo } from '../publication/publication.ts'
import { formerFeedsOf } from '../publication/slugs-there.ts'
import { describePush } from './describe-push.ts'
import { divideEntries } from './entry-shards.ts'
import { renderKept, withKeptItems } from './feeds/kept-items.ts'
import { placeCandidates, type RenderingCandidate } from './feeds/prerender.ts'
import { type AssetOwner, MAX_ASSETS } from './limits.ts'
import type {
  EdgeStatus,
  Entry,
  FeedLists,
  FeedState,
  FolderEntry,
  FolderState,
  Manifest,
  PathEntry,
  PathState,
} from './manifest.ts'
import { createPieceRuns, type PieceRuns } from './pieces.ts'
import { FEED_PACKS, type PackedDocument, packDocuments, packedSize, TEXT_SHARDS } from './text-shards.ts'
import {
  codesOf,
  countPublic,
  describeAnswer,
  describeState,
  findLastChange,
  leadsNowhere,
  statesOverTime,
} from './timelines.ts'

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
  /** The name of the asset of each media file, by its path in the folder. */
  mediaAssets: Map<string, string>
  /** What the assets hold, for messages about one that is too large. */
  owners: ReadonlyMap<string, AssetOwner>
}

/** Compiles a library into what the Worker serves, at `now` and after every known change in the future. */
export function compile({
  library,
  editions,
  media,
  pages,
  now,
  digest,
  compress = (bytes) => bytes,
  readShard = () => undefined,
  maxAssets = MAX_ASSETS,
  maxPrerendered = Number.POSITIVE_INFINITY,
  maxBundledBytes = 16 * 1024,
}: CompileOptions): Compiled {
  const assets: Compiled['assets'] = new Map()
  const itemShards: Compiled['itemShards'] = new Map()
  const mediaAssets = new Map<string, string>()
  const owners = new Map<string, AssetOwner>()
  let readItem: ReturnType<typeof placeCandidates> = () => undefined
  const kept = withKeptItems(editions, (key) => readItem(key))
  const catalogue = createCatalogue({ library, editions, media, pages: pages?.(kept), digest })
  const changes = comingChanges(library, now)
  const since = (moment: Instant) => (moment === now ? 0 : moment)
  const folders = new Map<string, FolderEntry>()
  const paths = new Map<string, PathEntry>()
  const candidates: RenderingCandidate[] = []
  const feeds: PackedDocument[] = []
  const packed: PackedDocument[] = []
  const single: ItemSource[] = []

  for (const folder of catalogue.folders(now)) addFolder(folder)
  for (const folder of [...folders.keys()]) addSpelling(folder)
  for (const path of catalogue.otherPaths(now)) addPath(path)
  readItem = placeCandidates(candidates, single, {
    editions,
    digest,
    assets,
    owners,
    pack: (feed) => feeds.push(feed),
    compress,
    itemShards,
    readShard,
    maxPrerendered: Math.min(maxPrerendered, Math.floor(maxAssets / 2) - mediaAssets.size),
  })
  const maxShards = (share = 0.9) => Math.floor(share * maxAssets) - assets.size - mediaAssets.size
  packDocuments(feeds, FEED_PACKS, { assets, owners, digest, maxShards: maxShards(0.5) })
  packDocuments(packed, TEXT_SHARDS, { assets, owners, digest, maxShards: maxShards() })

  const entries = new Map<string, Entry>([...folders, ...paths])
  const { bundled, shards } = divideEntries(entries, maxBundledBytes)
  const formerFolders = findFormerFolders(library.site)
  const formerFeeds = formerFeedsOf(library)
  const addJson = (name: string, value: unknown) => addText(name, JSON.stringify(value))
  const manifest: Manifest = {
    site: toSiteInfo(library.site),
    ...(changes.length > 0 && { lastChange: changes.at(-1)! }),
    entries: Object.fromEntries(bundled),
    ...(shards.length > 0 && {
      entryShards: addJson(
        'shards',
        shards.map((shard) => addText('entries', shard)),
      ),
    }),
    feeds: addJson('feeds', feedsOverTime()),
    status: addJson('status', {
      problems: codesOf(library),
      counts: countPublic(library, now),
    } satisfies EdgeStatus),
    ...(formerFolders.length > 0 && { formerFolders: addJson('former', formerFolders) }),
    ...(formerFeeds.feeds.length > 0 && { formerFeeds: addJson('former-feeds', formerFeeds) }),
    ...(isPushWanted(library.site) && { push: describePush(library, (content) => addJson('push', content)) }),
  }
  return { manifest, assets, itemShards, mediaAssets, owners }

  function addText(name: string, text: string): string {
    const asset = `${name}-${digest(text)}.json`
    assets.set(asset, () => text)
    return asset
  }

  function feedsOverTime(): FeedLists {
    const lists = statesOverTime([now, ...changes], (moment) => listFeeds(editions, moment), JSON.stringify)
    return [...lists].map(([from, list]) => [since(from), addText('feeds', JSON.stringify(list))])
  }

  function addFolder(folder: string): void {
    const answers = statesOverTime(
      [now, ...catalogue.changes(folder, now)],
      (moment) => catalogue.findFolder(folder, moment),
      describeState,
    )
    const states = [...answers].flatMap(([moment, answer]): FolderState[] => {
      if (!answer) return []
      const from = since(moment)
      return ['edition' in answer ? toFeedState(answer.edition, from) : { from, ...answer }]
    })
    if (states.length > 0) folders.set(folder, { folder: states })
  }

  /** Adds the folder in lower case, the only other spelling that the app looks up. */
  function addSpelling(folder: string): void {
    const { file } = ALL_FORMATS[0]!
    const spelling = canonicalPath(folder + file).slice(0, -file.length)
    if (!folders.has(spelling)) addFolder(spelling)
  }

  function toFeedState(edition: Edition, from: Instant): FeedState {
    const { fingerprint, lastModified, kind } = edition
    const version = digest(fingerprint)
    const state: FeedState = { from, version, lastModified, ...(kind !== 'feed' && { kind }) }
    candidates.push({ edition, state })
    return state
  }

  function addPath(path: string): void {
    const moments = [now, ...catalogue.changes(path, now)]
    const answerAt = (moment: Instant) => catalogue.find(path, moment)
    const lastChange = findLastChange(moments, answerAt)
    const entry: PathEntry = { path: [], ...(lastChange !== undefined && { lastChange }) }
    const pieceRuns = createPieceRuns()
    for (const [moment, answer] of statesOverTime(moments, answerAt, describeAnswer))
      entry.path.push(toPathState(path, entry, answer, moment, pieceRuns))
    if (entry.path.every(leadsNowhere)) return
    const sources = pieceRuns.sources((text) => addText('pieces', text))
    if (sources) entry.sources = sources
    const own = folders.get(path)
    const split = splitFeedPath(path, editions.formats)
    const folder = split && folders.get(split.folder)
    if (own) own.page = entry
    else if (folder) folder.files = { ...folder.files, [split.format.file]: entry }
    else paths.set(path, entry)
  }

  function toPathState(
    path: string,
    entry: PathEntry,
    answer: CataloguedAnswer | undefined,
    moment: Instant,
    pieceRuns: PieceRuns,
  ): PathState {
    const from = since(moment)
    if (!answer) return { from }
    if (answer.kind === 'redirect' || answer.kind === 'gone') return { from, other: answer }
    if (isOfFeed(answer)) return { from, isOfFolder: true }
    const { contentType, version, lastModified, length } = answer
    entry.contentType = contentType
    if (answer.kind === 'media') {
      if (answer.identified) throw new TypeError(`${path} was compiled before its content was read`)
      const name = decodeURIComponent(path)
      if (media.objects?.has(name)) return { from, version, lastModified, length, object: name }
      const asset = `media-${digest(`${path}\n${version}`)}`
      mediaAssets.set(name, asset)
      return { from, version, lastModified, length, asset }
    }
    const state: PathState = { from, version, lastModified }
    // Found again when it is written, because all versions of all documents do not fit in memory.
    const { item } = answer
    if (item) single.push(item.from)
    const read = item
      ? () => renderKept(item, readItem)
      : () => (catalogue.find(path, moment) as typeof answer).read()
    const size = packedSize(answer)
    if (size !== undefined) {
      packed.push({ path, version, size, read, state })
      return state
    }
    const pieces = answer.pieces?.()
    const runs = pieces && pieceRuns.describe(pieces)
    if (runs) return { ...state, runs }
    const asset = `${version}-${digest(path)}`
    if (pieces) pieceRuns.addSource(asset, pieces)
    assets.set(asset, read)
    owners.set(asset, { path })
    return Object.assign(state, { asset })
  }
}
