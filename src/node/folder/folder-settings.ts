import { basename, join } from 'node:path'
import { isError } from '../../content/article/article.ts'
import { readGenerator } from '../../content/generators/read.ts'
import type { Problem } from '../../content/problem.ts'
import { isForeignKey, readSite, type Site, titleFromSlug } from '../../content/site/settings.ts'
import type { SettingsFile } from '../../content/site/settings-file.ts'
import { type SoughtSite, seekSite } from './folder-state.ts'
import { readText } from './read-text.ts'

/** The `_index.md` files of a folder, and the site that they describe. */
export interface FolderSettings {
  /** Reads them, named with their stamps; true if they say something new. One that is broken by an edit keeps its last good text. */
  read(found: ReadonlyMap<string, string>): boolean
  /** Once they were read. */
  site(): Site
  problems(): Problem[]
  /** The generator's site that was looked for, if one was. */
  soughtSite(): SoughtSite | undefined
  /** Whether a start would read the same. */
  areAsWritten(): boolean
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
  let soughtSite: SoughtSite | undefined
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
    soughtSite: () => soughtSite,
    areAsWritten: () => [...files.values()].every(({ problems }) => !problems.some(isError)),
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
    soughtSite = undefined
    return readSite(good, {
      title,
      url: defaultUrl,
      overrideUrl: siteUrl,
      findGenerator(name) {
        const { site, sought } = seekSite(root, name)
        soughtSite = sought
        return site && readGenerator(site)
      },
    }).site
  }
}
