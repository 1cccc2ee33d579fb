import type { Article } from '../article/article.ts'
import type { Problem } from '../problem.ts'
import { isOne } from '../site/site-languages.ts'
import type { Instant } from '../text/dates.ts'
import { type Library, sectionSettings } from './library.ts'
import type { Register } from './register.ts'
import { isPublic } from './visibility.ts'

/** Finds the public articles that are older than all for which the site's feed has room, so that they are in its archives alone. */
export function findBehindFeed(library: Library, now: Instant): Set<Article> {
  const { feedLimit } = sectionSettings(library, '')
  const shown = shownArticles(library, now)
  const oldest = shown.map(({ embargo }) => embargo).sort((a, b) => b - a)[feedLimit - 1]
  return new Set(oldest === undefined ? [] : shown.filter(({ embargo }) => embargo < oldest))
}

/** The public articles that the site's feed shows, or that are in its archives. */
function shownArticles({ articles, site: { mainLanguages } }: Library, now: Instant): Article[] {
  return articles.filter(
    (article) =>
      isPublic(article, now) &&
      !article.isOutOfFeeds &&
      (!mainLanguages || isOne(mainLanguages, article.language)),
  )
}

/** Warns of articles that are new and yet not in the feed, such as a draft that kept the date of its first day. */
export function findLateArticles(library: Library, { entries }: Register, now: Instant): Problem[] {
  if (entries.length === 0) return []
  const known = new Set(entries.map(({ id }) => id))
  return [...findBehindFeed(library, now)]
    .filter(({ id }) => !known.has(id))
    .map(({ path }) => ({
      severity: 'warning',
      code: 'late',
      path,
      message:
        'The article is new, but older than all that the feed has room for, so no subscriber will see it',
      hint: 'Give it the date on which it is published; leave it where it is meant for the archive alone',
    }))
}
