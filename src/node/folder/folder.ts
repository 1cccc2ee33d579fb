import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Article } from '../../content/article/article.ts'
import { findForeign } from '../../content/generators/foreign.ts'
import { buildLibrary, type Library, reviseLibrary } from '../../content/library/library.ts'
import type { FindFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import { digest } from '../digest.ts'
import { type CachedArticles, recallArticles } from './cached-articles.ts'
import { createFiles } from './files.ts'
import { type FolderSettings, readFolderSettings } from './folder-settings.ts'
import { createLoader, isKept, type Loaded } from './load-article.ts'
import { changedFiles, type MediaState, mediaStateOf } from './media-state.ts'
import { type MediaFile, rescan, type Scan, scanFolder } from './scan.ts'
import { inSlices } from './slices.ts'

export interface FolderOptions {
  /** Used when the folder's settings name no `url`. */
  defaultUrl: string
  /** Wins over the folder's `url`. */
  siteUrl?: string
  /** Of the code that parses: with another one, nothing that is remembered counts. */
  version?: string
  /** What was remembered of the articles. */
  remembered?: CachedArticles
}

export interface Changes {
  changed: boolean
  /** Those that were not there before. */
  problems: Problem[]
}

/** A folder of articles, loaded. */
export interface Folder {
  directory: string
  library(): Library
  /** A file that is not an article, by its path in the folder. */
  file(path: string): MediaFile | undefined
  /** The same, as the articles know it. */
  findFile: FindFile
  /** Paths of all of them. */
  media(): Iterable<string>
  /**
   * Looks for changes on disk, at the named paths alone or everywhere, and publishes them at once when all of them are read. Others have their
   * turn meanwhile, with the library as it was.
   */
  apply(paths?: readonly string[] | ReadonlySet<string>): Promise<Changes>
  /** Notes that an article's `lookups` are new, so that they are remembered. */
  noteLookups(): void
  /** Whether there is anything to remember that was not there when `remember` was called last. */
  hasNews(): boolean
  /** What spares the next start parsing. */
  remember(): CachedArticles
  /** Reads the texts that the cache spared, so that an article whose file is broken by an edit can be kept. */
  preload(): Promise<void>
}

/** All that is loaded of a folder; replaced as a whole. */
interface State {
  scan: Scan
  settings: FolderSettings
  media: MediaState
  articles: Map<string, Loaded>
  library: Library
}

/** Loads a folder. Throws only where the folder itself cannot be read; what is wrong in a file is among the library's problems. */
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
    const loadArticle = loaderOf(scan, settings)
    const articles = new Map<string, Loaded>()
    for (const [path, stamp] of scan.articles) {
      const known = cached.get(path)
      if (known?.stamp !== stamp) hasNews = true
      const loaded = loadArticle(path, stamp, { cached: known })
      if (loaded) articles.set(path, loaded)
    }
    return { scan, settings, media, articles, library: build(scan, settings, articles) }
  }

  function* apply(paths?: readonly string[] | ReadonlySet<string>): Generator<undefined, Changes> {
    const { settings: settingsBefore, articles: before, library } = state
    const named = paths && rescan(root, state.scan, paths)
    const scan = named ?? scanFolder(root, state.scan.modified)
    const settings = readFolderSettings(root, scan.settings, options, settingsBefore)
    const media = scan.media === state.scan.media ? state.media : mediaStateOf(scan.media)
    const changedMedia = changedFiles(state.media, media)
    const all = settings !== settingsBefore
    const loadArticle = loaderOf(scan, settings)
    const articles = new Map<string, Loaded>()
    const revised = new Map<Article, Article>()
    let isRevision = !all
    for (const [path, stamp] of scan.articles) {
      const known = before.get(path)
      const again = all || (known?.files.some((file) => changedMedia.has(file)) ?? false)
      if (known?.stamp === stamp && !again) {
        articles.set(path, known)
        continue
      }
      const loaded = loadArticle(path, stamp, { before: known, again })
      yield
      // The file went between the listing and the reading: the next change says so.
      if (!loaded) continue
      articles.set(path, loaded)
      if (loaded.parsed === known?.parsed) continue
      const [old, now] = [known?.parsed.article, loaded.parsed.article]
      if (old && now) revised.set(old, now)
      else isRevision = false
    }
    for (const path of before.keys()) if (!articles.has(path)) isRevision = false
    const isSame =
      isRevision &&
      revised.size === 0 &&
      changedMedia.size === 0 &&
      foreignKey(scan, settings) === foreignKey(state.scan, settings)
    state = { scan, settings, media, articles, library }
    if (isSame) return { changed: false, problems: [] }
    hasNews = true
    state.library = (isRevision ? revise(state, revised) : undefined) ?? build(scan, settings, articles)
    const known = new Set(library.problems.map(problemKey))
    const problems = state.library.problems.filter((problem) => !known.has(problemKey(problem)))
    return { changed: true, problems }
  }

  function loaderOf({ media }: Scan, { site }: FolderSettings) {
    return createLoader({
      root,
      site,
      findFile: filesOf(media),
      sourceOf: (path) => state?.articles.get(path)?.source,
    })
  }

  function remember(): CachedArticles {
    hasNews = false
    const { settings, media, articles } = state
    const files = [...articles].map(([path, { stamp, contentHash, parsed, files }]) =>
      // A good version that was kept is not what the file says.
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
      const source = await readFile(join(root, path), 'utf8').catch(() => undefined)
      if (source !== undefined && digest(source) === known.contentHash) known.source = source
    }
  }
}

function build(scan: Scan, settings: FolderSettings, articles: ReadonlyMap<string, Loaded>): Library {
  const parsed = [...articles.values()].map(({ parsed }) => parsed)
  return buildLibrary(settings.site, parsed, folderProblems(scan, settings), scan.modified)
}

/** The library with new versions of some articles, which is faster than building it; undefined where more has changed than these. */
function revise(
  { scan, settings, articles, library }: State,
  revised: ReadonlyMap<Article, Article>,
): Library | undefined {
  const problems = folderProblems(scan, settings)
  for (const { parsed } of articles.values())
    if (parsed.problems.length > 0) problems.push(...parsed.problems)
  return reviseLibrary(library, revised, problems, scan.modified)
}

/** The problems that are not of an article. */
function folderProblems({ foreign }: Scan, { site, problems }: FolderSettings): Problem[] {
  return [...problems, ...findForeign(site.generator, foreign.keys())]
}

/** Equal keys are equal warnings of files in other markup. */
function foreignKey({ foreign }: Scan, { site }: FolderSettings): string {
  const problems = findForeign(site.generator, foreign.keys())
  return problems
    .map(({ path }) => path)
    .sort()
    .join('\n')
}

function problemKey({ path, line, code, message }: Problem): string {
  return `${path}\n${line}\n${code}\n${message}`
}
