import { readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { mediaTypeOf } from '../../content/media/media-types.ts'
import type { Instant } from '../../content/text/dates.ts'

/** A picture, a sound, a film … beside the articles. */
export interface MediaFile {
  /** In bytes. */
  size: number
  modified: Instant
}

/** The files of a folder by path: articles, settings and other markup with their stamps, and the files beside the articles. */
export interface Scan {
  articles: Map<string, string>
  settings: Map<string, string>
  media: Map<string, MediaFile>
  /** Texts in other markup than Markdown, which the author may mean as articles. */
  foreign: Map<string, string>
  /** The latest time at which a file or a folder was changed. */
  modified: Instant
}

const FOREIGN = /\.(?:html?|adoc|asciidoc|rst|org|textile|pandoc|pdc|ipynb|svx)$/i

/** Lists a folder with all folders in it. `before` is the latest time of the scan before, because a deleted file takes its own time with it. */
export function scanFolder(root: string, before: Instant = 0): Scan {
  const scan: Scan = {
    articles: new Map(),
    settings: new Map(),
    media: new Map(),
    foreign: new Map(),
    modified: before,
  }
  const visit = (folder: string) => {
    noteTime(scan, statFile(`${root}/${folder}`))
    for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue
      const path = folder + entry.name
      const stats = statFile(`${root}/${path}`)
      if (stats?.isFile()) note(scan, path, stats)
      // A link to a folder above would never end.
      else if (stats && !entry.isSymbolicLink()) visit(`${path}/`)
    }
  }
  visit('')
  return scan
}

/** The scan after another look at the named paths; undefined if one of them is a folder, so that the whole folder must be scanned. */
export function rescan(root: string, scan: Scan, paths: Iterable<string>): Scan | undefined {
  const next = { ...scan }
  for (const path of paths) {
    if (path.split('/').some(isIgnored)) continue
    const stats = statFile(join(root, path))
    if (stats?.isDirectory()) return undefined
    const kind = kindOf(path)
    // Kinds in which nothing changes keep their maps.
    if (kind && next[kind] === scan[kind])
      Object.assign(next, { [kind]: new Map<string, unknown>(scan[kind]) })
    note(next, path, stats)
    // A folder changes when a file in it is added, renamed or removed.
    noteTime(next, statFile(dirname(join(root, path))))
  }
  return next
}

function kindOf(path: string): 'articles' | 'settings' | 'media' | 'foreign' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '_index.md') return 'settings'
  // Hugo's `_index.fr.md` describes a section in another language.
  if (MARKDOWN_ENDING.test(name) && !name.startsWith('_index.')) return 'articles'
  if (mediaTypeOf(name)) return 'media'
  return FOREIGN.test(name) ? 'foreign' : undefined
}

/** Adds or replaces a file; removes it where it no longer exists. */
function note(scan: Scan, path: string, stats: Stats | undefined): void {
  noteTime(scan, stats)
  const kind = kindOf(path)
  if (kind === undefined) return
  if (stats === undefined) scan[kind].delete(path)
  else if (kind === 'media') scan.media.set(path, mediaFileOf(stats))
  else scan[kind].set(path, stampOf(stats))
}

function noteTime(scan: Scan, stats: Stats | undefined): void {
  if (stats) scan.modified = Math.max(scan.modified, Math.floor(stats.mtimeMs))
}

/** Undefined for what does not exist, for a link to itself, and for pipes and devices, where reading would never end. */
function statFile(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() || stats?.isDirectory() ? stats : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
    throw error
  }
}

/** Whether a file or folder of this name is skipped: dot files and node_modules. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** A text that changes when the file does, made as git does it of the times of change, the size and the inode. */
function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`
}

/** The later of the two times of a stamp; 0 for an empty one. */
export function newestTime(stamp: string): number {
  return Math.max(...stamp.split(':', 2).map(Number))
}

/** The size and time of a file that is not an article. */
export function mediaFileOf({ size, mtimeMs }: Stats): MediaFile {
  return { size, modified: Math.floor(mtimeMs) }
}

/** The version of a file's bytes, as far as the file system can tell. */
export function mediaVersion({ size, modified }: MediaFile): string {
  return `${size.toString(36)}x${modified.toString(36)}`
}
