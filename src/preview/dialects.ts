import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { type Identity, uriOf } from '../content/article/identity.ts'
import { type Instant, parseDate } from '../content/text/dates.ts'
import { resolveUrl } from '../content/text/urls.ts'
import { ATOM } from '../feed/formats/atom.ts'
import type { Format } from '../feed/formats/format.ts'
import { JSON_FEED } from '../feed/formats/json-feed.ts'
import { RSS } from '../feed/formats/rss.ts'
import type { PublishedFeed, PublishedItem } from './published.ts'

/** How feeds in one dialect are read. */
export interface FeedDialect {
  /** Our closest format. */
  format: Format
  title: string
  /** Throws if the parser does. `address` is the address of the feed itself. */
  read(text: string, address: string | undefined): PublishedFeed
}

/** All dialects by the name of the root element without its prefix, or `json`. */
export const DIALECTS: Record<string, FeedDialect> = {
  rss: { format: RSS, title: RSS.title, read: readRss },
  feed: { format: ATOM, title: ATOM.title, read: readAtom },
  RDF: { format: RSS, title: 'RSS 1.0', read: readRdf },
  json: { format: JSON_FEED, title: JSON_FEED.title, read: readJson },
}

/** The id of an article as our feeds in a format have it: Atom alone asks for a URI. */
export function idIn(format: Format, identity: Identity): string {
  return format === ATOM ? uriOf(identity) : identity.id
}

function readRss(text: string, address: string | undefined): PublishedFeed {
  const feed = parseRssFeed(text)
  const homeUrl = toAbsolute(feed.link, address)
  const base = homeUrl ?? address
  return {
    selfUrl: toAbsolute(hrefOf(feed.atom?.links, ['self']), base) ?? address,
    homeUrl,
    items: (feed.items ?? []).map(({ guid, ...item }) => {
      // RSS 2.0: a guid is the permalink unless isPermaLink is false.
      const permalink = guid?.isPermaLink === false ? undefined : guid?.value
      const link = item.link ?? hrefOf(item.atom?.links, [undefined, 'alternate']) ?? permalink
      const found = {
        id: guid?.value,
        link,
        title: item.title,
        published: item.pubDate ?? item.dc?.dates?.[0],
        updated: item.atom?.updated,
        content: item.content?.encoded ?? item.description,
        enclosures: item.enclosures?.map(({ url }) => url),
      }
      return itemOf(found, base)
    }),
  }
}

function readRdf(text: string, address: string | undefined): PublishedFeed {
  const feed = parseRdfFeed(text)
  const homeUrl = toAbsolute(feed.link, address)
  const base = homeUrl ?? address
  return {
    selfUrl: address,
    homeUrl,
    items: (feed.items ?? []).map(({ rdf, link, title, dc, content, description }) => {
      const found = { id: rdf?.about, link, title, published: dc?.dates?.[0] }
      return itemOf({ ...found, content: content?.encoded ?? description }, base)
    }),
  }
}

function readAtom(text: string, address: string | undefined): PublishedFeed {
  const feed = parseAtomFeed(text)
  const base = toAbsolute(feed.xml?.base, address) ?? address
  const homeUrl = toAbsolute(hrefOf(feed.links, [undefined, 'alternate']), base)
  return {
    selfUrl: toAbsolute(hrefOf(feed.links, ['self']), base) ?? address,
    homeUrl,
    items: (feed.entries ?? []).map((entry) => {
      const found = {
        id: entry.id,
        link: hrefOf(entry.links, [undefined, 'alternate']),
        title: entry.title?.value,
        published: entry.published,
        updated: entry.updated,
        content: entry.content?.value ?? entry.summary?.value,
        enclosures: entry.links?.filter(({ rel }) => rel === 'enclosure').map(({ href }) => href),
      }
      return itemOf(found, toAbsolute(entry.xml?.base, base) ?? base ?? homeUrl)
    }),
  }
}

function readJson(text: string, address: string | undefined): PublishedFeed {
  const feed = parseJsonFeed(text)
  const base = address ?? feed.home_page_url
  return {
    selfUrl: toAbsolute(feed.feed_url, base) ?? address,
    homeUrl: toAbsolute(feed.home_page_url, base),
    items: (feed.items ?? []).map((item) => {
      const found = {
        id: item.id,
        link: item.url,
        title: item.title,
        published: item.date_published,
        updated: item.date_modified,
        content: item.content_html ?? item.content_text ?? item.summary,
        enclosures: item.attachments?.map(({ url }) => url),
      }
      return itemOf(found, base)
    }),
  }
}

interface Found {
  id?: string
  link?: string
  title?: string
  published?: string
  updated?: string
  content?: string
  enclosures?: (string | undefined)[]
}

function itemOf(found: Found, base: string | undefined): PublishedItem {
  const { id, link, title, published, updated, content, enclosures = [] } = found
  const url = toAbsolute(link, base)
  // An absolute address keeps its spelling.
  const address = link !== undefined && URL.canParse(link) ? link : url
  return {
    id: id ?? address ?? title ?? '',
    url,
    title,
    published: instantOf(published),
    updated: instantOf(updated),
    content,
    enclosureUrls: enclosures.flatMap((enclosure) => toAbsolute(enclosure, base) ?? []),
  }
}

function hrefOf(
  links: { rel?: string; href?: string }[] | undefined,
  relations: (string | undefined)[],
): string | undefined {
  return links?.find(({ rel }) => relations.includes(rel))?.href
}

/** Resolves an address against `base`; without a base only absolute addresses give a result. */
export function toAbsolute(address: string | undefined, base = 'about:blank'): string | undefined {
  return resolveUrl(address, base)
}

/** Feeds also use names of time zones, such as `EST`, which only `Date.parse` reads. */
function instantOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const instant = parseDate(text, 'UTC') ?? Date.parse(text)
  return Number.isNaN(instant) ? undefined : instant
}
