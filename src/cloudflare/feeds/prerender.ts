import type { Edition } from '../../feed/editions/edition.ts'
import type { Editions } from '../../feed/editions/editions.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { renderWithin } from '../../feed/editions/size.ts'
import type { Format } from '../../feed/formats/format.ts'
import type { Item } from '../../feed/item.ts'
import { folderOf } from '../../feed/scope.ts'
import type { AssetOwner } from '../limits.ts'
import { type FeedPieces, type FeedState, feedAsset, type LongTexts } from '../manifest.ts'
import type { PackedDocument } from '../text-shards.ts'
import { compose, partsHead, toPieces } from './feed-pieces.ts'
import { createItemReader, createUsedItems } from './item-shards.ts'
import { joinMembers } from './members.ts'

/** A feed or an archive; its state says in the end where it is. */
export interface RenderingCandidate {
  edition: Edition
  state: FeedState
}

interface PlaceOptions {
  /** Its version stands for all that decides an item beside its key. */
  editions: Pick<Editions, 'formats' | 'version'>
  digest(text: string): string
  assets: Map<string, () => string | Uint8Array>
  /** Gets the shards of items, which are no assets. */
  itemShards: Map<string, () => string | Uint8Array>
  owners: Map<string, AssetOwner>
  /** Adds a feed in all formats to those that share assets. */
  pack(feed: PackedDocument): void
  compress(bytes: Uint8Array): Uint8Array
  /** Reads a shard that is written already. */
  readShard(name: string): string | undefined
  /** How many assets there may be of feeds that are assets by themselves. */
  maxPrerendered: number
}

interface ComposedFeed {
  pieces(format: Format): FeedPieces
  texts: readonly LongTexts[]
}

const encoder = new TextEncoder()

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
 * items that no feed has. Other feeds are in packs, which the Worker reads in a few milliseconds. Returns what reads an item back by its key.
 */
export function placeCandidates(
  candidates: readonly RenderingCandidate[],
  others: readonly ItemSource[],
  { editions, digest, assets, itemShards, owners, pack, compress, readShard, maxPrerendered }: PlaceOptions,
): (key: string) => Item | undefined {
  const { formats, version } = editions
  const used = createUsedItems(formats)
  const partsOf = new Map(candidates.map((candidate) => [candidate, useItems(candidate)]))
  for (const source of others) used.add(source)
  const places = used.addShards(version, itemShards, digest)
  const ahead = chooseAhead(candidates, formats.length, {
    assets: maxPrerendered,
    bytes: MAX_PRERENDERED_BYTES,
  })
  const readItem = createItemReader(itemShards, readShard)
  let last: { candidate: RenderingCandidate; feed: ComposedFeed } | undefined
  for (const candidate of candidates) {
    if (ahead.has(candidate) || sizeOf(candidate) > MAX_PACKED_CHARACTERS) addAssets(candidate)
    else addToPack(candidate)
  }
  return (key) => {
    const place = places.get(key)
    return place && readItem(place)
  }

  /** Returns the name of what decides how the feed writes its items. */
  function useItems({ edition }: RenderingCandidate): string {
    const head = partsHead(edition.frame())
    const parts = digest(JSON.stringify(head))
    used.heads.set(parts, head)
    for (const source of edition.items) used.add(source, parts)
    return parts
  }

  /** Keeps the last one, because its formats are made one after the other. */
  function makeOnce(candidate: RenderingCandidate): ComposedFeed {
    if (last?.candidate === candidate) return last.feed
    const { frame, maxBytes, items } = candidate.edition
    const stored = items.map(({ key }) => readItem(places.get(key)!))
    const whole = { ...frame(), items: stored }
    const parts = partsOf.get(candidate)!
    const pieces = (format: Format) =>
      toPieces(whole, stored, parts, format, maxBytes !== undefined, () =>
        renderWithin(format, whole, maxBytes),
      )
    last = { candidate, feed: { pieces, texts: stored } }
    return last.feed
  }

  function addAssets(candidate: RenderingCandidate): void {
    const { state } = candidate
    for (const format of formats) {
      const asset = feedAsset(state.version, format)
      assets.set(asset, () => {
        const { pieces, texts } = makeOnce(candidate)
        return compose(pieces(format), texts, format)
      })
      owners.set(asset, ownerOf(candidate, format))
    }
  }

  function addToPack(candidate: RenderingCandidate): void {
    const { edition, state } = candidate
    const size = sizeOf(candidate)
    pack({
      path: edition.folder,
      owner: ownerOf(candidate, formats[0]!),
      version: state.version,
      size: (edition.maxBytes ?? size / formats.length + AROUND_CHARACTERS) * formats.length,
      read: () => packFeed(makeOnce(candidate)),
      state,
    })
  }

  function packFeed({ pieces, texts }: ComposedFeed): Uint8Array {
    const longTexts: LongTexts[] = texts.map(({ contentHtml, summary }) => ({ contentHtml, summary }))
    const members = [longTexts, ...formats.map(pieces)].map((member) => JSON.stringify(member))
    return joinMembers(members.map((member) => compress(encoder.encode(member))))
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
