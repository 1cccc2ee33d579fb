import { canonicalPath } from '../content/library/addresses.ts'
import { comingChanges } from '../content/library/library.ts'
import { isPushWanted } from '../content/site/push-settings.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Edition } from '../feed/editions/edition.ts'
import { ALL_FORMATS, splitFeedPath } from '../feed/formats/formats.ts'
import type { Item } from '../feed/item.ts'
import { type CataloguedAnswer, createCatalogue } from '../publication/catalogue.ts'
import { findFormerFolders, isOfFeed, listFeeds, toSiteInfo } from '../publication/publication.ts'
import { formerFeedsOf } from '../publication/slugs-there.ts'
import type { Compiled, CompileOptions } from './compiled.ts'
import { describePush } from './describe-push.ts'
import { divideEntries } from './entry-shards.ts'
import { createItemReader, type ItemPlace } from './feeds/item-reader.ts'
import { renderKept, withKeptItems } from './feeds/kept-items.ts'
import { createOrderMaker, type Order } from './feeds/orders.ts'
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
import { type DocumentsToPlace, placeDocuments } from './place-documents.ts'
import { packedSize } from './text-shards.ts'
import {
  codesOf,
  countPublic,
  describeAnswer,
  describeState,
  findLastChange,
  leadsNowhere,
  statesOverTime,
} from './timelines.ts'

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
  const orders = new Map<string, () => Order>()
  const mediaAssets = new Map<string, string>()
  const owners = new Map<string, AssetOwner>()
  let places: ReadonlyMap<string, ItemPlace> = new Map()
  const readStored = createItemReader((name) => readShard(name) ?? String(itemShards.get(name)!()))
  const makeOrder = createOrderMaker(readStored, compress)
  const kept = withKeptItems(editions, readItem)
  const catalogue = createCatalogue({ library, editions, media, pages: pages?.(kept), digest })
  const changes = comingChanges(library, now)
  const since = (moment: Instant) => (moment === now ? 0 : moment)
  const folders = new Map<string, FolderEntry>()
  const paths = new Map<string, PathEntry>()
  const toPlace: DocumentsToPlace = { feeds: [], items: [], texts: [] }

  for (const folder of catalogue.folders(now)) addFolder(folder)
  for (const folder of [...folders.keys()]) addSpelling(folder)
  for (const path of catalogue.otherPaths(now)) addPath(path)
  places = placeDocuments(toPlace, {
    editions,
    digest,
    assets,
    owners,
    add: (name, order) => addOrder(assets, name, order),
    addShard: (name, order) => addOrder(itemShards, name, order),
    maxAssets,
    files: mediaAssets.size,
    maxPrerendered: Math.min(maxPrerendered, Math.floor(maxAssets / 2) - mediaAssets.size),
  })

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
  // The makers keep all that is in this scope, and are in memory until everything is made.
  for (const all of [folders, paths]) all.clear()
  for (const all of Object.values(toPlace)) all.length = 0
  return { manifest, assets, itemShards, orders, mediaAssets, owners }

  function readItem(key: string): Item | undefined {
    const place = places.get(key)
    return place && readStored(place)
  }

  function addOrder(makers: Compiled['assets'], name: string, order: () => Order): void {
    orders.set(name, order)
    makers.set(name, () => makeOrder(order()))
  }

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
      return ['edition' in answer ? toFeedState(answer.edition, moment) : { from, ...answer }]
    })
    if (states.length > 0) folders.set(folder, { folder: states })
  }

  /** Adds the folder in lower case, the only other spelling that the app looks up. */
  function addSpelling(folder: string): void {
    const { file } = ALL_FORMATS[0]!
    const spelling = canonicalPath(folder + file).slice(0, -file.length)
    if (!folders.has(spelling)) addFolder(spelling)
  }

  function toFeedState(edition: Edition, moment: Instant): FeedState {
    const { fingerprint, lastModified, kind } = edition
    const version = digest(fingerprint)
    const state: FeedState = { from: since(moment), version, lastModified, ...(kind !== 'feed' && { kind }) }
    toPlace.feeds.push({ edition, moment, state })
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
    if (item) toPlace.items.push(item.from)
    const read = item
      ? () => renderKept(item, readItem)
      : () => (catalogue.find(path, moment) as typeof answer).read()
    const size = packedSize(answer)
    if (size !== undefined) {
      toPlace.texts.push({ path, version, size, read, state })
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
