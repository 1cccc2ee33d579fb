import { asList, findLine, findText, findValue, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { oneLine } from '../text/characters.ts'
import { explainDate } from '../text/date-faults.ts'
import { type Instant, parseTypedDate } from '../text/dates.ts'

/** A correction in plain text, and when it was made. */
export interface Correction {
  text: string
  date: Instant
}

/** The plain reason why an article is withdrawn, and since when. */
export interface Withdrawal {
  reason?: string
  /** 0 where the author gave no date: withdrawn at once. */
  date: Instant
}

/** Reads `correction`, a map with `text` and `date` or a list of those; one without a readable date is an error. */
export function readCorrections(fields: Fields, timezone: string, report: Report): Correction[] {
  const found = findValue(fields, ['correction', 'corrections'])
  if (!found || parseFlag(found.value) === false) return []
  return asList(found.value).flatMap((entry) => {
    const text = isFields(entry)
      ? findLine(entry, ['text', 'note', 'reason', 'description'])
      : findLine(new Map([['text', entry]]), ['text'])
    const day = (
      isFields(entry)
        ? findText(entry, ['date', 'at', 'on'])
        : findText(fields, ['corrected', 'correction_date'])
    )?.value
    const date = day === undefined ? undefined : parseTypedDate(day, timezone)
    if (text !== undefined && date !== undefined) return [{ text, date }]
    report(
      'error',
      'correction',
      found.key,
      'A correction needs a text and the date it was made',
      'Write `correction: { text: "What was wrong", date: 2026-01-31 }`',
    )
    return []
  })
}

/** Reads `withdrawn`: a map of `reason` and `date`, a reason, a date or `true`. A value that cannot be read withdraws the article. */
export function readWithdrawal(fields: Fields, timezone: string, report: Report): Withdrawal | undefined {
  const found = findValue(fields, ['withdrawn', 'retracted'])
  if (!found || parseFlag(found.value) === false) return undefined
  const immediately = 0
  const { value } = found
  if (typeof value === 'string') {
    const date = parseTypedDate(value, timezone)
    if (date !== undefined) return { date }
    return parseFlag(value) === true ? { date: immediately } : { reason: oneLine(value), date: immediately }
  }
  const reason = isFields(value) ? findLine(value, ['reason', 'text', 'note']) : undefined
  const day = isFields(value) ? findText(value, ['date', 'at', 'on'])?.value : undefined
  const date = day === undefined ? immediately : parseTypedDate(day, timezone)
  if (date === undefined)
    report(
      'warning',
      'withdrawn',
      found.key,
      `"${day}" ${explainDate(day!).what}; the article is withdrawn at once`,
      'Write `withdrawn: { reason: "…", date: 2026-01-31 }`',
    )
  return { reason, date: date ?? immediately }
}
