import { dropSuperseded } from '../../feed.ts'
import type { Format, ItemFormat } from '../format.ts'
import { toJson } from '../json.ts'
import {
  documentPath,
  NINJS,
  NINJS_ITEM,
  standardOf,
  toAssociations,
  toCancellation,
  toList,
  toNews,
} from './ninjs.ts'

const STANDARD = standardOf('2.3')

/** IPTC ninjs 2.3, for newsrooms whose systems do not read 3.x yet. */
export const NINJS_2: Format = {
  ...NINJS,
  name: 'ninjs2',
  title: 'ninjs 2',
  file: 'wire-2.json',
  render(whole) {
    const feed = dropSuperseded(whole)
    return toDocument({ ...toList(feed), associations: toAssociations(feed) })
  },
}

/** ninjs 2.3 for a single article. */
export const NINJS_2_ITEM: ItemFormat = {
  ...NINJS_ITEM,
  name: 'ninjs2',
  pathOf: ({ path }) => documentPath('wire-2', path),
  render: (item) => toDocument(toNews(item)),
  renderTombstone: (tombstone) => toDocument(toCancellation(tombstone)),
}

/** All that we say in 3.2 has the same place in 2.3, under the same name in lower case. */
function toDocument({ uri, ...rest }: { uri: string; [name: string]: unknown }): string {
  return toJson({ uri, standard: STANDARD, ...(inLowerCase(rest) as object) })
}

function inLowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLowerCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inLowerCase(inner)]),
  )
}
