import type { Feed } from '../../feed/feed.ts'
import type { Format } from '../../feed/formats/format.ts'
import { escapeXml } from '../../feed/formats/xml.ts'
import type { Item } from '../../feed/item.ts'
import { type FeedPieces, hashOf, type ItemPieces, type LongTexts } from '../manifest.ts'

/** An item with its parts, by what is alike in the feeds that have it. */
export interface StoredItem extends Item {
  parts: Record<string, ItemParts>
}

/** What an item is in a document, by the file of the format. */
export type ItemParts = Record<string, ItemPart>

interface ItemPart {
  /** Equal for items that are alike in what the document declares for them. */
  around: number
  pieces: ItemPieces
}

/** The long texts of an item, as formats write them; pieces refer to one by its index. */
const WRITTEN: readonly ((texts: LongTexts) => string | undefined)[] = [
  ({ contentHtml }) => contentHtml && `<![CDATA[${contentHtml.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
  ({ contentHtml }) => contentHtml && JSON.stringify(contentHtml),
  ({ summary }) => summary && escapeXml(summary),
  ({ summary }) => summary && JSON.stringify(summary),
]

/** Shorter texts are repeated in each format: to escape one when it is requested would take longer than to read it. */
const LONG_CHARACTERS = 1000

/** What feeds have that decides how they write an item: feeds with equal ones write all items alike. */
export function partsHead(feed: Feed): Feed {
  const { language, timezone, copyright, licence, usageTerms, folderUrl, podcast } = feed
  const { origin } = new URL(folderUrl)
  return {
    ...{ id: origin, title: '', description: '', homeUrl: origin, folderUrl: `${origin}/`, updated: 0 },
    ...{ language, timezone, copyright, licence, ...(usageTerms && { usageTerms }) },
    ...{ authors: [], hubs: [], history: { isArchive: false, isComplete: false } },
    ...{ items: [], tombstones: [], atomHasTombstones: false },
    // A podcast writes enclosures in another way, whatever the show.
    ...(podcast && { podcast: { section: '', categories: [], funding: [], people: [] } }),
  }
}

/** Renders an item in each format, by itself. */
export function renderParts(item: Item, head: Feed, formats: readonly Format[]): ItemParts {
  const parts = formats.map((format): [string, ItemPart] => {
    const document = format.render({ ...head, items: [item] })
    const [start, end] = format.layout.find(document, 1)
    const around = hashOf(document.slice(0, start) + document.slice(end))
    return [format.file, { around, pieces: withoutLong(document.slice(start, end), item) }]
  })
  return Object.fromEntries(parts)
}

/** The text with references to the long texts of the item in their places. */
function withoutLong(text: string, item: Item): ItemPieces {
  let pieces: ItemPieces = [text]
  for (const [index, write] of WRITTEN.entries()) {
    const long = write(item) ?? ''
    if (long.length < LONG_CHARACTERS) continue
    pieces = pieces.flatMap((piece) => {
      const start = typeof piece === 'string' ? piece.indexOf(long) : -1
      if (typeof piece !== 'string' || start < 0) return [piece]
      return [piece.slice(0, start), index, piece.slice(start + long.length)]
    })
  }
  return pieces
}

/** The feed in one format; `render` makes it whole where its items are not all in it, each as it is by itself. */
export function toPieces(
  feed: Feed,
  items: readonly StoredItem[],
  parts: string,
  format: Format,
  isLimited: boolean,
  render: () => string,
): FeedPieces {
  const ids = new Set(items.map(({ id }) => id))
  const isWhole = isLimited || items.length === 0 || feed.tombstones.some(({ id }) => ids.has(id))
  if (isWhole) return { start: render(), items: [] }
  const partOf = (item: StoredItem) => item.parts[parts]![format.file]!
  // Items differ in the namespaces that they use, which the document declares: one item stands for all that are alike in that.
  const kinds = new Map(items.map((item) => [partOf(item).around, item]))
  const document = format.render({ ...feed, items: [...kinds.values()] })
  const [start, end] = format.layout.find(document, kinds.size)
  return {
    start: document.slice(0, start),
    end: document.slice(end),
    items: items.map((item) => partOf(item).pieces),
  }
}

/** Puts a document together; `texts` are those of its items, in their order. */
export function compose(
  { start, end, items }: FeedPieces,
  texts: readonly LongTexts[],
  { layout }: Format,
): string {
  if (end === undefined) return start
  const written = items.map((pieces, index) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : WRITTEN[piece]!(texts[index]!))).join(''),
  )
  return start + written.join(layout.separator) + end
}
