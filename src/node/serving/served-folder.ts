import type { Instant } from '../../content/text/dates.ts'
import type { Publication } from '../../publication/publication.ts'
import { type FolderOptions, openFolder } from '../folder/folder.ts'
import { watchFolder } from '../folder/watch.ts'
import { readCache, writeCache } from './cache.ts'
import { createDates } from './dates.ts'
import { createReport, describeFolder } from './describe-folder.ts'
import { describeProblems } from './describe-problems.ts'
import { createFolderPublication } from './publication.ts'

export interface ServedFolderOptions extends Pick<FolderOptions, 'defaultUrl' | 'siteUrl'> {
  /** The version of the code that parses and renders. */
  version: string
  /** The file that keeps parsed articles and the dates of documents for the next start. */
  cache?: string
  /** Gets lines for a person. */
  log(line: string): void
}

/** A loaded folder with its publication. */
export interface ServedFolder {
  publication: Publication
  /** What a start prints about the folder. */
  lines: string[]
  loadSeconds: number
  /** Publishes changes in the folder until the returned function is called. */
  follow(): () => void
  /** Does ahead what the next request or edit would wait for. Call it when idle. */
  prepare(now: Instant): void
  /** Writes the cache if there is anything new to remember. */
  save(now: Instant): void
}

/** Loads a folder with its cache. Throws if the folder cannot be read. */
export function openServedFolder(articles: string, options: ServedFolderOptions): ServedFolder {
  const { version, cache, log } = options
  const start = performance.now()
  const remembered = cache === undefined ? { dates: [] } : readCache(cache, log)
  const folder = openFolder(articles, { ...options, remembered: remembered.articles, leavesTexts: true })
  const loadSeconds = (performance.now() - start) / 1000
  const dates = createDates(remembered.dates)
  const publication = createFolderPublication(folder, version, createReport(log), dates)
  return { publication, lines: describeFolder(folder.library()), loadSeconds, follow, prepare, save }

  function follow(): () => void {
    return watchFolder(
      folder.directory,
      (paths) => void apply(paths),
      ({ message }) => log(`Changes in the folder cannot be watched (${message}); restart to publish them.`),
    )
  }

  async function apply(paths: Set<string> | undefined): Promise<void> {
    try {
      for (const line of describeProblems(await folder.apply(paths))) log(line)
    } catch (error) {
      log(
        `The articles folder cannot be read (${(error as Error).message}); what was loaded stays published.`,
      )
    }
  }

  function prepare(now: Instant): void {
    void folder.preload()
    publication.prepare(now)
  }

  function save(now: Instant): void {
    if (cache === undefined || !(folder.hasNews() || dates.hasNews())) return
    writeCache(cache, { articles: folder.remember(), dates: dates.rows(publication.served(now), now) })
  }
}
