import { findText } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import { dropAtEnds } from '../text/characters.ts'
import { formatClock, typedClock } from '../text/dates.ts'
import { type Generator, ownValue } from './generator.ts'
import type { FileName, PermalinkInput } from './permalink-input.ts'

/** The folders of an article below the site's content folder, and its name, which may start with a date. */
export function partsOf(
  { folder, content }: Generator,
  { stem }: FileName,
): { folders: string[]; name: string } {
  const path = folder === '' ? stem : `${folder}/${stem}`
  const above = content.find((root) => path.startsWith(`${root}/`))
  const parts = (above === undefined ? path : path.slice(above.length + 1)).split('/')
  return { name: parts.pop() ?? '', folders: parts }
}

/** The author's slug without surrounding slashes. */
export function typedSlug(fields: Fields): string | undefined {
  const typed = findText(fields, ['slug'])?.value
  return typed && dropAtEnds(typed, '/')
}

/** A typed address; undefined if it is a template. */
export function literalAddress(typed: string): string | undefined {
  return /\{[{%]/.test(typed) ? undefined : typed
}

/** Joins the parts that are not empty to a path that ends in a slash. */
export function directory(parts: string[]): string {
  return `${parts.filter((part) => part !== '').join('/')}/`
}

/** A name without its leading date. */
export function withoutDate(name: string): string {
  return name.replace(/^\d{4}-\d{2}-\d{2}(?:T[\d:]+Z?)?[-_](?=.)/, '')
}

/** The time of publication in the zone in which it was typed, or else in that of the site. */
export function clockAsTyped({ fields, published, timezone }: PermalinkInput): string {
  return typedClock(findText(fields, ['date'])?.value ?? '') ?? formatClock(published, timezone)
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The tokens of permalink patterns that stand for parts of a date, from a clock such as `2019-10-14T09:30:00`. */
export function dateTokens(clock: string): Record<string, string> {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = clock.split(/[-T:]/)
  const date = new Date(`${clock.slice(0, 10)}T00:00:00Z`)
  const yearDay = Math.round((date.getTime() - Date.UTC(Number(year), 0, 1)) / 86_400_000) + 1
  const monthName = MONTHS[Number(month) - 1] ?? ''
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    short_year: year.slice(2),
    i_month: String(Number(month)),
    i_day: String(Number(day)),
    monthname: monthName,
    long_month: monthName,
    short_month: monthName.slice(0, 3),
    weekday: String(date.getUTCDay()),
    weekdayname: WEEKDAYS[date.getUTCDay()]!,
    yearday: String(yearDay),
    y_day: String(yearDay).padStart(3, '0'),
  }
}

/** Fills in the `:tokens` of a permalink pattern; unknown tokens stay. */
export function fillPattern(pattern: string, tokens: Record<string, string>): string {
  return pattern.replace(/:([a-z_]+)/g, (all, name: string) => {
    // `:title_more` is `:title` and `_more`.
    for (let end = name.length; end > 1; end--) {
      const value = ownValue(tokens, name.slice(0, end))
      if (value !== undefined) return value + name.slice(end)
    }
    return all
  })
}

/** A slug in lower case without accents, with hyphens for everything except letters, digits and `_`. */
export function plainSlug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** A slug in lower case with hyphens for blanks and no other punctuation, like GitHub's for headings. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
