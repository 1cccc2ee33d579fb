import { type Instant, parseDate } from '../../content/text/dates.ts'

/** The day in a dateline; without a year unless the dateline has one. */
export interface DatelineDate {
  /** `Oct 14`, in words that `parseDate` reads before a year. */
  monthAndDay: string
  year?: string
}

const DAY =
  /(?:^|[,،.]? )(?:(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\.?,? )?(?:((?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})|(\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?))(?:,? (\d{4}))?\.?$/i

/** Takes the day from the end of the words of a dateline. One in another language stays with the place. */
export function takeDay(words: string): { place: string; date?: DatelineDate } {
  const found = DAY.exec(words)
  if (!found) return { place: words }
  const [, monthFirst, dayFirst, year] = found
  const monthAndDay = (monthFirst ?? dayFirst!).replace('.', '')
  if (parseDay({ monthAndDay, year: year ?? '2024' }) === undefined) return { place: words }
  return { place: words.slice(0, found.index).trim(), date: { monthAndDay, year } }
}

/** How far the day of a dateline may be after the day on which it was received: it is another day elsewhere. */
const AHEAD_MILLISECONDS = 2 * 86_400_000

/** The day as `2019-10-14`; without a year it is the last such day before the dispatch was received. */
export function toDay({ monthAndDay, year }: DatelineDate, received: Instant): string | undefined {
  const thisYear = new Date(received).getUTCFullYear()
  const years = year === undefined ? [thisYear + 1, thisYear, thisYear - 1] : [Number(year)]
  for (const candidate of years) {
    const day = parseDay({ monthAndDay, year: String(candidate) })
    if (day !== undefined && (year !== undefined || day <= received + AHEAD_MILLISECONDS))
      return new Date(day).toISOString().slice(0, 10)
  }
  return undefined
}

function parseDay({ monthAndDay, year }: { monthAndDay: string; year?: string }): Instant | undefined {
  return parseDate(`${monthAndDay} ${year}`, 'UTC')
}
