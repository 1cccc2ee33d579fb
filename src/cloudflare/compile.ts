import { canonicalPath, createAddresses } from '../content/library/addresses.ts'
import { comingChanges, countStates, type Library } from '../content/library/library.ts'
import type { Instant } from '../content/text/dates.ts'
import { encodePath } from '../content/text/urls.ts'
import { createDocuments } from '../feed/documents/documents.ts'
import type { ItemFormat } from '../feed/documents/item-formats.ts'
import type { Edition, Editions } from '../feed/editions/edition.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { ALL_FORMATS } from '../feed/formats/formats.ts'
import { archiveFolder, folderOf, type Scope } from '../feed/scope.ts'
import { listFeeds, toOtherDocument, toSiteInfo } from '../publication/publication.ts'
import {
  type Entry,
  type FeedState,
  type FileState,
  type FolderState,
  feedAsset,
  type Manifest,
  shelfOf,
} from './manifest.ts'
import { addShards, toRecipe } from './shards.ts'

export interface CompileOptions {
  library: Library
  editions: Editions
  /** Files beside the articles. */
  media: { path: string; contentType: string; version: string; lastModified: Instant; length: number }[]
  now: Instant
  digest(text: string): string
  /** How many documents are rendered ahead, of the feeds of the site, its languages and its sections; the rest is rendered from shards when it is asked for. */
  ahead?: number
  /** How many bytes of entries the manifest itself holds. */
  bundled?: number
}

export interface Compiled {
  manifest: Manifest
  /** Assets by name, below `PRIVATE_FOLDER`. A name never stands for two contents, so one that is there already need not be made. */
  assets: Map<string, () => string>
  /** Where each media file of the folder goes. */
  mediaAssets: Map<string, string>
}

/** Of its JSON, on average at most: the Worker parses one shelf for an address. */
const SHELF_BYTES = 128 * 1024

