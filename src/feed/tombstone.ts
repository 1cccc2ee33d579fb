import type { Article } from '../content/article/article.ts'
import type { Identity } from '../content/article/identity.ts'
import { stateOf, updatedAt } from '../content/library/visibility.ts'
import type { Instant } from '../content/text/dates.ts'

/** The record of an article that was taken back. Nothing of what it said is in it. */
export interface Tombstone extends Identity {
  permalink: string
  /** BCP 47, of the reason. */
  language: string
  published: Instant
  /** Never older than the `updated` that subscribers know. */
  withdrawn: Instant
  /** Plain text. */
  reason?: string
}

/** Those of the articles that are withdrawn at `now`, the last one first. What never was public has none. */
export function tombstonesOf(articles: readonly Article[], now: Instant): Tombstone[] {
  return articles
    .filter((article) => stateOf(article, now) === 'withdrawn')
    .map((article) => toTombstone(article, now))
    .sort((a, b) => b.withdrawn - a.withdrawn || (a.id < b.id ? -1 : 1))
}

/** A reader compares the date with that of the item it keeps, so it does not help to withdraw with a date before that; 0 is no date at all. */
function toTombstone(article: Article, now: Instant): Tombstone {
  const { id, uri, permalink, language, published, embargo, withdrawn } = article
  return {
    id,
    ...(uri !== undefined && { uri }),
    permalink,
    language,
    published,
    withdrawn: Math.max(withdrawn?.date || updatedAt(article, now), updatedAt(article, now), embargo),
    reason: withdrawn?.reason,
  }
}
