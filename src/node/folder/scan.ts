import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { inodeOf } from '../folder-place.ts'
import { FILE_KINDS, isOfSettings, isPublishable, kindOfFile } from './file-kind.ts'
import { isIgnored } from './inside.ts'
import {
  findRepetition,
  isFolder,
  isMissing,
  isProblem,
  isUnreadable,
  type ListedFolder,
  look,
  lstat,
  tryRealPath,
  unreadable,
} from './look.ts'

/** A picture, a sound, a film … beside the articles. */
export interface MediaFile {
  /** In bytes. */
  size: number
  modified: Instant
  /** Its path on disk, where that is not composed (NFC), or not that at which it is published. */
  name?: string
  /** The folder of the site that it is in, and that no link may lead out of, where that is not the folder of articles. */
  root?: string
}

/** The files of a folder by path: articles, settings and other markup with their stamps, and the files beside the articles, by composed paths. */
export interface Scan {
  articles: Map<string, string>
  settings: Map<string, string>
  media: Map<string, MediaFile>
  /** Texts in other markup than Markdown, which the author may mean as articles. */
  foreign: Map<string, string>
  /** What is not published although it is there: links that lead out, devices, and what cannot be read. By path. */
  problems: Map<string, Problem>
  /** The paths under which folders were listed, each once, by real path. */
  folders: Map<string, string>
  /** The latest time at which a file or a folder was changed. */
  modified: Instant
}

/**
 * Lists a folder with all folders in it, and yields after each file. Links to folders are followed when everything else is listed, so that each real
 * folder is listed once, and in its own place if it has one. `before` is the scan before: a deleted file takes its own time with it, and what cannot be read now stays as
 * it was, and kinds in which nothing changed keep their maps. Without it, throws if the folder itself cannot be read.
 */
export function* scanFolder(root: string, before?: Scan): Generator<undefined, Scan> {
  const scan: Scan = {
    articles: new Map(),
    settings: new Map(),
    media: new Map(),
    foreign: new Map(),
    problems: new Map(),
    folders: new Map(),
    modified: before?.modified ?? 0,
  }
  const real = tryRealPath(root) ?? root
  let links: ListedFolder[] = []
  yield* visit('', real)
  while (links.length > 0) {
    const next = links.sort((a, b) => (a.path < b.path ? -1 : 1))
    links = []
    for (const link of next) yield* visitOnce(link)
  }
  for (const kind of before ? FILE_KINDS : []) {
    yield
    if (areSameFiles(before![kind], scan[kind])) Object.assign(scan, { [kind]: before![kind] })
  }
  return scan

  function* visit(folder: string, place: string): Generator<undefined, void> {
    const name = folder.replace(/\/$/, '')
    const isLinked = place !== join(real, name)
    scan.folders.set(place, name)
    for (const entry of listFolder(folder)) {
      if (isIgnored(entry.name)) continue
      yield
      const path = folder + entry.name
      const found = look(root, path, entry.isSymbolicLink(), entry.isDirectory() ? () => true : isPublishable)
      if (isFolder(found)) {
        const below = { path, real: found.linked ?? join(place, entry.name), place }
        if (found.linked === undefined) yield* visitOnce(below)
        else links.push(below)
      } else if (isProblem(found)) {
        if (isUnreadable(found) && entry.isDirectory()) scan.folders.set(join(place, entry.name), path)
        reject(scan, found, before)
      } else if (found) note(scan, path, found, isLinked)
    }
  }

  function* visitOnce(found: ListedFolder): Generator<undefined, void> {
    const problem = findRepetition(real, found, scan.folders.get(found.real))
    if (problem) reject(scan, problem, before)
    else yield* visit(`${found.path}/`, found.real)
  }

  function listFolder(folder: string): Dirent[] {
    try {
      noteTime(scan, statSync(`${root}/${folder}`))
      return readdirSync(`${root}/${folder}`, { withFileTypes: true })
    } catch (error) {
      if (!before && folder === '') throw error
      // A folder that was removed after it was listed is no loss, but the whole folder may come back.
      if (folder === '' || !isMissing(error)) reject(scan, unreadable(folder || '.', error), before)
      return []
    }
  }
}

/**
 * The scan after another look at the named paths; undefined if the whole folder must be scanned, because one of them is a folder, or in one that is not
 * known by this path, or cannot be looked at, or because something could not be before. Yields after each path.
 */
