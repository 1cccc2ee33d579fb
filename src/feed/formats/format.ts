import type { Article } from '../../content/article/article.ts'
import type { Feed } from '../feed.ts'
import type { Item } from '../item.ts'
import type { Tombstone } from '../tombstone.ts'

/** A format of feeds: a row of ALL_FORMATS or of what a site may ask for, from which addresses, links and labels derive. */
export interface Format {
  /** For programs: in versions and in the labels of metrics. */
  name: string
  /** For people. */
  title: string
  /** The last part of the feed's path. */
  file: string
  /** Without parameters. */
  mediaType: string
  contentType: string
  /** Other last parts of paths that people and other generators use for this format; they redirect. */
  formerFiles: readonly string[]
  render(feed: Feed): string
  /** How items stand in a document, which may be put together from items that were rendered one by one. */
  layout: ItemLayout
}

/** Where the items of a document are; whatever stands around them does not depend on what is in them, except for declarations of namespaces. */
export interface ItemLayout {
  /** The start of the first and the end of the last of `count` items; a document without items has no such place. */
  find(document: string, count: number): [start: number, end: number]
  /** What stands between two items. */
  separator: string
}

/** A format of single items, each at an address of its own: a row of ITEM_FORMATS or of what a site may ask for. */
export interface ItemFormat {
  name: string
  contentType: string
  /** The path of the article's document from the site's root; undefined if it has none. */
  pathOf(article: Article, siteUrl: string): string | undefined
  render(item: Item): string
  /** Absent if the document of a withdrawn article goes without a trace. */
  renderTombstone?(tombstone: Tombstone): string
}
