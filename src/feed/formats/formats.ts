import { ATOM } from './atom.ts'
import { CHAPTERS } from './chapters.ts'
import type { Format, ItemFormat } from './format.ts'
import { JSON_FEED } from './json-feed.ts'
import { NINJS, NINJS_ITEM } from './ninjs.ts'
import { RSS } from './rss.ts'

/** The formats in which every feed is served, in the order in which people are offered them. Adding one is a file and a row here. */
export const ALL_FORMATS: readonly Format[] = [RSS, ATOM, JSON_FEED, NINJS]

/** What readers subscribe to. */
export const FORMATS: readonly Format[] = ALL_FORMATS.filter(({ isForReaders }) => isForReaders)

/** The formats in which single articles have documents of their own. Adding one is a file and a row here. */
export const ITEM_FORMATS: readonly ItemFormat[] = [NINJS_ITEM, CHAPTERS]

/** The folder of a path and the format that its file is in; undefined where it is the path of no feed. */
export function splitFeedPath(path: string): { folder: string; format: Format } | undefined {
  const start = path.lastIndexOf('/') + 1
  const file = path.slice(start)
  const format = ALL_FORMATS.find((candidate) => candidate.file === file)
  return format && { folder: path.slice(0, start), format }
}

/** The format that people and other generators mean by the last part of an address. */
export function formerFormat(file: string): Format | undefined {
  return ALL_FORMATS.find(({ formerFiles }) => formerFiles.includes(file))
}

/** What a feed's `Link` header says (RFC 8288): its own address, and the same feed in the other formats. */
export function feedLinks(
  siteUrl: string,
  path: string,
  name: Format['name'],
): { href: string; rel: string; type: string }[] {
  const folder = siteUrl + path.slice(0, path.lastIndexOf('/') + 1)
  const self = ALL_FORMATS.filter((format) => format.name === name)
  const others = FORMATS.filter((format) => format.name !== name)
  return [...self, ...others].map(({ file, mediaType }, index) => ({
    href: folder + file,
    rel: index === 0 ? 'self' : 'alternate',
    type: mediaType,
  }))
}
