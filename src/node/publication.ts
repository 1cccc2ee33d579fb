import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Article } from '../content/article.ts'
import { type Body, renderBody } from '../content/body.ts'
import type { Instant } from '../content/dates.ts'
import { comingChanges, type Library } from '../content/library.ts'
import { mediaTypeOf } from '../content/media-types.ts'
import { type State, stateOf } from '../content/visibility.ts'
import { createEditions, type Edition, type Editions } from '../feed/edition.ts'
import type { Bytes, Document, FeedEntry, Publication } from '../http/publication.ts'
import type { Folder } from './folder.ts'

/** A stretch of time in which one library does not change by itself. */
interface Season {
  library: Library
  editions: Editions
  from: Instant
  until: Instant | undefined
  /** Found editions by path, with their bytes once they were asked for. */
  found: Map<string, Found>
}

interface Found {
  edition: Edition
  document: Document
  bytes?: Bytes
}

/** Serves a folder as it is at each moment: renders what is asked for, once, and keeps it until it changes. */
export function createFolderPublication(folder: Folder, version: string): Publication {
  const bodies = new WeakMap<Article, Body>()
  const encoder = new TextEncoder()
  let season: Season | undefined

  return { site, find, read, feeds, status }

  function current(now: Instant): Season {
    const library = folder.library()
    if (
      season?.library === library &&
      season.from <= now &&
      !(season.until !== undefined && now >= season.until)
    )
      return season
    const editions = season?.library === library ? season.editions : createEditions(library, version, bodyOf)
    season = { library, editions, from: now, until: comingChanges(library, now)[0], found: new Map() }
    return season
  }

  function bodyOf(article: Article): Body {
    let body = bodies.get(article)
    if (!body) {
      body = renderBody(article, folder.library().site, folder.fileSize)
      bodies.set(article, body)
    }
    return body
  }

  function site() {
    const { url, settings } = folder.library().site
    return { url, title: settings.title, description: settings.description, language: settings.language }
  }

  function find(path: string, now: Instant): Document | undefined {
    return findFeed(path, now)?.document ?? findMedia(path)
  }

  function findFeed(path: string, now: Instant): Found | undefined {
    const { found, editions, until } = current(now)
    const known = found.get(path)
    if (known) return known
    const edition = editions.find(path, now)
    if (!edition) return undefined
    const { format, updated, fingerprint, title } = edition
    const document = {
      path,
      title,
      contentType: format.contentType,
      version: hash('sha1', fingerprint).slice(0, 20),
      lastModified: updated,
      validUntil: until,
    }
    const entry = { edition, document }
    found.set(path, entry)
    return entry
  }

  function findMedia(path: string): Document | undefined {
    const file = decodePath(path)
    const size = file === undefined ? undefined : folder.fileSize(file)
    const contentType = mediaTypeOf(path)
    if (size === undefined || contentType === undefined) return undefined
    return { path, title: file!, contentType, version: `${size}`, lastModified: 0 }
  }

  function read(document: Document, now: Instant): Bytes {
    const feed = findFeed(document.path, now)
    if (!feed) return readFileSync(join(folder.directory, decodePath(document.path)!))
    feed.bytes ??= encoder.encode(feed.edition.render())
    return feed.bytes
  }

  function feeds(now: Instant): FeedEntry[] {
    const { editions } = current(now)
    return editions.paths().map((path) => {
      const { section, title, format } = editions.find(path, now)!
      return { section, title, format: format.title, mediaType: format.mediaType, path }
    })
  }

  function status(now: Instant) {
    const { articles, problems } = folder.library()
    const counts: Record<State, number> = { public: 0, embargoed: 0, expired: 0, withdrawn: 0, hidden: 0 }
    for (const article of articles) counts[stateOf(article, now)]++
    return { articles: counts, problems }
  }
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
