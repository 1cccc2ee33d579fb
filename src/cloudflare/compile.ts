import { createAddresses } from '../content/addresses.ts'
import type { Instant } from '../content/dates.ts'
import { comingChanges, countStates, type Library } from '../content/library.ts'
import type { Edition, Editions } from '../feed/edition.ts'
import { listFeeds, toDocument } from '../http/publication.ts'
import {
  type DocumentEntry,
  type EditionEntry,
  type Entry,
  type ForwardingEntry,
  type Manifest,
  shelfOf,
} from './manifest.ts'

export interface CompileOptions {
  library: Library
  editions: Editions
  /** Files beside the articles. */
  media: { path: string; contentType: string; version: string; lastModified: Instant }[]
  now: Instant
  digest(text: string): string
  /** How many documents are rendered ahead; the rest is rendered from shards when it is asked for. */
  ahead?: number
  /** How many entries the manifest itself holds. */
  bundled?: number
}

export interface Compiled {
  manifest: Manifest
  /** Assets by name, below `PRIVATE_FOLDER`. A name never stands for two contents, so one that is there already need not be made. */
  assets: Map<string, () => string>
  /** Where each media file of the folder goes. */
  mediaAssets: Map<string, string>
}

const ITEMS_PER_SHARD = 100
const ENTRIES_PER_SHELF = 400

/** Turns a library into what the Worker serves, for now and for every known moment in the future. */
export function compile({
  library,
  editions,
  media,
  now,
  digest,
  ahead = 3000,
  bundled = 600,
}: CompileOptions): Compiled {
  const assets = new Map<string, () => string>()
  const changes = comingChanges(library, now)
  const moments = [now, ...changes]
  const entries: [string, Entry][] = []
  const unrendered: { edition: Edition; entry: EditionEntry }[] = []
  for (const path of editions.paths()) {
    const entry: DocumentEntry = { editions: [] }
    for (const from of moments) {
      const edition = editions.find(path, from)!
      entry.feed = edition.format.name
      const { version, lastModified } = toDocument(edition, digest, undefined)
      if (entry.editions.at(-1)?.version === version) continue
      const known: EditionEntry = { from: from === now ? 0 : from, version, lastModified }
      entry.editions.push(known)
      if (entries.length < ahead) {
        known.asset = `${version}-${edition.format.file}`
        assets.set(known.asset, edition.render)
      } else unrendered.push({ edition, entry: known })
    }
    entries.push([path, entry])
  }
  addRecipes(unrendered, assets, digest)
  const mediaAssets = new Map<string, string>()
  for (const { path, contentType, version, lastModified } of media) {
    const asset = `media-${digest(`${path}\n${version}`)}`
    mediaAssets.set(path, asset)
    entries.push([encodeURI(path), { contentType, editions: [{ from: 0, version, lastModified, asset }] }])
  }
  const addresses = createAddresses(library)
  for (const path of addresses.paths()) {
    const forwardings: ForwardingEntry['forwardings'] = []
    for (const from of moments) {
      const to = addresses.find(path, from)
      if (JSON.stringify(to) !== JSON.stringify(forwardings.at(-1)?.to))
        forwardings.push({ from: from === now ? 0 : from, to })
    }
    if (forwardings.length > 0) entries.push([path, { forwardings }])
  }
  const add = (name: string, value: unknown): string => {
    const text = JSON.stringify(value)
    const asset = `${name}-${digest(text)}.json`
    assets.set(asset, () => text)
    return asset
  }
  const { url, settings } = library.site
  const manifest: Manifest = {
    site: { url, title: settings.title, description: settings.description, language: settings.language },
    changes,
    documents: Object.fromEntries(entries.slice(0, bundled)),
    shelves: shelve(entries.slice(bundled)).map((shelf) => add('shelf', shelf)),
    feeds: add('feeds', listFeeds(editions, now)),
    status: add('status', {
      problems: library.problems,
      counts: moments.map((from) => ({
        from: from === now ? 0 : from,
        articles: countStates(library.articles, from),
      })),
    }),
  }
  return { manifest, assets, mediaAssets }
}

function shelve(entries: [string, Entry][]): Record<string, Entry>[] {
  const count = Math.ceil(entries.length / ENTRIES_PER_SHELF)
  const shelves = Array.from({ length: count }, (): Record<string, Entry> => ({}))
  for (const [path, entry] of entries) shelves[shelfOf(path, count)]![path] = entry
  return shelves
}

/** Puts every item that some feed not rendered ahead shows on a shard, oldest first, so that a new article touches the last one alone. */
function addRecipes(
  unrendered: { edition: Edition; entry: EditionEntry }[],
  assets: Map<string, () => string>,
  digest: (text: string) => string,
): void {
  const feeds = unrendered.map(({ edition }) => edition.compose())
  const published = new Map<string, Instant>()
  const texts = feeds.map(({ items }) => items.map((item) => JSON.stringify(item)))
  for (const [index, { items }] of feeds.entries())
    for (const [place, item] of items.entries()) published.set(texts[index]![place]!, item.published)
  const inOrder = [...published].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([text]) => text)
  const places = new Map<string, [string, number]>()
  for (let start = 0; start < inOrder.length; start += ITEMS_PER_SHARD) {
    const shard = inOrder.slice(start, start + ITEMS_PER_SHARD)
    const text = `[${shard.join(',\n')}]`
    const asset = `items-${digest(text)}.json`
    assets.set(asset, () => text)
    for (const [place, item] of shard.entries()) places.set(item, [asset, place])
  }
  for (const [index, { entry }] of unrendered.entries()) {
    entry.recipe = {
      feed: { ...feeds[index]!, items: [] },
      items: texts[index]!.map((text) => places.get(text)!),
    }
  }
}
