import type { Instant } from '../../content/text/dates.ts'
import type { Document } from '../../publication/publication.ts'

/** When each document became the version that it is. */
export interface Dates {
  /** The `Last-Modified` of a version, in whole seconds: it stays whatever else changes, and two versions within a second still have two. */
  find(document: Pick<Document, 'path' | 'version' | 'lastModified'>, now: Instant): Instant
  /** Whether there is a date to remember that was not there when `rows` was called last. */
  hasNews(): boolean
  /** What to remember. `served` are the documents that are still served; others are forgotten when nobody has asked for them in a month. */
  rows(served: Iterable<string>, now: Instant): DateRow[]
}

/** `lastAsked` is the instant of the last request that is known of. */
export type DateRow = [path: string, version: string, date: Instant, lastAsked: Instant]

const FORGET_MILLISECONDS = 30 * 86_400_000

/** Several versions within a second are dated ahead of the clock; a date further ahead comes from a clock that was wrong. */
const MAX_AHEAD_MILLISECONDS = 60_000

/** `remembered` are the rows from before a restart, so that no date goes back. */
export function createDates(remembered: readonly DateRow[] = []): Dates {
  let known: Map<string, DateRow> | undefined
  let hasNews = false
  return {
    find({ path, version, lastModified }, now) {
      known ??= new Map(remembered.filter((row) => isPlausible(row, now)).map((row) => [row[0], row]))
      const last = known.get(path)
      if (last?.[1] === version) {
        last[3] = now
        return last[2]
      }
      const second = Math.floor(lastModified / 1000) * 1000
      const date = last && second <= last[2] ? last[2] + 1000 : second
      known.set(path, [path, version, date, now])
      hasNews = true
      return date
    },
    hasNews: () => hasNews,
    rows(served, now) {
      hasNews = false
      // Before the first request for a document, nothing was looked at.
      if (!known) return [...remembered]
      for (const path of served) {
        const row = known.get(path)
        if (row) row[3] = now
      }
      return [...known.values()].filter(([, , , lastAsked]) => now - lastAsked < FORGET_MILLISECONDS)
    },
  }
}

function isPlausible([, , date]: DateRow, now: Instant): boolean {
  return 0 <= date && date <= now + MAX_AHEAD_MILLISECONDS
}
