import { basename, join, relative, sep } from 'node:path'
import { watch } from 'chokidar'

/** Long enough for the several events that one save makes, short enough not to be seen. */
const SETTLE_MILLISECONDS = 10

/**
 * Calls back with the paths in the folder that may have changed, or with undefined where anything may have. `onError` is told where
 * changes cannot be followed, as when the system allows no more watches. Returns a function that stops.
 */
export function watchFolder(
  directory: string,
  onChange: (paths: Set<string> | undefined) => void,
  onError: (error: Error) => void,
): () => Promise<void> {
  let paths = new Set<string>()
  let anything = false
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(directory, {
    ignoreInitial: true,
    ignored: (path) => /(?:^|[\\/])(?:\.[^\\/]|node_modules$)/.test(relative(directory, path)),
  })
  watcher.on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir') anything = true
    else note(path)
    schedule()
  })
  // What the system tells at once: of the writes to a file within 50 ms the watcher tells the first alone, and after asking for its size.
  watcher.on('raw', (_event, name, details) => {
    const { watchedPath } = details as { watchedPath: string }
    // The file's own watch tells what that of its folder has told.
    if (!name || name === basename(watchedPath)) return
    note(join(watchedPath, name))
    schedule()
  })
  watcher.on('error', (error) => onError(error as Error))
  // What changed between the loading and now went unseen.
  watcher.on('ready', () => {
    anything = true
    schedule()
  })
  return () => {
    clearTimeout(timer)
    return watcher.close()
  }

  function note(path: string): void {
    paths.add(relative(directory, path).split(sep).join('/'))
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
