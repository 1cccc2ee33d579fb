import { textContent } from 'domutils'
import { type MediaNs, parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { parseDocument } from 'htmlparser2'
import { uriOf } from '../../src/content/article/identity.ts'
import { mediaTypeOf } from '../../src/content/media/media-types.ts'
import { dropForbidden } from '../../src/content/text/characters.ts'
import type { Instant } from '../../src/content/text/dates.ts'
import type { Feed } from '../../src/feed/feed.ts'
import type { Format } from '../../src/feed/formats/format.ts'
import { type Item, summaryOf } from '../../src/feed/item.ts'

/** What a reader makes of a document. What a format does not say is undefined. */
export interface Reading {
  id?: string
  title?: string
  description?: string
  link?: string
  language?: string
  copyright?: string
  updated?: Instant
  items: ReadItem[]
}

export interface ReadItem {
  id?: string
  link?: string
  title?: string
  summary?: string
  contentHtml?: string
  published?: Instant
  updated?: Instant
  authors: string[]
  categories: { term?: string; scheme?: string }[]
  enclosures: { url?: string; type?: string; length?: number }[]
  /** Media RSS. */
  media: ReadMedia[]
  thumbnails: { url?: string; width?: number; height?: number }[]
  credits: string[]
  language?: string
}

export interface ReadMedia {
  url?: string
  type?: string
  medium?: string
  fileSize?: number
  duration?: number
  width?: number
  height?: number
  lang?: string
}

/** What every reader should make of the feed in a format, by what the format can say. */
export function expectedReading(feed: Feed, format: Format['name']): Reading {
  return tidy({
    id: format === 'atom' ? feed.id : undefined,
    title: feed.title,
    description: feed.description,
    link: feed.homeUrl,
    language: feed.language,
    copyright: format === 'json' ? undefined : feed.copyright,
    updated: format === 'json' ? undefined : toSecond(feed.updated),
    items: feed.items.map((item) => expectedItem(item, feed, format)),
  })
}

function expectedItem(item: Item, feed: Feed, format: Format['name']): ReadItem {
  const published = toSecond(item.published)
  return {
    id: format === 'atom' ? uriOf(item) : item.id,
    link: item.permalink,
    title: item.title,
    summary:
      format === 'rss' || (format === 'atom' && item.contentHtml === undefined)
        ? summaryOf(item)
        : item.summary,
    contentHtml: item.contentHtml,
    published,
    updated: toSecond(item.updated),
    authors: item.authors.map(({ name }) => name),
    categories: item.categories.map(({ term, scheme }) =>
      format === 'json' || scheme === undefined ? { term } : { term, scheme },
    ),
    // Podcast apps take one.
    enclosures: item.enclosures
      .slice(0, format === 'rss' && (feed.podcast || item.episode) ? 1 : undefined)
      .map(({ url, type, length }) => ({
        url,
        type,
        length: format === 'rss' ? (length ?? 0) : length,
      })),
    ...(format === 'json' ? { media: [], thumbnails: [], credits: [] } : expectedMedia(item, format)),
    language: item.language === feed.language ? undefined : item.language,
  }
}

function expectedMedia(
  { image, enclosures, language, episode }: Item,
  format: Format['name'],
): Pick<ReadItem, 'media' | 'thumbnails' | 'credits'> {
  const known = (value: number | undefined) => (value === 0 ? undefined : value)
  const shown = image && [
    {
      url: image.url,
      type: mediaTypeOf(image.url),
      medium: 'image',
      fileSize: known(image.length),
      width: known(image.width),
      height: known(image.height),
    },
  ]
  const isLeftOut = (type: string) =>
    /^text\/|pdf/.test(type) ||
    (format === 'rss' && episode !== undefined && /^(?:audio|video)\//i.test(type))
  const attached = enclosures.filter(({ type, url }) => !isLeftOut(type) && url !== image?.url)
  const videos = attached.filter(({ type }) => type.startsWith('video/'))
  return {
    media: [
      ...(shown ?? []),
      ...attached.map(({ url, type, length, durationSeconds, width, height }) => ({
        url,
        type,
        medium: type.split('/')[0]!,
        fileSize: known(length),
        duration: known(durationSeconds),
        width: known(width),
        height: known(height),
        lang: type.startsWith('image/') ? undefined : language,
      })),
    ],
    // That of each film, or else that of all.
    thumbnails: image
      ? Array(Math.max(1, videos.length)).fill({
          url: image.url,
          width: known(image.width),
          height: known(image.height),
        })
      : [],
    credits: image?.credit === undefined ? [] : [image.credit],
  }
}

/** What feedsmith makes of the elements of Media RSS, wherever in the item they are. */
function readMedia(
  media: MediaNs.ItemOrFeed | undefined,
): Pick<ReadItem, 'media' | 'thumbnails' | 'credits'> {
  const contents = media?.contents ?? []
  const everywhere = [...contents, ...(media ? [media] : [])]
  return {
    media: contents.map(({ url, type, medium, fileSize, duration, width, height, lang }) => ({
      url,
      type,
      medium,
      fileSize,
      duration,
      width,
      height,
      lang,
    })),
    thumbnails: everywhere.flatMap(({ thumbnails = [] }) =>
      thumbnails.map(({ url, width, height }) => ({ url, width, height })),
    ),
    credits: everywhere.flatMap(({ credits = [] }) => credits.map(({ value }) => value!)),
  }
}

/** Dates have no fraction, which common strict parsers refuse. */
function toSecond(instant: Instant): Instant {
  return Math.floor(instant / 1000) * 1000
}

const READERS: Record<Format['name'], (document: string) => Reading> = {
  rss: readRss,
  atom: readAtom,
  json: readJson,
}

/** What feedsmith makes of a document. */
export function readWithFeedsmith(document: string, format: Format['name']): Reading {
  const read = READERS[format]
  if (!read) throw new Error(`No parser here reads ${format}`)
  return tidy(read(document))
}

function readRss(document: string): Reading {
  const feed = parseRssFeed(document)
  return {
    title: feed.title,
    description: feed.description,
    link: feed.link,
    language: feed.language,
    copyright: feed.copyright,
    updated: instantOf(feed.lastBuildDate),
    items: (feed.items ?? []).map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title,
      summary: textOfHtml(item.description),
      contentHtml: item.content?.encoded,
      published: instantOf(item.pubDate),
      updated: instantOf(item.atom?.updated ?? item.pubDate),
      authors: item.dc?.creators ?? [],
      categories: (item.categories ?? []).map(({ name, domain }) => ({ term: name, scheme: domain })),
      enclosures: (item.enclosures ?? []).map(({ url, type, length }) => ({ url, type, length })),
      ...readMedia(item.media),
      language: item.dc?.languages?.[0],
    })),
  }
}

