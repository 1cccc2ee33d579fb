import type { Library } from '../content/library/library.ts'
import { stateOf } from '../content/library/visibility.ts'
import { describeTime, type Instant } from '../content/text/dates.ts'
import { forTerminal } from './push/terminal.ts'

/** An article, or a correction of one, that is public at a time to come. */
export interface Scheduled {
  path: string
  title?: string
  at: Instant
  /** Its text; absent where it is the article that comes. */
  correction?: string
}

const MAX_NAMED = 10

/** What is scheduled in a folder at `now`, the next first. */
export function listScheduled({ articles }: Library, now: Instant): Scheduled[] {
  const all = articles.flatMap((article): Scheduled[] => {
    const { path, title, embargo, corrections } = article
    const state = stateOf(article, now)
    if (state === 'embargoed') return [{ path, title, at: embargo }]
    if (state !== 'public') return []
    return corrections
      .filter(({ date }) => date > now)
      .map(({ text, date }) => ({ path, title, at: date, correction: text }))
  })
  return all.sort((a, b) => a.at - b.at)
}

/** A line for each; only for the next ones unless `isVerbose`. */
export function describeScheduled(
  scheduled: readonly Scheduled[],
  timezone: string,
  isVerbose: boolean,
): string[] {
  const lines = scheduled.map(({ path, title, at, correction }) => {
    const when = `scheduled until ${describeTime(at, timezone)}`
    if (correction !== undefined) return `${path}: correction ${when}, “${forTerminal(correction)}”`
    return `${path}: ${when}${title === undefined ? '' : `, “${forTerminal(title)}”`}`
  })
  if (isVerbose || lines.length <= MAX_NAMED) return lines
  return [...lines.slice(0, MAX_NAMED), `… and ${lines.length - MAX_NAMED} more that are scheduled.`]
}
