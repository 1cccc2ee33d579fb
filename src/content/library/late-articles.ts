import type { Problem } from '../problem.ts'
import type { Instant } from '../text/dates.ts'
import { type Library, sectionSettings } from './library.ts'
import type { Register } from './register.ts'
import { isPublic } from './visibility.ts'

/** The release of the oldest article for which the site's feed has room; none where it has room for more. */
export function oldestInFeed(library: Library, now: Instant): Instant {
  const { feedLimit } = sectionSettings(library, '')
  const releases = library.articles.filter((article) => isPublic(article, now)).map(({ embargo }) => embargo)
  return releases.sort((a, b) => b - a)[feedLimit - 1] ?? Number.NEGATIVE_INFINITY
}

/** Warns of articles that are new and yet not in the feed, such as a draft that kept the date of its first day. */
export function findLateArticles(library: Library, { entries }: Register, now: Instant): Problem[] {
  if (entries.length === 0) return []
  const known = new Set(entries.map(({ id }) => id))
  const oldest = oldestInFeed(library, now)
  return library.articles
    .filter((article) => isPublic(article, now) && !known.has(article.id) && article.embargo < oldest)
    .map(({ path }) => ({
      severity: 'warning',
      code: 'late',
      path,
      message:
        'The article is new, but older than all that the feed has room for, so no subscriber will see it',
      hint: 'Give it the date on which it is published; leave it where it is meant for the archive alone',
    }))
}
