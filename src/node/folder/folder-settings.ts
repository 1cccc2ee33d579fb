import { basename } from 'node:path'
import { isError } from '../../content/article/article.ts'
import { readGenerator } from '../../content/generators/read.ts'
import type { Problem } from '../../content/problem.ts'
import { isForeignKey, readSite, type Site, titleFromSlug } from '../../content/site/settings.ts'
import type { SettingsFile } from '../../content/site/settings-file.ts'
import { findSite } from './generator.ts'
import { readText } from './read-text.ts'

/** The `_index.md` files of a folder, and the site that they describe. */
export interface FolderSettings {
  site: Site
  problems: Problem[]
  files: ReadonlyMap<string, ReadSettings>
}

/** One `_index.md` as it was last read. */
interface ReadSettings {
  stamp: string
  /** The last text without an error. */
  good: SettingsFile
  problems: Problem[]
}

/**
 * Reads the settings files, which `found` has by path with their stamps. Returns `before` itself if nothing has changed; a file that an edit breaks
 * keeps its last good text.
 */
export function readFolderSettings(
  root: string,
  found: ReadonlyMap<string, string>,
  { defaultUrl, siteUrl }: { defaultUrl: string; siteUrl?: string },
  before?: FolderSettings,
): FolderSettings {
  const title = titleFromSlug(basename(root))
  const files = new Map<string, ReadSettings>()
  for (const [path, stamp] of found) {
    const file = readFile(path, stamp, before?.files.get(path))
    if (file) files.set(path, file)
  }
  if (before && areSame(before.files, files)) return before
  const { site } = readSite(
    [...files.values()].map(({ good }) => good),
    {
      title,
      url: defaultUrl,
      overrideUrl: siteUrl,
      findGenerator(name) {
        const generatorSite = findSite(root, name)
        return generatorSite && readGenerator(generatorSite)
      },
    },
  )
  const problems = [...files.values()]
    .flatMap(({ problems }) => problems)
    .filter((problem) => !isForeignKey(problem, site))
  return { site, problems, files }

  function readFile(path: string, stamp: string, known: ReadSettings | undefined): ReadSettings | undefined {
    if (known?.stamp === stamp) return known
    const source = readText(root, path, stamp)
    if (source === undefined) return known
    if (source === known?.good.source && known.problems.length === 0) return known
    const { problems } = readSite([{ path, source }], { title, url: defaultUrl })
    const isBroken = known !== undefined && problems.some(isError)
    return { stamp, good: isBroken ? known.good : { path, source }, problems }
  }
}

function areSame(a: ReadonlyMap<string, ReadSettings>, b: ReadonlyMap<string, ReadSettings>): boolean {
  return a.size === b.size && [...a].every(([path, file]) => b.get(path) === file)
}
