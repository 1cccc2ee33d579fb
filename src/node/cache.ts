import { readFileSync, statSync } from 'node:fs'
import type { Article } from '../content/article.ts'
import type { Problem } from '../content/problem.ts'
import { digest } from './digest.ts'
import { rememberInFile } from './replace-file.ts'

/** What parsing a file gave, but for the body, which is in the file. */
export interface CachedFile {
  path: string
  /** Of the file when it was read: times, size and inode. */
  stamp: string
  /** Of the file's text. */
  contentHash: string
  article?: Omit<Article, 'readBody'>
  problems: Problem[]
}

interface CacheFile {
  key: string
  files: CachedFile[]
}

/** A file changed this shortly before its stamp was kept could have changed again without a new one. */
const RACY_MILLISECONDS = 2000

/**
 * Reads a cache. What it gives is true of a file whose stamp or text is still the same; it gives nothing where `key` is another, or
 * where the file is missing or broken, so that it is safe to delete at any time.
 */
export function loadCache(path: string, key: string): Map<string, CachedFile> {
  try {
    const { key: found, files } = JSON.parse(readFileSync(path, 'utf8')) as CacheFile
    const { mtimeMs: saved } = statSync(path)
    if (found !== digest(key)) return new Map()
    return new Map(
      files.map((file) => [file.path, isRacy(file.stamp, saved) ? { ...file, stamp: '' } : file]),
    )
  } catch {
    return new Map()
  }
}

/** Replaces a cache. */
export function saveCache(path: string, key: string, files: CachedFile[]): void {
  const cache: CacheFile = { key: digest(key), files }
  rememberInFile(path, JSON.stringify(cache))
}

function isRacy(stamp: string, saved: number): boolean {
  const [modified, changed] = [
    Number.parseFloat(stamp),
    Number.parseFloat(stamp.slice(stamp.indexOf(':') + 1)),
  ]
  return Math.max(modified, changed) > saved - RACY_MILLISECONDS
}
