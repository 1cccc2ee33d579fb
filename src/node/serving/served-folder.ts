import { formatProblem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Document, Publication } from '../../publication/publication.ts'
import { type FolderOptions, openFolder } from '../folder/folder.ts'
import { watchFolder } from '../folder/watch.ts'
import { createDates } from './dates.ts'
import { createReport, describeFolder } from './describe-folder.ts'
import type { KeptBytes } from './kept-bytes.ts'
import { createFolderPublication } from './publication.ts'
import { type Recalled, remember } from './remembered.ts'

export interface ServedFolderOptions extends FolderOptions {
  /** Of the code that parses and renders. */
  version: string
  /** File in which to remember since when documents are what they are, for `Last-Modified` never to go back. */
  dates?: string
  rendered: KeptBytes
  /** File in which to remember what was served, what that depends on beside the folder, and what the file said at this start. */
  served?: { file: string; key: string; recalled: Recalled | undefined }
  /** One line for a person. */
  log(line: string): void
}

/** A folder that was loaded to be served. */
export interface ServedFolder {
  publication: Publication
  /** What there is to say of it to a person. */
  lines: string[]
  /** How long loading it took. */
  seconds: number
  /** Publishes what changes in it, until the function that it returns is called. */
  follow(): () => void
  /** Makes ready what the next reader or edit would wait for. Worth a moment at which nobody asks. */
  prepare(now: Instant): void
  /** Writes down what spares the next start work. */
  save(now: Instant): void
}

/** How many documents are remembered; those of which the bytes are as well are fewer. */
const MAX_REMEMBERED = 1000

/** Throws where the folder cannot be read. */
export function openServedFolder(articles: string, options: ServedFolderOptions): ServedFolder {
  const { version, dates, rendered, served, log } = options
  const start = performance.now()
  const folder = openFolder(articles, options)
  const seconds = (performance.now() - start) / 1000
  const publication = createFolderPublication(folder, version, createReport(log), {
    dates: createDates(dates),
    rendered,
  })
  let lastNews = ''
  const lines = describeFolder(folder.library())
  return { publication, lines, seconds, follow, prepare, save }

  function follow(): () => void {
    return watchFolder(folder.directory, refresh, ({ message }) =>
      log(`Changes in the folder cannot be followed (${message}); restart to publish them.`),
    )
  }

  function refresh(paths: Set<string> | undefined): void {
    try {
      for (const problem of folder.refresh(paths).problems) log(formatProblem(problem))
    } catch (error) {
      log(
        `The articles folder cannot be read (${(error as Error).message}); what was loaded stays published.`,
      )
    }
  }

  function prepare(now: Instant): void {
    folder.preload()
    publication.prepare(now)
  }

  function save(now: Instant): void {
    folder.save()
    publication.save(now)
    rememberServed(now)
  }

  /** All files are looked at, which is not worth it where there is nothing new. */
  function rememberServed(now: Instant): void {
    const snapshot = publication.snapshot(now)
    const news = `${snapshot.from} ${snapshot.documents.length}`
    const state = served && news !== lastNews ? folder.state() : undefined
    if (!served || !state) return
    const { file, key, recalled } = served
    const isAsRecalled =
      recalled?.state.fingerprint === state.fingerprint &&
      recalled.state.generator?.found === state.generator?.found &&
      recalled.until === snapshot.until
    // What is asked for all day is found first.
    const all = [...snapshot.documents, ...(isAsRecalled ? recalled.documents : [])]
    const byPath = new Map<string, Document>()
    for (const document of all) if (!byPath.has(document.path)) byPath.set(document.path, document)
    const documents = [...byPath.values()].slice(0, MAX_REMEMBERED)
    const lines = describeFolder(folder.library())
    if (remember(file, key, { ...snapshot, documents, lines, state })) lastNews = news
  }
}
