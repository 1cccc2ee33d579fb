import type { RenderedDocument } from '../publication/catalogue.ts'
import type { OrderedFeed } from './feeds/orders.ts'
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
interface Packed {
  path: string
  version: string
  /** About how many characters it has. */
  size: number
  /** What is too large where it is; the path unless given. */
  owner?: AssetOwner
  /** Told where the document is. */
  state: PathState | FeedState
}

/** A document that is a line of its shard. */
export interface PackedDocument extends Packed {
  read(): Uint8Array
}

/** A feed in all formats. */
export interface PackedFeed extends Packed {
  order(): OrderedFeed
}

/** Makes the shard of what these read. */
export function joinTexts(reads: readonly (() => Uint8Array)[]): string {
  return reads.map((read) => JSON.stringify(decoder.decode(read()))).join('\n')
}

interface PackOptions<Document> {
  /** The name of a shard with the text that stands for its content. */
  nameOf(key: string): string
  add(asset: string, documents: readonly Document[]): void
  owners: Map<string, AssetOwner>
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
export function packDocuments<Document extends Packed>(
  documents: readonly Document[],
  { nameOf, add, owners, maxShards }: PackOptions<Document>,
): void {
  const unique = [...new Map(documents.map((document) => [keyOf(document), document])).values()]
  const places = new Map<string, [shard: string, line: number]>()
  for (const shard of cutWithin(unique, maxShards)) {
    const asset = nameOf(shard.map(keyOf).join('\n'))
    add(asset, shard)
    owners.set(asset, shard[0]!.owner ?? { path: shard[0]!.path })
    for (const [line, document] of shard.entries()) places.set(keyOf(document), [asset, line])
  }
  for (const document of documents) document.state.text = places.get(keyOf(document))!
}

function keyOf({ path, version }: Packed): string {
  return `${path} ${version}`
}

function cutWithin<Document extends Packed>(documents: readonly Document[], maxShards: number): Document[][] {
  for (let scale = 1; ; scale *= 2) {
    const shards = cutShards(documents, scale)
    if (shards.length <= maxShards || scale === MAX_SCALE) return shards
  }
}

/** Ends a shard where a document says so, so that a new or deleted one moves none beyond the next such one; long documents end it earlier. */
function cutShards<Document extends Packed>(documents: readonly Document[], scale: number): Document[][] {
  const shards: Document[][] = []
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
