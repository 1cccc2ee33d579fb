import type { RenderedDocument } from '../publication/catalogue.ts'
import { joinMembers } from './feeds/members.ts'
import type { AssetOwner } from './limits.ts'
import { type FeedState, hashOf, type PathState } from './manifest.ts'

/** Documents of a shard, unless the site is so large that there would be too many shards. */
const MEAN_DOCUMENTS = 8
const MAX_DOCUMENTS = 24
/** The documents of a shard have about this many characters at most, or it has one document: the Worker reads a whole shard for one of them. */
const MAX_CHARACTERS = 64_000
/** How much larger shards may be where there are too many; a larger one would take the Worker more than 2 ms of CPU. */
const MAX_SCALE = 8
/** What a page has that does not say how long it is. */
const USUAL_CHARACTERS = 8000

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** One of many documents alike, at an instant; equal paths and versions mean equal texts. */
export interface PackedDocument {
  path: string
  version: string
  /** About how many characters it has. */
  size: number
  read(): Uint8Array
  /** What is too large where it is; the path unless given. */
  owner?: AssetOwner
  /** Told where the document is. */
  state: PathState | FeedState
}

/** What shards are called, and how the documents are one. */
interface ShardForm {
  name: string
  extension: string
  join(documents: readonly Uint8Array[]): string | Uint8Array
}

/** Texts, of which each is a line. */
export const TEXT_SHARDS: ShardForm = {
  name: 'texts',
  extension: 'jsonl',
  join: (documents) => documents.map((bytes) => JSON.stringify(decoder.decode(bytes))).join('\n'),
}

/** Feeds, each in all formats. */
export const FEED_PACKS: ShardForm = { name: 'feeds', extension: 'pack', join: joinMembers }

interface PackOptions {
  assets: Map<string, () => string | Uint8Array>
  owners: Map<string, AssetOwner>
  digest(text: string): string
  /** How many shards there may be, if shards that are not too large can do. */
  maxShards: number
}

/** About how many characters a document has that is in a shard; undefined where it has an asset that is not one. */
export function packedSize({ path, kind, item, size, pieces }: RenderedDocument): number | undefined {
  if (pieces) return undefined
  // The front page is requested most, so that it has a shard of its own, whose size does not depend on the number of articles.
  if (path === '') return Number.POSITIVE_INFINITY
  return size?.() ?? item?.from.size ?? (kind === 'page' ? USUAL_CHARACTERS : undefined)
}

/**
 * Adds shards with documents to the assets. They are rendered when the shards of items are written, and keep their order, so that what is rendered one after the other has much in common.
 */
export function packDocuments(
  documents: readonly PackedDocument[],
  { name, extension, join }: ShardForm,
  { assets, owners, digest, maxShards }: PackOptions,
): void {
  const unique = [...new Map(documents.map((document) => [keyOf(document), document])).values()]
  const places = new Map<string, [shard: string, line: number]>()
  for (const shard of cutWithin(unique, maxShards)) {
    const asset = `${name}-${digest(shard.map(keyOf).join('\n'))}.${extension}`
    assets.set(asset, () => join(shard.map(({ read }) => read())))
    owners.set(asset, shard[0]!.owner ?? { path: shard[0]!.path })
    for (const [line, document] of shard.entries()) places.set(keyOf(document), [asset, line])
  }
  for (const document of documents) document.state.text = places.get(keyOf(document))!
}

function keyOf({ path, version }: PackedDocument): string {
  return `${path} ${version}`
}

function cutWithin(documents: readonly PackedDocument[], maxShards: number): PackedDocument[][] {
  for (let scale = 1; ; scale *= 2) {
    const shards = cutShards(documents, scale)
    if (shards.length <= maxShards || scale === MAX_SCALE) return shards
  }
}

/** Ends a shard where a document says so, so that a new or deleted one moves none beyond the next such one; long documents end it earlier. */
function cutShards(documents: readonly PackedDocument[], scale: number): PackedDocument[][] {
  const shards: PackedDocument[][] = []
  let isFull = true
  let characters = 0
  for (const document of documents) {
    if (isFull || characters + document.size > MAX_CHARACTERS * scale) {
      shards.push([])
      characters = 0
    }
    const shard = shards.at(-1)!
    shard.push(document)
    characters += document.size
    isFull =
      shard.length === MAX_DOCUMENTS * scale || hashOf(keyOf(document)) % (MEAN_DOCUMENTS * scale) === 0
  }
  return shards
}
