import { comingChanges, type Library } from '../../content/library/library.ts'
import { describeDoubts } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { MakePages } from '../../publication/catalogue.ts'
import type { Publication } from '../../publication/publication.ts'
import { type FolderOptions, MANY_ARTICLES, openFolder } from '../folder/folder.ts'
import { keepsGood } from '../folder/loading/load-article.ts'
import { createPlaceWatch } from '../folder/site/watch-places.ts'
import { watchFolder } from '../folder/watch.ts'
import { createRegisterFile } from '../register-file.ts'
import { type Cache, readCache, writeCache } from './cache.ts'
import { createChangeLog } from './change-log.ts'
import { createContentDigests } from './content-digests.ts'
import { createDates } from './dates.ts'
import { createReport, describeFolder } from './describe-folder.ts'
import { describeProblems } from './describe-problems.ts'
import { createFolderPublication } from './publication.ts'

export interface ServedFolderOptions
  extends Pick<FolderOptions, 'defaultUrl' | 'siteUrl' | 'trialMilliseconds'> {
  /** The version of the code that parses and renders. */
  version: string
  /** The file that keeps parsed articles and the dates of documents for the next start. */
  cache?: string
  /** The copy of the register of published ids in the data folder. */
  register?: string
  /** Makes the pages for people. */
  makePages?: MakePages
  now(): Instant
  /** How often to look at the whole folder, for what the system did not report; each minute unless given. */
  lookMilliseconds?: number
  /** Gets lines for a person. */
  log(line: string): void
  /** Called when articles may have become public, changed or gone. */
  onNews?(): void
}

/** How soon after an edit that breaks an article its last good version is saved: an editor may have written half of the file, and writes the rest at once. */
const SAVE_GOOD_AFTER_MILLISECONDS = 200

/** The longest time that a timer can wait. */
const MAX_TIMEOUT_MILLISECONDS = 2 ** 31 - 1

/** A loaded folder with its publication. */
export interface ServedFolder {
  publication: Publication
  library(): Library
  /** What a start prints about the folder. */
  lines: string[]
  loadSeconds: number
  /** Publishes changes in the folder until the returned function is called. */
  follow(): () => void
  /** Does ahead what the next request or edit would wait for. Call it when idle. Resolves when all texts are read. */
  prepare(now: Instant): Promise<void>
  /** Writes the cache if there is anything new to remember. */
  save(now: Instant): void
}

/** Loads a folder with its cache, and registers what is public, at the latest when it is followed. Throws if the folder cannot be read, and while its ids are in doubt. */
export function openServedFolder(articles: string, options: ServedFolderOptions): ServedFolder {
  const { version, cache, log, now } = options
  const start = performance.now()
  const remembered: Cache = cache === undefined ? { dates: [] } : readCache(cache, log)
  const folder = openFolder(articles, {
    ...options,
    remembered: remembered.articles,
    ids: createRegisterFile(articles, options.register, log),
    leavesTextsAbove: MANY_ARTICLES,
  })
  if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
  const loadSeconds = (performance.now() - start) / 1000
  const dates = createDates(remembered.dates)
  const digests = createContentDigests(folder.directory, remembered.digests)
  const publication = createFolderPublication(
    folder,
    version,
    createReport(log),
    dates,
    digests,
    options.makePages,
  )
  const lines = describeFolder(folder.library())
  // For a large folder that takes a tenth of the start, so it waits until the folder is followed.
  if (folder.library().articles.length <= MANY_ARTICLES) folder.register(now())
  const changes = createChangeLog()
  const around = createPlaceWatch(() => void apply(undefined))
  let nextRelease: NodeJS.Timeout | undefined
  let savingGood: NodeJS.Timeout | undefined
  return { publication, library: folder.library, lines, loadSeconds, follow, prepare, save }

  function follow(): () => void {
    registerReleases()
    const stop = watchFolder(
      folder.directory,
      (paths) => void apply(paths),
      ({ message }) => log(`Changes in the folder cannot be watched (${message}); restart to publish them.`),
      options.lookMilliseconds,
    )
    void apply([])
    return () => {
      stop()
      around.stop()
      clearTimeout(nextRelease)
      clearTimeout(savingGood)
    }
  }

  /** Registers what is public now, and again at each embargo's end. */
  function registerReleases(): void {
    clearTimeout(nextRelease)
    const current = now()
    folder.register(current)
    tellChanges(current)
    options.onNews?.()
    const next = comingChanges(folder.library(), current)[0]
    if (next !== undefined)
      nextRelease = setTimeout(registerReleases, Math.min(next - current, MAX_TIMEOUT_MILLISECONDS)).unref()
  }

  function tellChanges(current: Instant): void {
    for (const line of changes.note(folder.library(), current)) log(line)
  }

  async function apply(paths: Iterable<string> | undefined): Promise<void> {
    try {
      const problems = await folder.apply(paths)
      for (const line of describeProblems(problems)) log(line)
      // Edits are told before durations are read, which change articles, too.
      tellChanges(now())
      const later = await folder.readDurations()
      for (const line of describeProblems(later)) log(line)
      registerReleases()
      around.watch(folder.outsideFolders())
      if ([...problems, ...later].some(keepsGood))
        savingGood ??= setTimeout(saveGood, SAVE_GOOD_AFTER_MILLISECONDS).unref()
    } catch (error) {
      log(
        `The articles folder cannot be read (${(error as Error).message}); what was loaded stays published.`,
      )
    }
  }

  function saveGood(): void {
    savingGood = undefined
    if (folder.library().problems.some(keepsGood)) save(now())
  }

  function prepare(now: Instant): Promise<void> {
    const read = folder.preload()
    publication.prepare(now)
    return read
  }

  function save(now: Instant): void {
    if (cache === undefined || !(folder.hasNews() || dates.hasNews() || digests.hasNews())) return
    writeCache(cache, {
      articles: folder.remember(),
      dates: dates.rows(publication.served(now), now),
      digests: digests.rows(isThere),
    })
  }

  function isThere(path: string): boolean {
    return folder.file(path.normalize('NFC')) !== undefined
  }
}
