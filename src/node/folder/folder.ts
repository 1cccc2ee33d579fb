import { resolve } from 'node:path'
import { findPageResources } from '../../content/generators/exclusions.ts'
import { findLostRule } from '../../content/library/ids/id-rules.ts'
import { addReleased } from '../../content/library/ids/keep-ids.ts'
import type { Library } from '../../content/library/library.ts'
import { EMPTY_REGISTER, type Register } from '../../content/library/register.ts'
import { withPlace } from '../../content/media/elsewhere.ts'
import type { FindFile } from '../../content/media/references.ts'
import type { Problem } from '../../content/problem.ts'
import type { Site } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { ReadRegister, RegisterFile } from '../register-file.ts'
import { findSamplePrefix } from '../sample.ts'
import { atOnce, inSlices } from '../slices.ts'
import { LONG_TEXT } from '../trial/bounds.ts'
import { createTrials, type Verdict } from '../trial/trials.ts'
import { type CachedArticles, cacheKey, recallArticles } from './cached-articles.ts'
import { createDurations } from './durations.ts'
import { createFiles } from './files.ts'
import { type FolderSettings, readFolderSettings, type SettingsContext } from './folder-settings.ts'
import { candidatesOf, createIdKeeper } from './kept-ids.ts'
import {
  buildFrom,
  findRevisions,
  type LoadedFolder,
  newProblems,
  readAgain,
  readNamed,
  reviseFrom,
  scanKey,
  stampsOf,
  toCachedFiles,
} from './loaded-folder.ts'
import { createLoader, type Loaded } from './loading/load-article.ts'
import { changedFiles, createMediaStates } from './media-state.ts'
import { readIfAllowed, readTexts } from './read-text.ts'
import { type MediaFile, rescan, type Scan, scanFolder, sizeOf } from './scan.ts'
import { createNamedFiles } from './site/named-files.ts'
import { createSiteFiles } from './site/site-files.ts'

/** `defaultUrl` is used when the folder's settings name no `url`; `siteUrl` overrides it. */
export interface FolderOptions extends Pick<SettingsContext, 'defaultUrl' | 'siteUrl' | 'editedSettings'> {
  /** The version of the code that parses; what another version remembered is ignored. */
  version?: string
  /** The articles as the last run remembered them. */
  remembered?: CachedArticles
  /** The ids that were published; without it, articles get the ids that path and settings make. */
  ids?: RegisterFile
  /** Loading more articles than this lets the texts go, for `preload` to read them later: it then takes a fifth less time, and half the memory. */
  leavesTextsAbove?: number
  /** How long parsing and rendering an article may take. */
  trialMilliseconds?: number
}

/** A folder of articles, loaded. */
export interface Folder {
  directory: string
  library(): Library
  /** The problems that leave it open which ids the articles have. Publish nothing if there are any when the folder was opened. */
  doubts(): readonly Problem[]
  /** The text of an article or of settings by its path; empty if there is no such file. */
  text(path: string): string
  /** Adds the articles that are public at `now` to the register of published ids. */
  register(now: Instant): Register
  /** A file beside the articles, by its path in the folder; or one of the site around it that they name, by the path at which it is published. */
  file(path: string): MediaFile | undefined
  /** The folders of the files that are not in the folder and that articles ask for. */
  outsideFolders(): Set<string>
  /** The same file with what an article needs of it. */
  findFile: FindFile
  /** The paths of the files beside the articles. */
  media(): Iterable<string>
  /**
   * Looks for changes on disk, at the named paths or everywhere, and resolves to the problems that are new. The library is replaced once, when all
   * changes are read; requests are answered meanwhile.
   */
  apply(paths?: Iterable<string>): Promise<Problem[]>
  /** Reads the durations of sounds that articles leave out, and applies them; resolves to the problems that are new. */
  readDurations(): Promise<Problem[]>
  /** Notes that an article's `lookups` are new, so that `hasNews` is true. */
  noteLookups(): void
  /** Whether anything to remember has changed since the last call of `remember`. */
  hasNews(): boolean
  /** Returns what lets the next start skip parsing. */
  remember(): CachedArticles
  /** Reads the texts that the cache made unnecessary, so that an article stays published when an edit breaks its file. */
  preload(): Promise<void>
}

