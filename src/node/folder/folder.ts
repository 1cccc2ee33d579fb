import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Article, isError, type ParsedArticle, parseArticle } from '../../content/article.ts'
import type { FrontMatter } from '../../content/front-matter/parse.ts'
import { findForeign } from '../../content/generators/foreign.ts'
import { buildLibrary, type Library, reviseLibrary } from '../../content/library.ts'
import type { Problem } from '../../content/problem.ts'
import type { FindFile } from '../../content/references.ts'
import { digest } from '../digest.ts'
import { createArticleHash, endingOf, type Shown } from './article-hash.ts'
import { type CachedFile, loadCache, saveCache } from './cache.ts'
import { createFiles } from './files.ts'
import { createFolderSettings } from './folder-settings.ts'
import { type FolderState, takeState } from './folder-state.ts'
import { type Look, UNSEEN } from './look.ts'
import { compareMedia, type MediaState, mediaStateOf } from './media-state.ts'
import { inOrder, type ReadAhead, type ReadFile } from './read-ahead.ts'
import { readText } from './read-text.ts'
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
  /** Writes the cache, if there is anything new to remember. */
  save(): void
  /** What it is like on disk; undefined where a start would make something else of it than is loaded. */
  state(): FolderState | undefined
  /** Reads the texts that the cache spared, so that an article whose file is broken by an edit can be kept. */
  preload(): Promise<void>
}

interface Loaded {
  stamp: string
  contentHash: string
  /** Unread where the cache knew the file. */
  source?: string
  parsed: ParsedArticle
  /** Of files beside it. */
  shown: Shown
}

const KEPT = 'last-good-version'

