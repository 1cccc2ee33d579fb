import { OLDER_NINJS, type WireVersions } from '../../content/site/wire-versions.ts'
import { ATOM } from './atom.ts'
import { CHAPTERS } from './chapters.ts'
import type { Format, ItemFormat } from './format.ts'
import { JSON_FEED } from './json-feed.ts'
import { NINJS, NINJS_ITEM } from './ninjs/ninjs.ts'
import { NINJS_1, NINJS_1_ITEM } from './ninjs/ninjs-1.ts'
import { NINJS_2, NINJS_2_ITEM } from './ninjs/ninjs-2.ts'
import { RSS } from './rss.ts'

/** The formats that readers are offered, in this order. Adding one is a file and a row here. */
export const FORMATS: readonly Format[] = [RSS, ATOM, JSON_FEED]

/** The formats in which every feed of any site is served: those for readers, and that for newsrooms. */
export const ALL_FORMATS: readonly Format[] = [...FORMATS, NINJS]

/** The formats of single articles. Adding one is a file and a row here. */
export const ITEM_FORMATS: readonly ItemFormat[] = [NINJS_ITEM, CHAPTERS]

/** What a site is served in where it asks for an older version of ninjs: a document more for each feed, archive and article. */
const OLDER = { 1: { feed: NINJS_1, item: NINJS_1_ITEM }, 2: { feed: NINJS_2, item: NINJS_2_ITEM } }

/** The formats in which every feed of a site is served. */
export function formatsOf({ ninjs = [] }: WireVersions): readonly Format[] {
  return [...ALL_FORMATS, ...ninjs.map((version) => OLDER[version].feed)]
}

/** The formats of the single articles of a site. */
export function itemFormatsOf({ ninjs = [] }: WireVersions): readonly ItemFormat[] {
  return [...ITEM_FORMATS, ...ninjs.map((version) => OLDER[version].item)]
}

/** The formats that any site may be served in. */
export const KNOWN_FORMATS: readonly Format[] = formatsOf({ ninjs: OLDER_NINJS })

/** Splits a feed's path into its folder and its format, one of `formats`; undefined if the file is not a feed's. */
export function splitFeedPath(
  path: string,
  formats: readonly Format[],
): { folder: string; format: Format } | undefined {
  const start = path.lastIndexOf('/') + 1
  const file = path.slice(start)
  const format = formats.find((candidate) => candidate.file === file)
  return format && { folder: path.slice(0, start), format }
}
