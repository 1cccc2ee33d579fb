import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { isFeedRoute } from '../../content/generators/code/routes.ts'
import { isOfSite } from '../../content/generators/configuration.ts'
import { ALIAS_FILES } from '../../content/generators/files/aliases.ts'
import type { FoundSite } from '../../content/generators/files/found-site.ts'
import type { GeneratorName } from '../../content/generators/generator.ts'
import type { GeneratorRow } from '../../content/generators/row.ts'
import { ROWS, rowOf } from '../../content/generators/table.ts'
import { isIgnored } from './inside.ts'
import { describeUnread, readIfAllowed, readText } from './read-text.ts'

/** How many folders are searched: that of the articles and those above it. */
const MAX_FOLDERS = 6
/** A data file larger than this is not a list of people. */
const MAX_CHARACTERS = 300_000

/** The generator's site that a folder of articles belongs to, recognised by files in the folder and above it, up to the root of the repository. */
export function findSite(articles: string, name?: GeneratorName): FoundSite | undefined {
  let folder = articles
  for (let steps = 0; steps < MAX_FOLDERS; steps++) {
    const entries = list(folder)
    const found = recognise(folder, entries, name === undefined ? ROWS : [rowOf(name)])
    if (found) return readSite(articles, folder, found.row, found.mark)
    if (entries.includes('.git') || dirname(folder) === folder) break
    folder = dirname(folder)
  }
  return name === undefined ? undefined : { name, folder: belowContent(articles, rowOf(name)), files: [] }
}

/** The first of its configuration files that says anything. */
export function findConfiguration(site: FoundSite | undefined): string | undefined {
  const names = site && rowOf(site.name).configFiles
  return site?.files.find(({ path, text }) => names?.includes(path) && text.trim() !== '')?.path
}

/** The path from the generator's content folder, for a site whose generator only a setting names. */
function belowContent(articles: string, { content = [] }: GeneratorRow): string {
  const path = `${articles.split(sep).join('/')}/`
  const at = Math.max(...content.map((root) => path.lastIndexOf(`/${root}/`)), -1)
  return at < 0 ? '' : path.slice(at + 1, -1)
}

function recognise(
  folder: string,
  entries: string[],
  rows: readonly GeneratorRow[],
): { row: GeneratorRow; mark: string } | undefined {
  for (const row of rows) {
    const mark = findMark(folder, entries, row)
    if (mark !== undefined) return { row, mark }
  }
  if (!entries.includes('package.json')) return undefined
  const dependencies =
    /"(?:devD|d)ependencies"[\s\S]*/.exec(readIfAllowed(folder, 'package.json') ?? '')?.[0] ?? ''
  const row = rows.find(
    ({ dependency }) => dependency !== undefined && dependencies.includes(`"${dependency}":`),
  )
  return row && { row, mark: 'package.json' }
}

function findMark(folder: string, entries: string[], { marks, markText }: GeneratorRow): string | undefined {
  for (const needed of marks) {
    const found = needed.map((mark) => entries.find((entry) => mark.test(entry)))
    const [first] = found
    if (first === undefined || found.includes(undefined)) continue
    if (!markText || markText.test(readIfAllowed(folder, first) ?? '')) return first
  }
  return undefined
}

