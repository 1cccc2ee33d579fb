import { readFileSync, statSync } from 'node:fs'
import type { CachedArticles } from '../folder/cached-articles.ts'
import { newestTime } from '../folder/scan.ts'
import { replaceFile } from '../replace-file.ts'
import type { DateRow } from './dates.ts'

/** The parts of a folder that a restart recalls. Its file is safe to delete at any time. */
export interface Cache {
  articles?: CachedArticles
  dates: DateRow[]
}

/** The version of the file's layout. */
const FORMAT = 1

/** A file that changed less than this before the cache was written may have changed again and kept its stamp. */
const RACY_MILLISECONDS = 2000

/** Reads a cache; empty if the file is missing, broken or of another format. */
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

/** Replaces a cache in one step. Ignores errors, because disks of servers may be read-only and a start works without a cache. */
export function writeCache(path: string, cache: Cache): void {
  try {
    replaceFile(path, JSON.stringify({ format: FORMAT, ...cache }))
  } catch {}
}
