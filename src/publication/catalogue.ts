import type { Bodies } from '../content/body/bodies.ts'
import { canonicalPath, createAddresses, type Redirect } from '../content/library/addresses.ts'
import { createFileRule } from '../content/library/file-rule.ts'
import { comingChanges, type Library } from '../content/library/library.ts'
import { addressElsewhere } from '../content/media/elsewhere.ts'
import { isHtmlTranscript } from '../content/podcast/transcript-html.ts'
import type { Instant } from '../content/text/dates.ts'
import { decodePart, encodePath } from '../content/text/urls.ts'
import { type Documents, firstOf, type OtherDocument } from '../feed/documents/document.ts'
import { createDocuments } from '../feed/documents/documents.ts'
import type { Edition } from '../feed/editions/edition.ts'
import type { Editions } from '../feed/editions/editions.ts'
import type { Format } from '../feed/formats/format.ts'
import { splitFeedPath } from '../feed/formats/formats.ts'
import { type Answer, type Document, isDocument, kindOf, redirectTo, versionOf } from './publication.ts'

/** A media file as it is now. */
export interface MediaDocument extends Pick<Document, 'contentType' | 'lastModified' | 'read'> {
  length: number
  /** The version, or a promise for the time when it is known, and the file can be found again. */
  identify(): string | Promise<void>
}

/** The media files, by their paths in the folder. */
export interface MediaFiles {
  paths(): Iterable<string>
  /** Whether a file is not in the folder of articles, so that it is public only where an article names it. */
  isOutside?(path: string): boolean
  find(path: string): MediaDocument | undefined
}

/** A rendered document, with the edition or the single item that it is rendered from, if there is one. */
export interface RenderedDocument extends Document {
  kind: Exclude<Document['kind'], 'media'>
  read(): Uint8Array<ArrayBuffer>
  rendition?: { edition: Edition; format: Format }
  item?: OtherDocument['made']
  /** About how many characters it has, of one of many documents alike. */
  size?(): number
  /** The text in pieces, of a document that many articles make. */
  pieces?(): readonly string[]
}

interface StoredDocument extends Document {
  kind: 'media'
  length: number
  /** Present while the version is not known: resolves when the file can be found with it. */
  identified?: Promise<void>
}

/** What a path leads to, with what a rendered document is made of. */
export type CataloguedAnswer = RenderedDocument | StoredDocument | Exclude<Answer, Document>

/** What a folder leads to: the edition in it, or a redirect to the folder `current`. */
export type FolderAnswer = { edition: Edition } | { current: string; status: 301 | 307 }

/** Finds what is at each path of a publication, and decides which kind of document takes precedence. */
export interface Catalogue {
  find(path: string, now: Instant): CataloguedAnswer | undefined
  /** All paths that lead somewhere at `now` or later. */
  paths(now: Instant): Iterable<string>
  /** The folders of feeds and archives, which hold a document in each format. */
  folders(now: Instant): Iterable<string>
  /** All paths except those of feeds and archives. */
  otherPaths(now: Instant): Iterable<string>
  findFolder(folder: string, now: Instant): FolderAnswer | undefined
  /** The instants after `now` at which a path or a folder may lead elsewhere, or its document may change by itself. */
  changes(path: string, now: Instant): Instant[]
}

export interface CatalogueOptions {
  library: Library
  editions: Editions
  media: MediaFiles
  /** The pages for people; where two documents have one path, the other documents come first. */
  pages?: Documents
  /** Shortens any text to letters and digits. */
  digest(text: string): string
}

/** Makes the pages of a library; the doors hand it over, because pages stand above what serves them. */
export type MakePages = (library: Library, editions: Editions, bodies: Bodies) => Documents

const encoder = new TextEncoder()

