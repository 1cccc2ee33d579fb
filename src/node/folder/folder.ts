import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Article } from '../../content/article/article.ts'
import { describeUnreadRules, findPageResources } from '../../content/generators/exclusions.ts'
import { findForeignFiles } from '../../content/generators/foreign.ts'
import { buildLibrary, type Library, reviseLibrary } from '../../content/library/library.ts'
import type { FindFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import { digest } from '../digest.ts'
import { type CachedArticles, recallArticles } from './cached-articles.ts'
import { createFiles } from './files.ts'
import { type FolderSettings, readFolderSettings } from './folder-settings.ts'
import { READ_FLAGS } from './inside.ts'
import { createLoader, isKept, type Loaded } from './load-article.ts'
import { changedFiles, type MediaState, mediaStateOf } from './media-state.ts'
import { type MediaFile, rescan, type Scan, scanFolder } from './scan.ts'
import { inSlices } from './slices.ts'

export interface FolderOptions {
  /** Used when the folder's settings name no `url`. */
  defaultUrl: string
  /** Overrides the folder's `url`. */
  siteUrl?: string
  /** The version of the code that parses; what another version remembered is ignored. */
  version?: string
  /** The articles as the last run remembered them. */
  remembered?: CachedArticles
  /** Whether loading a large folder lets the texts go, for `preload` to read them later: it then takes a fifth less time, and half the memory. */
  leavesTexts?: boolean
}

/** A folder of articles, loaded. */
export interface Folder {
  directory: string
  library(): Library
  /** A file beside the articles, by its path in the folder. */
  file(path: string): MediaFile | undefined
  /** The same file with what an article needs of it. */
  findFile: FindFile
  /** The paths of the files beside the articles. */
  media(): Iterable<string>
  /**
   * Looks for changes on disk, at the named paths or everywhere, and resolves to the problems that are new. The library is replaced once, when all
   * changes are read; requests are answered meanwhile.
   */
  apply(paths?: Iterable<string>): Promise<Problem[]>
  /** Notes that an article's `lookups` are new, so that `hasNews` is true. */
  noteLookups(): void
  /** Whether anything to remember has changed since the last call of `remember`. */
  hasNews(): boolean
  /** Returns what lets the next start skip parsing. */
  remember(): CachedArticles
  /** Reads the texts that the cache made unnecessary, so that an article stays published when an edit breaks its file. */
  preload(): Promise<void>
}

/** Everything that is loaded of a folder; replaced as a whole. */
interface State {
  scan: Scan
  settings: FolderSettings
  media: MediaState
  articles: Map<string, Loaded>
  library: Library
}

/** Below it, keeping the texts costs nothing that anyone notices, and an edit in the first second that breaks a file takes nothing away. */
const MANY_ARTICLES = 1000

/** Loads a folder. Throws only if the folder cannot be read; mistakes in files are among the library's problems. */
export function openFolder(directory: string, options: FolderOptions): Folder {
  const root = resolve(directory)
  const filesOf = createFiles(root)
  let hasNews = false
  let state = load()
  let applying: Promise<unknown> = Promise.resolve()
  return {
    directory: root,
    library: () => state.library,
    file: (path) => state.scan.media.get(path),
    findFile: (path) => filesOf(state.scan.media)(path),
    media: () => state.scan.media.keys(),
    apply(paths) {
      const applied = applying.then(() => inSlices(apply(paths)))
      applying = applied.catch(() => {})
      return applied
    },
    noteLookups() {
      hasNews = true
    },
    hasNews: () => hasNews,
    remember,
    preload,
  }

  function load(): State {
    const scan = scanFolder(root)
    const settings = readFolderSettings(root, scan.settings, options)
    const media = mediaStateOf(scan.media)
    const cached = recallArticles(options.remembered, keyOf(settings), media)
    const loadArticle = loaderOf(scan, settings, !(options.leavesTexts && scan.articles.size > MANY_ARTICLES))
    const articles = new Map<string, Loaded>()
    for (const [path, stamp] of stampsOf(scan, settings)) {
      const known = cached.get(path)
      if (known?.stamp !== stamp) hasNews = true
      const loaded = loadArticle(path, stamp, { cached: known })
      if (loaded) articles.set(path, loaded)
    }
    return { scan, settings, media, articles, library: build(scan, settings, articles) }
  }

  function* apply(paths?: Iterable<string>): Generator<undefined, Problem[]> {
    const before = state
    const scan = (paths && rescan(root, before.scan, paths)) ?? scanFolder(root, before.scan)
    const settings = readFolderSettings(root, scan.settings, options, before.settings)
    const media = scan.media === before.scan.media ? before.media : mediaStateOf(scan.media)
    const changedMedia = changedFiles(before.media, media)
    const hasNewSettings = settings !== before.settings
    const loadArticle = loaderOf(scan, settings, true)
    const articles = new Map<string, Loaded>()
    const revised = new Map<Article, Article>()
    let isRevision = !hasNewSettings
    for (const [path, stamp] of stampsOf(scan, settings)) {
      const known = before.articles.get(path)
      const again = hasNewSettings || (known?.files.some((file) => changedMedia.has(file)) ?? false)
      if (known?.stamp === stamp && !again) {
        articles.set(path, known)
        continue
      }
      const loaded = loadArticle(path, stamp, { before: known, again })
      yield
      // The file was removed after the scan; the next call of `apply` sees that.
      if (!loaded) continue
      articles.set(path, loaded)
      if (loaded.parsed === known?.parsed) continue
      const [old, now] = [known?.parsed.article, loaded.parsed.article]
      if (old && now) revised.set(old, now)
      else isRevision = false
    }
    for (const path of before.articles.keys()) if (!articles.has(path)) isRevision = false
    const isSame =
      isRevision &&
      revised.size === 0 &&
      changedMedia.size === 0 &&
      scanKey(scan, settings) === scanKey(before.scan, settings)
    state = { ...before, scan, settings, media, articles }
    if (isSame) return []
    hasNews = true
    state.library = (isRevision ? revise(state, revised) : undefined) ?? build(scan, settings, articles)
    const known = new Set(before.library.problems.map(problemKey))
    return state.library.problems.filter((problem) => !known.has(problemKey(problem)))
  }

  function loaderOf({ media, articles }: Scan, { site }: FolderSettings, keepsTexts: boolean) {
    const resources = findPageResources(site.generator, articles.keys())
    return createLoader({
      isResource: (path) => resources.has(path),
      root,
      site,
      findFile: filesOf(media),
      sourceOf: (path) => state?.articles.get(path)?.source,
      keepsTexts,
    })
  }

  function remember(): CachedArticles {
    hasNews = false
    const { settings, media, articles } = state
    const files = [...articles].map(([path, { stamp, contentHash, parsed, files }]) =>
      // The version that stays published is not the text of the file.
      isKept(parsed)
        ? { path, stamp: '', contentHash: '', problems: [], files: [] }
        : { path, stamp, contentHash, ...parsed, files },
    )
    return { key: keyOf(settings), media: [...media], files }
  }

  function keyOf({ site }: FolderSettings): string {
    return digest(JSON.stringify([options.version, { ...site, sections: [...site.sections] }]))
  }

  async function preload(): Promise<void> {
    for (const [path, known] of [...state.articles]) {
      if (known.source !== undefined) continue
      const source = await readFile(join(root, path), { encoding: 'utf8', flag: READ_FLAGS }).catch(
        () => undefined,
      )
      // Whatever the path leads to by now, only the text that was loaded is kept.
      if (source !== undefined && digest(source) === known.contentHash) known.source = source
    }
  }
}

function build(scan: Scan, settings: FolderSettings, articles: ReadonlyMap<string, Loaded>): Library {
  const parsed = [...articles.values()].map(({ parsed }) => parsed)
  return buildLibrary(settings.site, parsed, folderProblems(scan, settings), scan.modified)
}

/** The library with new versions of some articles, which is faster than building it; undefined if a build is needed. */
function revise(
  { scan, settings, articles, library }: State,
  revised: ReadonlyMap<Article, Article>,
): Library | undefined {
  const problems = [...articles.values()].flatMap(({ parsed }) => parsed.problems)
  return reviseLibrary(library, revised, [...folderProblems(scan, settings), ...problems], scan.modified)
}

/** The stamps of the articles; a file that becomes a part of another article, or stops being one, is as good as changed. */
function stampsOf({ articles }: Scan, { site }: FolderSettings): ReadonlyMap<string, string> {
  const resources = findPageResources(site.generator, articles.keys())
  if (resources.size === 0) return articles
  return new Map([...articles].map(([path, stamp]) => [path, resources.has(path) ? `${stamp}:part` : stamp]))
}

/** The problems of settings, of what cannot be scanned, of rules that cannot be read, and of files in other markup. */
function folderProblems(
  { foreign, articles, problems: found }: Scan,
  { site, problems }: FolderSettings,
): Problem[] {
  return [
    ...problems,
    ...found.values(),
    ...describeUnreadRules(site.generator, articles.keys()),
    ...findForeignFiles(site.generator, foreign.keys()),
  ]
}

/** Changes when a problem of the scan, or a warning of a file in other markup, comes or goes. */
function scanKey({ foreign, problems }: Scan, { site }: FolderSettings): string {
  return JSON.stringify([[...problems], findForeignFiles(site.generator, [...foreign.keys()].sort())])
}

function problemKey({ path, line, code, message }: Problem): string {
  return `${path}\n${line}\n${code}\n${message}`
}
