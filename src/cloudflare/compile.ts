import { canonicalPath } from '../content/library/addresses.ts'
import { comingChanges, countStates, type Library } from '../content/library/library.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { ALL_FORMATS, splitFeedPath } from '../feed/formats/formats.ts'
import {
  type CataloguedAnswer,
  createCatalogue,
  type FolderAnswer,
  type MediaFiles,
} from '../publication/catalogue.ts'
import { listFeeds, toSiteInfo } from '../publication/publication.ts'
import { divideEntries } from './entry-shards.ts'
import { addItemShards, toRecipe } from './item-shards.ts'
import type { AssetOwner } from './limits.ts'
import {
  type Entry,
  type FeedState,
  type FolderState,
  feedAsset,
  type Manifest,
  type PathEntry,
  type PathState,
} from './manifest.ts'

/** What to compile, and the limits of what the Worker gets ready-made. */
export interface CompileOptions {
  library: Library
  editions: Editions
  /** The files beside the articles. */
  media: MediaFiles
  now: Instant
  digest(text: string): string
  /** How many documents of feeds of the site, its languages and its sections are rendered here; the Worker renders all others on demand. */
  maxPrerendered?: number
  /** How many bytes of entries the manifest holds; all others are in shards. */
  maxBundledBytes?: number
}

