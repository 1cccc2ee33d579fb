import { ATOM } from './atom.ts'
import { CHAPTERS } from './chapters.ts'
import type { Format, ItemFormat } from './format.ts'
import { JSON_FEED } from './json-feed.ts'
import { NINJS, NINJS_ITEM } from './ninjs/ninjs.ts'
import { RSS } from './rss.ts'

/** The formats that readers are offered, in this order. Adding one is a file and a row here. */
export const FORMATS: readonly Format[] = [RSS, ATOM, JSON_FEED]

/** The formats in which every feed is served: those for readers, and those for newsrooms. */
export const ALL_FORMATS: readonly Format[] = [...FORMATS, NINJS]

/** The formats of single articles. Adding one is a file and a row here. */
export const ITEM_FORMATS: readonly ItemFormat[] = [NINJS_ITEM, CHAPTERS]

/** Splits a feed's path into its folder and its format; undefined if the file is not a feed's. */
export function splitFeedPath(path: string): { folder: string; format: Format } | undefined {
  const start = path.lastIndexOf('/') + 1
  const file = path.slice(start)
  const format = ALL_FORMATS.find((candidate) => candidate.file === file)
  return format && { folder: path.slice(0, start), format }
}
