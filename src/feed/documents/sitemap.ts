import type { Article } from '../../content/article/article.ts'
import { createFamilies, createTranslations, type Library } from '../../content/library/library.ts'
import {
  hasBeenPublic,
  isPublic,
  lastChange,
  turningPoints,
  updatedAt,
} from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { countReleased, inOrderOfRelease } from '../editions/release-list.ts'
import { countBytes } from '../editions/size.ts'
import { declareNamespaces, textElement, xmlElement } from '../formats/xml.ts'
import { type Translation, toTranslations } from '../item.ts'

/** The page of an article, as a sitemap names it. */
export interface SitemapEntry {
  /** Absolute. */
  url: string
  /** Absent where nobody knows. */
  updated?: Instant
  language: string
  /** The page in other languages. */
  translations: Translation[]
  /** Absolute. */
  imageUrl?: string
}

/** A sitemap, or one of several where there are too many pages for one. */
export interface SitemapPart {
  entries: SitemapEntry[]
  /** When it last became what it is by itself or by the articles' own dates; the epoch where there is no article. */
  lastModified: Instant
}

/** What there is of an article in a sitemap for some time, `until` excluded. */
interface Listing {
  from: Instant
  until: Instant
  /** Absent where it keeps its place alone. */
  entry?: SitemapEntry
  bytes: number
  changed: Instant
}

/** What sitemaps.org 0.9 allows to one file; some bytes are kept for its frame. */
const LIMITS = { urls: 50_000, bytes: 50 * 1024 * 1024 - 1024 }

/**
 * The sitemap of all public articles at an instant, in as many parts as it needs; there is always one. The oldest release comes first and
 * what is not public any more keeps its place, so that a part which is full changes with its own articles alone.
 */
export function createSitemap(library: Library, limits = LIMITS): (now: Instant) => SitemapPart[] {
  const articles = inOrderOfRelease(library.articles)
  const familyOf = createFamilies(library)
  const translationsOf = createTranslations(familyOf)
  const listings = new WeakMap<Article, Listing>()
  return (now) => {
    const parts = [emptyPart()]
    for (const article of articles.slice(0, countReleased({ articles }, now))) {
      const { entry, bytes, changed } = listingOf(article, now)
      const last = parts.at(-1)!
      const isFull = last.places === limits.urls || (last.places > 0 && last.bytes + bytes > limits.bytes)
      const part = isFull ? emptyPart() : last
      if (isFull) parts.push(part)
      part.places++
      part.bytes += bytes
      part.lastModified = Math.max(part.lastModified, changed)
      if (entry) part.entries.push(entry)
    }
    return parts.map(({ entries, lastModified }) => ({ entries, lastModified }))
  }

  /** Made once as long as time changes nothing in it, for there are many and few change. */
  function listingOf(article: Article, now: Instant): Listing {
    const known = listings.get(article)
    if (known && known.from <= now && now < known.until) return known
    const entry = isListed(article, now) ? toEntry(article, now) : undefined
    const points = familyOf(article).flatMap(turningPoints)
    const listing = {
      from: now,
      until: points.reduce((a, b) => (b > now ? Math.min(a, b) : a), Number.POSITIVE_INFINITY),
      entry,
      bytes: entry ? countBytes(lineOf(urlElement(entry))) : 0,
      changed: changeOf(article, now),
    }
    listings.set(article, listing)
    return listing
  }

  function isListed(article: Article, now: Instant): boolean {
    return isPublic(article, now) && isAllowedIn(article.permalink, library.site.url)
  }

  function toEntry(article: Article, now: Instant): SitemapEntry {
    return {
      url: article.permalink,
      updated: updatedAt(article, now),
      language: article.language,
      translations: toTranslations(translationsOf(article, now)),
      imageUrl: article.image?.url,
    }
  }

  /** Each version of an article names the others. */
  function changeOf(article: Article, now: Instant): Instant {
    const versions = familyOf(article).filter((version) => hasBeenPublic(version, now))
    return Math.max(...versions.map((version) => lastChange(version, now)))
  }
}

function emptyPart(): SitemapPart & { places: number; bytes: number } {
  return { entries: [], lastModified: 0, places: 0, bytes: 0 }
}

/** sitemaps.org 0.9: a page below the place of the sitemap, whose address has less than 2,048 characters. */
export function isAllowedIn(url: string, siteUrl: string): boolean {
  return url.startsWith(siteUrl) && url.length < 2048
}

/** A sitemap by sitemaps.org 0.9, with the versions in other languages and the pictures, as Google reads them. */
export function renderSitemap(entries: readonly SitemapEntry[]): string {
  return renderList('urlset', entries.map(urlElement))
}

/** The list of the parts of a sitemap, whose addresses are absolute. */
export function renderSitemapIndex(parts: readonly { url: string; lastModified: Instant }[]): string {
  const elements = parts.map(({ url, lastModified }) =>
    xmlElement('sitemap', {}, textElement('loc', url) + lastmod(lastModified)),
  )
  return renderList('sitemapindex', elements)
}

const NAMESPACES = {
  image: 'http://www.google.com/schemas/sitemap-image/1.1',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
  xhtml: 'http://www.w3.org/1999/xhtml',
}

/** A sitemap document; `elements` are XML already. */
export function renderList(name: 'urlset' | 'sitemapindex', elements: readonly string[]): string {
  const root = `${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${declareNamespaces(NAMESPACES, elements)}`
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>\n${elements.map(lineOf).join('')}</${name}>\n`
}

function lineOf(element: string): string {
  return `  ${element}\n`
}

function urlElement({ url, updated, language, translations, imageUrl }: SitemapEntry): string {
  // Every version names all of them, itself included, in one order.
  const versions =
    translations.length === 0
      ? []
      : [{ language, permalink: url }, ...translations].sort((a, b) => (a.language < b.language ? -1 : 1))
  return xmlElement(
    'url',
    {},
    [
      textElement('loc', url),
      lastmod(updated),
      ...versions.map(({ language: hreflang, permalink: href }) =>
        xmlElement('xhtml:link', { rel: 'alternate', hreflang, href }),
      ),
      imageUrl === undefined ? '' : xmlElement('image:image', {}, textElement('image:loc', imageUrl)),
    ].join(''),
  )
}

function lastmod(instant: Instant | undefined): string {
  return textElement('lastmod', instant === undefined ? undefined : new Date(instant).toISOString())
}
