import type { Article } from './article.ts'
import type { Instant } from './dates.ts'
import { looksLikeDate } from './dates.ts'
import { findValue, parseFlag } from './fields.ts'
import type { Fields } from './front-matter/parse.ts'
import type { Report } from './problem.ts'

const HIDES_WHEN_TRUE = [
  'draft',
  'unlisted',
  'hidden',
  'private',
  'eleventyExcludeFromCollections',
  'headless',
]
const HIDES_WHEN_FALSE = ['published', 'publish', 'public']

/** Why the article is never public (`draft`, `unlisted` …), or undefined. A flag that cannot be read hides it. */
export function readHidden(fields: Fields, path: string, report: Report): string | undefined {
  if (/(?:^|\/)_?drafts\//i.test(path)) return 'draft'
  const status = fields.get('status')
  if (
    typeof status === 'string' &&
    /^(?:draft|hidden|private|pending|unpublished|trash|archived)$/i.test(status.trim())
  )
    return status.trim().toLowerCase()
  for (const [keys, hiding] of [
    [HIDES_WHEN_TRUE, true],
    [HIDES_WHEN_FALSE, false],
  ] as const) {
    for (const key of keys) {
      const found = findValue(fields, [key])
      if (!found || (key === 'published' && typeof found.value === 'string' && looksLikeDate(found.value)))
        continue
      const flag = parseFlag(found.value)
      if (flag === undefined) {
        report(
          'warning',
          'flag',
          key,
          `\`${key}\` is neither true nor false, so the article is not public`,
          `Write \`${key}: true\` or \`${key}: false\``,
        )
        return key
      }
      if (flag === hiding) return hiding ? key : 'draft'
    }
  }
  return undefined
}

/** The one predicate of what may be seen: every feed, page, count, date and push goes through it. */
export function isPublic(article: Article, now: Instant): boolean {
  return stateOf(article, now) === 'public'
}

export type State = 'public' | 'hidden' | 'embargoed' | 'expired' | 'withdrawn'

/** What the article is at an instant. A withdrawn one has been public; a hidden one never is. */
export function stateOf(article: Article, now: Instant): State {
  if (article.hidden !== undefined) return 'hidden'
  if (!(article.embargo <= now)) return 'embargoed'
  if (article.withdrawn && !(article.withdrawn.date > now)) return 'withdrawn'
  if (article.expires !== undefined && !(article.expires > now)) return 'expired'
  return 'public'
}

/** The instants at which what is public, or its `updated`, changes by itself. */
export function turningPoints(article: Article): Instant[] {
  if (article.hidden !== undefined) return []
  const points = [article.embargo, article.updated, article.expires, article.withdrawn?.date]
  return points.filter((point) => point !== undefined)
}

/** `updated` as of now: an update dated in the future has not happened. */
export function updatedAt(article: Article, now: Instant): Instant {
  return article.updated <= now ? article.updated : article.published
}
