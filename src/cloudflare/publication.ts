import { canonicalPath } from '../content/addresses.ts'
import type { Instant } from '../content/dates.ts'
import { FORMATS } from '../feed/formats.ts'
import type { Item } from '../feed/item.ts'
import { renderWithin } from '../feed/size.ts'
import type { Answer, Bytes, Document, FeedEntry, Publication, Status } from '../http/publication.ts'
import {
  type DocumentEntry,
  type Entry,
  type Manifest,
  PRIVATE_FOLDER,
  type Recipe,
  type RenderedEntry,
  shelfOf,
} from './manifest.ts'

/** The part of Cloudflare's asset binding that is used. */
export interface Assets {
  fetch(url: string): Promise<Response>
}

/** How many parsed assets an isolate keeps: shards are about half a megabyte, and its memory has 128. */
const MAX_KEPT = 24

/** Serves what was compiled: headers from the manifest without reading anything, bytes streamed from assets. */
export function createCompiledPublication(manifest: Manifest, assets: Assets): Publication {
  const kept = new Map<string, Promise<unknown>>()
  const sources = new WeakMap<Document, RenderedEntry>()

  return {
    site: () => manifest.site,
    async find(path, now) {
      const entry = await findEntry(path)
      if (entry && 'editions' in entry) return toAnswer(path, entry, now)
      const other = entry ?? (await findEntry(canonicalPath(path)))
      return other && 'forwardings' in other ? inForce(other.forwardings, now)?.to : undefined
    },
    async read(document): Promise<Bytes> {
      const { asset, recipe } = sources.get(document)!
      if (asset !== undefined) return (await open(asset)).body as ReadableStream<Uint8Array>
      return renderRecipe(recipe!, document)
    },
    feeds: () => load<FeedEntry[]>(manifest.feeds),
    async status(now): Promise<Status> {
      const { problems, counts } = await load<{
        problems: Status['problems']
        counts: { from: Instant; articles: Status['articles'] }[]
      }>(manifest.status)
      return { problems, articles: inForce(counts, now)!.articles }
    },
  }

  async function findEntry(path: string): Promise<Entry | undefined> {
    if (Object.hasOwn(manifest.documents, path)) return manifest.documents[path]
    if (manifest.shelves.length === 0) return undefined
    const shelf = await load<Record<string, Entry>>(manifest.shelves[shelfOf(path, manifest.shelves.length)]!)
    return Object.hasOwn(shelf, path) ? shelf[path] : undefined
  }

  function toAnswer(
    path: string,
    { feed, contentType, editions }: DocumentEntry,
    now: Instant,
  ): Answer | undefined {
    const edition = inForce(editions, now)
    if (edition && 'current' in edition) {
      const { current, isPermanent } = edition
      return { kind: 'elsewhere', path: current, ...(isPermanent && { isPermanent }) }
    }
    if (!edition) return undefined
    const { version, lastModified, isArchive } = edition
    const document: Document = {
      kind: 'document',
      path,
      contentType: contentType ?? FORMATS.find(({ name }) => name === feed)!.contentType,
      version,
      lastModified,
      validUntil: feed && manifest.changes.find((change) => change > now),
      feed,
      ...(feed && { isArchive: isArchive ?? false }),
    }
    sources.set(document, edition)
    return document
  }

  async function renderRecipe({ feed, maxBytes, shards, items }: Recipe, document: Document): Promise<Bytes> {
    const resolved = await Promise.all(
      items.map(async ([shard, place]) => (await load<Item[]>(shards[shard]!))[place]!),
    )
    const format = FORMATS.find(({ name }) => name === document.feed)!
    const text = renderWithin(format, { ...feed, items: resolved }, maxBytes)
    return new TextEncoder().encode(text)
  }

  function load<T>(asset: string): Promise<T> {
    const known = kept.get(asset)
    if (known) return known as Promise<T>
    const loading = open(asset).then((response) => response.json())
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
