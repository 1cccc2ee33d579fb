import type { Site } from '../content/site/settings.ts'
import type { Instant } from '../content/text/dates.ts'
import { addressKey, matchItems, type Pair, wordsOf } from './match.ts'
import type { KnownArticle, PublishedFeed, PublishedItem } from './published.ts'
import { findRemedy, type Remedy } from './remedy.ts'

/** The feed that would replace the live one, with all articles and the site's settings. */
export interface Planned {
  feed: PublishedFeed
  articles: readonly KnownArticle[]
  site: Pick<Site, 'url' | 'timezone' | 'ids' | 'idPrefix'>
}

/** What subscribers of the live feed would see if another feed replaced it. */
export interface Comparison {
  /** The live items whose articles are public in this feed, or older than what it shows. */
  pairs: Pair[]
  /** Shown under another id than now, so that readers take them for new. */
  redelivered: Pair[]
  /** Archived, and under another id than now. */
  renamed: Pair[]
  /** Not public any more, outside the feed's section, or without a matching article. */
  gone: { item: PublishedItem; article?: KnownArticle }[]
  /** Still public, but older than what the feed shows. */
  archived: Pair[]
  /** Shown by the new feed only. */
  added: KnownArticle[]
  /** Shown by the new feed only, but older than every live item: subscribers may have received them under another id. */
  older: KnownArticle[]
  /** With another title, text or address. */
  changed: Pair[]
  /** With another date of publication, by which readers sort. */
  moved: Pair[]
  /** Ids that the live feed has more than once. */
  duplicates: string[]
  addresses: { of: 'feed' | 'home page'; from: string; to: string }[]
  remedy?: Remedy
}

/** Compares the live feed with what would be published, article by article. */
export function compareFeeds(live: PublishedFeed, { feed, articles, site }: Planned): Comparison {
  const { items, duplicates } = dropDuplicates(live.items)
  const { pairs, unmatched } = matchItems({ ...live, items }, articles, site)
  const known = new Set(pairs.map(({ article }) => article))
  const shown = pairs.filter(({ article }) => article.fate === 'shown')
  const archived = pairs.filter(({ article }) => article.fate === 'archived')
  const lost = pairs.filter(({ article }) => article.fate !== 'shown' && article.fate !== 'archived')
  const fresh = articles.filter((article) => article.fate === 'shown' && !known.has(article))
  const oldest = oldestDate(items)
  const isOlder = ({ published }: KnownArticle) => oldest !== undefined && published < oldest
  return {
    pairs: [...shown, ...archived],
    redelivered: shown.filter(isRenamed),
    renamed: archived.filter(isRenamed),
    gone: [...unmatched.map((item) => ({ item })), ...lost],
    archived,
    added: fresh.filter((article) => !isOlder(article)),
    older: fresh.filter(isOlder),
    changed: shown.filter(isChanged),
    moved: shown.filter(isMoved),
    duplicates,
    addresses: [
      ...addressChange('feed', live.selfUrl, feed.selfUrl),
      ...addressChange('home page', live.homeUrl, feed.homeUrl),
    ],
    remedy: findRemedy([...shown, ...archived], site),
  }
}

/** Whether subscribers would see no difference at all. */
export function isEqual({ remedy: _, pairs: __, ...differences }: Comparison): boolean {
  return Object.values(differences).every((list) => list.length === 0)
}

function oldestDate(items: readonly PublishedItem[]): Instant | undefined {
  return items.reduce<Instant | undefined>((oldest, { published, updated }) => {
    const date = published ?? updated ?? oldest
    return oldest === undefined || date === undefined ? date : Math.min(oldest, date)
  }, undefined)
}

function isRenamed({ item, article }: Pair): boolean {
  return item.id !== article.id
}

function isChanged(pair: Pair): boolean {
  return changesOf(pair).length > 0
}

/** What readers would see another of: the title, the address or the text. */
export function changesOf({ item, article }: Pair): string[] {
  const next = article.item!
  return [
    ...(wordsOf(item.title) === wordsOf(next.title) ? [] : ['title']),
    ...(addressKey(item.url) === addressKey(next.url) ? [] : ['address']),
    ...(wordsOf(item.content) === wordsOf(next.content) ? [] : ['text']),
  ]
}

/** Compares whole seconds, because RSS has no fractions. */
function isMoved({ item, article }: Pair): boolean {
  const { published } = article.item!
  if (item.published === undefined || published === undefined) return false
  return Math.floor(item.published / 1000) !== Math.floor(published / 1000)
}

/** Keeps the first of several items with the same id, as readers show only one of them. */
function dropDuplicates(all: PublishedItem[]): { items: PublishedItem[]; duplicates: string[] } {
  const first = new Map<string, PublishedItem>()
  const duplicates = new Set<string>()
  for (const item of all) {
    if (first.has(item.id)) duplicates.add(item.id)
    else first.set(item.id, item)
  }
  return { items: [...first.values()], duplicates: [...duplicates] }
}

function addressChange(of: 'feed' | 'home page', from: string | undefined, to: string | undefined) {
  return from === undefined || to === undefined || from === to ? [] : [{ of, from, to }]
}
