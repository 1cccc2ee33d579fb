import type { Instant } from '../../content/text/dates.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import type { Editions } from '../../feed/editions/editions.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import type { Format } from '../../feed/formats/format.ts'
import { folderOf } from '../../feed/scope.ts'
import type { AssetOwner } from '../limits.ts'
import { type FeedState, feedAsset } from '../manifest.ts'
import type { PackedFeed } from '../text-shards.ts'
import { partsHead } from './feed-pieces.ts'
import type { ItemPlace } from './item-reader.ts'
import { createUsedItems } from './item-shards.ts'
import type { Order, OrderedFeed } from './orders.ts'

/** A feed or an archive at a moment; its state says in the end where it is. */
export interface RenderingCandidate {
  edition: Edition
  moment: Instant
  state: FeedState
}

interface PlaceOptions {
  /** Its version stands for all that decides an item beside its key. */
  editions: Pick<Editions, 'formats' | 'version' | 'findIn'>
  digest(text: string): string
  /** Adds a feed as an asset by itself. */
  add(name: string, order: () => Order): void
  /** Adds a shard of items, which is not an asset. */
  addShard(name: string, order: () => Order): void
  owners: Map<string, AssetOwner>
  /** How many assets there may be of feeds that are assets by themselves. */
  maxPrerendered: number
}

/** About how many characters stand around the items, and around the long texts in them, in each format. */
const AROUND_CHARACTERS = 4000

/** How many bytes of feeds are assets by themselves, as the texts of their articles let expect. */
const MAX_PRERENDERED_BYTES = 128 * 1024 * 1024

/** Longer feeds are assets by themselves: the Worker would need too much time and memory to put one together, and Cloudflare has a limit. */
const MAX_PACKED_CHARACTERS = 1024 * 1024

/** How many main feeds of the future are rendered ahead, the next ones first: a deploy usually comes before the others. */
const MAX_FUTURE = 100

/** Whether a feed is one that most subscribers have: that of the site, of a section or in a language. */
function isMain({ edition: { scope, folder } }: RenderingCandidate): boolean {
  return (scope.facet === undefined || scope.facet.kind === 'language') && folder === folderOf(scope)
}

/**
 * Puts all items on shards, oldest first, so that a new article changes few of them, and renders ahead from these what fits the budget. `others` are
 * items that no feed has. Other feeds, which it returns with the places of the items by their keys, are to be packed: the Worker reads a pack in a few milliseconds.
 */
export function placeCandidates(
  candidates: readonly RenderingCandidate[],
  others: readonly ItemSource[],
  { editions, digest, add, addShard, owners, maxPrerendered }: PlaceOptions,
): { places: ReadonlyMap<string, ItemPlace>; packed: PackedFeed[] } {
  const { formats, version } = editions
  const used = createUsedItems(formats.map(({ file }) => file))
  const partsOf = new Map(candidates.map((candidate) => [candidate, useItems(candidate)]))
  for (const source of others) used.add(source)
  const places = used.orderShards(version, addShard, digest)
  const ahead = chooseAhead(candidates, formats.length, {
    assets: maxPrerendered,
    bytes: MAX_PRERENDERED_BYTES,
  })
  const packed: PackedFeed[] = []
  for (const candidate of candidates) {
    const order = orderLater(candidate, partsOf.get(candidate)!, editions, places)
    if (ahead.has(candidate) || sizeOf(candidate) > MAX_PACKED_CHARACTERS) addAssets(candidate, order)
    else packed.push(toPacked(candidate, order))
  }
  return { places, packed }

  /** Returns the name of what decides how the feed writes its items. */
  function useItems({ edition }: RenderingCandidate): string {
    const head = partsHead(edition.frame())
    const parts = digest(JSON.stringify(head))
    used.heads.set(parts, head)
    for (const source of edition.items) used.add(source, parts)
    return parts
  }

  function addAssets(candidate: RenderingCandidate, order: () => OrderedFeed): void {
    for (const format of formats) {
      const asset = feedAsset(candidate.state.version, format)
      add(asset, () => ({ kind: 'feed', format: format.file, feed: order() }))
      owners.set(asset, ownerOf(candidate, format))
    }
  }

  function toPacked(candidate: RenderingCandidate, order: () => OrderedFeed): PackedFeed {
    const { edition, state } = candidate
    const size = sizeOf(candidate)
    return {
      path: edition.folder,
      owner: ownerOf(candidate, formats[0]!),
      version: state.version,
      size: (edition.maxBytes ?? size / formats.length + AROUND_CHARACTERS) * formats.length,
      order,
      state,
    }
  }
}

/** Finds the edition again when it is made: all of them with their articles are a tenth of the memory that compiling takes. */
function orderLater(
  { edition: { folder }, moment, state: { version } }: RenderingCandidate,
  parts: string,
  editions: Pick<Editions, 'findIn'>,
  places: ReadonlyMap<string, ItemPlace>,
): () => OrderedFeed {
  return () => {
    const { frame, items, maxBytes } = editions.findIn(folder, moment)!
    return {
      version,
      frame: frame(),
      ...(maxBytes !== undefined && { maxBytes }),
      parts,
      places: items.map(({ key }) => places.get(key())!),
    }
  }
}

/** Chooses what is requested most, today's before those of the future, as long as it fits the budget; bytes are estimated by the texts of the articles. */
function chooseAhead(
  candidates: readonly RenderingCandidate[],
  formats: number,
  budget: { assets: number; bytes: number },
): Set<RenderingCandidate> {
  let { assets, bytes } = budget
  let future = 0
  const inOrder = candidates.filter(isMain).sort((a, b) => a.state.from - b.state.from)
  const chosen = inOrder.filter((candidate) => {
    if (candidate.state.from > 0 && ++future > MAX_FUTURE) return false
    const size = formats * sizeOf(candidate)
    if (formats > assets || size > bytes) return false
    assets -= formats
    bytes -= size
    return true
  })
  return new Set(chosen)
}

function ownerOf({ edition: { folder, scope } }: RenderingCandidate, { file }: Format): AssetOwner {
  return { path: folder + file, section: scope.section }
}

/** The characters of its articles. */
function sizeOf({ edition }: RenderingCandidate): number {
  return edition.items.reduce((sum, { size }) => sum + size, 0)
}
