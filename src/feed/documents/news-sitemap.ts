import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import { textElement, xmlElement } from '../formats/xml.ts'
import { isAllowedInSitemap, listPieces } from './sitemap.ts'

/** An article of the last two days, as Google News wants it described. */
export interface NewsEntry {
  /** Absolute. */
  url: string
  /** Plain text. */
  title: string
  /** When it became public. */
  released: Instant
  /** BCP 47. */
  language: string
}

const TWO_DAYS_MILLISECONDS = 48 * 3600 * 1000
const MAX_ENTRIES = 1000

/** The public articles of the last two days, newest first, 1,000 at most. Leaves out articles without a title, which Google News refuses. */
export function newsEntries(library: Library, now: Instant): NewsEntry[] {
  const entries = library.articles.flatMap((article): NewsEntry[] => {
    const { permalink: url, title, language } = article
    const released = releasedAt(article)
    const isFresh = released <= now && now < released + TWO_DAYS_MILLISECONDS
    if (!isFresh || title === undefined || !isNews(article, library, now)) return []
    return [{ url, title, released, language }]
  })
  return entries.sort((a, b) => b.released - a.released || (a.url < b.url ? -1 : 1)).slice(0, MAX_ENTRIES)
}

/** The instants at which articles become too old for the news sitemap. */
export function newsExpiries(library: Library): Instant[] {
  return library.articles.flatMap((article) => {
    const end = releasedAt(article) + TWO_DAYS_MILLISECONDS
    return isNews(article, library, end - 1) ? [end] : []
  })
}

function isNews(article: Article, { site }: Library, now: Instant): boolean {
  const { title, isOutOfFeeds, permalink } = article
  return (
    title !== undefined && !isOutOfFeeds && isPublic(article, now) && isAllowedInSitemap(permalink, site.url)
  )
}

function releasedAt({ published, embargo }: Article): Instant {
  return Math.max(published, embargo)
}

/** Renders a sitemap for Google News, in pieces, each entry one of them; `publication` is the name of the publication there. */
export function newsSitemapPieces(publication: string, entries: readonly NewsEntry[]): string[] {
  // Google wants the name without any text in parentheses.
  const name = publication.replace(/\s?\([^()]*\)/g, '').trim() || publication
  return listPieces(
    'urlset',
    entries.map((entry) => urlElement(name, entry)),
  )
}

/** Renders the same as one text. */
export function renderNewsSitemap(publication: string, entries: readonly NewsEntry[]): string {
  return newsSitemapPieces(publication, entries).join('')
}

function urlElement(name: string, { url, title, released, language }: NewsEntry): string {
  const publication = textElement('news:name', name) + textElement('news:language', newsLanguage(language))
  const news =
    xmlElement('news:publication', {}, publication) +
    textElement('news:publication_date', formatDateTime(released)) +
    textElement('news:title', title)
  return xmlElement('url', {}, textElement('loc', url) + xmlElement('news:news', {}, news))
}

/** Google wants the ISO 639 code alone, except for Chinese, whose scripts it distinguishes by country. */
function newsLanguage(language: string): string {
  const primary = language.split('-')[0]!
  if (primary !== 'zh') return primary
  return new Intl.Locale(language).maximize().script === 'Hant' ? 'zh-tw' : 'zh-cn'
}
