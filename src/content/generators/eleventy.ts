import { formatClock } from '../text/dates.ts'
import type { Generator } from './generator.ts'
import { dateTokens, partsOf, plainSlug, slugOf, withoutDate } from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'

/** What Eleventy's permalinks are made of, as far as it needs no template engine. */
export function fillEleventy(
  pattern: string,
  generator: Generator,
  article: PermalinkInput,
): string | undefined {
  const { fields, file, published, timezone, title = '' } = article
  const { folders, name } = partsOf(generator, file)
  const slug = slugOf(fields)
  const date = formatClock(published, timezone)
  const filled = pattern.replace(/\{\{-?\s*([^{}]*?)\s*-?\}\}/g, (all, expression: string) => {
    const [value = '', ...filters] = expression.split('|').map((part) => part.trim())
    const values: Record<string, string | undefined> = {
      'page.fileSlug': withoutDate(name),
      'page.filePathStem': `/${[...folders, withoutDate(name)].join('/')}`,
      slug,
      title,
      'page.date': date,
      date,
    }
    const start = value
      .split(/\s+or\s+/)
      .map((name) => values[name])
      .find((text) => text !== undefined)
    if (start === undefined) return all
    let text = start
    for (const filter of filters) {
      const format = /^date:?\s*\(?["'](.*)["']\)?$/.exec(filter)?.[1]
      if (/^slug(?:ify)?$/.test(filter)) text = plainSlug(text)
      else if (format !== undefined && /^[%YmdHMS/-]+$/.test(format)) text = formatAs(format, date)
      else return all
    }
    return text
  })
  return /\{[{%]/.test(filled) ? undefined : filled.replace(/index\.html$/, '')
}

function formatAs(format: string, clock: string): string {
  const { year, month, day } = dateTokens(clock)
  return format.replace(/%Y/g, year!).replace(/%m/g, month!).replace(/%d/g, day!)
}
