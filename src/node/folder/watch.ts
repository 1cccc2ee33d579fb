import {
  type Dirent,
  existsSync,
  type FSWatcher,
  lstatSync,
  readdirSync,
  type Stats,
  statSync,
  watch,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { inodeOf, placesOnTheWay } from '../folder-place.ts'
import { followLinks, isIgnored } from './inside.ts'
import { findRepetition, tryRealPath } from './look.ts'

/** How long to collect events before calling back: one save makes several. */
const SETTLE_MILLISECONDS = 10

/** Errors of a path that was removed, links to itself or may not be read: the watch of its folder reports what follows. */
const HARMLESS = new Set(['ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'ELOOP', 'ENAMETOOLONG'])

/** The error of a disk that may work again, which nothing reports. */
const PASSING = 'EIO'

/** How often to look at the whole folder, for what the system did not report: a network drive reports nothing. */
const LOOK_MILLISECONDS = 60_000

/**
 * Calls back with the paths in the folder that may have changed, or with undefined if any path may have: first, for changes before the watch, and
 * every `lookMilliseconds`. Calls `onError` once if changes cannot be watched, for example because the system allows no more watches. Returns a
 * function that stops. Watches folders and links, not files: the watch of a folder reports the files in it. A folder that links lead to is
 * watched once, as a scan lists it. The folder itself may be replaced, or missing
 * for a while.
 */
export function watchFolder(
  directory: string,
  onChange: (paths: Set<string> | undefined) => void,
  onError: (error: Error) => void,
  lookMilliseconds = LOOK_MILLISECONDS,
): () => void {
  /** By the path of the folder or link. */
  const watchers = new Map<string, FSWatcher[]>()
  /** The paths of the folders that are watched, each once, by real path. */
  const folders = new Map<string, string>()
  /** The links that lead to folders, watched or not. */
  const folderLinks = new Set<string>()
  /** The links that are followed when all folders in their own places are. */
  let links: string[] = []
  /** The watches of the folders in which the folder itself, and each link on the way to it, may be replaced. */
  let outer: FSWatcher[] = []
  let identity: string | undefined
  let paths = new Set<string>()
  let anything = true
  let hasFailed = false
  let isIncomplete = false
  let timer: NodeJS.Timeout | undefined
  followRoot()
  const looking = setInterval(() => {
    // What links lead to may have been replaced on a drive that reports nothing.
    if (inodeOf(directory) !== identity || folderLinks.size > 0 || isIncomplete) return followRoot()
    anything = true
    schedule()
  }, lookMilliseconds)
  return () => {
    clearTimeout(timer)
    clearInterval(looking)
    closeAll()
  }

  /** Watches whatever is at the folder's path now, from the beginning. */
  function followRoot(): void {
    closeAll()
    isIncomplete = false
    for (const [folder, names] of placesOnTheWay(directory)) {
      const check = (name: string | null) => {
        if ((name === null || names.has(name)) && inodeOf(directory) !== identity) followRoot()
      }
      const watcher = tryToWatch(folder, check)
      if (watcher) outer.push(watcher)
    }
    // What replaces the folder from here on is reported.
    identity = inodeOf(directory)
    if (identity !== undefined) follow('')
    anything = true
    schedule()
  }

  function closeAll(): void {
    forget('')
    for (const watcher of outer) watcher.close()
    outer = []
  }

  /** Watches a folder or a link, and all that it leads to. */
  function follow(path: string): void {
    const entry = path === '' ? undefined : lookAt(join(directory, path))
    if (entry === 'unreadable') return
    if (path === '' || entry?.isDirectory()) followFolder(path)
    else if (entry?.isSymbolicLink()) links.push(path)
    while (links.length > 0) {
      const next = links.sort()
      links = []
      for (const link of next) followLink(link)
    }
  }

  /** Watches before it lists, so that what is created in between is seen twice rather than never. */
  function followFolder(folder: string): void {
    const path = join(directory, folder)
    const real = tryRealPath(path) ?? path
    if (folder !== '') {
      const place = tryRealPath(dirname(path)) ?? dirname(path)
      const found = { path: folder.split(sep).join('/'), real, place }
      if (findRepetition(tryRealPath(directory) ?? directory, found, folders.get(real))) return
    }
    folders.set(real, folder)
    followAt(folder, path, (name) => {
      if (name === null) note(folder)
      else if (!isIgnored(name)) note(join(folder, name))
    })
    for (const entry of listFolder(path)) {
      if (isIgnored(entry.name)) continue
      if (entry.isDirectory()) followFolder(join(folder, entry.name))
      else if (entry.isSymbolicLink()) links.push(join(folder, entry.name))
    }
  }

  /** Watches the target of a link, and the places where a folder may come to be its target; nothing outside of what may be published. */
  function followLink(path: string): void {
    const from = join(directory, path)
    if (leadsOut(directory, from)) return
    if (isFolder(from)) {
      folderLinks.add(path)
      followPlaces(path)
      followFolder(path)
    } else if (!followAt(path, from, () => note(path)) && !existsSync(from)) {
      followPlaces(path)
      // The target may have been created meanwhile.
      if (existsSync(from)) note(path)
    }
  }

  function followPlaces(path: string): void {
    for (const [place, names] of placesOnTheWay(join(directory, path)))
      if (!leadsOut(directory, place))
        followAt(path, place, (name) => (name === null || names.has(name)) && note(path))
  }

  function followAt(path: string, watched: string, onEvent: (name: string | null) => void): boolean {
    const watcher = tryToWatch(watched, onEvent)
    if (watcher) watchers.set(path, [...(watchers.get(path) ?? []), watcher])
    return watcher !== undefined
  }

  function tryToWatch(path: string, onEvent: (name: string | null) => void): FSWatcher | undefined {
    try {
      return watch(path, (_, name) => onEvent(name)).on('error', fail)
    } catch (error) {
      fail(error as Error)
      return undefined
    }
  }

  function note(path: string): void {
    const entry = lookAt(join(directory, path))
    // What cannot be looked at may be anything.
    if (entry === 'unreadable') anything = true
    // A folder or a link was added, removed or replaced, and everything in it may have changed.
    else if (entry?.isDirectory() || entry?.isSymbolicLink() || watchers.has(path)) {
      anything = true
      // Another path may lead to a folder that is new or gone.
      const top = folderLinks.size > 0 && (isFolder(join(directory, path)) || wasFolder(path)) ? '' : path
      forget(top)
      if (entry || top === '') follow(top)
    }
    paths.add(path.split(sep).join('/'))
    schedule()
  }

  function wasFolder(path: string): boolean {
    return folderLinks.has(path) || [...folders.values()].includes(path)
  }

  /** Closes the watches of a path and of everything below it. */
  function forget(path: string): void {
    const isBelow = (known: string) => path === '' || known === path || known.startsWith(path + sep)
    for (const [known, some] of watchers) {
      if (!isBelow(known)) continue
      for (const watcher of some) watcher.close()
      watchers.delete(known)
    }
    for (const [real, known] of folders) if (isBelow(known)) folders.delete(real)
    for (const known of folderLinks) if (isBelow(known)) folderLinks.delete(known)
  }

  function fail(error: NodeJS.ErrnoException): void {
    isIncomplete ||= error.code === PASSING
    if (hasFailed || error.code === PASSING || HARMLESS.has(error.code ?? '')) return
    hasFailed = true
    onError(error)
  }

  /** Further events do not postpone the timer, so that an endless stream of them is reported, too. */
  function schedule(): void {
    timer ??= setTimeout(flush, SETTLE_MILLISECONDS)
  }

  function flush(): void {
    timer = undefined
    const changed = anything ? undefined : paths
    paths = new Set()
    anything = false
    onChange(changed)
  }
}

/** Undefined if nothing is there. */
function lookAt(path: string): Stats | 'unreadable' | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return 'unreadable'
  }
}

/** Whether what an absolute path leads to is there and not published. */
function leadsOut(directory: string, path: string): boolean {
  try {
    return followLinks(directory, relative(tryRealPath(directory) ?? directory, path)).refusal !== undefined
  } catch {
    return false
  }
}

/** Whether a path leads to a folder. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function listFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}