function readSite(articles: string, site: string, row: GeneratorRow, mark: string): FoundSite {
  const folder = relative(site, articles).split(sep).join('/')
  const here = folder === '' ? '' : `${folder}/`
  const data = (row.dataFiles ?? []).flatMap((path) => expand(site, path.replace(/^~\//, here)))
  const directoryData = findDirectoryData(site, articles, row.directoryData?.endings ?? [])
  const unreadable: { path: string; reason: string }[] = []
  const keeping = [...(row.ignoreFiles ?? []), ...directoryData]
  const deciding = [...row.configFiles, ...keeping]
  const mayDecide = (path: string) => deciding.includes(path) || (row.hasSiteInData && isOfSite(path))
  const read = (path: string) => {
    try {
      const text = existsSync(join(site, path)) ? readText(site, path) : undefined
      if (text === undefined || text.length <= MAX_CHARACTERS) return text
      if (mayDecide(path)) unreadable.push({ path, reason: 'it is too large' })
    } catch (error) {
      const { reason } = describeUnread(error) ?? { reason: 'error' }
      // A folder of the name of a configuration file is not one.
      if (mayDecide(path) && reason !== 'EISDIR') unreadable.push({ path, reason })
    }
    return undefined
  }
  const readAll = (paths: Iterable<string>) =>
    [...paths].flatMap((path) => {
      const text = read(path)
      return text === undefined ? [] : [{ path, text }]
    })
  const files = readAll(new Set([...row.configFiles, ...(row.ignoreFiles ?? []), ...data, ...directoryData]))
  const inherited = readInherited(row, files, read, unreadable)
  const aliasFiles = row.hasBundler ? readAll(ALIAS_FILES) : []
  const routes = (row.routeFolders ?? []).flatMap((path) => listRoutes(site, path, 0))
  const templates = row.feedTemplates ? readAll(listTemplates(site, '', row.feedTemplates, 0)) : []
  return {
    name: row.name,
    mark,
    folder,
    files: [...files, ...inherited],
    ...(keeping.length > 0 && { keeping }),
    ...(inherited.length > 0 && { inherited: inherited.map(({ path }) => path) }),
    unreadable,
    aliasFiles,
    ...(routes.length > 0 && { routes }),
    ...(templates.length > 0 && { templates }),
  }
}

/** The configurations that those of the site add their values to, the nearest first. */
function readInherited(
  { configFiles, inherits }: GeneratorRow,
  files: FoundSite['files'],
  read: (path: string) => string | undefined,
  unreadable: { path: string; reason: string }[],
): FoundSite['files'] {
  const found: FoundSite['files'] = []
  let last = files.find(({ path }) => configFiles.includes(path))
  while (last && inherits && found.length < MAX_FOLDERS) {
    const name = inherits(last.text)
    if (name === undefined) break
    const path = posix.join(dirname(last.path), name)
    const text = read(path)
    if (text === undefined) unreadable.push({ path, reason: `${last.path} inherits from it` })
    last = text === undefined ? undefined : { path, text }
    if (last) found.push(last)
  }
  return found
}

/** Folders of a site that have parts of pages, or what it was built into. */
const NO_TEMPLATES = /^(?:_\w+|dist|build|public|out)$/

/** The paths of the templates whose names match. */
function listTemplates(site: string, folder: string, name: RegExp, depth: number): string[] {
  if (depth > MAX_FOLDERS) return []
  return listEntries(join(site, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isIgnored(entry.name) || NO_TEMPLATES.test(entry.name)) return []
    if (entry.isDirectory()) return listTemplates(site, path, name, depth + 1)
    return name.test(path) ? [path] : []
  })
}

/** The paths below a folder of pages that have parameters, or are feeds. */
function listRoutes(site: string, folder: string, depth: number): string[] {
  if (depth > MAX_FOLDERS) return []
  return listEntries(join(site, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (isIgnored(entry.name)) return []
    if (entry.isDirectory()) return listRoutes(site, path, depth + 1)
    return path.includes('[') || isFeedRoute(path) ? [path] : []
  })
}

function expand(site: string, path: string): string[] {
  const [, folder, stars] = /^(.+)\/(\*\*?)$/s.exec(path) ?? []
  return folder === undefined ? [path] : listDataFiles(site, folder, stars === '**' ? MAX_FOLDERS : 0)
}

/** The data files of a folder, and of the folders in it down to a depth. */
function listDataFiles(site: string, folder: string, depth: number): string[] {
  return listEntries(join(site, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (isIgnored(entry.name)) return []
    if (entry.isDirectory()) return depth > 0 ? listDataFiles(site, path, depth - 1) : []
    return /\.(?:ya?ml|json|toml|mdx?)$/.test(entry.name) ? [path] : []
  })
}

/** Files named after their folder or after an article, such as `posts/posts.json` and `posts/first.11tydata.js`: in the folder of articles, above and below it. */
function findDirectoryData(site: string, articles: string, endings: string[]): string[] {
  if (endings.length === 0) return []
  const folders: string[] = []
  for (let above = dirname(articles); above.startsWith(site); above = dirname(above)) folders.push(above)
  const above = folders.flatMap((folder) => endings.map((ending) => join(folder, basename(folder) + ending)))
  const below = listData(articles, '', basename(articles), endings).map((path) => join(articles, path))
  return [...above.filter((path) => existsSync(path)), ...below].map((path) =>
    relative(site, path).split(sep).join('/'),
  )
}

/** The data files below a folder; what has an ending of its own goes with an article, `.json` only with a folder of the same name. */
function listData(articles: string, folder: string, name: string, endings: string[]): string[] {
  const isData = (file: string) =>
    endings.some((ending) => file === name + ending || (ending !== '.json' && file.endsWith(ending)))
  return listEntries(join(articles, folder)).flatMap((entry) => {
    if (isIgnored(entry.name)) return []
    if (entry.isDirectory()) return listData(articles, `${folder}${entry.name}/`, entry.name, endings)
    return isData(entry.name) ? [folder + entry.name] : []
  })
}

/** The entries of a folder by name; none of one that cannot be listed. */
export function listEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
