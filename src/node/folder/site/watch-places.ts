import { type FSWatcher, watch } from 'node:fs'

/** How long to collect events before calling back: one save makes several. */
const SETTLE_MILLISECONDS = 10

/** The most folders that are watched, because systems have few watches. */
const MAX_FOLDERS = 100

/** Watches of folders. */
export interface PlaceWatch {
  /** Watches these folders, and no others. */
  watch(folders: Iterable<string>): void
  stop(): void
}

/** Creates watches that call back when anything in one of the folders changes. What cannot be watched is seen when the files are next looked at. */
export function createPlaceWatch(onChange: () => void): PlaceWatch {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  return {
    watch(folders) {
      const wanted = new Set([...folders].slice(0, MAX_FOLDERS))
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) close(folder)
      for (const folder of wanted) if (!watchers.has(folder)) open(folder)
    },
    stop() {
      clearTimeout(timer)
      for (const folder of [...watchers.keys()]) close(folder)
    },
  }

  function open(folder: string): void {
    try {
      const watcher = watch(folder, () => {
        timer ??= setTimeout(() => {
          timer = undefined
          onChange()
        }, SETTLE_MILLISECONDS)
      })
      watchers.set(
        folder,
        watcher.on('error', () => close(folder)),
      )
    } catch {
      // The look at each minute sees the changes.
    }
  }

  function close(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
}
