import { type Dirent, existsSync, type FSWatcher, lstatSync, readdirSync, readlinkSync, watch } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { isIgnored } from './listing.ts'

/** Long enough for the several events that one save makes, short enough not to be seen. */
const SETTLE_MILLISECONDS = 10

/** What is gone, or a link that leads to itself, is no failure: its folder tells of it. */
const HARMLESS = new Set(['ENOENT', 'EPERM', 'ELOOP'])

/**
 * Calls back with the paths in the folder that may have changed, or with undefined where anything may have: first of all for what changed
 * before. `onError` is told once where changes cannot be followed, as when the system allows no more watches. Returns a function that stops.
 *
 * A folder tells of all that is in it, so that a watch is needed for each folder and not for each file.
 */
export function watchFolder(
  directory: string,
  onChange: (paths: Set<string> | undefined) => void,
  onError: (error: Error) => void,
): () => void {
  /** By path: of every folder, and of every link, since what it leads to is elsewhere. */
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

  /** Watches before it looks, so that what is made meanwhile is seen twice rather than never. */
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

  /** Of what is not there, its folder tells when it comes. */
  function followLink(path: string): void {
    const from = join(directory, path)
    if (follow(path, () => note(path)) || existsSync(from)) return
    const target = resolve(dirname(from), readLink(from))
    const isFollowed = follow(
      path,
      (name) => (name === null || name === basename(target)) && note(path),
      dirname(target),
    )
    // It may have come meanwhile.
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
    const entry = lstatSync(join(directory, path), { throwIfNoEntry: false })
    // A folder or a link that came, went or was replaced: whatever is in it.
    if (entry?.isDirectory() || entry?.isSymbolicLink() || watchers.has(path)) {
      anything = true
      forget(path)
      if (entry) followIfNeeded(path, entry)
    }
    paths.add(path.split(sep).join('/'))
    schedule()
  }

  /** Ends the watches of a path and of all below it. */
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

  /** Not put off by further events, so that an endless stream of them is followed, too. */
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

/** Empty for what is no link any more. */
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
