import { type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Instant } from '../../content/text/dates.ts'
import { isIgnored, type Look, lookAt, lookInto, readStamp, stampOf } from './look.ts'

/** A picture, a sound, a film … beside the articles. */
export interface MediaFile {
  /** In bytes. */
  size: number
  modified: Instant
}

/** What is in a folder: articles and settings with what tells a changed file, and the files beside them. */
export interface Scan {
  articles: Map<string, string>
  settings: Map<string, string>
  media: Map<string, MediaFile>
  /** Texts in other markup than Markdown, which may be meant as articles. */
  foreign: Map<string, string>
  /** The latest time at which a file or a folder was changed. */
  modified: Instant
}

const FOREIGN = /\.(?:html?|adoc|asciidoc|rst|org|textile|pandoc|pdc|ipynb|svx)$/i
const MARKDOWN = /\.(?:md|markdown|mdown|mkd|mdx)$/i

/**
 * Looks at a folder. `articlesUnseen` leaves the articles to whoever reads them (`lookAtArticle`). `modified` is the latest time that was seen
 * before.
 */
export function scanFolder(root: string, modified: Instant, { articlesUnseen = false } = {}): Scan {
  return toScan(lookInto(root, articlesUnseen ? isArticle : undefined), modified)
}

/** Puts what was seen where it belongs. */
export function toScan({ paths, stamps, modified }: Look, before: Instant = 0): Scan {
  const scan = { ...emptyScan(), modified: Math.max(modified, before) }
  for (const [index, path] of paths.entries()) note(scan, path, stamps[index])
  return scan
}

/** What a scan says of an article, for one that was left unseen; undefined where it is gone. */
export function lookAtArticle(root: string, path: string): { stamp: string; modified: Instant } | undefined {
  const stats = lookAt(`${root}/${path}`)
  return stats?.isFile() ? { stamp: stampOf(stats), modified: Math.floor(stats.mtimeMs) } : undefined
}

/** Looks at the named paths alone; false where that is not enough, because one of them is a folder. */
export function rescan(root: string, scan: Scan, paths: Iterable<string>): boolean {
  for (const path of paths) {
    if (path.split('/').some(isIgnored)) continue
    const stats = lookAt(join(root, path))
    if (stats?.isDirectory()) return false
    note(scan, path, stats && stampOf(stats))
    // A folder changes when a file in it is added, renamed or removed.
    const folder = statSync(dirname(join(root, path)), { throwIfNoEntry: false })
    for (const one of [stats, folder])
      if (one) scan.modified = Math.max(scan.modified, Math.floor(one.mtimeMs))
  }
  return true
}

export function emptyScan(): Scan {
  return { articles: new Map(), settings: new Map(), media: new Map(), foreign: new Map(), modified: 0 }
}

/** Puts a file where it belongs, or takes it out where it is gone. */
function note(scan: Scan, path: string, stamp: string | undefined): void {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '_index.md') update(scan.settings, path, stamp)
  else if (isArticle(name)) update(scan.articles, path, stamp)
  else if (mediaTypeOf(name)) update(scan.media, path, stamp && mediaFileOf(readStamp(stamp)))
  else if (FOREIGN.test(name)) update(scan.foreign, path, stamp)
}

function isArticle(name: string): boolean {
  // Hugo's `_index.fr.md` describes a section in another language.
  return MARKDOWN.test(name) && !name.startsWith('_index.')
}

function update<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** What is kept of a file that is no article. */
export function mediaFileOf({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): MediaFile {
  return { size, modified: Math.floor(mtimeMs) }
}

/** The version of a file's bytes, as far as the file system tells it. */
export function mediaVersion({ size, modified }: MediaFile): string {
  return `${size.toString(36)}x${modified.toString(36)}`
}
