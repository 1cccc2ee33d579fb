import type { Library } from '../../../content/library/library.ts'
import { findMentioned } from '../../../content/library/named-files.ts'
import type { FolderSettings } from '../folder-settings.ts'
import type { MediaFile, Scan } from '../scan.ts'
import type { SiteFiles } from './site-files.ts'

/** What names files outside of the folder of articles. */
interface Naming {
  library: Library
  settings: FolderSettings
  scan: Scan
}

/** Returns a function that finds the files outside of the folder that articles or settings name; only these are ever served. */
export function createNamedFiles({ find }: SiteFiles): (naming: Naming) => ReadonlyMap<string, MediaFile> {
  let last: { library: Library; scan: Scan; files: ReadonlyMap<string, MediaFile> } | undefined
  return ({ library, settings, scan }) => {
    // A file may have come since the last look.
    if (last?.library === library && last.scan === scan) return last.files
    const files = new Map<string, MediaFile>()
    const add = (path: string) => {
      const file = scan.media.has(path) || files.has(path) ? undefined : find(path)
      if (file) files.set(path, file)
    }
    for (const path of findMentioned(library)) add(path)
    for (const [path, isThere] of settings.lookups) if (isThere) add(path)
    last = { library, scan, files }
    return files
  }
}
