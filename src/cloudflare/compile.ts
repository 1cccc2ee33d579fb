import { createAddresses } from '../content/addresses.ts'
import type { Instant } from '../content/dates.ts'
import { comingChanges, countStates, type Library } from '../content/library.ts'
import { encodePath } from '../content/urls.ts'
import type { Edition, Editions } from '../feed/edition.ts'
import { listFeeds, toDocument } from '../http/publication.ts'
import {
  type DocumentEntry,
  type Entry,
  type ForwardingEntry,
  type Manifest,
  type RenderedEntry,
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
  const unrendered: { edition: Edition; entry: RenderedEntry }[] = []
  const archives = new Set(moments.flatMap((moment) => editions.archivePaths(moment)))
  for (const path of [...editions.paths(), ...archives, ...nextArchives(archives)]) {
    const entry: DocumentEntry = { editions: [] }
    let previous = ''
    for (const moment of moments) {
      const from = moment === now ? 0 : moment
      const edition = editions.find(path, moment)
      const current = edition ? undefined : editions.findCurrent(path, moment)
      const state = edition ? `${edition.isArchive} ${edition.fingerprint}` : (current ?? '')
      if (state === previous) continue
      previous = state
      if (current !== undefined) entry.editions.push({ from, current })
      if (!edition) continue
      const { version, lastModified, isArchive, feed } = toDocument(edition, digest, undefined)
      const known: RenderedEntry = { from, version, lastModified, ...(isArchive && { isArchive }) }
      entry.feed = feed
      entry.editions.push(known)
      if (!isArchive && entries.length < ahead) {
        known.asset = `${version}-${edition.format.file}`
        assets.set(known.asset, edition.render)
      } else unrendered.push({ edition, entry: known })
    }
    entries.push([path, entry])
  }
  addRecipes(unrendered, editions.version, assets, digest)
  const mediaAssets = new Map<string, string>()
  for (const { path, contentType, version, lastModified } of media) {
    const asset = `media-${digest(`${path}\n${version}`)}`
    mediaAssets.set(path, asset)
    entries.push([encodePath(path), { contentType, editions: [{ from: 0, version, lastModified, asset }] }])
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
  for (const [spelling, path] of editions.spellings)
    entries.push([spelling, { editions: [{ from: 0, current: path, isPermanent: true }] }])
  const add = (name: string, value: unknown): string => {
    const text = JSON.stringify(value)
    const asset = `${name}-${digest(text)}.json`
    assets.set(asset, () => text)
    return asset
  }
  // A recipe is as long as ten entries, and archives are rarely asked for.
  const hot = entries.filter(([, entry]) => isSmall(entry)).slice(0, bundled)
  const bundledEntries = new Set(hot)
  const { url, settings } = library.site
  const manifest: Manifest = {
    site: { url, title: settings.title, description: settings.description, language: settings.language },
    changes,
    documents: Object.fromEntries(hot),
    shelves: shelve(entries.filter((entry) => !bundledEntries.has(entry))).map((shelf) =>
      add('shelf', shelf),
    ),
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

function isSmall(entry: Entry): boolean {
  return 'forwardings' in entry || entry.editions.every((edition) => !('recipe' in edition && edition.recipe))
}

function shelve(entries: [string, Entry][]): Record<string, Entry>[] {
  const count = Math.ceil(entries.length / ENTRIES_PER_SHELF)
  const shelves = Array.from({ length: count }, (): Record<string, Entry> => ({}))
  for (const [path, entry] of entries) shelves[shelfOf(path, count)]![path] = entry
  return shelves
}

/** Of each feed's archives, the one after the last. */
function nextArchives(archives: Set<string>): Set<string> {
  const next = [...archives].map((path) =>
    path.replace(/archive\/(\d+)\/(?=[^/]+$)/, (_, number: string) => `archive/${Number(number) + 1}/`),
  )
  return new Set(next.filter((path) => !archives.has(path)))
}

/** Puts every item that some feed not rendered ahead shows on a shard, oldest first, so that a new article touches the last one alone. */
function addRecipes(
  unrendered: { edition: Edition; entry: RenderedEntry }[],
  version: string,
  assets: Map<string, () => string>,
  digest: (text: string) => string,
): void {
  const sources = new Map(
    unrendered.flatMap(({ edition }) => edition.items.map((item) => [item.key, item] as const)),
  )
  const inOrder = [...sources.values()].sort((a, b) => a.published - b.published || (a.key < b.key ? -1 : 1))
  const places = new Map<string, { asset: string; place: number }>()
  for (let start = 0; start < inOrder.length; start += ITEMS_PER_SHARD) {
    const shard = inOrder.slice(start, start + ITEMS_PER_SHARD)
    const asset = `items-${digest(JSON.stringify([version, shard.map(({ key }) => key)]))}.json`
    assets.set(asset, () => `[${shard.map(({ make }) => JSON.stringify(make())).join(',\n')}]`)
    for (const [place, { key }] of shard.entries()) places.set(key, { asset, place })
  }
  for (const { edition, entry } of unrendered) {
    const found = edition.items.map(({ key }) => places.get(key)!)
    const shards = [...new Set(found.map(({ asset }) => asset))]
    entry.recipe = {
      feed: edition.frame(),
      ...(edition.maxBytes !== undefined && { maxBytes: edition.maxBytes }),
      shards,
      items: found.map(({ asset, place }) => [shards.indexOf(asset), place]),
    }
  }
}
