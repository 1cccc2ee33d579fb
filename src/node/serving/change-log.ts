import { type Article, isError } from '../../content/article/article.ts'
import { findBehindFeed } from '../../content/library/late-articles.ts'
import type { Library } from '../../content/library/library.ts'
import { type State, stateOf } from '../../content/library/visibility.ts'
import type { Problem } from '../../content/problem.ts'
import { describeTime, type Instant } from '../../content/text/dates.ts'

/** More lines at once are only counted: that is a checkout, and not a person who writes. */
const MAX_LINES = 20

/** What a terminal would obey, and marks that turn around the text beside them. */
const OBEYED = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]+/gu

/** Tells what a person wants to follow of a folder. */
export interface ChangeLog {
  /** Lines about what has changed since the last call, by edits and by the clock alike; none at the first call. */
  note(library: Library, now: Instant): string[]
}

export function createChangeLog(): ChangeLog {
  let last: { library: Library; at: Instant } | undefined
  return {
    note(library, now) {
      const before = last
      last = { library, at: now }
      if (!before) return []
      const lines = compare(before.library, before.at, library, now)
      if (lines.length <= MAX_LINES) return lines
      return [...lines.slice(0, MAX_LINES), `… and ${lines.length - MAX_LINES} more files.`]
    },
  }
}

function compare(before: Library, at: Instant, after: Library, now: Instant): string[] {
  const { timezone } = after.site
  const behind = findBehindFeed(after, now)
  /** Nothing where the feed has room for the article. */
  const placeOf = (article: Article) =>
    behind.has(article) ? 'too old for the feed, so in the archive alone' : ''
  if (before === after)
    return after.articles.flatMap((article) => {
      const was = stateOf(article, at)
      return was === stateOf(article, now) ? [] : [tell(article, describeTurn(article, was, now))]
    })
  const known = new Map(before.articles.map((article) => [article.path, article]))
  const paths = new Set(after.articles.map(({ path }) => path))
  const gone = before.articles.filter(({ path }) => !paths.has(path))
  const wasFaulty = faultyPaths(before.problems)
  const isFaulty = faultyPaths(after.problems)
  const moved = new Map(gone.map((article) => [article.hash, article]))
  const lines = after.articles.flatMap((article) => {
    const { path, hash } = article
    const old = known.get(path)
    const isMended = wasFaulty.has(path) && !isFaulty.has(path)
    if (isMended) return [tell(article, 'mended', describeState(article, now, timezone))]
    if (!old) {
      const from = moved.get(hash)
      if (from) gone.splice(gone.indexOf(from), 1)
      const state = describeState(article, now, timezone)
      if (from) return [tell(article, `moved from ${clean(from.path)}`, state)]
      return [tell(article, 'added', state || placeOf(article))]
    }
    const [was, is] = [stateOf(old, at), stateOf(article, now)]
    const isEdited = old.hash !== hash && !hasOnlyNewDurations(old, article)
    if (was === is && !(isEdited && !isFaulty.has(path))) return []
    if (was !== is && (is === 'public' || is === 'withdrawn' || is === 'expired'))
      return [tell(article, describeTurn(article, was, now), placeOf(article))]
    return [tell(article, 'changed', describeState(article, now, timezone))]
  })
  // A file with errors is named with them.
  const removed = gone.filter(({ path }) => !isFaulty.has(path)).map((article) => tell(article, 'removed'))
  return [...lines, ...removed].sort()
}

/** Whether nothing is new but durations, which are read from sounds after an article is public: nobody has edited it. */
function hasOnlyNewDurations(old: Article, article: Article): boolean {
  const rest = ({ enclosures }: Article) =>
    JSON.stringify(enclosures.map((one) => ({ ...one, durationSeconds: undefined })))
  const isRead = article.enclosures.some(
    ({ durationSeconds }, index) =>
      durationSeconds !== undefined && old.enclosures[index]?.durationSeconds === undefined,
  )
  return isRead && rest(old) === rest(article)
}

/** The files that are not published as they are: left out, or with the last good version in their place. */
function faultyPaths(problems: readonly Problem[]): Set<string> {
  const faulty = problems.filter((problem) => isError(problem) || problem.code === 'last-good-version')
  return new Set(faulty.map(({ path }) => path))
}

function tell({ path, title }: Article, verb: string, state = ''): string {
  const named = title === undefined ? '' : ` “${clean(title)}”`
  return `${clean(path)}: ${verb}${named}${state === '' ? '' : `, ${state}`}`
}

/** What an article has become. */
function describeTurn(article: Article, was: State, now: Instant): string {
  const is = stateOf(article, now)
  if (is === 'public') return was === 'embargoed' || was === 'hidden' ? 'released' : 'published again'
  return is === 'embargoed' ? 'scheduled' : is
}

/** Nothing where the article is simply public. */
function describeState(article: Article, now: Instant, timezone: string): string {
  const state = stateOf(article, now)
  if (state === 'public') return ''
  if (state === 'hidden') return `hidden: ${clean(article.hidden!)}`
  if (state === 'embargoed') return `scheduled until ${describeTime(article.embargo, timezone)}`
  return state
}

function clean(text: string): string {
  return text.replace(OBEYED, ' ').toWellFormed()
}
