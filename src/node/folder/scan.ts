import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { MARKDOWN_ENDING } from '../../content/article/file-name.ts'
import { REGISTER_FILE } from '../../content/library/register.ts'
import { typeOfFile } from '../../content/media/media-types.ts'
import type { Problem } from '../../content/problem.ts'
import type { Instant } from '../../content/text/dates.ts'
import { inodeOf } from '../folder-place.ts'
import { followLinks, isIgnored } from './inside.ts'

/** A picture, a sound, a film … beside the articles. */
export interface MediaFile {
  /** In bytes. */
  size: number
  modified: Instant
  /** Its path on disk, where that is not composed (NFC). */
  name?: string
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
  /** The latest time at which a file or a folder was changed. */
  modified: Instant
}

const FOREIGN = /\.(?:html?|adoc|asciidoc|rst|org|textile|pandoc|pdc|ipynb|svx)$/i

/**
 * Lists a folder with all folders in it, and yields after each file. `before` is the scan before: a deleted file takes its own time with it, and what cannot be read now stays as
 * it was, and kinds in which nothing changed keep their maps. Without it, throws if the folder itself cannot be read.
 */
export function* scanFolder(root: string, before?: Scan): Generator<undefined, Scan> {
  const scan: Scan = {
    articles: new Map(),
    settings: new Map(),
    media: new Map(),
    foreign: new Map(),
    problems: new Map(),
    modified: before?.modified ?? 0,
  }
  function* visit(folder: string): Generator<undefined, void> {
    for (const entry of listFolder(folder)) {
      if (isIgnored(entry.name)) continue
      yield
      const path = folder + entry.name
      const found = look(root, path, entry.isSymbolicLink())
      if (found === 'folder') yield* visit(`${path}/`)
      else if (isProblem(found)) reject(scan, found, before)
      else if (found) note(scan, path, found)
    }
  }
  yield* visit('')
  for (const kind of before ? KINDS : []) {
    yield
    if (areSameFiles(before![kind], scan[kind])) Object.assign(scan, { [kind]: before![kind] })
  }
  return scan

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
 * The scan after another look at the named paths; undefined if the whole folder must be scanned, because one of them is a folder or cannot be looked
 * at, or because something could not be before. Yields after each path.
 */
export function* rescan(
  root: string,
  scan: Scan,
  paths: Iterable<string>,
): Generator<undefined, Scan | undefined> {
  if ([...scan.problems.values()].some(isUnreadable)) return undefined
  const next = { ...scan, problems: new Map(scan.problems) }
  for (const path of paths) {
    if (path.split('/').some(isIgnored)) continue
    yield
    const entry = lstat(join(root, path))
    // What cannot be looked at is not gone, nor is anything while the folder itself is.
    if (entry === 'unreadable' || (!entry && inodeOf(root) === undefined)) return undefined
    // A file of the same name in another normal form may be there still.
    if (!entry && /[^ -~]/.test(path)) return undefined
    const found = entry && look(root, path, entry.isSymbolicLink())
    if (found === 'folder' || (isProblem(found) && isUnreadable(found))) return undefined
    next.problems.delete(path)
    const kind = kindOf(path)
    // Kinds in which nothing changes keep their maps.
    if (kind && next[kind] === scan[kind])
      Object.assign(next, { [kind]: new Map<string, unknown>(scan[kind]) })
    if (isProblem(found)) reject(next, found, undefined)
    note(next, path, isProblem(found) ? undefined : found)
    // A folder changes when a file in it is added, renamed or removed.
    const folder = lstat(dirname(join(root, path)))
    if (folder !== 'unreadable') noteTime(next, folder)
  }
  return next
}

/** What is at a path: a file's stats, a folder, a problem, or nothing. Follows links to files, and never opens anything. */
function look(root: string, path: string, isLink: boolean): Stats | 'folder' | Problem | undefined {
  try {
    const refusal = isLink ? followLinks(root, path).refusal : undefined
    const stats = statSync(`${root}/${path}`)
    if (refusal !== undefined)
      return stats.isDirectory() || kindOf(path) ? linkProblem(path, `The link ${refusal}`) : undefined
    if (stats.isFile()) return stats
    // A link to a folder above would never end.
    if (stats.isDirectory()) return isLink ? linkProblem(path, 'The link leads to a folder') : 'folder'
    return kindOf(path) ? linkProblem(path, 'This is a device, a pipe or a socket') : undefined
  } catch (error) {
    if (isLink && (isMissing(error) || codeOf(error) === 'ELOOP'))
      return linkProblem(path, `The link leads to ${isMissing(error) ? 'nothing' : 'itself'}`)
    return isMissing(error) ? undefined : unreadable(path, error)
  }
}

function isProblem(found: ReturnType<typeof look>): found is Problem {
  return typeof found === 'object' && 'code' in found
}

function isUnreadable({ code }: Problem): boolean {
  return code === 'unreadable'
}

function linkProblem(path: string, message: string): Problem {
  return {
    severity: 'warning',
    code: 'link',
    path,
    message: `${message}, so it is not published`,
    hint: 'Put the file itself here, or a link to a file of this folder or its repository',
  }
}

function unreadable(path: string, error: unknown): Problem {
  return {
    severity: 'error',
    code: 'unreadable',
    path: path.replace(/\/$/, ''),
    message: `This cannot be read (${codeOf(error)}); what was published of it stays`,
    hint: codeOf(error) === 'ENAMETOOLONG' ? 'Give it a shorter path' : 'Let the server read it',
  }
}

/** Records a problem; where something cannot be read, everything that was known of the path, and of all below it, stays. */
function reject(scan: Scan, problem: Problem, before: Scan | undefined): void {
  scan.problems.set(problem.path, problem)
  if (!before || !isUnreadable(problem)) return
  const below = problem.path === '.' ? '' : `${problem.path}/`
  for (const kind of KINDS)
    for (const [path, known] of before[kind] as Map<string, never>)
      if (path === problem.path || path.startsWith(below)) scan[kind].set(path, known)
}

function areSameFiles(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  const stateOf = (file: unknown) => (typeof file === 'object' ? JSON.stringify(file) : file)
  return a.size === b.size && [...b].every(([path, file]) => stateOf(a.get(path)) === stateOf(file))
}

const KINDS = ['articles', 'settings', 'media', 'foreign'] as const

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
}

/** Undefined where nothing is. */
function lstat(path: string): Stats | 'unreadable' | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    return isMissing(error) ? undefined : 'unreadable'
  }
}

function kindOf(path: string): 'articles' | 'settings' | 'media' | 'foreign' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '_index.md') return 'settings'
  if (name === REGISTER_FILE) return undefined
  // Hugo's `_index.fr.md` describes a section in another language.
  if (MARKDOWN_ENDING.test(name) && !name.startsWith('_index.')) return 'articles'
  if (typeOfFile(name)) return 'media'
  return FOREIGN.test(name) ? 'foreign' : undefined
}

/** Adds or replaces a file; removes it where it no longer exists. */
function note(scan: Scan, path: string, stats: Stats | undefined): void {
  noteTime(scan, stats)
  const kind = kindOf(path)
  if (kind === undefined) return
  if (stats === undefined) scan[kind].delete(path)
  else if (kind === 'media') noteMedia(scan, path, stats)
  else scan[kind].set(path, stampOf(stats))
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
