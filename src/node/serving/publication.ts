import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Bodies, createBodies } from '../../content/body/bodies.ts'
import { type Addresses, canonicalPath, createAddresses } from '../../content/library/addresses.ts'
import { comingChanges, countStates, type Library } from '../../content/library/library.ts'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { encodePath } from '../../content/text/urls.ts'
import { createDocuments, type Documents } from '../../feed/documents/documents.ts'
import { createEditions, type Editions, type Rendition } from '../../feed/editions/edition.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { judgeSize } from '../../feed/editions/size.ts'
import { splitFeedPath } from '../../feed/formats/formats.ts'
import { isCompressible } from '../../http/encoding.ts'
import {
  type ByteRange,
  type Bytes,
  type Delta,
  type Document,
  type Elsewhere,
  listFeeds,
  type Publication,
  toDocument,
  toOtherDocument,
  toSiteInfo,
} from '../../publication/publication.ts'
import { digest } from '../digest.ts'
import type { Folder } from '../folder/folder.ts'
import { mediaFileOf, mediaVersion } from '../folder/scan.ts'
import { createDates, type Dates } from './dates.ts'
import { createKeptBytes, type KeptBytes } from './kept-bytes.ts'
import { createPast } from './past.ts'
import type { Remembered } from './remembered.ts'
import { streamFile } from './stream-file.ts'

/** A stretch of time in which nothing changes: no file, and no article by itself. */
interface Season {
  library: Library
  editions: Editions
  documents: Documents
  addresses: Addresses
  from: Instant
  until: Instant | undefined
  found: Map<string, Document>
}

export interface FolderPublication extends Publication {
  /**
   * Looks at the tags of all articles and renders the newest, for the first reader of a tag and the first edit not to wait. Worth a moment at which
   * nobody asks.
   */
  prepare(now: Instant): void
  /** What it says at `now`, for the next start to say the same as long as the folder does not change. */
  snapshot(now: Instant): Omit<Remembered, 'lines'>
  /** Writes down what was rendered and how it is dated, if there is anything new to remember. */
  save(now: Instant): void
}

/**
 * Serves a folder as it is at each moment: renders what is asked for, once, and keeps it until it changes. `report` is told, once for each
 * feed, what can only be seen when it is rendered.
 */
