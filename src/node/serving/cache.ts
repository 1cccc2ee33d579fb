import { readFileSync, statSync } from 'node:fs'
import type { CachedArticles } from '../folder/cached-articles.ts'
import { newestTime } from '../folder/scan.ts'
import { rememberInFile } from '../replace-file.ts'
import type { DateRow } from './dates.ts'

/** What is remembered of a folder over a restart. The file that holds it is safe to delete at any time. */
export interface Cache {
  articles?: CachedArticles
  dates: DateRow[]
}

/** Another one whenever the layout of the file changes. */
const FORMAT = 1

/** A file changed this shortly before its stamp was kept could have changed again without a new one. */
const RACY_MILLISECONDS = 2000

/** Reads a cache; empty where the file is missing, broken or of another format. */
export function readCache(path: string): Cache {
  try {
    const cache = JSON.parse(readFileSync(path, 'utf8')) as Cache & { format: number }
    if (cache.format !== FORMAT) return { dates: [] }
    const trusted = statSync(path).mtimeMs - RACY_MILLISECONDS
    for (const file of cache.articles?.files ?? []) if (newestTime(file.stamp) > trusted) file.stamp = ''
    return cache
  } catch {
    return { dates: [] }
  }
}

/** Replaces a cache, in one step; where it cannot be written, the next start does without it. */
export function writeCache(path: string, cache: Cache): void {
  rememberInFile(path, JSON.stringify({ format: FORMAT, ...cache }))
}
