import type { Article } from '../../content/article/article.ts'
import type { Feed } from '../feed.ts'
import type { Item } from '../item.ts'
import type { Tombstone } from '../tombstone.ts'

/** A format of feeds: a row of ALL_FORMATS, from which addresses, links and labels derive. */
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
}

/** A format of single items, each at an address of its own: a row of ITEM_FORMATS. */
export interface ItemFormat {
  name: string
  contentType: string
  /** The path of the article's document from the site's root; undefined if it has none. */
  pathOf(article: Article, siteUrl: string): string | undefined
  render(item: Item): string
  /** Absent if the document of a withdrawn article goes without a trace. */
  renderTombstone?(tombstone: Tombstone): string
}
