import type { Article, ParsedArticle } from '../../content/article/article.ts'
import { isTrialId } from '../../content/library/ids/id-rules.ts'
import { toEntry } from '../../content/library/ids/keep-ids.ts'
import type { Register } from '../../content/library/register.ts'
import { hasBeenPublic } from '../../content/library/visibility.ts'
import type { Site } from '../../content/site/settings.ts'
import type { Instant } from '../../content/text/dates.ts'
import { digest } from '../digest.ts'
import type { DurationRow } from './durations.ts'
import { changedFiles, type MediaState } from './media-state.ts'

/** The result of parsing a file, without the body, which stays in the file. */
export interface CachedFile extends Omit<ParsedArticle, 'article' | 'idKey'> {
  path: string
  /** The file's times, size and inode when it was read; empty where they prove nothing. */
  stamp: string
  /** The digest of the file's text. */
  contentHash: string
  article?: Omit<Article, 'readBody' | 'readFields'>
  /** The paths of the files that its front matter names. */
  files: readonly string[]
  /** The text of the version that is published in place of the file's. */
  good?: string
}

/** A folder's articles as a restart recalls them. */
export interface CachedArticles {
  /** The digest of everything but the files that parsing depends on. */
  key: string
  /** The files beside the articles. */
  media: [path: string, state: string][]
  files: CachedFile[]
  durations?: DurationRow[]
}

/** Stands for everything but files that parsing depends on: the version of the code, and the settings. */
export function cacheKey(version: string | undefined, site: Site): string {
  return digest(JSON.stringify([version, { ...site, sections: [...site.sections] }]))
}

/**
 * The remembered files by path, each valid while the file's stamp or text is the same. Leaves out articles whose front matter names a file that has
 * changed, and everything but the last good versions of broken files if `key` differs.
 */
export function recallArticles(
  remembered: CachedArticles | undefined,
  key: string,
  media: MediaState,
): ReadonlyMap<string, CachedFile> {
  if (!remembered) return new Map()
  const isSame = remembered.key === key
  const changed = changedFiles(new Map(remembered.media), media)
  const files = remembered.files.filter(({ files, good }) =>
    isSame ? !files.some((path) => changed.has(path)) : good !== undefined,
  )
  return new Map(files.map((file) => [file.path, file]))
}

/** The register with the remembered articles that have become public by now: what was compiled is published by the Worker, whoever looks. */
export function addRemembered(
  register: Register,
  remembered: CachedArticles | undefined,
  now: Instant,
): Register {
  const known = new Set(register.entries.map(({ id }) => id))
  const files = remembered?.files ?? []
  const shown = files.flatMap(({ article }) => (article && article.hidden === undefined ? [article.id] : []))
  const counts = Map.groupBy(shown, (id) => id)
  const added = files.flatMap(({ article, contentHash }) =>
    // An id that several have is not the one that they were published under.
    article &&
    (counts.get(article.id)?.length ?? 1) === 1 &&
    !known.has(article.id) &&
    !isTrialId(article.id) &&
    hasBeenPublic(article as Article, now)
      ? [toEntry(article, contentHash)]
      : [],
  )
  return added.length === 0 ? register : { ...register, entries: [...register.entries, ...added] }
}
