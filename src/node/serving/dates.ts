import { readFileSync } from 'node:fs'
import type { Instant } from '../../content/text/dates.ts'
import type { Document } from '../../publication/publication.ts'
import { rememberInFile } from '../replace-file.ts'

/** When each document became the version that it is. */
export interface Dates {
  /** One version has one date, whatever else changes, and two within a second still have two. In whole seconds. */
  find(path: string, document: Pick<Document, 'version' | 'lastModified'>, now: Instant): Instant
  /** Writes down what is new, without the documents that have not been there for a month. */
  save(isThere: (path: string) => boolean, now: Instant): void
}

interface Dated {
  version: string
  date: Instant
  /** Since when the document is not there. It may come back, with an older file, to readers that have the later date. */
  gone?: Instant
}

const GONE_MILLISECONDS = 30 * 86_400_000

/** What changes many times within a second is dated ahead of the clock; further ahead it was the clock that was wrong. */
const MAX_AHEAD_MILLISECONDS = 60_000

/** How many documents are looked for whenever the dates are saved: there may be tens of thousands, and readers wait meanwhile. */
const MAX_LOOKED_FOR = 500

/** With a `file` they are kept over a restart; it is read when the first document is asked for, and is safe to delete. */
export function createDates(file?: string): Dates {
  let dates: Map<string, Dated> | undefined
  let hasNews = false
  return {
    find(path, { version, lastModified }, now) {
      dates ??= file === undefined ? new Map() : load(file, now)
      const last = dates.get(path)
      if (last?.version === version) return last.date
      const second = Math.floor(lastModified / 1000) * 1000
      const date = last && second <= last.date ? last.date + 1000 : second
      dates.set(path, { version, date })
      hasNews = true
      return date
    },
    save(isThere, now) {
      if (file === undefined || dates === undefined || !hasNews) return
      hasNews = false
      // Who is found goes to the end, for the others to have their turn.
      for (const [path, dated] of [...dates].slice(0, MAX_LOOKED_FOR)) {
        const { gone, ...known } = dated
        dates.delete(path)
        if (isThere(path)) dates.set(path, known)
        else if (now - (gone ?? now) < GONE_MILLISECONDS) dates.set(path, { ...known, gone: gone ?? now })
      }
      write(file, dates)
    },
  }
}

/** Nothing where the file is missing or broken. */
function load(file: string, now: Instant): Map<string, Dated> {
  const dates = new Map<string, Dated>()
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as unknown[][]
    for (const [path, version, date, gone] of rows)
      if (typeof path === 'string' && typeof version === 'string' && isDate(date, now))
        dates.set(path, { version, date, ...(isDate(gone, now) && { gone }) })
  } catch {
    // It is safe to delete, so it is safe to ignore.
  }
  return dates
}

function isDate(date: unknown, now: Instant): date is Instant {
  return Number.isInteger(date) && 0 <= (date as number) && (date as number) <= now + MAX_AHEAD_MILLISECONDS
}

function write(file: string, dates: ReadonlyMap<string, Dated>): void {
  rememberInFile(
    file,
    JSON.stringify([...dates].map(([path, { version, date, gone }]) => [path, version, date, gone])),
  )
}
