import { canonicalPath } from '../content/library/addresses.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Format } from '../feed/formats/format.ts'
import { formatsOf, splitFeedPath } from '../feed/formats/formats.ts'
import type { FormerFeeds } from '../publication/former-feeds.ts'
import {
  type Answer,
  type ByteRange,
  type Bytes,
  type FeedEntry,
  type FormerFolders,
  isDocument,
  kindOf,
  type Publication,
  redirectTo,
  type Status,
  versionOf,
} from '../publication/publication.ts'
import { compose } from './feeds/feed-pieces.ts'
import { readMember, splitMembers } from './feeds/members.ts'
import {
  type EdgeStatus,
  type Entry,
  entryShardOf,
  type FeedLists,
  type FeedPieces,
  type FolderState,
  feedAsset,
  type LongTexts,
  type Manifest,
  type PathEntry,
  type PathState,
  PRIVATE_FOLDER,
  type Run,
} from './manifest.ts'
import { sliceStream, spliceStream } from './slice-stream.ts'

/** Cloudflare's asset binding, as far as it is used. */
export interface Assets {
  fetch(url: string): Promise<Response>
}

/** Cloudflare's binding of a bucket (R2), as far as it is used. */
export interface Bucket {
  get(
    key: string,
    options?: { range: { offset: number; length: number } },
  ): Promise<{ size: number; body: ReadableStream<Uint8Array> } | null>
}

/** The assets that an isolate caches have so many characters; each may take two bytes, and an isolate has 128 MB of memory. */
const MAX_CACHED_CHARACTERS = 8 * 1024 * 1024