/** Creates the catalogue of a library. Another spelling of a path finds redirects and withdrawn articles, never a document. */
export function createCatalogue({ library, editions, media, pages, digest }: CatalogueOptions): Catalogue {
  const { url, media: place } = library.site
  const addresses = createAddresses(library)
  const documents = firstOf([createDocuments(library, editions, digest), ...(pages ? [pages] : [])])
  const { isFilePublic, fileChanges } = createFileRule(library, media.paths, media.isOutside)
  return {
    find(path, now) {
      const answer = findExact(path, now)
      if (answer) return answer
      const canonical = canonicalPath(path)
      const other = canonical === path ? undefined : findExact(canonical, now)
      return isDocument(other) ? undefined : other
    },
    *paths(now) {
      for (const folder of editions.folders(now)) for (const { file } of editions.formats) yield folder + file
      yield* otherPaths(now)
    },
    folders: editions.folders,
    otherPaths,
    findFolder,
    changes(path, now) {
      const folder = path === '' || path.endsWith('/') ? path : splitFeedPath(path, editions.formats)?.folder
      const points = [
        ...(folder === undefined ? [] : editions.changesIn(folder, now)),
        ...(documents.changes(path, now) ?? []),
        ...addresses.changes(path, now),
        ...fileChanges(decodePart(path) ?? '', now),
      ]
      return [...new Set(points)].sort((a, b) => a - b)
    },
  }

  function* otherPaths(now: Instant): Iterable<string> {
    yield* documents.paths(now)
    for (const path of media.paths())
      if (isFilePublic(path, now) || fileChanges(path, now).length > 0) yield encodePath(path)
    yield* addresses.paths()
  }

  function findExact(path: string, now: Instant): CataloguedAnswer | undefined {
    const split = splitFeedPath(path, editions.formats)
    const folder = split && findFolder(split.folder, now)
    if (folder && 'edition' in folder) return toFeed(path, split.format, folder.edition, now)
    return (
      findMedia(path, now) ??
      findDocument(path, now) ??
      (folder && redirectTo(folder.current + split.format.file, folder.status, url)) ??
      findNextPage(path, now) ??
      addresses.find(path, now)
    )
  }

  function findFolder(folder: string, now: Instant): FolderAnswer | undefined {
    const edition = editions.findIn(folder, now)
    if (edition) return { edition }
    const spelled = editions.findCanonical(folder, now)
    if (spelled !== undefined) return { current: spelled, status: 301 }
    const current = editions.findFeedOfNextArchive(folder, now)
    return current === undefined ? undefined : { current, status: 307 }
  }

  /** The newest archive links to the page of the next one before that exists, as feeds do; the newest articles are there until then. */
  function findNextPage(path: string, now: Instant): Redirect | undefined {
    const current = path.endsWith('/') ? editions.findFeedOfNextArchive(path, now) : undefined
    // Other spellings find it by this one.
    const isOurs = current !== undefined && path.startsWith(`${current}archive/`)
    return isOurs && findDocument(current, now) ? redirectTo(current, 307, url) : undefined
  }

  function toFeed(path: string, format: Format, edition: Edition, now: Instant): RenderedDocument {
    return {
      kind: edition.kind,
      path,
      contentType: format.contentType,
      version: versionOf(digest(edition.fingerprint), format),
      lastModified: edition.lastModified,
      validUntil: comingChanges(library, now)[0],
      format: format.name,
      read: () => encoder.encode(edition.render(format)),
      rendition: { edition, format },
    }
  }

  function findDocument(path: string, now: Instant): RenderedDocument | undefined {
    const found = documents.find(path, now)
    if (!found) return undefined
    const { contentType, lastModified, fingerprint, size, made, render, pieces } = found
    return {
      kind: kindOf(contentType),
      path,
      contentType,
      version: digest(fingerprint),
      lastModified,
      // Takes longer than the rest where thousands of articles make the document, and the compiler needs it of none.
      get validUntil() {
        return documents.changes(path, now)?.[0]
      },
      read: () => encoder.encode(render()),
      ...(size && { size }),
      ...(made && { item: made }),
      ...(pieces && { pieces }),
    }
  }

  /** Each file has one address; other spellings redirect to it, and the address here to another host that has it. */
  function findMedia(path: string, now: Instant): StoredDocument | Redirect | undefined {
    const name = decodePart(path)
    if (name === undefined || encodePath(name) !== path) return undefined
    const file = media.find(name)
    if (!file || !isFilePublic(name, now)) return undefined
    const elsewhere = isHtmlTranscript(name) ? undefined : addressElsewhere(name, file.length, place)
    // Temporary, because the setting may be taken back.
    if (elsewhere !== undefined) return { kind: 'redirect', to: elsewhere, status: 307 }
    const { identify, ...document } = file
    const identified = identify()
    const version = typeof identified === 'string' ? { version: identified } : { version: '', identified }
    return { ...document, ...version, kind: 'media', path, validUntil: fileChanges(name, now)[0] }
  }
}
