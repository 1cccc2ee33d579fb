import type { Editions } from '../../feed/editions/editions.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import type { Item } from '../../feed/item.ts'
import type { RenderedDocument } from '../../publication/catalogue.ts'

const encoder = new TextEncoder()

/** The same editions, whose items are read back by their keys where `read` finds them, because making one renders a body. */
export function withKeptItems(editions: Editions, read: (key: string) => Item | undefined): Editions {
  return {
    ...editions,
    item: (...asked) => keep(editions.item(...asked)),
    findIn(folder, now) {
      const edition = editions.findIn(folder, now)
      let items: ItemSource[] | undefined
      const keepAll = (all: readonly ItemSource[]) => {
        items ??= all.map(keep)
        return items
      }
      // What an edition computes on demand stays there until it is needed.
      return edition && Object.create(edition, { items: { get: () => keepAll(edition.items) } })
    },
  }

  function keep(source: ItemSource): ItemSource {
    return { ...source, make: () => read(source.key()) ?? source.make() }
  }
}

/** Renders the document of a single article, whose item is read back where `read` finds it. */
export function renderKept(
  { from, format }: NonNullable<RenderedDocument['item']>,
  read: (key: string) => Item | undefined,
): Uint8Array {
  return encoder.encode(format.render(read(from.key()) ?? from.make()))
}
