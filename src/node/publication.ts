import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Addresses, canonicalPath, createAddresses } from '../content/addresses.ts'
import type { Article } from '../content/article.ts'
import { type Body, renderBody } from '../content/body.ts'
import type { Instant } from '../content/dates.ts'
import { comingChanges, countStates, type Library } from '../content/library.ts'
import { mediaTypeOf } from '../content/media-types.ts'
import { createEditions, type Edition, type Editions } from '../feed/edition.ts'
import {
  type Bytes,
  type Document,
  type Elsewhere,
  listFeeds,
  type Publication,
  toDocument,
} from '../http/publication.ts'
import { digest } from './digest.ts'
import { type Folder, mediaVersion } from './folder.ts'

/** A stretch of time in which nothing changes: no file, and no article by itself. */
interface Season {
  library: Library
  editions: Editions
  addresses: Addresses
  from: Instant
  until: Instant | undefined
  found: Map<string, Document>
}

/** Serves a folder as it is at each moment: renders what is asked for, once, and keeps it until it changes. */
export function createFolderPublication(folder: Folder, version: string): Publication {
  const render = createBodies(folder)
  const encoder = new TextEncoder()
  const editions = new WeakMap<Document, Edition>()
  /** The last version of each path that was asked for. */
  const rendered = new Map<string, { version: string; bytes: Uint8Array<ArrayBuffer> }>()
  const dates = new Map<string, { version: string; date: Instant }>()
  let season: Season | undefined

  return {
    site() {
      const { url, settings } = folder.library().site
      return { url, title: settings.title, description: settings.description, language: settings.language }
    },
    find: (path, now) =>
      findFeed(path, now) ??
      findMedia(path) ??
      findCurrent(path, now) ??
      current(now).addresses.find(canonicalPath(path), now),
    read,
    feeds: (now) => listFeeds(current(now).editions, now),
    status(now) {
      const { articles, problems } = folder.library()
      return { articles: countStates(articles, now), problems }
    },
  }

  function current(now: Instant): Season {
    const library = folder.library()
    if (
      season?.library === library &&
      season.from <= now &&
      !(season.until !== undefined && now >= season.until)
    )
      return season
    const same = season?.library === library ? season : undefined
    season = {
      library,
      editions: same?.editions ?? createEditions(library, version, render),
      addresses: same?.addresses ?? createAddresses(library),
      from: now,
      until: comingChanges(library, now)[0],
      found: new Map(),
    }
    return season
  }

  function findFeed(path: string, now: Instant): Document | undefined {
    const season = current(now)
    const known = season.found.get(path)
    if (known) return known
    const edition = season.editions.find(path, now)
    if (!edition) return undefined
    const document = toDocument(edition, digest, season.until)
    document.lastModified = moveOn(path, document)
    season.found.set(path, document)
    editions.set(document, edition)
    return document
  }

  /** Two versions within a second still have two dates. */
  function moveOn(path: string, { version, lastModified }: Document): Instant {
    const last = dates.get(path)
    const second = Math.floor(lastModified / 1000) * 1000
    const date =
      last && last.version !== version && second <= last.date
        ? last.date + 1000
        : Math.max(second, last?.date ?? second)
    dates.set(path, { version, date })
    return date
  }

  function findCurrent(path: string, now: Instant): Elsewhere | undefined {
    const feed = current(now).editions.findCurrent(path, now)
    return feed === undefined ? undefined : { kind: 'elsewhere', path: feed }
  }

  function findMedia(path: string): Document | undefined {
    const name = decodePath(path)
    const file = name === undefined ? undefined : folder.file(name)
    const contentType = mediaTypeOf(path)
    if (!file || contentType === undefined) return undefined
    return { kind: 'document', path, contentType, version: mediaVersion(file), lastModified: file.modified }
  }

  function read(document: Document): Bytes {
    const edition = editions.get(document)
    if (!edition) return readFileSync(join(folder.directory, decodePath(document.path)!))
    const { path, version } = document
    const known = rendered.get(path)
    if (known?.version === version) return known.bytes
    const bytes = encoder.encode(edition.render())
    rendered.set(path, { version, bytes })
    return bytes
  }
}

/** Renders each article at most once as long as its file does not change. */
export function createBodies(folder: Folder): (article: Article) => Body {
  const bodies = new WeakMap<Article, Body>()
  return (article) => {
    const known = bodies.get(article)
    if (known) return known
    const body = renderBody(article, folder.library().site, (path) => folder.file(path)?.size)
    bodies.set(article, body)
    return body
  }
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
