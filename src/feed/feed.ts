import type { Article } from '../content/article/article.ts'
import type { Person } from '../content/front-matter/people.ts'
import { updatedAt } from '../content/library/visibility.ts'
import type { Podcast } from '../content/podcast/show.ts'
import type { Settings, Site } from '../content/site/settings.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Item } from './item.ts'
import { folderOf } from './scope.ts'
import type { Tombstone } from './tombstone.ts'

/** An ordered list of items with all that a format says of it. Renderers read it and nothing else. */
export interface Feed {
  id: string
  /** Plain text. */
  title: string
  /** Plain text. */
  description: string
  language: string
  /** Absolute URL of the page that the feed is the feed of. */
  homeUrl: string
  /** Absolute URL of the folder that holds its documents, the archive's where it is one; ends in `/`. Each format adds its file. */
  folderUrl: string
  /** Of the newest item or tombstone, never of the clock; the epoch where there is none. */
  updated: Instant
  /** Never empty: Atom wants an author. */
  authors: Person[]
  copyright?: string
  licence?: string
  image?: string
  icon?: string
  /** The show that the feed is. */
  podcast?: Podcast
  /** WebSub hubs. */
  hubs: string[]
  history: History
  items: Item[]
  /** Of what was taken back, where subscribers are told of it. */
  tombstones: Tombstone[]
  /** Whether Atom tells of them; ninjs always does. */
  saysWithdrawn: boolean
}

/** Where a document stands among those that together hold the whole feed (RFC 5005). The others are named by the absolute URLs of their folders. */
export interface History {
  /** Whether it is one of the archive documents, which never change once they are full. */
  isArchive: boolean
  /** Whether it holds all there is. */
  isComplete: boolean
  /** The archive with older items. */
  previous?: string
  /** The archive with newer items. */
  next?: string
  /** The feed one subscribes to. */
  current?: string
}

/** All that decides what a feed says beside its items; `updated` is that of the newest item, known before any is rendered. */
export interface FeedParts extends Pick<Feed, 'updated' | 'history' | 'tombstones'> {
  site: Pick<Site, 'url' | 'idPrefix'>
  /** Its folder from the site's root, percent-encoded; empty for the site's own feed. */
  folder: string
  /** The folder of its documents, which for an archive is another one. */
  documentsFolder: string
  settings: Settings
}

/** Puts a feed together, without its items. */
export function composeFeed({
  site,
  folder,
  documentsFolder,
  settings,
  updated,
  history,
  tombstones,
}: FeedParts): Feed {
  const show = toShow(settings, folder)
  return {
    id: site.idPrefix + (folder || '/'),
    title: settings.title,
    description: settings.description,
    language: settings.language,
    homeUrl: site.url + folder,
    folderUrl: site.url + documentsFolder,
    updated: settings.tombstones ? newestOf(updated, tombstones) : updated,
    authors: settings.authors.length > 0 ? settings.authors : [{ name: settings.title }],
    copyright: settings.copyright,
    licence: settings.licence,
    image: show?.image ?? settings.image,
    icon: settings.icon,
    podcast: show,
    hubs: [],
    history,
    items: [],
    tombstones,
    saysWithdrawn: settings.tombstones === true,
  }
}

/** The show that the feed in a folder is, with what its other settings say for it. */
function toShow({ podcast, authors, image }: Settings, folder: string): Podcast | undefined {
  if (!podcast) return undefined
  const { guid, newFeedUrl, ...show } = podcast
  return {
    ...show,
    author: podcast.author ?? (authors.map(({ name }) => name).join(', ') || undefined),
    image: podcast.image ?? image,
    // A feed of a part of the show is not the show's.
    ...(folder === folderOf(podcast) && { guid, newFeedUrl }),
  }
}

/** The value of an item; undefined where the feed has the same, so that it is not repeated. */
export function unlessSame<T>(ofItem: T, ofFeed: T): T | undefined {
  return ofItem === ofFeed ? undefined : ofItem
}

/** The later of an instant and the last withdrawal. */
export function newestOf(updated: Instant, tombstones: readonly Tombstone[]): Instant {
  return Math.max(updated, ...tombstones.map(({ withdrawn }) => withdrawn))
}

/** When the newest of the articles was updated, as of now; the epoch where there is none. */
export function newestUpdate(articles: readonly Article[], now: Instant): Instant {
  return articles.length === 0 ? 0 : Math.max(...articles.map((article) => updatedAt(article, now)))
}

/**
 * The feed with one of each id (RFC 6721 section 3): of an item and its tombstones the newest, and of an item and a tombstone of one instant
 * the tombstone.
 */
export function settle(feed: Feed): Feed {
  if (feed.tombstones.length === 0) return feed
  const newest = new Map<string, Tombstone>()
  for (const tombstone of feed.tombstones) {
    const other = newest.get(tombstone.id)
    if (!other || other.withdrawn < tombstone.withdrawn) newest.set(tombstone.id, tombstone)
  }
  const items = feed.items.filter(({ id, updated }) => {
    const tombstone = newest.get(id)
    return tombstone === undefined || tombstone.withdrawn < updated
  })
  for (const { id } of items) newest.delete(id)
  return { ...feed, items, tombstones: [...newest.values()] }
}