/** Turns a library into what the Worker serves, for now and for every known moment in the future. */
export function compile({
  library,
  editions,
  media,
  now,
  digest,
  ahead = 400,
  bundled = 16 * 1024,
}: CompileOptions): Compiled {
  const assets = new Map<string, () => string>()
  const changes = comingChanges(library, now)
  const moments = [now, ...changes]
  const since = (moment: Instant) => (moment === now ? 0 : moment)
  const entries = new Map<string, Entry>()
  const spellings = new Map<string, Entry>()
  const unrendered: { edition: Edition; state: FeedState }[] = []
  // What has a feed once has one ever after.
  for (const scope of editions.scopes(moments.at(-1)!)) addFolders(scope)
  const documents = createDocuments(library, editions)
  const itemStates: { source: ItemSource; state: FileState }[] = []
  for (const path of new Set(moments.flatMap((moment) => documents.paths(moment)))) addDocument(path)
  addItems()
  const mediaAssets = new Map<string, string>()
  for (const { path, contentType, version, lastModified, length } of media) {
    const asset = `media-${digest(`${path}\n${version}`)}`
    mediaAssets.set(path, asset)
    entries.set(encodePath(path), {
      contentType,
      file: [{ from: 0, version, lastModified, length, asset }],
    })
  }
  const addresses = createAddresses(library)
  for (const path of addresses.paths()) {
    const forwardings = changing(moments, (moment) => addresses.find(path, moment))
    if (forwardings.length > 0)
      spellings.set(path, { forwardings: forwardings.map(([from, to]) => ({ from: since(from), to })) })
  }
  const add = (name: string, text: string): string => {
    const asset = `${name}-${digest(text)}.json`
    assets.set(asset, () => text)
    return asset
  }
  for (const [path, entry] of spellings) if (!entries.has(path)) entries.set(path, entry)
  const { hot, cold } = divide(entries, bundled)
  const manifest: Manifest = {
    site: toSiteInfo(library.site),
    changes,
    entries: Object.fromEntries(hot),
    shelves: shelve(cold).map((shelf) => add('shelf', shelf)),
    feeds: add(
      'feeds',
      JSON.stringify(
        changing(moments, (moment) => listFeeds(editions, moment)).map(([from, feeds]) => ({
          from: since(from),
          feeds,
        })),
      ),
    ),
    status: add(
      'status',
      JSON.stringify({
        problems: library.problems,
        counts: moments.map((from) => ({
          from: since(from),
          articles: countStates(library.articles, from),
        })),
      }),
    ),
  }
  return { manifest, assets, mediaAssets }

  /** The folder of a feed, those of all its archives, and that of the archive after the last, which is linked before it is there. */
  function addFolders(scope: Scope): void {
    const changes = editions.changes(scope, now)
    const archives = editions.countArchives(scope, changes.at(-1) ?? now)
    addFolder(folderOf(scope), changes)
    // None where there are no archives at all.
    for (let number = 1; archives > 0 && number <= archives + 1; number++)
      addFolder(archiveFolder(scope, number), editions.changes(scope, now, number))
  }

  function addFolder(folder: string, changes: Instant[]): void {
    const states = statesOf(folder, [now, ...changes])
    entries.set(folder, { folder: states })
    const { file } = ALL_FORMATS[0]!
    const spelling = canonicalPath(folder + file).slice(0, -file.length)
    const elsewhere = spelling === folder ? [] : statesElsewhere(spelling, states)
    if (elsewhere.length > 0) spellings.set(spelling, { folder: elsewhere })
  }

  /** Where another spelling of a folder leads: not always there, for two folders may differ in their case alone. */
  function statesElsewhere(spelling: string, states: readonly FolderState[]): FolderState[] {
    const leading: Extract<FolderState, { current: string }>[] = []
    for (const { from } of states) {
      const moment = from || now
      const there = editions.spell(spelling, moment)
      // What is there once is there ever after.
      if (there !== undefined) return [...leading, { from, current: there, isPermanent: true }]
      const current = editions.findCurrent(spelling, moment)
      if (current !== undefined && leading.at(-1)?.current !== current) leading.push({ from, current })
    }
    return leading
  }

  function addDocument(path: string): void {
    const changes = documents.changes(path, now)!
    let format: ItemFormat['name'] | undefined
    let contentType = ''
    const states: FileState[] = []
    let previous: string | undefined
    for (const moment of [now, ...changes]) {
      const document = documents.find(path, moment)
      if (document?.fingerprint === previous) continue
      previous = document?.fingerprint
      if (!document) {
        states.push({ from: since(moment) })
        continue
      }
      contentType = document.contentType
      const { version, lastModified } = toOtherDocument(document, digest, undefined)
      const state: FileState = { from: since(moment), version, lastModified }
      states.push(state)
      if (document.made) {
        format = document.made.format.name
        itemStates.push({ source: document.made.from, state })
      } else {
        state.asset = `${version}-${digest(path)}`
        // Found again when it is written: all versions of what lists everything are too much to hold.
        assets.set(state.asset, () => documents.find(path, moment)!.render())
      }
    }
    entries.set(path, {
      file: states,
      contentType,
      ...(changes.length > 0 && { changes }),
      ...(format && { format }),
    })
  }

  /** Puts every item that is not in what was rendered ahead on a shard, oldest first, so that a new article touches the last one alone. */
  function addItems(): void {
    const used = [
      ...unrendered.flatMap(({ edition }) => edition.items),
      ...itemStates.map(({ source }) => source),
    ]
    const places = addShards(used, editions.version, assets, digest)
    for (const { edition, state } of unrendered) state.recipe = toRecipe(edition, places)
    for (const { source, state } of itemStates) state.item = places.get(source.key)!
  }

  function statesOf(folder: string, moments: Instant[]): FolderState[] {
    const states: FolderState[] = []
    let previous: string | undefined
    for (const moment of moments) {
      const edition = editions.findIn(folder, moment)
      const current = edition ? undefined : editions.findCurrent(folder, moment)
      const state = edition ? `${edition.isArchive} ${edition.fingerprint}` : current
      if (state === previous) continue
      previous = state
      if (current !== undefined) states.push({ from: since(moment), current })
      if (edition) states.push(toState(edition, since(moment)))
    }
    return states
  }

  function toState(edition: Edition, from: Instant): FeedState {
    const { fingerprint, lastModified, isArchive, render, scope } = edition
    const version = digest(fingerprint)
    const state: FeedState = { from, version, lastModified, ...(isArchive && { isArchive }) }
    const isAsked = scope.facet === undefined || scope.facet.kind === 'language'
    if (isAsked && !isArchive && assets.size < ahead)
      for (const format of ALL_FORMATS) assets.set(feedAsset(version, format), () => render(format))
    else unrendered.push({ edition, state })
    return state
  }
}

/** What is at each moment, where it is another than at the one before. */
function changing<T>(moments: Instant[], at: (moment: Instant) => T): [Instant, T][] {
  let previous = JSON.stringify(undefined)
  return moments.flatMap((moment): [Instant, T][] => {
    const value = at(moment)
    const text = JSON.stringify(value)
    if (text === previous) return []
    previous = text
    return [[moment, value]]
  })
}

/** What is bundled, as far as it fits, and the JSON of all other entries by path. */
function divide(entries: ReadonlyMap<string, Entry>, bundled: number) {
  const hot: [string, Entry][] = []
  const cold: [string, string][] = []
  let bytes = 0
  for (const [path, entry] of entries) {
    const text = JSON.stringify(entry)
    const isHot = isMain(entry) && bytes + text.length <= bundled
    if (isHot) {
      hot.push([path, entry])
      bytes += text.length
    } else cold.push([path, text])
  }
  return { hot, cold }
}

/** Of what is rendered ahead, and of files. */
function isMain(entry: Entry): boolean {
  if ('folder' in entry) return !entry.folder.some((state) => 'recipe' in state && state.recipe)
  return 'file' in entry && !entry.format
}

/** The JSON of the shelves. Their number is a power of 2, so that a few bytes more seldom move every entry. */
function shelve(entries: readonly [string, string][]): string[] {
  if (entries.length === 0) return []
  const bytes = entries.reduce((sum, [path, text]) => sum + path.length + text.length, 0)
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(bytes / SHELF_BYTES)))
  const shelves = Array.from({ length: count }, (): string[] => [])
  for (const [path, text] of entries) shelves[shelfOf(path, count)]!.push(`${JSON.stringify(path)}:${text}`)
  return shelves.map((shelf) => `{${shelf.join()}}`)
}
