import { canonicalPath } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import { renderWithin } from '../feed/editions/size.ts'
import type { Format } from '../feed/formats/format.ts'
import { ITEM_FORMATS, splitFeedPath } from '../feed/formats/formats.ts'
import type { Item } from '../feed/item.ts'
import {
  type Answer,
  type ByteRange,
  type Bytes,
  type FeedEntry,
  isDocument,
  type Publication,
  redirectTo,
  type Status,
  versionOf,
} from '../publication/publication.ts'
import {
  type Entry,
  entryShardOf,
  type FolderState,
  feedAsset,
  type Manifest,
  type PathEntry,
  PRIVATE_FOLDER,
  type Recipe,
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
  // Values and not promises: the platform cancels a promise with the request that made it.
  const kept = new Map<string, unknown>()

  return {
    site: () => manifest.site,
    async find(path, now) {
      const answer = await findExact(path, now)
      if (answer) return answer
      const canonical = canonicalPath(path)
      const other = canonical === path ? undefined : await findExact(canonical, now)
      return isDocument(other) ? undefined : other
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

  async function findExact(path: string, now: Instant): Promise<Answer | undefined> {
    const split = splitFeedPath(path)
    const folder = split && (await findEntry(split.folder))
    if (!split || !folder || !('folder' in folder)) {
      const entry = await findEntry(path)
      return entry && 'path' in entry ? toAnswer(path, entry, now) : undefined
    }
    const own = folder.files?.[split.format.file]
    if (own && !inForce(own.path, now)?.isOfFolder) return toAnswer(path, own, now)
    return toFeed(path, split.format, folder.folder, now)
  }

  async function findEntry(key: string): Promise<Entry | undefined> {
    if (Object.hasOwn(manifest.entries, key)) return manifest.entries[key]
    const { entryShards } = manifest
    if (entryShards.length === 0) return undefined
    const shard = await load<Record<string, Entry>>(entryShards[entryShardOf(key, entryShards.length)]!)
    return Object.hasOwn(shard, key) ? shard[key] : undefined
  }

  function toFeed(path: string, format: Format, states: FolderState[], now: Instant): Answer | undefined {
    const state = inForce(states, now)
    if (!state) return undefined
    if ('current' in state) return redirectTo(state.current + format.file, state.status, manifest.site.url)
    const { version, lastModified, isArchive = false, recipe } = state
    const asset = feedAsset(version, format)
    return {
      kind: isArchive ? 'archive' : 'feed',
      path,
      contentType: format.contentType,
      version: versionOf(version, format),
      lastModified,
      validUntil: manifest.changes.find((change) => change > now),
      format: format.name,
      read: recipe ? () => renderRecipe(recipe, format) : () => readAsset(asset),
    }
  }

  function toAnswer(path: string, entry: PathEntry, now: Instant): Answer | undefined {
    const { contentType = '', changes, format } = entry
    const { version, lastModified = 0, length, asset, item, other } = inForce(entry.path, now) ?? {}
    if (version === undefined) return other
    const { render } = ITEM_FORMATS.find(({ name }) => name === format) ?? {}
    return {
      kind: length === undefined ? 'document' : 'media',
      path,
      contentType,
      version,
      lastModified,
      length,
      validUntil: changes?.find((change) => change > now),
      read: item && render ? () => renderItem(render, item) : (range) => readAsset(asset!, range),
    }
  }

  async function readAsset(asset: string, range?: ByteRange): Promise<Bytes> {
    const body = (await open(asset)).body as ReadableStream<Uint8Array>
    return range ? sliceStream(body, range) : body
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

  async function load<T>(asset: string, parse: (text: string) => T = JSON.parse): Promise<T> {
    const known = kept.get(asset)
    if (known !== undefined) return known as T
    const value = parse(await (await open(asset)).text())
    kept.set(asset, value)
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
    return value
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
