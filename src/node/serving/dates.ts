import type { Instant } from '../../content/text/dates.ts'
import type { Document } from '../../publication/publication.ts'

/** The date of each document's current version. */
export interface Dates {
  /** The `Last-Modified` of a version, in whole seconds. It never changes, and two versions within a second get different ones. */
  find(document: Pick<Document, 'path' | 'version' | 'lastModified'>, now: Instant): Instant
  /** Whether there is a new date since the last call of `rows`. */
  hasNews(): boolean
  /** The dates to remember. Documents that are not in `served` are forgotten a month after the last request. */
  rows(served: Iterable<string>, now: Instant): DateRow[]
}

/** The date of one version, and the instant of the last request. */
export type DateRow = [path: string, version: string, date: Instant, lastRequest: Instant]

const FORGET_MILLISECONDS = 30 * 86_400_000

/** Versions within the same second are dated ahead of the clock; a date further ahead comes from a clock that was wrong. */
const MAX_AHEAD_MILLISECONDS = 60_000

/** Starts from the rows of the last run, so that no date goes back. */
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
      // No document has been requested yet.
      if (!known) return [...remembered]
      for (const path of served) {
        const row = known.get(path)
        if (row) row[3] = now
      }
      return [...known.values()].filter(([, , , lastRequest]) => now - lastRequest < FORGET_MILLISECONDS)
    },
  }
}

function isPlausible([, , date]: DateRow, now: Instant): boolean {
  return 0 <= date && date <= now + MAX_AHEAD_MILLISECONDS
}
