import { readFileSync, statSync } from 'node:fs'
import type { Article } from '../../content/article/article.ts'
import type { Problem } from '../../content/problem.ts'
import { digest } from '../digest.ts'
import { rememberInFile } from '../replace-file.ts'
import { newestTime } from './look.ts'
import { changedFiles, type MediaState } from './media-state.ts'

/** What parsing a file gave, but for the body, which is in the file. */
export interface CachedFile {
  path: string
  /** Of the file when it was read: times, size and inode. */
  stamp: string
  /** Of the file's text. */
  contentHash: string
  article?: Omit<Article, 'readBody'>
  problems: Problem[]
  /** Paths of the files that its front matter named. */
  files: readonly string[]
}

/** Another one whenever what is written changes. */
const FORMAT = 3

interface CacheFile {
  key: string
  /** The latest time in a stamp. */
  newest: number
  /** The files beside the articles. */
  media: [path: string, state: string][]
  files: CachedFile[]
}

/** A file changed this shortly before its stamp was kept could have changed again without a new one. */
export const RACY_MILLISECONDS = 2000

/**
 * Reads a cache. What it gives is true of a file whose stamp or text is still the same. It gives nothing of an article whose front matter names a file
 * that has changed, and nothing at all where `key` is another, or where the cache is missing or broken, so that it is safe to delete at any time.
 */
export function loadCache(path: string, key: string, media: MediaState): Map<string, CachedFile> {
  try {
    const cache = JSON.parse(readFileSync(path, 'utf8')) as CacheFile
    if (cache.key !== keyOf(key)) return new Map()
    const trusted = statSync(path).mtimeMs - RACY_MILLISECONDS
    if (cache.newest > trusted)
      for (const file of cache.files) if (newestTime(file.stamp) > trusted) file.stamp = ''
    const changed = changedFiles(new Map(cache.media), media)
    const files = cache.files.filter(({ files }) => !files.some((path) => changed.has(path)))
    return new Map(files.map((file) => [file.path, file]))
  } catch {
    return new Map()
  }
}

/** Replaces a cache. */
export function saveCache(path: string, key: string, media: MediaState, files: CachedFile[]): void {
  const newest = files.reduce((newest, { stamp }) => Math.max(newest, newestTime(stamp)), 0)
  const cache: CacheFile = { key: keyOf(key), newest, media: [...media], files }
  rememberInFile(path, JSON.stringify(cache))
}

function keyOf(key: string): string {
  return digest(`${FORMAT} ${key}`)
}
