import type { Article } from '../../content/article/article.ts'
import type { Problem } from '../../content/problem.ts'
import { changedFiles, type MediaState } from './media-state.ts'

/** What parsing a file gave, but for the body, which is in the file. */
export interface CachedFile {
  path: string
  /** Of the file when it was read: times, size and inode. Empty where it is not to be trusted. */
  stamp: string
  /** The digest of the file's text. */
  contentHash: string
  article?: Omit<Article, 'readBody'>
  problems: Problem[]
  /** Paths of the files that its front matter named. */
  files: readonly string[]
}

/** What is remembered of a folder's articles over a restart. */
export interface CachedArticles {
  /** The digest of all that parsing depends on beside the files. */
  key: string
  /** The files beside the articles. */
  media: [path: string, state: string][]
  files: CachedFile[]
}

/**
 * The remembered files by path. What they say is true of a file whose stamp or text is still the same. An article whose front matter names a
 * file that has changed is not among them, and nothing is where `key` is another.
 */
export function recallArticles(
  remembered: CachedArticles | undefined,
  key: string,
  media: MediaState,
): ReadonlyMap<string, CachedFile> {
  if (remembered?.key !== key) return new Map()
  const changed = changedFiles(new Map(remembered.media), media)
  const files = remembered.files.filter(({ files }) => !files.some((path) => changed.has(path)))
  return new Map(files.map((file) => [file.path, file]))
}
