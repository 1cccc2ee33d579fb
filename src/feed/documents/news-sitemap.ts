import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { isPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { textElement, xmlElement } from '../formats/xml.ts'
import { isAllowedIn, renderList } from './sitemap.ts'

/** A fresh article, as Google News wants it named. */
export interface NewsEntry {
  /** Absolute. */
  url: string
  /** Plain text. */
  title: string
  /** When it could first be read. */
  released: Instant
  /** BCP 47. */
  language: string
}

const TWO_DAYS_MILLISECONDS = 48 * 3600 * 1000
const MAX_ENTRIES = 1000

/** The public articles of the last two days that feeds have, newest first and 1,000 at most. Google News takes none without a title. */
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

/** The instants at which articles become too old, if they are there until then. */
export function newsExpiries(library: Library): Instant[] {
  return library.articles.flatMap((article) => {
    const end = releasedAt(article) + TWO_DAYS_MILLISECONDS
    return isNews(article, library, end - 1) ? [end] : []
  })
}

function isNews(article: Article, { site }: Library, now: Instant): boolean {
  const { title, isOutOfFeeds, permalink } = article
  return title !== undefined && !isOutOfFeeds && isPublic(article, now) && isAllowedIn(permalink, site.url)
}

function releasedAt({ published, embargo }: Article): Instant {
  return Math.max(published, embargo)
}

/** A sitemap for Google News. `publication` is the name under which Google News knows the publication. */
export function renderNewsSitemap(publication: string, entries: readonly NewsEntry[]): string {
  // Google asks for the name without what stands in parentheses.
  const name = publication.replace(/\s*\([^()]*\)/g, '').trim() || publication
  return renderList(
    'urlset',
    entries.map((entry) => urlElement(name, entry)),
  )
}

function urlElement(name: string, { url, title, released, language }: NewsEntry): string {
  const publication = textElement('news:name', name) + textElement('news:language', newsLanguage(language))
  const news =
    xmlElement('news:publication', {}, publication) +
    textElement('news:publication_date', new Date(released).toISOString()) +
    textElement('news:title', title)
  return xmlElement('url', {}, textElement('loc', url) + xmlElement('news:news', {}, news))
}

/** Google wants ISO 639 alone, but for Chinese, whose two scripts it tells apart by countries. */
function newsLanguage(language: string): string {
  const primary = language.split('-')[0]!
  if (primary !== 'zh') return primary
  return new Intl.Locale(language).maximize().script === 'Hant' ? 'zh-tw' : 'zh-cn'
}
