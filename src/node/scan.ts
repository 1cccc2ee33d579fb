import { readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../content/dates.ts'
import { mediaTypeOf } from '../content/media-types.ts'

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

/** Instead of the stamp of an article that was found and not yet looked at. */
export const UNSEEN = ''

/**
 * All files with what tells a changed one: time of change, size and inode. Dot files are nobody's business. `articlesUnseen` leaves the articles
 * to whoever reads them (`lookAtArticle`): looking at all takes longer than finding them.
 */
export function scanFolder(root: string, modified: Instant, { articlesUnseen = false } = {}): Scan {
  const scan = { ...emptyScan(), modified }
  const visit = (folder: string) => {
    noteFolder(root, scan, folder)
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (articlesUnseen && entry.isFile() && isArticle(entry.name)) {
        scan.articles.set(path, UNSEEN)
        continue
      }
      const stats = lookAt(`${root}/${path}`)
      if (!stats?.isDirectory()) note(scan, path, entry.name, stats)
      // A link to a folder above would never end.
      else if (!entry.isSymbolicLink()) visit(path)
    }
  }
  visit('')
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
    note(scan, path, path.slice(path.lastIndexOf('/') + 1), stats)
    noteFolder(root, scan, path.split('/').slice(0, -1).join('/'))
  }
  return true
}

/** Whether a file or folder of this name is nobody's business. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

export function emptyScan(): Scan {
  return { articles: new Map(), settings: new Map(), media: new Map(), foreign: new Map(), modified: 0 }
}

/** Undefined where nothing is, a link leads to itself, or what it leads to is neither file nor folder: reading a pipe would never end. */
function lookAt(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() || stats?.isDirectory() ? stats : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
    throw error
  }
}

/** A folder changes when a file in it is added, renamed or removed. */
function noteFolder(root: string, scan: Scan, folder: string): void {
  const stats = statSync(join(root, folder), { throwIfNoEntry: false })
  if (stats) scan.modified = Math.max(scan.modified, Math.floor(stats.mtimeMs))
}

/** Puts a file where it belongs, or takes it out where it is gone. */
function note(scan: Scan, path: string, name: string, stats: Stats | undefined): void {
  const stamp = stats && stampOf(stats)
  if (stats) scan.modified = Math.max(scan.modified, Math.floor(stats.mtimeMs))
  if (name === '_index.md') update(scan.settings, path, stamp)
  else if (isArticle(name)) update(scan.articles, path, stamp)
  else if (mediaTypeOf(name)) update(scan.media, path, stats && mediaFileOf(stats))
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

/** What tells a changed file from an unchanged one, as git does it. */
export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`
}

/** The later of the two times with which a stamp starts. */
export function newestTime(stamp: string): number {
  return Math.max(Number.parseFloat(stamp) || 0, Number.parseFloat(stamp.slice(stamp.indexOf(':') + 1)) || 0)
}

/** What is kept of a file that is no article. */
export function mediaFileOf({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): MediaFile {
  return { size, modified: Math.floor(mtimeMs) }
}

/** The version of a file's bytes, as far as the file system tells it. */
export function mediaVersion({ size, modified }: MediaFile): string {
  return `${size.toString(36)}x${modified.toString(36)}`
}
