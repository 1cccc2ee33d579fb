import type { Article } from '../../content/article/article.ts'
import type { Feed } from '../feed.ts'
import type { Item } from '../item.ts'
import type { Tombstone } from '../tombstone.ts'

/** One way to write a feed down: a row of ALL_FORMATS, from which its addresses, links and labels derive. */
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
  /** Last parts of the paths at which people and other generators look for a feed in this format. */
  formerFiles: readonly string[]
  render(feed: Feed): string
}

/** One way to write a single item down, at an address of its own: a row of ITEM_FORMATS. */
export interface ItemFormat {
  name: string
  contentType: string
  /** The path of the article's document from the site's root; undefined where it has none. */
  pathOf(article: Article, siteUrl: string): string | undefined
  render(item: Item): string
  /** Absent where nothing is left of what is withdrawn. */
  renderTombstone?(tombstone: Tombstone): string
}
