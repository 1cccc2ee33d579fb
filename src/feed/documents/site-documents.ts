import { comingChanges, type Library, modifiedAt } from '../../content/library/library.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Editions } from '../editions/editions.ts'
import { OPML_TYPE, opmlPieces } from '../formats/opml.ts'
import type { Documents, OtherDocument } from './document.ts'
import { toFeedList } from './feed-list.ts'
import { createNewestChange } from './newest-change.ts'
import { newsEntries, newsExpiries, newsSitemapPieces } from './news-sitemap.ts'
import {
  createSitemap,
  type SitemapEntry,
  type SitemapPart,
  sitemapIndexPieces,
  sitemapPieces,
} from './sitemap.ts'

/** The documents of the whole site: the sitemap and its parts, the news sitemap, and the list of all feeds. `digest` shortens any text. */
export function createSiteDocuments(
  library: Library,
  editions: Editions,
  digest: (text: string) => string,
): Documents {
  const { site } = library
  const digests = new WeakMap<SitemapEntry, string>()
  let sitemap: ((now: Instant) => SitemapPart[]) | undefined
  let known: { from: Instant; until: Instant; parts: SitemapPart[] } | undefined
  let ends: Instant[] | undefined
  const newestChange = createNewestChange(library.articles)
  const makers: ReadonlyMap<string, (path: string, now: Instant) => OtherDocument> = new Map([
    ['sitemap.xml', makeSitemap],
    ['news-sitemap.xml', makeNewsSitemap],
    ['feeds.opml', makeFeedList],
  ])
  return {
    paths(now) {
      // An article that is no longer public keeps its place, so the number of parts never falls.
      const { length } = partsAt(comingChanges(library, now).at(-1) ?? now)
      return [...makers.keys(), ...(length > 1 ? Array.from({ length }, (_, index) => partPath(index)) : [])]
    },
    find: (path, now) => makers.get(path)?.(path, now) ?? makePart(path, now),
    changes(path, now) {
      if (!makers.has(path) && partNumber(path) === undefined) return undefined
      const points = [...comingChanges(library, now), ...(path === 'news-sitemap.xml' ? expiries() : [])]
      return [...new Set(points)].filter((point) => point > now).sort((a, b) => a - b)
    },
  }

  function partsAt(now: Instant): SitemapPart[] {
    // A request for a part that does not exist must not make all parts again.
    if (known && known.from <= now && now < known.until) return known.parts
    sitemap ??= createSitemap(library)
    const [until = Number.POSITIVE_INFINITY] = comingChanges(library, now)
    known = { from: now, until, parts: sitemap(now) }
    return known.parts
  }

  function makeSitemap(path: string, now: Instant): OtherDocument {
    const parts = partsAt(now)
    if (parts.length === 1) return makeSitemapPart(path, parts[0]!, now)
    const listed = parts.map(({ lastModified }, index) => ({
      url: site.url + partPath(index),
      lastModified: modifiedAt(library, lastModified, now),
    }))
    const changed = Math.max(...parts.map(({ lastModified }) => lastModified))
    return toDocument(path, listed, changed, now, () => sitemapIndexPieces(listed))
  }

  function makePart(path: string, now: Instant): OtherDocument | undefined {
    const number = partNumber(path)
    const parts = number === undefined ? [] : partsAt(now)
    const part = parts.length > 1 ? parts[number! - 1] : undefined
    return part && makeSitemapPart(path, part, now)
  }

  function makeSitemapPart(
    path: string,
    { entries, lastModified }: SitemapPart,
    now: Instant,
  ): OtherDocument {
    // A long list of whole entries at each of many moments would take most of the time of compiling.
    const content = entries.map(digestOf)
    return toDocument(path, content, lastModified, now, () => sitemapPieces(entries))
  }

  function digestOf(entry: SitemapEntry): string {
    const known = digests.get(entry)
    if (known !== undefined) return known
    const made = digest(JSON.stringify(entry))
    digests.set(entry, made)
    return made
  }

  function makeNewsSitemap(path: string, now: Instant): OtherDocument {
    const entries = newsEntries(library, now)
    const changed = expiries().reduce((a, b) => (b <= now ? Math.max(a, b) : a), newestChange(now))
    const { title } = site.settings
    return toDocument(path, entries, changed, now, () => newsSitemapPieces(title, entries))
  }

  function makeFeedList(path: string, now: Instant): OtherDocument {
    const list = toFeedList(library, editions, now)
    const document = toDocument(path, list, newestChange(now), now, () => opmlPieces(list))
    return { ...document, contentType: OPML_TYPE }
  }

  /** `content` is all that is rendered; `changed` is when it last changed by itself. */
  function toDocument(
    path: string,
    content: object,
    changed: Instant,
    now: Instant,
    pieces: () => readonly string[],
  ): OtherDocument {
    return {
      path,
      contentType: 'application/xml; charset=utf-8',
      lastModified: modifiedAt(library, changed, now),
      fingerprint: JSON.stringify([editions.version, path, content]),
      pieces,
      render: () => pieces().join(''),
    }
  }

  function expiries(): Instant[] {
    ends ??= newsExpiries(library)
    return ends
  }
}

function partPath(index: number): string {
  return `sitemap-${index + 1}.xml`
}

function partNumber(path: string): number | undefined {
  const number = /^sitemap-([1-9]\d{0,5})\.xml$/.exec(path)?.[1]
  return number === undefined ? undefined : Number(number)
}
