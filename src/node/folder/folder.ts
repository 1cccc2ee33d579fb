import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Article } from '../../content/article/article.ts'
import { findForeign } from '../../content/generators/foreign.ts'
import { buildLibrary, type Library, reviseLibrary } from '../../content/library/library.ts'
import type { FindFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import { digest } from '../digest.ts'
import { type CachedFile, loadCache, saveCache } from './cache.ts'
import { createFiles } from './files.ts'
import { createFolderSettings } from './folder-settings.ts'
import { type FolderState, takeState } from './folder-state.ts'
import { createLoader, isKept, type Loaded } from './load-article.ts'
import { type Look, UNSEEN } from './look.ts'
import { changedFiles, type MediaState, mediaStateOf } from './media-state.ts'
import { inOrder, type ReadAhead, type ReadFile } from './read-ahead.ts'
import { emptyScan, lookAtArticle, type MediaFile, rescan, type Scan, scanFolder, toScan } from './scan.ts'

export interface FolderOptions {
  /** Used when the folder's settings name no `url`. */
  defaultUrl: string
  /** Wins over the folder's `url`. */
  siteUrl?: string
  /** File in which to remember what was parsed, and the version of Wireroom that may read it. */
  cache?: { file: string; version: string }
  /** A second thread for the first load. */
  ahead?: ReadAhead
  /** The first look at the folder, where it was taken already. */
  seen?: Look
}

/** A folder of articles, loaded. */
export interface Folder {
  directory: string
  library(): Library
  /** A file that is no article, by its path in the folder. */
  file(path: string): MediaFile | undefined
  /** The same, as the articles know it. */
  findFile: FindFile
  /** Paths of all of them. */
  media(): Iterable<string>
  /**
   * Looks for changes on disk, at the named paths alone or everywhere; returns whether there were any, and the problems that
   * are new.
   */
  refresh(paths?: readonly string[] | ReadonlySet<string>): { changed: boolean; problems: Problem[] }
  /** Hears that an article's `lookups` are new, for the cache to remember them. */
  noteLookups(): void
  /** Writes the cache, if there is anything new to remember. */
  save(): void
  /** What it is like on disk; undefined where a start would make something else of it than is loaded. */
  state(): FolderState | undefined
  /** Reads the texts that the cache spared, so that an article whose file is broken by an edit can be kept. */
  preload(): Promise<void>
}

/** Loads a folder. Throws only where the folder itself cannot be read; what is wrong in a file is among the library's problems. */
export function openFolder(directory: string, options: FolderOptions): Folder {
  const root = resolve(directory)
  const loaded = new Map<string, Loaded>()
  const settings = createFolderSettings(root, options)
  let scan = emptyScan()
  let media: MediaState = new Map()
  let foreign = ''
  let cached = new Map<string, CachedFile>()
  let hasNews = false
  let library: Library
  const file = (path: string) => scan.media.get(path)
  const findFile = createFiles(root, file)
  const load = createLoader({
    root,
    site: settings.site,
    findFile,
    sourceOf: (path) => loaded.get(path)?.source,
  })
  refresh()
  options.ahead?.stop()
  cached.clear()
  return {
    directory: root,
    library: () => library,
    file,
    findFile,
    media: () => scan.media.keys(),
    refresh,
    noteLookups() {
      hasNews = true
    },
    save,
    state,
    preload,
  }

  function refresh(paths?: readonly string[] | ReadonlySet<string>): {
    changed: boolean
    problems: Problem[]
  } {
    const isEnough = paths !== undefined && rescan(root, scan, paths)
    if (!isEnough) scan = takeScan() ?? scanFolder(root, scan.modified)
    const hasOthers = !isEnough || !allArticles(paths)
    const changedMedia = hasOthers ? readMedia() : NONE
    if (changedMedia.size > 0 && library !== undefined) hasNews = true
    const everything = settings.read(scan.settings)
    const named = isEnough && !everything && changedMedia.size === 0 ? paths : undefined
    if (options.cache !== undefined && library === undefined)
      cached = loadCache(options.cache.file, cacheKey(), media)
    const takeFile = library === undefined && options.ahead ? inOrder(options.ahead.read()) : undefined
    let changed = (hasOthers && readForeign()) || everything || changedMedia.size > 0
    /** Absent where more is new than versions of articles. */
    let revisions: Map<Article, Article> | undefined = everything ? undefined : new Map()
    for (const path of named ?? loaded.keys()) {
      if (scan.articles.has(path) || !loaded.delete(path)) continue
      changed = true
      revisions = undefined
    }
    for (const path of named ?? scan.articles.keys()) {
      const ahead = takeFile?.(path)
      if (scan.articles.get(path) === UNSEEN) see(path, ahead)
      const stamp = scan.articles.get(path)
      const before = loaded.get(path)
      const anew = everything || (before?.files.some((path) => changedMedia.has(path)) ?? false)
      if (stamp === undefined || (before?.stamp === stamp && !anew)) continue
      const known = { before, anew, cached: cached.get(path), ahead }
      if (known.cached?.stamp !== stamp) hasNews = true
      const next = load(path, stamp, known)
      // Gone between the listing and the reading: the next look will see.
      if (!next) continue
      loaded.set(path, next)
      if (next.parsed === before?.parsed) continue
      changed = true
      if (before?.parsed.article && next.parsed.article)
        revisions?.set(before.parsed.article, next.parsed.article)
      else revisions = undefined
    }
    if (!changed) return { changed, problems: [] }
    const before = new Set(library?.problems.map(problemKey))
    library = (revisions && revise(revisions)) ?? build()
    return { changed, problems: library.problems.filter((problem) => !before.has(problemKey(problem))) }
  }

  function build(): Library {
    const parsed = [...loaded.values()].map(({ parsed }) => parsed)
    return buildLibrary(settings.site(), parsed, folderProblems(), scan.modified)
  }

  function revise(revisions: Map<Article, Article>): Library | undefined {
    const problems = folderProblems()
    for (const { parsed } of loaded.values())
      if (parsed.problems.length > 0) problems.push(...parsed.problems)
    return reviseLibrary(library, revisions, problems, scan.modified)
  }

  /** Those that are of no article. */
  function folderProblems(): Problem[] {
    return [...settings.problems(), ...foreignProblems()]
  }

  function foreignProblems(): Problem[] {
    return findForeign(settings.site().generator, scan.foreign.keys())
  }

  /** Whether there is something else to say of the files in other markup. */
  function readForeign(): boolean {
    const before = foreign
    foreign = foreignProblems()
      .map(({ path }) => path)
      .sort()
      .join('\n')
    return foreign !== before
  }

  /** Whether nothing else lies, or lay, at these paths. */
  function allArticles(paths: Iterable<string>): boolean {
    for (const path of paths) if (!scan.articles.has(path) && !loaded.has(path)) return false
    return true
  }

  /** The first look may be another's. */
  function takeScan(): Scan | undefined {
    if (library !== undefined) return undefined
    return options.seen ? toScan(options.seen) : options.ahead?.scan()
  }

  /** Completes a scan that left an article unseen. */
  function see(path: string, ahead: ReadFile | undefined): void {
    const seen = ahead ?? lookAtArticle(root, path)
    if (!seen) return void scan.articles.delete(path)
    scan.articles.set(path, seen.stamp)
    scan.modified = Math.max(scan.modified, seen.modified)
  }

  function cacheKey(): string {
    const site = settings.site()
    return JSON.stringify([options.cache?.version, { ...site, sections: [...site.sections] }])
  }

  function save(): void {
    if (options.cache === undefined || !hasNews) return
    hasNews = false
    const files = [...loaded].map(([path, { stamp, contentHash, parsed, files }]): CachedFile => {
      // A kept good version is not what the file says.
      if (isKept(parsed)) return { path, stamp: '', contentHash: '', problems: [], files: [] }
      return { path, stamp, contentHash, ...parsed, files }
    })
    saveCache(options.cache.file, cacheKey(), media, files)
  }

  function state(): FolderState | undefined {
    if (isKept(library) || !settings.areAsWritten()) return undefined
    for (const [path, { stamp }] of loaded) if (scan.articles.get(path) !== stamp) return undefined
    return takeState(root, scan, settings.soughtSite())
  }

  async function preload(): Promise<void> {
    for (const [path, known] of [...loaded]) {
      if (known.source !== undefined) continue
      const source = await readFile(join(root, path), 'utf8').catch(() => undefined)
      if (source !== undefined && digest(source) === known.contentHash) known.source = source
    }
  }

  /** Looks at what lies beside the articles, and returns what has changed there. */
  function readMedia(): ReadonlySet<string> {
    const before = media
    media = mediaStateOf(scan.media)
    return changedFiles(before, media)
  }
}

const NONE: ReadonlySet<string> = new Set()

function problemKey({ path, line, code, message }: Problem): string {
  return `${path}\n${line}\n${code}\n${message}`
}
