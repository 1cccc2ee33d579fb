import type { Article, ParsedArticle } from '../../content/article/article.ts'
import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { describeUnreadRules, findPageResources } from '../../content/generators/exclusions.ts'
import { findForeignFiles } from '../../content/generators/foreign.ts'
import { describeGuesses } from '../../content/library/describe-guesses.ts'
import { buildLibrary, type Library, reviseLibrary } from '../../content/library/library.ts'
import type { Problem } from '../../content/problem.ts'
import { describeSharedFeeds } from '../../publication/slugs-there.ts'
import type { ReadRegister, RegisterFile } from '../register-file.ts'
import type { CachedFile } from './cached-articles.ts'
import type { FolderSettings } from './folder-settings.ts'
import type { KeptIds } from './kept-ids.ts'
import { isStandIn, type Loaded } from './loading/load-article.ts'
import type { MediaState } from './media-state.ts'
import { readIfAllowed } from './read-text.ts'
import type { Scan } from './scan.ts'

/** Everything that is loaded of a folder; replaced as a whole. */
export interface LoadedFolder {
  scan: Scan
  settings: FolderSettings
  media: MediaState
  articles: Map<string, Loaded>
  /** The ids that were published, as they were last read or written. */
  published: ReadRegister
  kept: KeptIds
  library: Library
}

/** Builds the library of what is loaded. */
export function buildFrom(state: Omit<LoadedFolder, 'library'>): Library {
  const { scan, settings, kept } = state
  const parsed = [...kept.parsed.values(), ...findRefused(scan)]
  return buildLibrary(settings.site, parsed, folderProblems(state), scan.modified)
}

/** The Markdown files that were not even opened, such as links that lead out of the folder. */
function findRefused({ articles, problems }: Scan): ParsedArticle[] {
  const paths = [...problems.keys()].filter((path) => MARKDOWN_ENDING.test(path) && !articles.has(path))
  return paths.map((path) => ({ problems: [], unpublished: { path } }))
}

/** The library with new versions of some articles, which is faster than building it; undefined if a build is needed. */
export function reviseFrom(state: LoadedFolder, revised: ReadonlyMap<Article, Article>): Library | undefined {
  const problems = [...state.kept.parsed.values()].flatMap(({ problems }) => problems)
  return reviseLibrary(state.library, revised, [...folderProblems(state), ...problems], state.scan.modified)
}

/** The articles that take the place of others, where nothing else has changed; undefined where more has. */
export function findRevisions(
  before: LoadedFolder,
  articles: LoadedFolder['articles'],
  kept: KeptIds,
): Map<Article, Article> | undefined {
  const revised = new Map<Article, Article>()
  for (const [path, parsed] of kept.parsed) {
    const known = before.kept.parsed.get(path)
    if (parsed === known) continue
    if (!known?.article || !parsed.article) return undefined
    revised.set(known.article, parsed.article)
  }
  for (const path of before.articles.keys()) if (!articles.has(path)) return undefined
  return revised
}

/** The stamps of the articles; a file that becomes a part of another article, or stops being one, is as good as changed. */
export function stampsOf({ articles }: Scan, { site }: FolderSettings): ReadonlyMap<string, string> {
  const resources = findPageResources(site.generator, articles.keys())
  if (resources.size === 0) return articles
  return new Map([...articles].map(([path, stamp]) => [path, resources.has(path) ? `${stamp}:part` : stamp]))
}

/** The problems of settings, of ids, of feeds, of what cannot be scanned, of rules that cannot be read, and of files in other markup. */
function folderProblems({ scan, settings, published, kept }: Omit<LoadedFolder, 'library'>): Problem[] {
  const articles = [...kept.parsed.values()].flatMap(({ article }) => article ?? [])
  return [
    ...settings.problems,
    ...published.problems,
    ...kept.problems,
    ...scan.problems.values(),
    ...describeUnreadRules(settings.site.generator, scan.articles.keys()),
    ...describeGuesses(settings.site, scan.articles.keys(), articles),
    ...describeSharedFeeds({ site: settings.site, articles }),
    ...findForeignFiles(settings.site.generator, scan.foreign.keys()),
  ]
}

/** Changes when a problem of the scan, or a warning of a file in other markup, comes or goes. */
export function scanKey({ foreign, problems }: Scan, { site }: FolderSettings): string {
  return JSON.stringify([[...problems], findForeignFiles(site.generator, [...foreign.keys()].sort())])
}

/** The problems that a library has, and the one before it had not. */
export function newProblems(before: Library, { problems }: Library): Problem[] {
  const known = new Set(before.problems.map(problemKey))
  return problems.filter((problem) => !known.has(problemKey(problem)))
}

function problemKey({ path, line, code, message }: Problem): string {
  return `${path}\n${line}\n${code}\n${message}`
}

/** The articles as the next start recalls them. */
export function toCachedFiles({ articles, kept }: LoadedFolder): CachedFile[] {
  return [...articles].map(([path, loaded]) => {
    const { stamp, contentHash, parsed, files, good } = loaded
    // So that the file is read again.
    if (isStandIn(loaded))
      return {
        path,
        stamp: '',
        contentHash: '',
        problems: [],
        files: [],
        ...(good !== undefined && { good }),
      }
    const { article, idKey: _, ...rest } = parsed
    const lookups = kept.parsed.get(path)?.article?.lookups
    const remembered = article && { article: withLookups(article, lookups) }
    return { path, stamp, contentHash, ...rest, files, ...remembered }
  })
}

/** The article to remember has the id that it was parsed with, and the lookups of the one that was rendered. */
function withLookups(article: Article, lookups: Article['lookups']): Article {
  return article.lookups === lookups ? article : { ...article, lookups }
}

/** The register as it is now. One that can no longer be read does not take the place of the one in memory. */
export function readAgain(file: RegisterFile | undefined, before: ReadRegister): ReadRegister {
  const read = file?.readIfChanged()
  return read && read.problems.length > 0 ? { ...read, register: before.register } : (read ?? before)
}

/** The text of the article or the settings at a composed path; empty if there is no such file. */
export function readNamed(root: string, { settings, articles }: Scan, path: string): string {
  const name = [...settings.keys(), ...articles.keys()].find((name) => name.normalize('NFC') === path)
  return (name === undefined ? undefined : readIfAllowed(root, name)) ?? ''
}
