import { type Bodies, createBodies } from '../../content/body/bodies.ts'
import { comingChanges, countStates, type Library } from '../../content/library/library.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import { createEditions, type Editions } from '../../feed/editions/editions.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { checkFeedSize } from '../../feed/editions/size.ts'
import type { Format } from '../../feed/formats/format.ts'
import {
  type Catalogue,
  createCatalogue,
  type MakePages,
  type RenderedDocument,
} from '../../publication/catalogue.ts'
import {
  type Delta,
  type Document,
  findFormerFolders,
  listFeeds,
  type Publication,
  toSiteInfo,
} from '../../publication/publication.ts'
import { formerFeedsOf } from '../../publication/slugs-there.ts'
import { digest } from '../digest.ts'
import type { Folder } from '../folder/folder.ts'
import type { ContentDigests } from './content-digests.ts'
import { createDates, type Dates } from './dates.ts'
import { createFeedVersions } from './feed-versions.ts'
import { createKeptBytes } from './kept-bytes.ts'
import { createMediaFiles } from './media-files.ts'

/** A period in which neither a file nor the public state of an article changes. */
interface StablePeriod {
  library: Library
  editions: Editions
  catalogue: Catalogue
  from: Instant
  until: Instant | undefined
  /** The documents that were requested, by path. */
  found: Map<string, Document>
}

export interface FolderPublication extends Publication {
  /** Groups the articles by tag and renders the newest, so that neither the first request for a tag nor the first edit waits. Call it when idle. */
  prepare(now: Instant): void
  /** All paths that lead somewhere at `now` or later. */
  paths(now: Instant): Iterable<string>
  /** The paths of the documents that were requested since the last change. */
  served(now: Instant): Iterable<string>
}

/** Serves a folder: renders each document when it is requested, and keeps it until it changes. `report` gets the problems found in rendering. */
export function createFolderPublication(
  folder: Folder,
  version: string,
  report: (problem: Problem) => void = () => {},
  dates: Dates = createDates(),
  digests?: ContentDigests,
  makePages?: MakePages,
  maxBodies?: number,
): FolderPublication {
  const bodies = createFolderBodies(folder, report, maxBodies)
  const media = createMediaFiles(folder, digests)
  const keepRendered = createKeptBytes()
  const versions = createFeedVersions()
  const tooLarge = new Map<string, Problem>()
  const encoder = new TextEncoder()
  let period: StablePeriod | undefined

  return {
    site: () => toSiteInfo(folder.library().site),
    find,
    formerFolders: () => findFormerFolders(folder.library().site),
    formerFeeds: () => formerFeedsOf(folder.library()),
    feeds: (now) => listFeeds(periodAt(now).editions, now),
    status(now) {
      const { articles, problems } = folder.library()
      return {
        articles: countStates(articles, now),
        problems,
        foundInRendering: () => [...articles.flatMap(bodies.problemsOf), ...tooLarge.values()],
      }
    },
    prepare(now) {
      const { editions } = periodAt(now)
      editions.findIn('tags/-/', now)
      for (const item of editions.findIn('', now)?.items ?? []) renderAhead(item)
    },
    paths: (now) => periodAt(now).catalogue.paths(now),
    served: (now) => periodAt(now).found.keys(),
  }

  function find(path: string, now: Instant): ReturnType<Publication['find']> {
    const { catalogue, found } = periodAt(now)
    const known = found.get(path)
    if (known && now < (known.validUntil ?? Number.POSITIVE_INFINITY)) return known
    const answer = catalogue.find(path, now)
    if (answer?.kind === 'redirect' || answer?.kind === 'gone' || !answer) return answer
    if (answer.kind === 'media' && answer.identified) return answer.identified.then(() => find(path, now))
    const lastModified = dates.find(answer, now)
    // A copy may be older than the file it replaces. A file is never kept, because it may change at any time.
    if (answer.kind === 'media')
      return { ...answer, lastModified: Math.max(answer.lastModified, lastModified) }
    const document = keepBytes(answer, lastModified, period?.until)
    found.set(path, document)
    return document
  }

  function periodAt(now: Instant): StablePeriod {
    const library = folder.library()
    const same = period?.library === library ? period : undefined
    if (same && same.from <= now && now < (same.until ?? Number.POSITIVE_INFINITY)) return same
    const editions = same?.editions ?? createEditions(library, version, bodies, digest)
    period = {
      library,
      editions,
      catalogue:
        same?.catalogue ??
        createCatalogue({
          library,
          editions,
          media,
          pages: makePages?.(library, editions, bodies),
          digest,
        }),
      from: now,
      until: comingChanges(library, now)[0],
      found: new Map(),
    }
    return period
  }

  /** The document, which is rendered once for each version, and is valid `until` any other may change: its own changes would tell what comes. */
  function keepBytes(
    { rendition, item, size: _, pieces, ...document }: RenderedDocument,
    lastModified: Instant,
    until: Instant | undefined,
  ): Document {
    const { kind, path, version, read, validUntil } = document
    const { edition, format } = rendition ?? {}
    const isFeed = edition !== undefined && kind === 'feed'
    const onNew = isFeed ? (bytes: Uint8Array) => judge(path, edition, bytes) : undefined
    const served: Document = {
      ...document,
      lastModified,
      validUntil: earlier(validUntil, until),
      read: () => keepRendered(path, version, read, onNew),
    }
    // A feed with a limit in bytes may have left out items, so a reader with its last version may not have seen all of them.
    const { library, editions } = period!
    if (!isFeed || !library.site.deltas || edition.maxBytes !== undefined) return served
    versions.remember(path, version, edition, editions.version)
    return { ...served, readSince: (known) => readSince(served, edition, format!, known) }
  }

  function readSince(
    { path, version }: Document,
    edition: Edition,
    format: Format,
    known: readonly string[],
  ): Delta | undefined {
    const found = versions.findNew(path, edition, known)
    if (!found) return undefined
    const { since, items } = found
    const render = () => encoder.encode(edition.render(format, items))
    return { since, bytes: keepRendered(`${path} since ${since}`, version, render) }
  }

  function judge(path: string, { scope }: Edition, { byteLength }: Uint8Array): void {
    const problem = checkFeedSize(path, scope.section, byteLength)
    if (problem && !tooLarge.has(path)) report(problem)
    if (problem) tooLarge.set(path, problem)
    else tooLarge.delete(path)
  }
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}

/** The bodies of a folder's articles. A body is rendered again when a lookup that it made would now have another result. */
export function createFolderBodies(
  folder: Folder,
  report?: (problem: Problem) => void,
  maxBodies?: number,
): Bodies {
  const { library, findFile, noteLookups } = folder
  return createBodies({ library, findFile, digest, report, onLookups: noteLookups, maxBodies })
}

/** Ignores an error, such as of a file that was removed meanwhile: the request for the document meets it again. */
function renderAhead({ make }: ItemSource): void {
  try {
    make()
  } catch {
    // The next scan of the folder removes the article.
  }
}
