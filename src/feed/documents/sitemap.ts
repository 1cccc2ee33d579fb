import type { Article } from '../../content/article/article.ts'
import { createFamilies, createTranslations, type Library } from '../../content/library/library.ts'
import {
  hasBeenPublic,
  isPublic,
  lastChange,
  turningPoints,
  updatedAt,
} from '../../content/library/visibility.ts'
import { formatDateTime, type Instant } from '../../content/text/dates.ts'
import { countReleased, inOrderOfRelease } from '../editions/release-list.ts'
import { countBytes } from '../editions/size.ts'
import { textElement, xmlElement } from '../formats/xml.ts'
import { type Translation, toTranslations } from '../item.ts'

/** The page of an article in a sitemap. */
export interface SitemapEntry {
  /** Absolute. */
  url: string
  /** Absent if unknown. */
  updated?: Instant
  language: string
  /** The article in other languages. */
  translations: Translation[]
  /** Absolute. */
  imageUrl?: string
}

/** A sitemap, or one of several if there are too many pages for one. */
export interface SitemapPart {
  entries: SitemapEntry[]
  /** The last change by the articles' own dates; the epoch if there is no article. */
  lastModified: Instant
}

/** An article's entry in a sitemap during a period, `until` excluded. */
interface Listing {
  from: Instant
  until: Instant
  /** Absent if the article is not public and only keeps its place. */
  entry?: SitemapEntry
  bytes: number
  changed: Instant
}

/** The URLs of one file as sitemaps.org 0.9 limits them, and half of its bytes: Cloudflare takes files of up to 25 MiB. Some bytes are for the root element. */
const LIMITS = { urls: 50_000, bytes: 25 * 1024 * 1024 - 1024 }

/**
 * Returns the sitemap of all public articles at an instant, in one or more parts. The oldest release comes first and an article that is no
 * longer public keeps its place, so that a full part changes only with its own articles.
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

  /** Caches each listing until it changes by itself. */
  function listingOf(article: Article, now: Instant): Listing {
    const known = listings.get(article)
    if (known && known.from <= now && now < known.until) return known
    const entry = isListed(article, now) ? toEntry(article, now) : undefined
    const points = familyOf(article).flatMap(turningPoints)
    const listing = {
      from: now,
      until: points.reduce((a, b) => (b > now ? Math.min(a, b) : a), Number.POSITIVE_INFINITY),
      entry,
      bytes: entry ? countBytes(renderEntry(entry).line) : 0,
      changed: changeOf(article, now),
    }
    listings.set(article, listing)
    return listing
  }

  function isListed(article: Article, now: Instant): boolean {
    return isPublic(article, now) && isAllowedInSitemap(article.permalink, library.site.url)
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

  /** Includes the changes of translations, because each version links to the others. */
  function changeOf(article: Article, now: Instant): Instant {
    const versions = familyOf(article).filter((version) => hasBeenPublic(version, now))
    return Math.max(...versions.map((version) => lastChange(version, now)))
  }
}

function emptyPart(): SitemapPart & { places: number; bytes: number } {
  return { entries: [], lastModified: 0, places: 0, bytes: 0 }
}

/** Whether a sitemap may list the URL: below the sitemap's own folder and shorter than 2,048 characters (sitemaps.org 0.9). */
export function isAllowedInSitemap(url: string, siteUrl: string): boolean {
  return url.startsWith(siteUrl) && url.length < 2048
}

/** Renders a sitemap (sitemaps.org 0.9) with Google's extensions for images and for versions in other languages. */
export function renderSitemap(entries: readonly SitemapEntry[]): string {
  return sitemapPieces(entries).join('')
}

/** The same in pieces, each entry one of them. */
export function sitemapPieces(entries: readonly SitemapEntry[]): string[] {
  const rendered = entries.map(renderEntry)
  const prefixes = new Set(rendered.flatMap(({ prefixes }) => prefixes))
  return inRoot(
    'urlset',
    PREFIXES.filter((prefix) => prefixes.has(prefix)),
    rendered.map(({ line }) => line),
  )
}

interface RenderedEntry {
  line: string
  /** The prefixes of the namespaces that it uses. */
  prefixes: readonly Prefix[]
}

const renderedEntries = new WeakMap<SitemapEntry, RenderedEntry>()

/** Renders each entry once, however many sitemaps list it over time. */
function renderEntry(entry: SitemapEntry): RenderedEntry {
  const known = renderedEntries.get(entry)
  if (known) return known
  const line = lineOf(urlElement(entry))
  const made = { line, prefixes: prefixesIn([line]) }
  renderedEntries.set(entry, made)
  return made
}

/** Renders a sitemap index; the URLs of the parts are absolute. */
export function renderSitemapIndex(parts: readonly { url: string; lastModified: Instant }[]): string {
  return sitemapIndexPieces(parts).join('')
}

/** The same in pieces, each part one of them. */
export function sitemapIndexPieces(parts: readonly { url: string; lastModified: Instant }[]): string[] {
  const elements = parts.map(({ url, lastModified }) =>
    xmlElement('sitemap', {}, textElement('loc', url) + lastmod(lastModified)),
  )
  return listPieces('sitemapindex', elements)
}

const NAMESPACES = {
  image: 'http://www.google.com/schemas/sitemap-image/1.1',
  news: 'http://www.google.com/schemas/sitemap-news/0.9',
  xhtml: 'http://www.w3.org/1999/xhtml',
}

type Prefix = keyof typeof NAMESPACES

const PREFIXES = Object.keys(NAMESPACES) as Prefix[]

/** Renders a sitemap or an index of `elements`, which are XML, in pieces. */
export function listPieces(name: 'urlset' | 'sitemapindex', elements: readonly string[]): string[] {
  const lines = elements.map(lineOf)
  return inRoot(name, prefixesIn(lines), lines)
}

function inRoot(name: string, prefixes: readonly Prefix[], lines: readonly string[]): string[] {
  const own = prefixes.map((prefix) => ` xmlns:${prefix}="${NAMESPACES[prefix]}"`).join('')
  const root = `${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${own}`
  return [`<?xml version="1.0" encoding="utf-8"?>\n<${root}>\n`, ...lines, `</${name}>\n`]
}

/** The prefixes that lines use; escaped text cannot look like markup. */
function prefixesIn(lines: readonly string[]): Prefix[] {
  return PREFIXES.filter((prefix) => lines.some((line) => line.includes(`<${prefix}:`)))
}

function lineOf(element: string): string {
  return `  ${element}\n`
}

function urlElement({ url, updated, language, translations, imageUrl }: SitemapEntry): string {
  // Every version lists all versions, itself included, in the same order.
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
  return textElement('lastmod', instant === undefined ? undefined : formatDateTime(instant))
}
