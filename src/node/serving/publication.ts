import { type Bodies, createBodies } from '../../content/body/bodies.ts'
import { comingChanges, countStates, type Library } from '../../content/library/library.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Edition } from '../../feed/editions/edition.ts'
import { createEditions, type Editions } from '../../feed/editions/editions.ts'
import type { ItemSource } from '../../feed/editions/item-source.ts'
import { judgeSize } from '../../feed/editions/size.ts'
import type { Format } from '../../feed/formats/format.ts'
import { type Catalogue, createCatalogue, type RenderedDocument } from '../../publication/catalogue.ts'
import {
  type Delta,
  type Document,
  listFeeds,
  type Publication,
  toSiteInfo,
} from '../../publication/publication.ts'
import { digest } from '../digest.ts'
import type { Folder } from '../folder/folder.ts'
import { createDates, type Dates } from './dates.ts'
import { createFeedVersions } from './feed-versions.ts'
import { createKeptBytes } from './kept-bytes.ts'
import { createMediaFiles } from './media-files.ts'

/** A stretch of time in which nothing changes: no file, and no article by itself. */
interface StablePeriod {
  library: Library
  editions: Editions
  catalogue: Catalogue
  from: Instant
  until: Instant | undefined
  /** The documents that were asked for, by path. */
  found: Map<string, Document>
}

export interface FolderPublication extends Publication {
  /** What a path leads to at `now`: a folder is never waited for. */
  find(path: string, now: Instant): Exclude<ReturnType<Publication['find']>, Promise<unknown>>
  /** Groups the articles by tag and renders the newest, so that neither the first reader of a tag nor the first edit waits. For an idle moment. */
  prepare(now: Instant): void
  /** The paths of the documents that were asked for since something last changed. */
  served(now: Instant): Iterable<string>
}

/**
 * Serves a folder as it is at each moment: renders what is asked for, once, and keeps it until it changes. `report` gets, once for each feed,
 * what can only be seen when it is rendered.
 */
export function createFolderPublication(
  folder: Folder,
  version: string,
  report: (problem: Problem) => void = () => {},
  dates: Dates = createDates(),
): FolderPublication {
  const bodies = createFolderBodies(folder, report)
  const media = createMediaFiles(folder)
  const rendered = createKeptBytes()
  const versions = createFeedVersions()
  const judged = new Set<string>()
  const encoder = new TextEncoder()
  let period: StablePeriod | undefined

  return {
    site: () => toSiteInfo(folder.library().site),
    find(path, now) {
      const { catalogue, found } = periodAt(now)
      const known = found.get(path)
      if (known && !(known.validUntil !== undefined && now >= known.validUntil)) return known
      const answer = catalogue.find(path, now)
      if (answer?.kind === 'redirect' || answer?.kind === 'gone' || !answer) return answer
      const lastModified = dates.find(answer, now)
      // A file may come with a time that is older than that of the one before, as copies do; and it may change at any time.
      if (answer.kind === 'media')
        return { ...answer, lastModified: Math.max(answer.lastModified, lastModified) }
      const document = keepBytes(answer, lastModified)
      found.set(path, document)
      return document
    },
    feeds: (now) => listFeeds(periodAt(now).editions, now),
    status(now) {
      const { articles, problems } = folder.library()
      return { articles: countStates(articles, now), problems }
    },
    prepare(now) {
      const { editions } = periodAt(now)
      editions.findIn('tags/-/', now)
      for (const item of editions.findIn('', now)?.items ?? []) renderAhead(item)
    },
    served: (now) => periodAt(now).found.keys(),
  }

  function periodAt(now: Instant): StablePeriod {
    const library = folder.library()
    const same = period?.library === library ? period : undefined
    if (same && same.from <= now && !(same.until !== undefined && now >= same.until)) return same
    const editions = same?.editions ?? createEditions(library, version, bodies, digest)
    period = {
      library,
      editions,
      catalogue: same?.catalogue ?? createCatalogue({ library, editions, media, digest }),
      from: now,
      until: comingChanges(library, now)[0],
      found: new Map(),
    }
    return period
  }

  /** The document, rendered once as long as its version stays. */
  function keepBytes({ rendition, item, ...document }: RenderedDocument, lastModified: Instant): Document {
    const { kind, path, version, read } = document
    const { edition, format } = rendition ?? {}
    const isFeed = edition !== undefined && kind === 'feed'
    const onNew = isFeed ? (bytes: Uint8Array) => judge(path, edition, bytes) : undefined
    const served: Document = {
      ...document,
      lastModified,
      read: () => rendered.get(path, version, read, onNew),
    }
    // A reader with a version of a feed that is limited in bytes need not have seen all its items.
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
    return { since, bytes: rendered.get(`${path} since ${since}`, version, render) }
  }

  function judge(path: string, { scope }: Edition, { byteLength }: Uint8Array): void {
    const problem = judged.has(path) ? undefined : judgeSize(path, scope.section, byteLength)
    if (!problem) return
    judged.add(path)
    report(problem)
  }
}

/** The bodies of a folder's articles, rendered again whenever the folder no longer answers what they looked up as it did. */
export function createFolderBodies(folder: Folder, report?: (problem: Problem) => void): Bodies {
  const { library, findFile, noteLookups } = folder
  return createBodies({ library, findFile, digest, report, onLookups: noteLookups })
}

/** Leaves a file that is gone meanwhile to the reader who asks for it. */
function renderAhead({ make }: ItemSource): void {
  try {
    make()
  } catch {
    // The next look at the folder takes it out.
  }
}
