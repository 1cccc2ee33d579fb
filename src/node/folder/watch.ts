import { type Dirent, existsSync, type FSWatcher, lstatSync, readdirSync, type Stats, watch } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { inodeOf, placesOnTheWay, readLink } from '../folder-place.ts'
import { followLinks, isIgnored } from './inside.ts'

/** How long to collect events before calling back: one save makes several. */
const SETTLE_MILLISECONDS = 10

/** Errors of a path that was removed, links to itself or may not be read: the watch of its folder reports what follows. */
const HARMLESS = new Set(['ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'ELOOP', 'ENAMETOOLONG'])

/** How often to look at the whole folder, for what the system did not report: a network drive reports nothing. */
const LOOK_MILLISECONDS = 60_000

/**
 * Calls back with the paths in the folder that may have changed, or with undefined if any path may have: first, for changes before the watch, and
 * every `lookMilliseconds`. Calls `onError` once if changes cannot be watched, for example because the system allows no more watches. Returns a
 * function that stops. Watches folders and links, not files: the watch of a folder reports the files in it. The folder itself may be replaced, or missing
 * for a while.
 */
export function watchFolder(
  directory: string,
  onChange: (paths: Set<string> | undefined) => void,
  onError: (error: Error) => void,
  lookMilliseconds = LOOK_MILLISECONDS,
): () => void {
  /** By the path of the folder or link. */
  const watchers = new Map<string, FSWatcher>()
  /** The watches of the folders in which the folder itself, and each link on the way to it, may be replaced. */
  let outer: FSWatcher[] = []
  let identity: string | undefined
  let paths = new Set<string>()
  let anything = true
  let hasFailed = false
  let timer: NodeJS.Timeout | undefined
  followRoot()
  const looking = setInterval(() => {
    if (inodeOf(directory) !== identity) return followRoot()
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
    for (const [folder, names] of placesOnTheWay(directory)) {
      const check = (name: string | null) => {
        if ((name === null || names.has(name)) && inodeOf(directory) !== identity) followRoot()
      }
      const watcher = tryToWatch(folder, check)
      if (watcher) outer.push(watcher)
    }
    // What replaces the folder from here on is reported.
    identity = inodeOf(directory)
    if (identity !== undefined) followFolder('')
    anything = true
    schedule()
  }

  function closeAll(): void {
    for (const watcher of [...watchers.values(), ...outer]) watcher.close()
    watchers.clear()
    outer = []
  }

  /** Watches before it lists, so that what is created in between is seen twice rather than never. */
  function followFolder(folder: string): void {
    follow(folder, (name) => {
      if (name === null) note(folder)
      else if (!isIgnored(name)) note(join(folder, name))
    })
    for (const entry of listFolder(join(directory, folder))) {
      if (!isIgnored(entry.name)) followIfNeeded(join(folder, entry.name), entry)
    }
  }

  function followIfNeeded(path: string, entry: Pick<Dirent, 'isDirectory' | 'isSymbolicLink'>): void {
    if (entry.isDirectory()) followFolder(path)
    else if (entry.isSymbolicLink()) followLink(path)
  }

  /** Watches the target of a link, or the target's folder until the target exists; nothing outside of what may be published. */
  function followLink(path: string): void {
    const from = join(directory, path)
    if (leadsOut(directory, path)) return
    if (follow(path, () => note(path)) || existsSync(from)) return
    const target = resolve(dirname(from), readLink(from))
    if (leadsOut(directory, relative(directory, dirname(target)))) return
    const isFollowed = follow(
      path,
      (name) => (name === null || name === basename(target)) && note(path),
      dirname(target),
    )
    // The target may have been created meanwhile.
    if (isFollowed && existsSync(from)) note(path)
  }

  function follow(
    path: string,
    onEvent: (name: string | null) => void,
    watched = join(directory, path),
  ): boolean {
    const watcher = tryToWatch(watched, onEvent)
    if (watcher) watchers.set(path, watcher)
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
      forget(path)
      if (entry) followIfNeeded(path, entry)
    }
    paths.add(path.split(sep).join('/'))
    schedule()
  }

  /** Closes the watches of a path and of everything below it. */
  function forget(path: string): void {
    for (const [known, watcher] of watchers) {
      if (path !== '' && known !== path && !known.startsWith(path + sep)) continue
      watcher.close()
      watchers.delete(known)
    }
  }

  function fail(error: NodeJS.ErrnoException): void {
    if (hasFailed || HARMLESS.has(error.code ?? '')) return
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

/** Whether what the path leads to is there and not published. */
function leadsOut(directory: string, path: string): boolean {
  try {
    return followLinks(directory, path).refusal !== undefined
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
