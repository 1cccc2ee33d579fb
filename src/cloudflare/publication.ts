import { canonicalPath } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import { ITEM_FORMATS } from '../feed/documents/item-formats.ts'
import { renderWithin } from '../feed/editions/size.ts'
import { type Format, splitFeedPath } from '../feed/formats/formats.ts'
import type { Item } from '../feed/item.ts'
import {
  type Answer,
  type Bytes,
  type Document,
  type FeedEntry,
  type Publication,
  type Status,
  versionOf,
} from '../publication/publication.ts'
import {
  type Entry,
  type FileEntry,
  type FolderState,
  feedAsset,
  type Manifest,
  PRIVATE_FOLDER,
  type Recipe,
  shelfOf,
} from './manifest.ts'
import { sliceStream } from './slice-stream.ts'

/** The part of Cloudflare's asset binding that is used. */
export interface Assets {
  fetch(url: string): Promise<Response>
}

/** How many assets an isolate keeps: they have a few hundred KB at most, and its memory has 128 MB. */
const MAX_KEPT = 48

/** Serves what was compiled: headers from the manifest without reading anything, bytes streamed from assets. */
export function createCompiledPublication(manifest: Manifest, assets: Assets): Publication {
  const kept = new Map<string, Promise<unknown>>()
  /** The asset with a document's bytes, or what renders them. */
  const sources = new WeakMap<Document, string | (() => Promise<Bytes>)>()

  return {
    site: () => manifest.site,
    async find(path, now) {
      const split = splitFeedPath(path)
      const folder = split && (await findEntry(split.folder))
      if (split && folder && 'folder' in folder) return toFeed(path, split.format, folder.folder, now)
      const entry = await findEntry(path)
      if (entry && 'file' in entry) return toFile(path, entry, now)
      const other = entry ?? (await findEntry(canonicalPath(path)))
      return other && 'forwardings' in other ? inForce(other.forwardings, now)?.to : undefined
    },
    async read(document, range): Promise<Bytes> {
      const source = sources.get(document)!
      if (typeof source !== 'string') return source()
      const body = (await open(source)).body as ReadableStream<Uint8Array>
      return range ? sliceStream(body, range) : body
    },
    async feeds(now) {
      return inForce(await load<{ from: Instant; feeds: FeedEntry[] }[]>(manifest.feeds), now)!.feeds
    },
    async status(now): Promise<Status> {
      const { problems, counts } = await load<{
        problems: Status['problems']
        counts: { from: Instant; articles: Status['articles'] }[]
      }>(manifest.status)
      return { problems, articles: inForce(counts, now)!.articles }
    },
  }

  async function findEntry(key: string): Promise<Entry | undefined> {
    if (Object.hasOwn(manifest.entries, key)) return manifest.entries[key]
    if (manifest.shelves.length === 0) return undefined
    const shelf = await load<Record<string, Entry>>(manifest.shelves[shelfOf(key, manifest.shelves.length)]!)
    return Object.hasOwn(shelf, key) ? shelf[key] : undefined
  }

  function toFeed(path: string, format: Format, states: FolderState[], now: Instant): Answer | undefined {
    const state = inForce(states, now)
    if (!state) return undefined
    if ('current' in state) {
      const { current, isPermanent } = state
      return { kind: 'elsewhere', path: current + format.file, ...(isPermanent && { isPermanent }) }
    }
    const { version, lastModified, isArchive = false, recipe } = state
    const document: Document = {
      kind: 'document',
      path,
      contentType: format.contentType,
      version: versionOf(version, format),
      lastModified,
      validUntil: manifest.changes.find((change) => change > now),
      feed: format.name,
      isArchive,
    }
    sources.set(document, recipe ? () => renderRecipe(recipe, format) : feedAsset(version, format))
    return document
  }

  function toFile(path: string, entry: FileEntry, now: Instant): Document | undefined {
    const { file, contentType, changes, format } = entry
    const { version, lastModified = 0, length, asset, item } = inForce(file, now) ?? {}
    if (version === undefined) return undefined
    const validUntil = changes?.find((change) => change > now)
    const document: Document = {
      kind: 'document',
      path,
      contentType,
      version,
      lastModified,
      length,
      validUntil,
    }
    const { render } = ITEM_FORMATS.find(({ name }) => name === format) ?? {}
    sources.set(document, item && render ? () => renderItem(render, item) : asset!)
    return document
  }

  async function renderItem(
    render: (item: Item) => string,
    place: [shard: string, line: number],
  ): Promise<Bytes> {
    return new TextEncoder().encode(render(await loadItem(place)))
  }

  async function renderRecipe({ feed, maxBytes, shards, items }: Recipe, format: Format): Promise<Bytes> {
    const resolved = await Promise.all(items.map(([shard, line]) => loadItem([shards[shard]!, line])))
    const text = renderWithin(format, { ...feed, items: resolved }, maxBytes)
    return new TextEncoder().encode(text)
  }

  /** Of a shard no more is parsed than is asked for. */
  async function loadItem([shard, line]: [string, number]): Promise<Item> {
    return JSON.parse((await load(shard, (text) => text.split('\n')))[line]!) as Item
  }

  function load<T>(asset: string, parse: (text: string) => T = JSON.parse): Promise<T> {
    const known = kept.get(asset)
    if (known) return known as Promise<T>
    const loading = open(asset)
      .then((response) => response.text())
      .then(parse)
    kept.set(asset, loading)
    loading.catch(() => kept.delete(asset))
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return loading as Promise<T>
  }

  async function open(asset: string): Promise<Response> {
    const response = await assets.fetch(`https://assets.invalid/${PRIVATE_FOLDER}/${asset}`)
    if (!response.ok) throw new Error(`The asset ${asset} is missing (${response.status}); deploy again`)
    return response
  }
}

/** The last of the entries whose time has come. */
function inForce<T extends { from: Instant }>(entries: T[], now: Instant): T | undefined {
  return entries.findLast(({ from }) => from <= now)
}
