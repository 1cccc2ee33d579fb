import type { State } from '../content/library/visibility.ts'
import type { Instant } from '../content/text/dates.ts'

/** A feed of any format and origin, as a reader sees it. */
export interface PublishedFeed {
  /** Absolute URL of the feed itself. */
  selfUrl?: string
  /** Absolute URL of the site's home page. */
  homeUrl?: string
  items: PublishedItem[]
}

/** An item of such a feed. */
export interface PublishedItem {
  /** Identifies the item for readers: its guid or id, or else its link, or else its title. */
  id: string
  /** Absolute URL. */
  url?: string
  /** HTML or plain text, as in the feed. */
  title?: string
  published?: Instant
  updated?: Instant
  /** HTML or plain text, as in the feed. */
  content?: string
  /** Absolute URLs. */
  enclosureUrls: string[]
}

/** The properties of an article by which its live item can be recognised. */
export interface KnownArticle {
  /** Relative to the articles folder, with `/`. */
  path: string
  /** As the feed that is compared has it. */
  id: string
  /** Absolute URL. */
  permalink: string
  /** Absolute URLs. */
  aliases: string[]
  title?: string
  published: Instant
  /** Absolute URLs. */
  enclosureUrls: string[]
  /** `archived`: public, but older than what the feed shows. `elsewhere`: public, but outside the scope of this feed. */
  fate: 'shown' | 'archived' | 'elsewhere' | Exclude<State, 'public'>
  /** The item of the new feed, if that shows the article. */
  item?: PublishedItem
}