/** Serves a compiled folder. Headers come from the manifest or one shard of it; bytes are streamed or rendered from assets. */
export function createCompiledPublication(manifest: Manifest, assets: Assets, bucket?: Bucket): Publication {
  // Caches values instead of promises, because the platform cancels a promise with the request that made it.
  const cached = new Map<string, { value: unknown; characters: number }>()
  let characters = 0
  const formats = formatsOf(manifest.site)

  return {
    site: () => manifest.site,
    async find(path, now) {
      const answer = await findExact(path, now)
      if (answer) return answer
      const canonical = canonicalPath(path)
      const other = canonical === path ? undefined : await findExact(canonical, now)
      return isDocument(other) ? undefined : other
    },
    async formerFolders() {
      return manifest.formerFolders === undefined ? [] : load<FormerFolders>(manifest.formerFolders)
    },
    async formerFeeds() {
      return manifest.formerFeeds === undefined ? undefined : load<FormerFeeds>(manifest.formerFeeds)
    },
    async feeds(now) {
      const lists = await load<FeedLists>(manifest.feeds)
      return load<FeedEntry[]>(lists.findLast(([from]) => from <= now)![1])
    },
    async status(now): Promise<Status> {
      const { problems, counts } = await load<EdgeStatus>(manifest.status)
      return { problems, articles: { public: counts.findLast(([from]) => from <= now)![1] } }
    },
  }

  async function findExact(path: string, now: Instant): Promise<Answer | undefined> {
    const split = splitFeedPath(path, formats)
    const folder = split && (await findEntry(split.folder))
    if (!split || !folder || !('folder' in folder)) {
      const entry = await findEntry(path)
      if (!entry) return undefined
      if ('path' in entry) return toAnswer(path, entry, now)
      return entry.page && toAnswer(path, entry.page, now)
    }
    const own = folder.files?.[split.format.file]
    if (own && !stateAt(own.path, now)?.isOfFolder) return toAnswer(path, own, now)
    return toFeed(path, split.format, folder.folder, now)
  }

  async function findEntry(key: string): Promise<Entry | undefined> {
    if (Object.hasOwn(manifest.entries, key)) return manifest.entries[key]
    if (manifest.entryShards === undefined) return undefined
    const shards = await load<string[]>(manifest.entryShards)
    const shard = await load<Record<string, Entry>>(shards[entryShardOf(key, shards.length)]!)
    return Object.hasOwn(shard, key) ? shard[key] : undefined
  }

  function toFeed(path: string, format: Format, states: FolderState[], now: Instant): Answer | undefined {
    const state = stateAt(states, now)
    if (!state) return undefined
    if ('current' in state) return redirectTo(state.current + format.file, state.status, manifest.site.url)
    const { version, lastModified, kind = 'feed', text } = state
    const asset = feedAsset(version, format)
    return {
      kind,
      path,
      contentType: format.contentType,
      version: versionOf(version, format),
      lastModified,
      validUntil: laterThan(now, manifest.lastChange),
      format: format.name,
      read: text ? () => readComposed(text, format) : () => readAsset(asset),
    }
  }

  function toAnswer(path: string, entry: PathEntry, now: Instant): Answer | undefined {
    const { contentType = '', lastChange, sources } = entry
    const state: Partial<PathState> = stateAt(entry.path, now) ?? {}
    const { version, lastModified = 0, length, asset, object, runs, text, other } = state
    if (version === undefined) return other
    const isFile = length !== undefined
    return {
      kind: isFile ? 'media' : kindOf(contentType),
      path,
      contentType,
      version,
      lastModified,
      length,
      // What changes a document itself would tell of what comes: its tags, its author.
      validUntil: laterThan(now, lastChange) ?? (isFile ? undefined : laterThan(now, manifest.lastChange)),
      read(range) {
        if (object !== undefined) return readObject(object, length, range)
        if (text) return readText(text)
        return runs ? readRuns(runs, sources!) : readAsset(asset!, range)
      },
    }
  }

  async function readAsset(asset: string, range?: ByteRange): Promise<Bytes> {
    const body = (await open(asset)).body as ReadableStream<Uint8Array>
    return range ? sliceStream(body, range) : body
  }

  /** Rejects where the bucket has not what was compiled, whose length has been told already. */
  async function readObject(key: string, length?: number, range?: ByteRange): Promise<Bytes> {
    const part = range && { range: { offset: range.first, length: range.last - range.first + 1 } }
    const found = await bucket?.get(key, part).catch((error: Error) => {
      // R2's code for a range that is not in the file, which is then shorter than what was compiled.
      if (error.message.includes('(10039)')) return undefined
      throw error
    })
    if (found && found.size === length) return found.body
    throw new Error(`The bucket has not the file ${key} that was compiled. Upload it.`)
  }

  /** Streams what an earlier state has, however long it is, with what came later in between. */
  async function readRuns(runs: Run[], [later, ...wholes]: string[]): Promise<Bytes> {
    const whole = Math.max(...runs.map(([source]) => source))
    const added = await load(later!, (text) => new TextEncoder().encode(text))
    const cuts = runs.map(([source, start, end]) => ({ added: source === 0, start, end }))
    return spliceStream(
      (await open(wholes[Math.max(whole, 1) - 1]!)).body as ReadableStream<Uint8Array>,
      added,
      cuts,
    )
  }

  async function readText(place: [shard: string, line: number]): Promise<Bytes> {
    return new TextEncoder().encode(await loadLine<string>(place))
  }

  async function readComposed([pack, place]: [string, number], format: Format): Promise<Bytes> {
    const packed = new Uint8Array(await (await open(pack)).arrayBuffer())
    const [long, ...documents] = splitMembers(splitMembers(packed)[place]!)
    const pieces: FeedPieces = JSON.parse(await readMember(documents[formats.indexOf(format)]!))
    const texts: LongTexts[] = pieces.end === undefined ? [] : JSON.parse(await readMember(long!))
    return new TextEncoder().encode(compose(pieces, texts, format))
  }

  /** Parses only this line, not the whole shard. */
  async function loadLine<T>([shard, line]: [string, number]): Promise<T> {
    return JSON.parse((await load(shard, (text) => text.split('\n')))[line]!) as T
  }

  async function load<T>(asset: string, parse: (text: string) => T = JSON.parse): Promise<T> {
    const known = cached.get(asset)
    if (known !== undefined) return known.value as T
    const text = await (await open(asset)).text()
    // Another request may have loaded it meanwhile.
    drop(asset)
    const value = parse(text)
    cached.set(asset, { value, characters: text.length })
    characters += text.length
    while (characters > MAX_CACHED_CHARACTERS && cached.size > 1) drop(cached.keys().next().value!)
    return value
  }

  function drop(asset: string): void {
    characters -= cached.get(asset)?.characters ?? 0
    cached.delete(asset)
  }

  function open(asset: string): Promise<Response> {
    return openAsset(assets, asset)
  }
}

/** Opens an asset of the Worker's own; rejects if it is missing. */
export async function openAsset(assets: Assets, asset: string): Promise<Response> {
  const response = await assets.fetch(`https://assets.invalid/${PRIVATE_FOLDER}/${asset}`)
  if (!response.ok) throw new Error(`The asset ${asset} is missing (${response.status}). Deploy again.`)
  return response
}

/** The last state whose `from` has passed. */
function stateAt<T extends { from: Instant }>(states: T[], now: Instant): T | undefined {
  return states.findLast(({ from }) => from <= now)
}

/** Anything is pending until the last change; caches are not told what comes when. */
function laterThan(now: Instant, lastChange: Instant | undefined): Instant | undefined {
  return lastChange !== undefined && lastChange > now ? lastChange : undefined
}
