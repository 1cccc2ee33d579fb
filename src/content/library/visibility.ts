import type { Article } from '../article/article.ts'
import type { Correction } from '../article/news.ts'
import type { Instant } from '../text/dates.ts'

/** What decides when an article is public. */
export interface ArticleDates
  extends Pick<Article, 'hidden' | 'published' | 'updated' | 'embargo' | 'expires' | 'withdrawn'> {
  corrections?: readonly Pick<Correction, 'date'>[]
}

/** Whether an article is public: every feed, page, count, date and push asks this function. */
export function isPublic(article: ArticleDates, now: Instant): boolean {
  return stateOf(article, now) === 'public'
}

/** The state of an article at an instant. */
export type State = 'public' | 'hidden' | 'embargoed' | 'expired' | 'withdrawn'

/** The state of an article at an instant: a withdrawn one was public before, a hidden one never is. */
export function stateOf(article: ArticleDates, now: Instant): State {
  if (article.hidden !== undefined) return 'hidden'
  if (!(article.embargo <= now)) return 'embargoed'
  if (article.withdrawn && !(article.withdrawn.date > now)) return 'withdrawn'
  if (article.expires !== undefined && !(article.expires > now)) return 'expired'
  return 'public'
}

/** The instants at which the article's state, its `updated` or its corrections change by themselves. */
export function turningPoints(article: ArticleDates): Instant[] {
  const [embargo, ...others] = statePoints(article)
  if (embargo === undefined) return []
  const corrected = article.corrections?.map(({ date }) => date) ?? []
  return [embargo, article.updated, ...corrected, ...others]
}

/** The instants at which the article may become public, or stop being public, by itself. */
export function statePoints({ hidden, embargo, expires, withdrawn }: ArticleDates): Instant[] {
  if (hidden !== undefined) return []
  return [embargo, expires, withdrawn?.date].filter((point) => point !== undefined)
}

/** The next instant at which the article's state changes by itself, or undefined. */
export function nextState(article: ArticleDates, now: Instant): Instant | undefined {
  const state = stateOf(article, now)
  const changes = turningPoints(article).filter((point) => point > now && stateOf(article, point) !== state)
  return changes.length === 0 ? undefined : Math.min(...changes)
}

/** When the article was last updated or corrected by `now`: what is dated later does not count yet. */
export function updatedAt({ published, updated, corrections = [] }: ArticleDates, now: Instant): Instant {
  const own = updated <= now ? updated : published
  return correctionsAt(corrections, now).reduce((newest, { date }) => Math.max(newest, date), own)
}

/** The corrections that are public at `now`: one that is dated later says what only then becomes known. */
export function correctionsAt<C extends Pick<Correction, 'date'>>(
  corrections: readonly C[],
  now: Instant,
): readonly C[] {
  return corrections.filter(({ date }) => date <= now)
}

/** Whether the article is or ever was public; one that expires before its embargo ends never is. */
export function hasBeenPublic(article: ArticleDates, now: Instant): boolean {
  if (article.expires !== undefined && article.expires <= article.embargo) return false
  const state = stateOf(article, now)
  return state === 'public' || state === 'expired' || state === 'withdrawn'
}

/** The last instant at which the article's dates changed it. */
export function lastChange(article: ArticleDates, now: Instant): Instant {
  const past = turningPoints(article).filter((point) => point <= now)
  return Math.max(article.published, ...past)
}
