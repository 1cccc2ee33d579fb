import type { Instant } from '../content/text/dates.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { ItemSource } from '../feed/editions/item-source.ts'
import { renderWithin } from '../feed/editions/size.ts'
import type { Feed } from '../feed/feed.ts'
import type { ItemFormat } from '../feed/formats/format.ts'
import { ALL_FORMATS } from '../feed/formats/formats.ts'
import type { Item } from '../feed/item.ts'
import { addItemShards, createItemReader } from './item-shards.ts'
import type { AssetOwner } from './limits.ts'
import { type FeedState, feedAsset, type PathState } from './manifest.ts'
import { createRecipes } from './recipes.ts'

/** A document that can be rendered ahead, or left to the Worker; its state says in the end which of the two. */
export type RenderingCandidate = FeedCandidate | ItemCandidate

interface Ranked {
  /** How many assets it takes. */
  assets: number
  items: readonly ItemSource[]
  /** Lower is requested more. */
  rank: number
  /** Among those of one rank, greater is requested more. */
  weight: number
}

interface FeedCandidate extends Ranked {
  edition: Edition
  state: FeedState
}

interface ItemCandidate extends Ranked {
  path: string
  source: ItemSource
  format: ItemFormat
  state: PathState
}

interface PlaceOptions {
  /** Stands for all that decides an item beside its key. */
  version: string
  digest(text: string): string
  assets: Map<string, () => string | Uint8Array>
  owners: Map<string, AssetOwner>
  addText(name: string, text: string): string
  /** Reads an asset that is written already. */
  readAsset(name: string): string | undefined
  /** How many assets there may be of shards and documents that are rendered ahead together. */
  maxPrerendered: number
}

/** How many bytes of documents are rendered ahead, as the texts of their articles let expect. */
const MAX_PRERENDERED_BYTES = 256 * 1024 * 1024

/** The rank of main feeds in the future; what comes after it is never rendered ahead. */
const LAST_RANK = 4

/** How many main feeds of the future are rendered ahead, the next ones first: a deploy usually comes before the others. */
const MAX_FUTURE = 100

/** Ranks a feed or archive that is in force `from` an instant, 0 for now: main feeds, then tags and authors, then archives, then all of the future. */
export function rankEdition({ scope, isArchive, items }: Edition, from: Instant): Ranked {
  const isMain = (scope.facet === undefined || scope.facet.kind === 'language') && !isArchive
  const rank = isMain ? 0 : isArchive ? 2 : 1
  const weight =
    from > 0 ? -from : isArchive ? Math.max(0, ...items.map(({ published }) => published)) : items.length
  return { assets: ALL_FORMATS.length, items, rank: from > 0 ? rank + 4 : rank, weight }
}

/** Ranks the document of a single article: the newest first, after all feeds of today. */
export function rankItem(source: ItemSource, from: Instant): Ranked {
  return { assets: 1, items: [source], rank: from > 0 ? 7 : 3, weight: source.published }
}

/**
 * Puts all items on shards, oldest first, so that a new article changes few of them, and renders ahead from these what fits the budget. Returns
 * what reads an item back by its key.
 */
export function placeCandidates(
  candidates: readonly RenderingCandidate[],
  options: PlaceOptions,
): (key: string) => Item | undefined {
  const { version, digest, assets, owners, addText, readAsset, maxPrerendered } = options
  const used = candidates.flatMap(({ items }) => items)
  const places = addItemShards(used, version, assets, digest)
  const ahead = chooseAhead(candidates, {
    assets: maxPrerendered - assets.size,
    bytes: MAX_PRERENDERED_BYTES,
  })
  const toRecipe = createRecipes(places, addText)
  const readItem = createItemReader(assets, readAsset)
  const itemOf = ({ key }: ItemSource) => readItem(places.get(key)!)
  let last: { edition: Edition; feed: Feed } | undefined
  for (const candidate of candidates) {
    if (ahead.has(candidate)) addAsset(candidate)
    else if ('edition' in candidate) candidate.state.recipe = toRecipe(candidate.edition)
    else candidate.state.item = places.get(candidate.source.key)!
  }
  return (key) => {
    const place = places.get(key)
    return place && readItem(place)
  }

  /** Keeps the last one, because its formats are rendered one after the other. */
  function makeOnce(edition: Edition): Feed {
    if (last?.edition !== edition)
      last = { edition, feed: { ...edition.frame(), items: edition.items.map(itemOf) } }
    return last.feed
  }

  function addAsset(candidate: RenderingCandidate): void {
    if ('edition' in candidate) {
      const { edition, state } = candidate
      const makeFeed = () => makeOnce(edition)
      for (const format of ALL_FORMATS) {
        const asset = feedAsset(state.version, format)
        assets.set(asset, () => renderWithin(format, makeFeed(), edition.maxBytes))
        owners.set(asset, { path: edition.folder + format.file, section: edition.scope.section })
      }
      return
    }
    const { path, source, format, state } = candidate
    state.asset = `${state.version}-${format.name}`
    assets.set(state.asset, () => format.render(itemOf(source)))
    owners.set(state.asset, { path })
  }
}

/** Chooses what is requested most, as long as it fits the budget; bytes are estimated by the texts of the articles. */
function chooseAhead(
  candidates: readonly RenderingCandidate[],
  budget: { assets: number; bytes: number },
): Set<RenderingCandidate> {
  let { assets, bytes } = budget
  // The states to come of a tag or an archive are many, and each is in force for a while alone.
  const worthwhile = candidates.filter(({ rank }) => rank <= LAST_RANK)
  const byRank = worthwhile.sort((a, b) => a.rank - b.rank || b.weight - a.weight)
  let future = 0
  const chosen = byRank.filter((candidate) => {
    if (candidate.rank === LAST_RANK && ++future > MAX_FUTURE) return false
    if (candidate.assets > assets) return false
    const size = candidate.assets * candidate.items.reduce((sum, item) => sum + item.size, 0)
    if (size > bytes) return false
    assets -= candidate.assets
    bytes -= size
    return true
  })
  return new Set(chosen)
}