/** Up to so many articles, keeping the texts and registering the ids at the start costs nothing that anyone notices. */
export const MANY_ARTICLES = 1000

/** How many articles that have not changed are passed over before requests get their turn. */
const KNOWN_AT_ONCE = 1000

/** Loads a folder. Throws only if the folder cannot be read; mistakes in files are among the library's problems. */
export function openFolder(directory: string, options: FolderOptions): Folder {
  const root = resolve(directory)
  const durations = createDurations(root, options.remembered?.durations)
  const siteFiles = createSiteFiles(root)
  const files = createFiles(root, durations, siteFiles.ask)
  const mediaStateOf = createMediaStates(durations, siteFiles.addTo)
  const namedFiles = createNamedFiles(siteFiles)
  const keepIds = createIdKeeper((path) => readIfAllowed(root, path))
  const keyOf = ({ site }: FolderSettings) => cacheKey(options.version, site)
  const trials = createTrials(options.trialMilliseconds)
  let hasNews = false
  let state = load()
  let applying: Promise<unknown> = Promise.resolve()
  return {
    directory: root,
    library: () => state.library,
    doubts: () => [...state.settings.doubts, ...state.published.problems],
    text: (path) => readNamed(root, state.scan, path),
    register,
    file: (path) => state.scan.media.get(path) ?? namedFiles(state).get(path),
    outsideFolders: siteFiles.folders,
    findFile: (path) => files.findIn(state.scan.media)(path),
    media: () => [...state.scan.media.keys(), ...namedFiles(state).keys()],
    apply: applyNext,
    readDurations: async () => ((await durations.readAsked()) ? applyNext([]) : []),
    noteLookups() {
      hasNews = true
    },
    hasNews: () => hasNews,
    remember,
    preload: () => readTexts(root, [...state.articles]),
  }

  function applyNext(paths?: Iterable<string>): Promise<Problem[]> {
    const applied = applying.then(() => inSlices(apply(paths))).finally(trials.rest)
    applying = applied.catch(() => {})
    return applied
  }

  function load(): LoadedFolder {
    const scan = atOnce(scanFolder(root))
    const published = options.ids?.read() ?? { register: EMPTY_REGISTER, problems: [] }
    const settings = readFolderSettings(root, scan.settings, contextOf(scan, published))
    for (const [path] of options.remembered?.media ?? []) if (!scan.media.has(path)) siteFiles.ask(path)
    const cached = recallArticles(options.remembered, keyOf(settings), mediaStateOf(scan.media))
    const keepsTexts = scan.articles.size <= (options.leavesTextsAbove ?? Number.POSITIVE_INFINITY)
    const loadArticle = loaderOf(scan, settings, keepsTexts, trials.judge)
    const articles = new Map<string, Loaded>()
    for (const [path, stamp] of stampsOf(scan, settings)) {
      const known = cached.get(path)
      if (known?.stamp !== stamp) hasNews = true
      const loaded = loadArticle(path, stamp, { cached: known })
      if (loaded) articles.set(path, loaded)
    }
    trials.rest()
    const kept = keepIds(articles, published.register, settings.site)
    const loaded = { scan, settings, media: mediaStateOf(scan.media), articles, published, kept }
    return { ...loaded, library: buildFrom(loaded) }
  }

  function* apply(paths?: Iterable<string>): Generator<Promise<void> | undefined, Problem[]> {
    const before = state
    const scan =
      (paths && (yield* rescan(root, before.scan, paths))) ?? (yield* scanFolder(root, before.scan))
    const known = before.published
    // At once, because an article may be registered before the work is done.
    before.published = readAgain(options.ids, known)
    siteFiles.lookAgain(paths === undefined)
    const context = { ...contextOf(scan, before.published), looksAround: paths === undefined }
    const settings = readFolderSettings(root, scan.settings, context, before.settings)
    siteFiles.use(settings.site.generator)
    let media = mediaStateOf(scan.media)
    const changedMedia = changedFiles(before.media, media)
    const hasNewSettings = settings !== before.settings
    const loadArticle = loaderOf(scan, settings, true, trials.recall)
    const articles = new Map<string, Loaded>()
    let hasChanges = false
    for (const [path, stamp] of stampsOf(scan, settings)) {
      const known = before.articles.get(path)
      const again = hasNewSettings || (known?.files.some((file) => changedMedia.has(file)) ?? false)
      const isKnown = known?.stamp === stamp && !again
      if (!isKnown && sizeOf(stamp) > LONG_TEXT) yield tryAhead(path, settings)
      const loaded = isKnown ? known : loadArticle(path, stamp, { before: known, again })
      // Without one, the file was removed after the scan; the next call of `apply` sees that.
      if (loaded) articles.set(path, loaded)
      hasChanges ||= loaded !== known
      if (!isKnown || articles.size % KNOWN_AT_ONCE === 0) yield
    }
    media = mediaStateOf(scan.media)
    const { published } = before
    const mayRevise =
      !hasNewSettings && published === known && scanKey(scan, settings) === scanKey(before.scan, settings)
    if (mayRevise && changedMedia.size === 0 && !hasChanges && articles.size === before.articles.size) {
      state = { ...before, scan, media }
      return []
    }
    const kept = keepIds(articles, published.register, settings.site)
    const revised = mayRevise ? findRevisions(before, articles, kept) : undefined
    const isSame = revised?.size === 0 && changedMedia.size === 0
    state = { ...before, scan, settings, media, articles, published, kept }
    if (isSame) return []
    hasNews = true
    state.library = (revised && reviseFrom(state, revised)) ?? buildFrom(state)
    return newProblems(before.library, state.library)
  }

  /** Readers are answered while a thread of its own finds out how long the article takes. */
  function tryAhead(path: string, { site }: FolderSettings): Promise<void> | undefined {
    const source = readIfAllowed(root, path)
    return source === undefined ? undefined : trials.tryAhead(path, source, site)
  }

  function loaderOf(
    { media, articles }: Scan,
    { site }: FolderSettings,
    keepsTexts: boolean,
    judge: (path: string, source: string, site: Site) => Verdict,
  ) {
    const resources = findPageResources(site.generator, articles.keys())
    return createLoader({
      judge: (path, source) => judge(path, source, site),
      isResource: (path) => resources.has(path),
      root,
      site,
      findFile: withPlace(files.findIn(media), site.media),
      hasFailed: files.hasFailed,
      sourceOf: (path) => state?.articles.get(path)?.source,
      keepsTexts,
    })
  }

  function contextOf({ articles, media }: Scan, { register }: ReadRegister): SettingsContext {
    const judge = (site: Site) => [...findLostRule(register, site), ...findSamplePrefix(site, articles)]
    return { ...options, findFile: files.findIn(media), useGenerator: siteFiles.use, judge }
  }

  function register(now: Instant): Register {
    const { articles, kept, library, published } = state
    const candidates = candidatesOf(articles, kept, library.articles)
    const register = addReleased(published.register, candidates, library.site, now)
    if (register === published.register) return register
    state.published = { ...published, register }
    options.ids?.write(register)
    return register
  }

  function remember(): CachedArticles {
    hasNews = false
    const { settings, media, scan } = state
    const rows = durations.rows(siteFiles.addTo(scan.media))
    return { key: keyOf(settings), media: [...media], files: toCachedFiles(state), durations: rows }
  }
}
