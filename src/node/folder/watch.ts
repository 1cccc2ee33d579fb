import {
  type Dirent,
  existsSync,
  type FSWatcher,
  lstatSync,
  readdirSync,
  readlinkSync,
  type Stats,
  watch,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { followLinks, isIgnored } from './inside.ts'

/** How long to collect events before calling back: one save makes several. */
const SETTLE_MILLISECONDS = 10

/** Errors of a path that was removed, links to itself or may not be read: the watch of its folder reports what follows. */
const HARMLESS = new Set(['ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'ELOOP', 'ENAMETOOLONG'])

/**
 * Calls back with the paths in the folder that may have changed, or with undefined if any path may have; the first call is of that kind, for
 * changes before the watch. Calls `onError` once if changes cannot be watched, for example because the system allows no more watches. Returns a
 * function that stops. Watches folders and links, not files: the watch of a folder reports the files in it.
 */
export function watchFolder(
  directory: string,
  onChange: (paths: Set<string> | undefined) => void,
  onError: (error: Error) => void,
): () => void {
  /** By the path of the folder or link. */
  const watchers = new Map<string, FSWatcher>()
  let paths = new Set<string>()
  let anything = true
  let hasFailed = false
  let timer: NodeJS.Timeout | undefined
  followFolder('')
  schedule()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
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
    try {
      const watcher = watch(watched, (_, name) => onEvent(name))
      watcher.on('error', fail)
      watchers.set(path, watcher)
      return true
    } catch (error) {
      fail(error as Error)
      return false
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

/** Empty if the path is no longer a link. */
function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function listFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}