/** Loads a folder. Throws only where the folder itself cannot be read; what is wrong in a file is among the library's problems. */
export function openFolder(directory: string, options: FolderOptions): Folder {
  const root = resolve(directory)
  const loaded = new Map<string, Loaded>()
  const settings = createFolderSettings(root, options)
  let scan = emptyScan()
  let media: MediaState = new Map()
  let hashArticle = createArticleHash([])
  let cached = new Map<string, CachedFile>()
  let hasNews = false
  let library: Library
  const file = (path: string) => scan.media.get(path)
  const findFile = createFiles(root, file)
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
    const matters = isEnough && allArticles(paths) ? undefined : readMedia()
    if (matters && library !== undefined) hasNews = true
    const everything = settings.read(scan.settings)
    const named = isEnough && !everything && !matters ? paths : undefined
    if (options.cache !== undefined && library === undefined)
      cached = loadCache(options.cache.file, cacheKey(), media)
    const takeFile = library === undefined && options.ahead ? inOrder(options.ahead.read()) : undefined
    let changed = everything
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
      const known = loaded.get(path)
      const anew = everything || (known !== undefined && matters?.(known.shown) === true)
      if (stamp === undefined || (known?.stamp === stamp && !anew)) continue
      const next = load(path, stamp, known, anew, ahead)
      // Gone between the listing and the reading: the next look will see.
      if (!next) continue
      loaded.set(path, next)
      if (next.parsed === known?.parsed) continue
      changed = true
      if (known?.parsed.article && next.parsed.article)
        revisions?.set(known.parsed.article, next.parsed.article)
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
    return [...settings.problems(), ...findForeign(settings.site().generator, scan.foreign.keys())]
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

  /** Reads and parses a file, as far as neither the cache nor what is known says the same. */
  function load(
    path: string,
    stamp: string,
    known: Loaded | undefined,
    anew: boolean,
    ahead: ReadFile | undefined,
  ): Loaded | undefined {
    const remembered = cached.get(path)
    if (remembered?.stamp === stamp)
      return { ...fromCache(remembered), stamp, contentHash: remembered.contentHash }
    hasNews = true
    const source =
      ahead?.source ??
      (known?.stamp === stamp && known.source !== undefined ? known.source : readText(join(root, path)))
    if (source === undefined) return undefined
    const contentHash = digest(source)
    if (remembered?.contentHash === contentHash)
      return { ...fromCache(remembered), stamp, contentHash, source }
    if (known?.contentHash === contentHash && !anew) return { ...known, stamp, source }
    const { parsed, shown } = parse(path, source, contentHash, ahead?.frontMatter)
    const good = isBroken(parsed, source) ? goodVersion(path, known) : undefined
    return { stamp, contentHash, source, shown, parsed: good ? keepGood(good, parsed) : parsed }
  }

  /**
   * What was published of a file before an edit broke it, or before an editor emptied it to write it anew. What the cache spared
   * reading is lost with the file.
   */
  function goodVersion(path: string, known: Loaded | undefined): Article | undefined {
    if (known?.source === undefined) return undefined
    return parse(path, known.source, known.contentHash).parsed.article ?? known.parsed.article
  }

  /** In place: copies of thousands of articles would take as long as reading them did. */
  function fromCache({ path, article, problems, shown }: CachedFile): Pick<Loaded, 'parsed' | 'shown'> {
    if (!article) return { parsed: { problems }, shown }
    const readable: Article = Object.assign(article, { readBody: () => readBody(path, article.hash) })
    return { parsed: { article: readable, problems }, shown }
  }

  function readBody(path: string, hash: string): string {
    const source = loaded.get(path)?.source ?? readText(join(root, path)) ?? ''
    const { article } = parse(path, source, digest(source)).parsed
    if (article?.hash !== hash) throw new Error(`${path} changed while it was read`)
    return article.readBody()
  }

  function cacheKey(): string {
    const site = settings.site()
    return JSON.stringify([options.cache?.version, { ...site, sections: [...site.sections] }])
  }

  function save(): void {
    if (options.cache === undefined || !hasNews) return
    hasNews = false
    const files = [...loaded].map(
      ([
        path,
        {
          stamp,
          contentHash,
          parsed: { article, problems },
          shown,
        },
      ]): CachedFile => {
        // A kept good version is not what the file says.
        if (problems.some(({ code }) => code === KEPT))
          return { path, stamp: '', contentHash: '', problems: [], shown: 'any' }
        return { path, stamp, contentHash, article, problems, shown }
      },
    )
    saveCache(options.cache.file, cacheKey(), media, files)
  }

  function state(): FolderState | undefined {
    const isKept = library.problems.some(({ code }) => code === KEPT)
    if (isKept || !settings.areAsWritten()) return undefined
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

  function parse(
    path: string,
    source: string,
    contentHash: string,
    frontMatter?: FrontMatter,
  ): Pick<Loaded, 'parsed' | 'shown'> {
    const site = settings.site()
    const asked = new Set<string>()
    const find: FindFile = (path) => {
      asked.add(endingOf(path))
      return findFile(path)
    }
    const parsed = parseArticle({ path, source, hash: contentHash, frontMatter }, site, find)
    if (!parsed.article) return { parsed, shown: [...asked] }
    const { hash, shown } = hashArticle(parsed.article, site.url, contentHash)
    parsed.article.hash = hash
    return { parsed, shown: shown === 'any' ? shown : [...asked, ...shown] }
  }

  /** Looks at what lies beside the articles; tells to which of them what is new there matters. */
  function readMedia(): ReturnType<typeof compareMedia> {
    const before = media
    media = mediaStateOf(scan.media)
    const matters = compareMedia(before, media)
    if (matters) hashArticle = createArticleHash(media.keys())
    return matters
  }
}

function isBroken({ article, problems }: ParsedArticle, source: string): boolean {
  return !article && (problems.some(isError) || source.trim() === '')
}

/** The good version, and what is wrong with the file now. */
function keepGood(good: Article, { problems }: ParsedArticle): ParsedArticle {
  const kept: Problem = {
    severity: 'warning',
    code: KEPT,
    path: good.path,
    message: 'The file is broken; its last good version stays published',
    hint: 'Mend the file',
  }
  return { article: good, problems: [...problems, kept] }
}

function problemKey({ path, line, code, message }: Problem): string {
  return `${path}\n${line}\n${code}\n${message}`
}