export function createFolderPublication(
  folder: Folder,
  version: string,
  report: (problem: Problem) => void = () => {},
  { dates = createDates(), rendered = createKeptBytes() }: { dates?: Dates; rendered?: KeptBytes } = {},
): FolderPublication {
  const bodies = createFolderBodies(folder, report)
  const encoder = new TextEncoder()
  const editions = new WeakMap<Document, Rendition>()
  const renderers = new WeakMap<Document, () => string>()
  const files = createKeptBytes()
  const past = createPast()
  const judged = new Set<string>()
  let season: Season | undefined

  return {
    site: () => toSiteInfo(folder.library().site),
    find: (path, now) =>
      findKnown(path, now) ??
      findFeed(path, now) ??
      findMedia(path, now) ??
      findOther(path, now) ??
      findElsewhere(path, now) ??
      current(now).addresses.find(canonicalPath(path), now),
    read,
    readSince,
    feeds: (now) => listFeeds(current(now).editions, now),
    prepare(now) {
      const { editions } = current(now)
      editions.findIn('tags/-/', now)
      for (const item of editions.findIn('', now)?.items ?? []) renderAhead(item)
    },
    snapshot(now) {
      const { library, from, until, found } = current(now)
      const articles = countStates(library.articles, now).public
      return { site: toSiteInfo(library.site), articles, documents: [...found.values()], from, until }
    },
    save(now) {
      dates.save((path) => isThere(path, now), now)
      rendered.save()
    },
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
    const editions = same?.editions ?? createEditions(library, version, bodies, digest)
    season = {
      library,
      editions,
      documents: same?.documents ?? createDocuments(library, editions),
      addresses: same?.addresses ?? createAddresses(library),
      from: now,
      until: comingChanges(library, now)[0],
      found: new Map(),
    }
    return season
  }

  function findKnown(path: string, now: Instant): Document | undefined {
    const known = current(now).found.get(path)
    return known?.validUntil !== undefined && now >= known.validUntil ? undefined : known
  }

  function findFeed(path: string, now: Instant): Document | undefined {
    const season = current(now)
    const edition = season.editions.find(path, now)
    if (!edition) return undefined
    const document = toDocument(edition, digest, season.until)
    document.lastModified = dates.find(path, document, now)
    // Who has a version of a feed that is limited in bytes need not have seen all its items.
    if (season.library.site.deltas && !edition.isArchive && edition.maxBytes === undefined) {
      document.hasDeltas = true
      past.remember(edition, document.version, season.editions.version)
    }
    season.found.set(path, document)
    editions.set(document, edition)
    return document
  }

  function findOther(path: string, now: Instant): Document | undefined {
    const { documents, found } = current(now)
    const other = documents.find(path, now)
    if (!other) return undefined
    const document = toOtherDocument(other, digest, documents.changes(path, now)?.[0])
    document.lastModified = dates.find(path, document, now)
    found.set(path, document)
    renderers.set(document, other.render)
    return document
  }

  /** Makes nothing that takes long: the documents of the whole site are few, and always there. */
  function isThere(path: string, now: Instant): boolean {
    const { found, editions, documents } = current(now)
    if (!path.includes('/') || found.has(path) || folder.file(decodePath(path) ?? '')) return true
    return (editions.find(path, now) ?? documents.find(path, now)) !== undefined
  }

  function findElsewhere(path: string, now: Instant): Elsewhere | undefined {
    const { editions } = current(now)
    const split = splitFeedPath(path)
    if (!split) return undefined
    const { folder, format } = split
    const spelled = editions.spell(folder, now)
    if (spelled !== undefined) return { kind: 'elsewhere', path: spelled + format.file, isPermanent: true }
    const feed = editions.findCurrent(folder, now)
    return feed === undefined ? undefined : { kind: 'elsewhere', path: feed + format.file }
  }

  function findMedia(path: string, now: Instant): Document | undefined {
    const name = decodePath(path)
    const contentType = mediaTypeOf(path)
    // One address for each file: the app leads other spellings to it.
    if (name === undefined || !folder.file(name) || contentType === undefined || path !== encodePath(name))
      return undefined
    // As it is now: the headers of an answer must be those of its bytes, whether the change was seen or not.
    const stats = statSync(join(folder.directory, name), { throwIfNoEntry: false })
    if (!stats?.isFile()) return undefined
    const file = mediaFileOf(stats)
    const document: Document = {
      kind: 'document',
      path,
      contentType,
      version: mediaVersion(file),
      lastModified: file.modified,
      length: file.size,
    }
    // A file may come with a time that is older than that of the one before, as copies do.
    document.lastModified = Math.max(file.modified, dates.find(path, document, now))
    return document
  }

  function read(document: Document, range?: ByteRange): Bytes {
    const render = renderers.get(document)
    if (render) return rendered.get(document.path, document.version, () => encoder.encode(render()))
    const edition = editions.get(document)
    if (!edition) return readMedia(document, range)
    return rendered.get(
      document.path,
      document.version,
      () => encoder.encode(edition.render()),
      (bytes) => judge(edition, bytes.byteLength),
    )
  }

  function readMedia(document: Document, range?: ByteRange): Bytes {
    const path = join(folder.directory, decodePath(document.path)!)
    // What is compressed is compressed as a whole.
    if (isCompressible(document.contentType))
      return files.get(document.path, document.version, () => readFileSync(path))
    return streamFile(path, document.version, range ?? { first: 0, last: document.length! - 1 })
  }

  function readSince(document: Document, versions: readonly string[]): Delta | undefined {
    const edition = editions.get(document)
    const found = edition && past.newSince(edition, versions)
    if (!found) return undefined
    const { since, items } = found
    const bytes = rendered.get(`${document.path} since ${since}`, document.version, () =>
      encoder.encode(edition.render(items)),
    )
    return { since, bytes }
  }

  function judge({ path, scope, isArchive }: Rendition, bytes: number): void {
    const problem = isArchive || judged.has(path) ? undefined : judgeSize(path, scope.section, bytes)
    if (!problem) return
    judged.add(path)
    report(problem)
  }
}

/** Nobody waits for it: of a file that is gone meanwhile, whoever asks for it hears. */
function renderAhead({ make }: ItemSource): void {
  try {
    make()
  } catch {
    // The next look at the folder takes it out.
  }
}

/** The bodies of a folder's articles, rendered again whenever the folder no longer answers what they looked up as it did. */
export function createFolderBodies(folder: Folder, report?: (problem: Problem) => void): Bodies {
  const { library, findFile, noteLookups } = folder
  return createBodies({ library, findFile, digest, report, onLookups: noteLookups })
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
