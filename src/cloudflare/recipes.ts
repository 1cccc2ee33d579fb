import type { Edition } from '../feed/editions/edition.ts'
import { renderWithin } from '../feed/editions/size.ts'
import type { Feed } from '../feed/feed.ts'
import type { Format } from '../feed/formats/format.ts'
import type { Item } from '../feed/item.ts'
import type { FeedHead, Recipe } from './manifest.ts'

/** Where an item is: the asset with its shard, and its line there, counted from 0. */
export type ItemPlace = [shard: string, line: number]

/** What differs in every edition, so that no other edition shares it. */
const OWN = ['id', 'folderUrl', 'updated', 'history', 'tombstones', 'items'] as const

/** Describes editions to the Worker, which renders them from items on shards; what all feeds of a section have in common is an asset of its own. */
export function createRecipes(
  places: ReadonlyMap<string, ItemPlace>,
  addText: (name: string, text: string) => string,
): (edition: Edition) => Recipe {
  const heads = new Map<string, { head: FeedHead; asset: string }>()
  return (edition) => {
    const { scope, maxBytes } = edition
    const frame = edition.frame()
    const known = heads.get(scope.section) ?? addHead(scope.section, frame)
    const found = edition.items.map(({ key }) => places.get(key)!)
    const shards = [...new Set(found.map(([shard]) => shard))]
    return {
      head: known.asset,
      feed: withoutShared(frame, known.head),
      ...(maxBytes !== undefined && { maxBytes }),
      shards,
      items: found.map(([shard, place]) => [shards.indexOf(shard), place]),
    }
  }

  function addHead(section: string, frame: Feed) {
    const head: FeedHead = { ...frame }
    for (const key of OWN) delete head[key]
    const made = { head, asset: addText('heads', JSON.stringify(head)) }
    heads.set(section, made)
    return made
  }
}

/** What the feed has otherwise than the head; null where it lacks what the head has. */
function withoutShared(frame: Feed, head: FeedHead): Recipe['feed'] {
  const keys = new Set([...Object.keys(frame), ...Object.keys(head)]) as Set<keyof Feed>
  const own = [...keys].flatMap((key) =>
    key === 'items' || JSON.stringify(frame[key]) === JSON.stringify(head[key])
      ? []
      : [[key, frame[key] ?? null]],
  )
  return Object.fromEntries(own)
}

/** Renders an edition from the head and the items that its recipe names. */
export function renderFromRecipe(
  { feed, maxBytes }: Recipe,
  head: FeedHead,
  items: Item[],
  format: Format,
): string {
  const merged: Record<string, unknown> = { ...head, ...feed, items }
  for (const [key, value] of Object.entries(merged)) if (value === null) delete merged[key]
  return renderWithin(format, merged as unknown as Feed, maxBytes)
}
