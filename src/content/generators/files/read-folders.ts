import type { ParseScript } from '../code/read-script.ts'
import type { Configuration } from '../configuration.ts'
import type { GeneratorRow } from '../row.ts'
import { readAliases } from './aliases.ts'
import type { SiteFolders } from './site-folders.ts'

/** Reads where the files of a site are; `aliasFiles` are the files beside its configuration that may have aliases. */
export function readFolders(
  row: GeneratorRow,
  configuration: Configuration,
  aliasFiles: readonly { path: string; text: string }[],
  parseScript: ParseScript,
): SiteFolders {
  const stated = row.hasBundler ? readAliases(configuration.scripts, aliasFiles, parseScript) : []
  const aliases = [...new Map([...(row.aliases ?? []), ...stated])]
  return {
    mounts: row.readMounts?.(configuration) ?? [],
    aliases: aliases.sort(([a], [b]) => b.length - a.length),
  }
}
