import type { State } from '../content/library/visibility.ts'
import type { Instant } from '../content/text/dates.ts'

/** A feed as a reader sees it, whoever made it and in whatever format. */
export interface PublishedFeed {
  /** Absolute URL of the feed itself. */
  selfUrl?: string
  /** Absolute URL of the page that it is the feed of. */
  homeUrl?: string
  items: PublishedItem[]
}

export interface PublishedItem {
  /** What a reader knows the item by: its guid or id; without one its link, or at last its title. */
  id: string
  /** Absolute URL. */
  url?: string
  /** HTML or plain text, as it came. */
  title?: string
  published?: Instant
  updated?: Instant
  /** HTML or plain text, as it came. */
  content?: string
  /** Absolute URLs. */
  enclosureUrls: string[]
}

/** What there is of an article to know its item again by. */
export interface KnownArticle {
  /** Relative to the articles folder, with `/`. */
  path: string
  id: string
  /** Absolute URL. */
  permalink: string
  /** Absolute URLs. */
  aliases: string[]
  title?: string
  published: Instant
  /** Absolute URLs. */
  enclosureUrls: string[]
  /** `archived`: public, but older than what the feed shows. `elsewhere`: public, but not of what this feed is of. */
  fate: 'shown' | 'archived' | 'elsewhere' | Exclude<State, 'public'>
  /** What subscribers would get, where the feed shows it. */
  item?: PublishedItem
}