/** A compiled library. */
export interface Compiled {
  manifest: Manifest
  /** Makers of assets by name, below `PRIVATE_FOLDER`. A name is made of the content, so an asset that exists need not be made. */
  assets: Map<string, () => string | Uint8Array>
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
  now,
  digest,
  maxPrerendered = 400,
  maxBundledBytes = 16 * 1024,
}: CompileOptions): Compiled {
  const assets: Compiled['assets'] = new Map()
  const mediaAssets = new Map<string, string>()
  const owners = new Map<string, AssetOwner>()
  const catalogue = createCatalogue({ library, editions, media, digest })
  const changes = comingChanges(library, now)
  const since = (moment: Instant) => (moment === now ? 0 : moment)
  const folders = new Map<string, { folder: FolderState[]; files?: Record<string, PathEntry> }>()
  const paths = new Map<string, PathEntry>()
  const onDemand: { edition: Edition; state: FeedState }[] = []
  const itemStates: { source: ItemSource; state: PathState }[] = []

  for (const folder of catalogue.folders(now)) addFolder(folder)
  for (const folder of [...folders.keys()]) addSpelling(folder)
  for (const path of catalogue.otherPaths(now)) addPath(path)
  addItems()

  const entries = new Map<string, Entry>([...folders, ...paths])
  const { bundled, shards } = divideEntries(entries, maxBundledBytes)
  const manifest: Manifest = {
    site: toSiteInfo(library.site),
    changes,
    entries: Object.fromEntries(bundled),
    entryShards: shards.map((shard) => addText('entries', shard)),
    feeds: addText('feeds', JSON.stringify(feedsOverTime())),
    status: addText('status', JSON.stringify({ problems: codesOf(library), counts: countsOverTime() })),
  }
  return { manifest, assets, mediaAssets, owners }

  function addText(name: string, text: string): string {
    const asset = `${name}-${digest(text)}.json`
    assets.set(asset, () => text)
    return asset
  }

  function feedsOverTime() {
    const feeds = statesOverTime([now, ...changes], (moment) => listFeeds(editions, moment), JSON.stringify)
    return feeds.map(([from, feeds]) => ({ from: since(from), feeds }))
  }

  function countsOverTime() {
    return [now, ...changes].map((from) => ({
      from: since(from),
      articles: countStates(library.articles, from),
    }))
  }

  function addFolder(folder: string): void {
    const answers = statesOverTime(
      [now, ...catalogue.changes(folder, now)],
      (moment) => catalogue.findFolder(folder, moment),
      describeFolder,
    )
    const states = answers.flatMap(([moment, answer]): FolderState[] => {
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
    const { fingerprint, lastModified, isArchive, render, scope, folder } = edition
    const version = digest(fingerprint)
    const state: FeedState = { from, version, lastModified, ...(isArchive && { isArchive }) }
    const isMain = scope.facet === undefined || scope.facet.kind === 'language'
    if (isMain && !isArchive && assets.size < maxPrerendered)
      for (const format of ALL_FORMATS) {
        const asset = feedAsset(version, format)
        assets.set(asset, () => render(format))
        owners.set(asset, { path: folder + format.file, section: scope.section })
      }
    else onDemand.push({ edition, state })
    return state
  }

  function addPath(path: string): void {
    const changes = catalogue.changes(path, now)
    const answers = statesOverTime(
      [now, ...changes],
      (moment) => catalogue.find(path, moment),
      (answer) => describePath(answer),
    )
    const entry: PathEntry = { path: [], ...(changes.length > 0 && { changes }) }
    for (const [moment, answer] of answers) entry.path.push(toPathState(path, entry, answer, moment))
    if (answers.every(([, answer]) => answer === undefined)) return
    const split = splitFeedPath(path)
    const folder = split && folders.get(split.folder)
    if (folder) folder.files = { ...folder.files, [split.format.file]: entry }
    else paths.set(path, entry)
  }

  function toPathState(
    path: string,
    entry: PathEntry,
    answer: CataloguedAnswer | undefined,
    moment: Instant,
  ): PathState {
    const from = since(moment)
    if (!answer) return { from }
    if (answer.kind === 'redirect' || answer.kind === 'gone') return { from, other: answer }
    if (answer.kind === 'feed' || answer.kind === 'archive') return { from, isOfFolder: true }
    const { contentType, version, lastModified, length } = answer
    entry.contentType = contentType
    if (answer.kind === 'media') {
      const asset = `media-${digest(`${path}\n${version}`)}`
      mediaAssets.set(decodeURIComponent(path), asset)
      return { from, version, lastModified, length, asset }
    }
    const state: PathState = { from, version, lastModified }
    if (answer.item) {
      entry.format = answer.item.format.name
      itemStates.push({ source: answer.item.from, state })
      return state
    }
    const asset = `${version}-${digest(path)}`
    // Found again when it is written, because all versions of documents that list everything do not fit in memory.
    assets.set(asset, () => (catalogue.find(path, moment) as typeof answer).read())
    owners.set(asset, { path })
    return Object.assign(state, { asset })
  }

  /** Puts all items that the Worker renders on shards, oldest first, so that a new article changes only the last shard. */
  function addItems(): void {
    const used = [
      ...onDemand.flatMap(({ edition }) => edition.items),
      ...itemStates.map(({ source }) => source),
    ]
    const places = addItemShards(used, editions.version, assets, digest)
    for (const { edition, state } of onDemand) state.recipe = toRecipe(edition, places)
    for (const { source, state } of itemStates) state.item = places.get(source.key)!
  }
}

/** The Worker has nobody to tell the places of problems to. */
function codesOf({ problems }: Library) {
  return problems.map(({ severity, code }) => ({ severity, code }))
}

/** The values at those moments that differ from the moment before; values with equal descriptions are equal. */
function statesOverTime<T>(
  moments: readonly Instant[],
  at: (moment: Instant) => T,
  describe: (value: T) => string | undefined,
): [Instant, T][] {
  let previous: string | undefined
  return moments.flatMap((moment): [Instant, T][] => {
    const value = at(moment)
    const description = describe(value)
    if (description === previous) return []
    previous = description
    return [[moment, value]]
  })
}

function describeFolder(answer: FolderAnswer | undefined): string | undefined {
  if (!answer) return undefined
  if (!('edition' in answer)) return JSON.stringify(answer)
  return `${answer.edition.isArchive} ${answer.edition.fingerprint}`
}

function describePath(answer: CataloguedAnswer | undefined): string | undefined {
  if (!answer || answer.kind === 'redirect' || answer.kind === 'gone') return answer && JSON.stringify(answer)
  return answer.kind === 'feed' || answer.kind === 'archive' ? 'folder' : answer.version
}