function readAtom(document: string): Reading {
  const feed = parseAtomFeed(document)
  return {
    id: feed.id,
    title: feed.title?.value,
    description: feed.subtitle?.value,
    link: feed.links?.find(({ rel }) => rel === 'alternate')?.href,
    language: feed.xml?.lang,
    copyright: feed.rights?.value,
    updated: instantOf(feed.updated),
    items: (feed.entries ?? []).map((entry) => ({
      id: entry.id,
      link: entry.links?.find(({ rel }) => rel === 'alternate')?.href,
      title: entry.title?.value,
      summary: entry.summary?.value,
      contentHtml: entry.content?.value,
      published: instantOf(entry.published),
      updated: instantOf(entry.updated),
      authors: (entry.authors ?? []).map(({ name }) => name!),
      categories: (entry.categories ?? []).map(({ term, scheme }) => ({ term, scheme })),
      enclosures: (entry.links ?? [])
        .filter(({ rel }) => rel === 'enclosure')
        .map(({ href, type, length }) => ({ url: href, type, length })),
      ...readMedia(entry.media),
      language: entry.xml?.lang,
    })),
  }
}

function readJson(document: string): Reading {
  const feed = parseJsonFeed(document)
  return {
    title: feed.title,
    description: feed.description,
    link: feed.home_page_url,
    language: feed.language,
    items: (feed.items ?? []).map((item) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      summary: item.summary,
      contentHtml: item.content_html,
      published: instantOf(item.date_published),
      updated: instantOf(item.date_modified),
      authors: (item.authors ?? []).map(({ name }) => name!),
      categories: (item.tags ?? []).map((term) => ({ term })),
      enclosures: (item.attachments ?? []).map(({ url, mime_type, size_in_bytes }) => ({
        url,
        type: mime_type,
        length: size_in_bytes,
      })),
      media: [],
      thumbnails: [],
      credits: [],
      language: item.language,
    })),
  }
}

/** Milliseconds of a date as a document has it. */
export function instantOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : Date.parse(text)
}

/** What a person reads of HTML that stands for plain text. */
export function textOfHtml(html: string | undefined): string | undefined {
  return html === undefined ? undefined : textContent(parseDocument(html))
}

/** Evens out what parsers may do with any document: white space at the ends, line ends, nothing for what is empty. */
export function tidy(reading: Reading): Reading {
  return tidyValue(reading) as Reading
}

/** The same of any value. */
export function tidyValue(value: unknown): unknown {
  if (typeof value === 'string')
    return (
      dropForbidden(value)
        .replace(/\r\n?/g, '\n')
        .replace(/^[\s\u0085]+|[\s\u0085]+$/g, '') || undefined
    )
  if (Array.isArray(value)) return value.map(tidyValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidyValue(inner)]))
}
