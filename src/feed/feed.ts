import type { Article } from '../content/article/article.ts'
import type { Person } from '../content/front-matter/people.ts'
import { updatedAt } from '../content/library/visibility.ts'
import type { Podcast } from '../content/podcast/show.ts'
import type { Settings, Site } from '../content/site/settings.ts'
import type { UsageTerms } from '../content/site/usage-terms.ts'
import type { Instant } from '../content/text/dates.ts'
import type { Item } from './item.ts'
import { folderOf } from './scope.ts'
import type { Tombstone } from './tombstone.ts'

/** How long a copy of a document may be taken for the newest; longer delays articles in readers that obey it. */
export const CACHE_SECONDS = 600

/** An ordered list of items, with all that renderers need to know. */
export interface Feed {
  id: string
  /** Plain text. */
  title: string
  /** Plain text. */
  description: string
  language: string
  /** IANA name of the zone in which RSS and Atom write dates: some readers print them as they are. */
  timezone: string
  /** Absolute URL of the page that the feed belongs to. */
  homeUrl: string
  /** Absolute URL of the folder of the feed's or the archive's documents, ending in `/`. Each format adds its file. */
  folderUrl: string
  /** The `updated` of the newest item or tombstone, never the clock; the epoch if there is none. */
  updated: Instant
  /** Never empty, because Atom requires an author. */
  authors: Person[]
  copyright?: string
  licence?: string
  /** What machines may use the items for. */
  usageTerms?: UsageTerms
  image?: string
  icon?: string
  /** The show, if the feed is a podcast. */
  podcast?: Podcast
  /** URLs of WebSub hubs. */
  hubs: string[]
  history: History
  /** How long a copy may be taken for the newest; absent for `CACHE_SECONDS`. */
  maxAgeSeconds?: number
  /** The release of Wireroom that renders it, such as `1.2.3`. */
  release?: string
  items: Item[]
  /** Tombstones of withdrawn articles, which may have the ids of items. */
  tombstones: Tombstone[]
  /** Whether Atom has the tombstones, too; ninjs always has. */
  atomHasTombstones: boolean
}

/** Links from a document to the others of its feed (RFC 5005), as absolute URLs of their folders. */
export interface History {
  /** Whether it is an archive document, full or not. */
  isArchive: boolean
  /** Whether it holds all items. */
  isComplete: boolean
  /** The archive with older items. */
  previous?: string
  /** What has exactly the next older items, which no document before it has: the archive, or the part of it that the feed does not show. */
  older?: string
  /** The archive with newer items. */
  next?: string
  /** The feed to subscribe to. */
  current?: string
}

/** All that decides a feed, except its items; `updated` is that of the newest item, known before any is rendered. */
export interface FeedParts extends Pick<Feed, 'updated' | 'history' | 'tombstones' | 'release'> {
  site: Pick<Site, 'url' | 'idPrefix' | 'timezone' | 'hubs' | 'usageTerms' | 'maxAgeSeconds'>
  /** Its folder from the site's root, percent-encoded; empty for the site's own feed. */
  folder: string
  /** The folder of its documents, which differs for an archive. */
  documentsFolder: string
  settings: Settings
}

/** Composes a feed without its items. */
export function composeFeed({
  site,
  folder,
  documentsFolder,
  settings,
  updated,
  history,
  tombstones,
  release,
}: FeedParts): Feed {
  const show = toShow(settings, folder)
  return {
    id: site.idPrefix + (folder || '/'),
    title: settings.title,
    description: settings.description,
    language: settings.language,
    timezone: site.timezone,
    homeUrl: site.url + folder,
    folderUrl: site.url + documentsFolder,
    updated: settings.tombstones ? withWithdrawals(updated, tombstones) : updated,
    authors: settings.authors.length > 0 ? settings.authors : [{ name: settings.title }],
    copyright: settings.copyright,
    licence: settings.licence,
    ...(site.usageTerms && { usageTerms: site.usageTerms }),
    ...(site.maxAgeSeconds !== undefined && { maxAgeSeconds: site.maxAgeSeconds }),
    image: show?.image ?? settings.image,
    icon: settings.icon,
    podcast: show,
    // An archive is not a topic of a hub (WebSub section 4).
    hubs: documentsFolder === folder ? site.hubs : [],
    history,
    ...(release !== undefined && { release }),
    items: [],
    tombstones,
    atomHasTombstones: settings.tombstones === true,
  }
}

/** The show of the feed in a folder, completed from the feed's other settings. */
function toShow({ podcast, authors, image }: Settings, folder: string): Podcast | undefined {
  if (!podcast) return undefined
  const { guid, newFeedUrl, ...show } = podcast
  return {
    ...show,
    author: podcast.author ?? (authors.map(({ name }) => name).join(', ') || undefined),
    image: podcast.image ?? image,
    // The feed of a part of the show must not claim the identity of the show.
    ...(folder === folderOf(podcast) && { guid, newFeedUrl }),
  }
}

/** What stands in the generator element of a feed. */
export function generatorOf({ release }: Feed): string {
  return release === undefined ? 'Wireroom' : `Wireroom ${release}`
}

/** The value of an item, or undefined if the feed has the same, so that it is not repeated. */
export function unlessSame<T>(ofItem: T, ofFeed: T): T | undefined {
  return ofItem === ofFeed ? undefined : ofItem
}

/** The later of `updated` and the last withdrawal. */
export function withWithdrawals(updated: Instant, tombstones: readonly Tombstone[]): Instant {
  return Math.max(updated, ...tombstones.map(({ withdrawn }) => withdrawn))
}

/** The newest `updated` of the articles at `now`; the epoch if there is no article. */
export function newestUpdate(articles: readonly Article[], now: Instant): Instant {
  return articles.length === 0 ? 0 : Math.max(...articles.map((article) => updatedAt(article, now)))
}

/**
 * Returns the feed with one item or tombstone for each id (RFC 6721 section 3): the newest, and the tombstone if an item is of the same
 * instant.
 */
export function dropSuperseded(feed: Feed): Feed {
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
