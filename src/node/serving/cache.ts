import { statSync } from 'node:fs'
import { digest } from '../digest.ts'
import type { CachedArticles } from '../folder/cached-articles.ts'
import { newestTime } from '../folder/scan.ts'
import { readOwnFile, replaceFile } from '../replace-file.ts'
import { isInstant, isListOf, isRecord, isText, isTuple } from '../shape.ts'
import { isCachedArticles } from './cache-shape.ts'
import type { DigestRow } from './content-digests.ts'
import type { DateRow } from './dates.ts'

/** The parts of a folder that a restart recalls. Its file is safe to delete at any time. */
export interface Cache {
  articles?: CachedArticles
  dates: DateRow[]
  digests?: DigestRow[]
}

/** The start of the file: the version of its layout, and the digest of the content that follows. */
const HEAD = /^\{"format":2,"digest":"([\da-f]{20})","content":/
const HEAD_BYTES = 64

/** A file of this start was written in another layout, by another version. */
const OTHER_FORMAT = /^\{"format":(?!2\b)\d+,/

const isCache = isRecord<Cache>({
  articles: { optional: isCachedArticles },
  dates: isListOf(isTuple(isText, isText, isInstant, isInstant)),
  digests: { optional: isListOf(isTuple(isText, isText, isText)) },
})

/** A file that changed less than this before the cache was written may have changed again and kept its stamp. */
const RACY_MILLISECONDS = 2000

/** Reads a cache; empty if there is none or it is of another format. One that is not as it was written is logged, and as if it were not there. */
export function readCache(path: string, log: (line: string) => void = () => {}): Cache {
  const bytes = readBytes(path)
  if (!bytes) return { dates: [] }
  const cache = unseal(bytes)
  if (cache) {
    const trusted = statSync(path).mtimeMs - RACY_MILLISECONDS
    for (const file of cache.articles?.files ?? []) if (newestTime(file.stamp) > trusted) file.stamp = ''
    cache.digests = cache.digests?.filter(([, stamp]) => newestTime(stamp) <= trusted)
    return cache
  }
  if (!OTHER_FORMAT.test(bytes.toString('latin1', 0, HEAD_BYTES)))
    log(`${path} is not as it was written, so it is ignored; it is safe to delete.`)
  return { dates: [] }
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readOwnFile(path)
  } catch {
    return undefined
  }
}

/** Undefined unless the digest is that of the content, and the content has the shape of a cache. */
function unseal(bytes: Buffer): Cache | undefined {
  const [head = '', sealed] = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES)) ?? []
  if (sealed !== digest(bytes.subarray(head.length, -1))) return undefined
  try {
    const cache = JSON.parse(bytes.toString('utf8', head.length, bytes.length - 1))
    return isCache(cache) ? cache : undefined
  } catch {
    return undefined
  }
}

/** The text of a cache's file: its content, as JSON, with its digest. */
export function sealCache(content: string): string {
  return `{"format":2,"digest":"${digest(content)}","content":${content}}`
}

/** Replaces a cache in one step. Ignores errors, because disks of servers may be read-only and a start works without a cache. */
export function writeCache(path: string, { articles, dates, digests }: Cache): void {
  try {
    replaceFile(path, sealCache(JSON.stringify({ articles, dates, digests })))
  } catch {}
}
