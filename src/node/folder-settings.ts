import { basename, join } from 'node:path'
import { isError } from '../content/article.ts'
import { readGenerator } from '../content/generators/read.ts'
import type { Problem } from '../content/problem.ts'
import { isForeignKey, readSite, type Site, titleFromSlug } from '../content/settings.ts'
import type { SettingsFile } from '../content/settings-file.ts'
import { findSite } from './generator.ts'
import { readText } from './read-text.ts'

/** The `_index.md` files of a folder, and the site that they describe. */
export interface FolderSettings {
  /** Reads them, named with their stamps; true if they say something new. One that is broken by an edit keeps its last good text. */
  read(found: ReadonlyMap<string, string>): boolean
  /** Once they were read. */
  site(): Site
  problems(): Problem[]
}

interface Known {
  stamp: string
  good: SettingsFile
  problems: Problem[]
}

/** Nothing is read before it is asked to. */
export function createFolderSettings(
  root: string,
  { defaultUrl, siteUrl }: { defaultUrl: string; siteUrl?: string },
): FolderSettings {
  const title = titleFromSlug(basename(root))
  const files = new Map<string, Known>()
  let site: Site
  return {
    read(found) {
      const isNew = site === undefined
      if (!update(found) && !isNew) return false
      site = describe()
      return true
    },
    site: () => site,
    problems: () =>
      [...files.values()]
        .flatMap(({ problems }) => problems)
        .filter((problem) => !isForeignKey(problem, site)),
  }

  function update(found: ReadonlyMap<string, string>): boolean {
    let changed = false
    for (const path of files.keys()) if (!found.has(path)) changed = files.delete(path)
    for (const [path, stamp] of found) {
      const known = files.get(path)
      if (known?.stamp === stamp) continue
      const source = readText(join(root, path))
      if (source === undefined || (source === known?.good.source && known.problems.length === 0)) continue
      const { problems } = readSite([{ path, source }], { title, url: defaultUrl })
      const isBroken = known !== undefined && problems.some(isError)
      files.set(path, { stamp, good: isBroken ? known.good : { path, source }, problems })
      changed = true
    }
    return changed
  }

  function describe(): Site {
    const good = [...files.values()].map(({ good }) => good)
    return readSite(good, {
      title,
      url: defaultUrl,
      overrideUrl: siteUrl,
      findGenerator(name) {
        const found = findSite(root, name)
        return found && readGenerator(found)
      },
    }).site
  }
}
