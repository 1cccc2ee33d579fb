import type { Article } from '../content/article/article.ts'
import type { Identity } from '../content/article/identity.ts'
import { stateOf, updatedAt } from '../content/library/visibility.ts'
import type { Instant } from '../content/text/dates.ts'

/** The record of a withdrawn article (RFC 6721). It repeats nothing of the article's text. */
export interface Tombstone extends Identity {
  permalink: string
  /** BCP 47; the language of the reason. */
  language: string
  published: Instant
  /** Never earlier than the `updated` that subscribers know. */
  withdrawn: Instant
  /** Plain text. */
  reason?: string
}

/** The tombstones of the articles that are withdrawn at `now`, the last withdrawal first; articles that were never public have none. */
export function tombstonesOf(articles: readonly Article[], now: Instant): Tombstone[] {
  return articles
    .filter((article) => stateOf(article, now) === 'withdrawn')
    .map((article) => toTombstone(article, now))
    .sort((a, b) => b.withdrawn - a.withdrawn || (a.id < b.id ? -1 : 1))
}

/** Readers ignore a tombstone that is older than their item, so an earlier date is corrected; a date of 0 is unknown. */
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
