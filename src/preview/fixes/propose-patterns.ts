import { formatDay } from '../../content/text/dates.ts'
import { decodePart, slugify } from '../../content/text/urls.ts'
import type { KnownArticle } from '../published.ts'

/** An article with the address of its page on the live site. */
export interface Addressed {
  article: Pick<KnownArticle, 'path' | 'permalink' | 'published'>
  url: string
}

/** More are not tried: a day and a month of the same number already give two. */
const MAX_PATTERNS = 4
const MAX_READINGS = 32

/** Proposes values of `permalinks` that explain most of the addresses, the likeliest first. They are guesses: only parsing the articles tells. */
export function proposePatterns(
  pairs: readonly Addressed[],
  site: { url: string; timezone: string },
): string[] {
  const votes = new Map<string, number>()
  for (const pair of pairs)
    for (const pattern of readingsOf(pair, site)) votes.set(pattern, (votes.get(pattern) ?? 0) + 1)
  return [...votes]
    .filter(([, count]) => count >= 2 && count * 2 > pairs.length)
    .sort(([a, of], [b, than]) => than - of || generality(b) - generality(a) || (a < b ? -1 : 1))
    .slice(0, MAX_PATTERNS)
    .map(([pattern]) => pattern)
}

/** All patterns that one address may have been made by. */
function readingsOf({ article, url }: Addressed, site: { url: string; timezone: string }): Set<string> {
  const path = url.startsWith(site.url) ? url.slice(site.url.length).replace(/[?#].*$/s, '') : ''
  const readings = path.split('/').reduce<string[]>(
    (starts, part, index) => {
      const ways = waysToRead(decodePart(part) ?? part, article, site.timezone)
      const joint = index === 0 ? '' : '/'
      return starts.flatMap((start) => ways.map((way) => `${start}${joint}${way}`)).slice(0, MAX_READINGS)
    },
    [''],
  )
  const section = sectionsOf(article.path).join('/')
  return new Set(
    readings
      .map((reading) => `/${reading}`)
      .flatMap((reading) =>
        section !== '' && reading.startsWith(`/${section}/`)
          ? [reading.replace(`/${section}/`, () => '/:section/'), reading]
          : [reading],
      )
      .filter((reading) => reading.includes(':slug') && !/[\s?#]/.test(reading)),
  )
}

/** One part of a path, as it is and with the tokens that it may stand for. */
function waysToRead(part: string, article: Addressed['article'], timezone: string): string[] {
  const [year, month, day] = formatDay(article.published, timezone).split('-') as [string, string, string]
  const extension = /\.html?$/.exec(part)?.[0] ?? ''
  const name = part.slice(0, part.length - extension.length)
  const ways = slugsOf(article)
    .filter((slug) => name === slug || name.endsWith(`-${slug}`))
    .map((slug) => {
      const start = name.slice(0, name.length - slug.length)
      return `${start.replace(`${year}-${month}-${day}`, ':year-:month-:day')}:slug${extension}`
    })
  if (part === `${year}-${month}-${day}`) return [':year-:month-:day']
  if (part === `${year}-${month}`) return [':year-:month']
  const tokens = { ':year': year, ':month': month, ':day': day }
  const numbers = Object.entries(tokens).flatMap(([token, text]) => (part === text ? token : []))
  return [...new Set([...ways, ...numbers, withoutTokens(part)])]
}

/** The names that a page of the article is likely to have. */
function slugsOf({ path, permalink }: Addressed['article']): string[] {
  const parts = path.replace(/\.\w+$/, '').split('/')
  const name = /^_?index$/.test(parts.at(-1)!) ? (parts.at(-2) ?? '') : parts.at(-1)!
  const last = permalink.replace(/\/$/, '').split('/').at(-1)!
  const names = [slugify(name.replace(/^\d{4}-\d\d-\d\d[-_](?=.)/, '')), decodePart(last) ?? last]
  return [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length)
}

function sectionsOf(path: string): string[] {
  const parts = path.replace(/\.\w+$/, '').split('/')
  return parts.slice(0, /^_?index$/.test(parts.at(-1)!) ? -2 : -1).map(slugify)
}

/** A colon of the address itself would read as a token. */
function withoutTokens(part: string): string {
  return part.replaceAll(':', '%3A')
}

function generality(pattern: string): number {
  return pattern.split(':').length
}
