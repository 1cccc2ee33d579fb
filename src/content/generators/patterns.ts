import { findText } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import { type Generator, ownValue } from './generator.ts'
import type { FileName } from './permalink-input.ts'

/** The folders above an article, from where the paths of pages start, and its own name, with its date. */
export function partsOf(
  { folder, content }: Generator,
  { stem }: FileName,
): { folders: string[]; name: string } {
  const path = folder === '' ? stem : `${folder}/${stem}`
  const above = content.find((root) => path.startsWith(`${root}/`))
  const parts = (above === undefined ? path : path.slice(above.length + 1)).split('/')
  return { name: parts.pop() ?? '', folders: parts }
}

/** The slug that the author typed, without slashes around it. */
export function typedSlug(fields: Fields): string | undefined {
  return findText(fields, ['slug'])?.value.replace(/^\/+|\/+$/g, '')
}

/** A typed address, where it is not a template. */
export function literalAddress(typed: string): string | undefined {
  return /\{[{%]/.test(typed) ? undefined : typed
}

/** A path that ends in a slash. */
export function directory(parts: string[]): string {
  return `${parts.filter((part) => part !== '').join('/')}/`
}

/** A name without the date it starts with. */
export function withoutDate(name: string): string {
  return name.replace(/^\d{4}-\d{2}-\d{2}(?:T[\d:]+Z?)?[-_](?=.)/, '')
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The parts of a date, as patterns name them. */
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

/** A pattern with its `:tokens` filled in; unknown ones stay. */
export function fill(pattern: string, tokens: Record<string, string>): string {
  return pattern.replace(/:([a-z_]+)/g, (all, name: string) => {
    // `:title_more` is `:title` and `_more`.
    for (let end = name.length; end > 1; end--) {
      const value = ownValue(tokens, name.slice(0, end))
      if (value !== undefined) return value + name.slice(end)
    }
    return all
  })
}

/** Lower case, accents taken off, everything but letters and digits a hyphen. */
export function plainSlug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

/** Lower case, blanks hyphens, other punctuation gone: as headings on GitHub. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
