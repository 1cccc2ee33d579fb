/** A folder of the site whose files are published as they are, and the path below which, both without slashes around. */
export type Mount = readonly [folder: string, path: string]

/** A beginning of references, such as `@/`, and the folder of the site that it stands for, with a slash at its end or empty. */
export type Alias = readonly [start: string, folder: string]

/** Where the files of a site are that do not stand in the folder of its articles, as plain text in its configuration says. */
export interface SiteFolders {
  mounts: readonly Mount[]
  /** The longest first. */
  aliases: readonly Alias[]
}

/** The path of a folder of the site: without dots and slashes around; undefined for one outside of the site. */
export function siteFolder(path: string): string | undefined {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/').normalize('NFC')
}

/** The mounts of folders whose files are published at the top of the site. */
export function atTop(folders: readonly string[]): Mount[] {
  return folders.flatMap((folder): Mount[] => {
    const path = siteFolder(folder)
    return path === undefined ? [] : [[path, '']]
  })
}
