import { type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Instant } from '../../content/text/dates.ts'
import { isIgnored, listFolder, readStamp, stampOf, statFile } from './listing.ts'

/** A picture, a sound, a film … beside the articles. */
export interface MediaFile {
  /** In bytes. */
  size: number
  modified: Instant
}

/** What is in a folder: articles and settings by path with what tells a changed file, and the files beside them. */
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

/** Looks at a whole folder. `before` is the latest time that was seen before: what is deleted takes its own time with it. */
export function scanFolder(root: string, before: Instant = 0): Scan {
  const { paths, stamps, modified } = listFolder(root)
  const scan = { ...emptyScan(), modified: Math.max(modified, before) }
  for (const [index, path] of paths.entries()) note(scan, path, stamps[index])
  return scan
}

/** The scan after a look at the named paths alone; undefined where that is not enough, because one of them is a folder. */
export function rescan(root: string, scan: Scan, paths: Iterable<string>): Scan | undefined {
  const next = { ...scan }
  for (const path of paths) {
    if (path.split('/').some(isIgnored)) continue
    const stats = statFile(join(root, path))
    if (stats?.isDirectory()) return undefined
    const kind = kindOf(path)
    // Kinds in which nothing changes stay the same maps.
    if (kind && next[kind] === scan[kind])
      Object.assign(next, { [kind]: new Map<string, unknown>(scan[kind]) })
    note(next, path, stats && stampOf(stats))
    // A folder changes when a file in it is added, renamed or removed.
    const folder = statSync(dirname(join(root, path)), { throwIfNoEntry: false })
    for (const one of [stats, folder])
      if (one) next.modified = Math.max(next.modified, Math.floor(one.mtimeMs))
  }
  return next
}

function emptyScan(): Scan {
  return { articles: new Map(), settings: new Map(), media: new Map(), foreign: new Map(), modified: 0 }
}

function kindOf(path: string): 'articles' | 'settings' | 'media' | 'foreign' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '_index.md') return 'settings'
  // Hugo's `_index.fr.md` describes a section in another language.
  if (MARKDOWN.test(name) && !name.startsWith('_index.')) return 'articles'
  if (mediaTypeOf(name)) return 'media'
  return FOREIGN.test(name) ? 'foreign' : undefined
}

/** Puts a file where it belongs, or takes it out where it is gone. */
function note(scan: Scan, path: string, stamp: string | undefined): void {
  const kind = kindOf(path)
  if (kind === undefined) return
  if (stamp === undefined) scan[kind].delete(path)
  else if (kind === 'media') scan.media.set(path, mediaFileOf(readStamp(stamp)))
  else scan[kind].set(path, stamp)
}

/** What is kept of a file that is not an article. */
export function mediaFileOf({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): MediaFile {
  return { size, modified: Math.floor(mtimeMs) }
}

/** The version of a file's bytes, as far as the file system tells it. */
export function mediaVersion({ size, modified }: MediaFile): string {
  return `${size.toString(36)}x${modified.toString(36)}`
}