export function* rescan(
  root: string,
  scan: Scan,
  paths: Iterable<string>,
): Generator<undefined, Scan | undefined> {
  if ([...scan.problems.values()].some(isUnreadable)) return undefined
  const real = tryRealPath(root) ?? root
  const next = { ...scan, problems: new Map(scan.problems) }
  const folders = new Set(scan.folders.values())
  for (const path of paths) {
    if (path.split('/').some(isIgnored)) continue
    yield
    const entry = lstat(join(root, path))
    // What cannot be looked at is not gone, nor is anything while the folder itself is.
    if (entry === 'unreadable' || (!entry && inodeOf(root) === undefined)) return undefined
    // A file of the same name in another normal form may be there still.
    if (!entry && /[^ -~]/.test(path)) return undefined
    const above = dirname(join(root, path))
    const place = tryRealPath(above)
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    if (folders.has(path) || (place !== undefined && scan.folders.get(place) !== folder)) return undefined
    const found = entry && look(root, path, entry.isSymbolicLink(), isPublishable)
    if (isFolder(found) || (isProblem(found) && isUnreadable(found))) return undefined
    next.problems.delete(path)
    const kind = kindOfFile(path)
    // Kinds in which nothing changes keep their maps.
    if (kind && next[kind] === scan[kind])
      Object.assign(next, { [kind]: new Map<string, unknown>(scan[kind]) })
    note(next, path, isProblem(found) ? undefined : found, place !== join(real, folder))
    if (isProblem(found)) reject(next, found, undefined)
    // A folder changes when a file in it is added, renamed or removed.
    const stats = lstat(above)
    if (stats !== 'unreadable') noteTime(next, stats)
  }
  return next
}

/** Records a problem, and settings that nobody can read; everything that was known of what cannot be read, and of all below it, stays. */
function reject(scan: Scan, problem: Problem, before: Scan | undefined): void {
  const hasSettings = isOfSettings(problem.path)
  if (hasSettings) scan.settings.set(problem.path, UNREAD)
  let kept = ''
  const isIn = (path: string) => `${path}/`.startsWith(problem.path === '.' ? '' : `${problem.path}/`)
  if (before && isUnreadable(problem)) {
    for (const kind of FILE_KINDS)
      for (const [path, known] of before[kind] as Map<string, never>)
        if (isIn(path)) {
          scan[kind].set(path, known)
          kept = '; what was published of it stays'
        }
    for (const [real, path] of before.folders) if (isIn(path)) scan.folders.set(real, path)
  }
  scan.problems.set(problem.path, { ...problem, message: problem.message + (hasSettings ? '' : kept) })
}

function areSameFiles(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  const stateOf = (file: unknown) => (typeof file === 'object' ? JSON.stringify(file) : file)
  return a.size === b.size && [...b].every(([path, file]) => stateOf(a.get(path)) === stateOf(file))
}

/** Adds or replaces a file; removes it where it no longer exists. */
function note(scan: Scan, path: string, stats: Stats | undefined, isLinked: boolean): void {
  noteTime(scan, stats)
  const kind = kindOfFile(path)
  if (kind === undefined) return
  if (stats === undefined) scan[kind].delete(path)
  else if (kind === 'media') noteMedia(scan, path, stats)
  else scan[kind].set(path, stampOf(stats) + (isLinked ? LINKED : ''))
}

/** Ends the stamp of a file in a folder that a link leads to, and that link may lead elsewhere when the file is read. */
const LINKED = ':linked'
/** The stamp of settings that are there and cannot be read, such as a link that leads out. */
export const UNREAD = LINKED

export function isLinkedStamp(stamp: string): boolean {
  return stamp.includes(LINKED)
}

/** Adds a file beside the articles; where two names differ only by their normal form, the composed one counts. */
function noteMedia({ media }: Scan, path: string, stats: Stats): void {
  const composed = path.normalize('NFC')
  if (composed === path) media.set(path, mediaFileOf(stats))
  else if (!media.has(composed) || media.get(composed)?.name === path)
    media.set(composed, { ...mediaFileOf(stats), name: path })
}

function noteTime(scan: Scan, stats: Stats | undefined): void {
  if (stats) scan.modified = Math.max(scan.modified, Math.floor(stats.mtimeMs))
}

/** A text that changes when the file does, made as git does it of the times of change, the size and the inode. */
export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${ctimeMs}:${size}:${ino}`
}

/** The later of the two times of a stamp; 0 for an empty one. */
export function newestTime(stamp: string): number {
  return Math.max(...stamp.split(':', 2).map(Number))
}

/** The bytes of the file that a stamp is of; 0 for an empty one. */
export function sizeOf(stamp: string): number {
  const at = stamp.indexOf(':', stamp.indexOf(':') + 1)
  return at < 0 ? 0 : Number.parseInt(stamp.slice(at + 1), 10)
}

/** The size and time of a file that is not an article. */
export function mediaFileOf({ size, mtimeMs }: Stats): MediaFile {
  return { size, modified: Math.floor(mtimeMs) }
}

/** The version of a file's bytes, as far as the file system can tell. */
export function mediaVersion({ size, modified }: MediaFile): string {
  return `${size.toString(36)}x${modified.toString(36)}`
}
