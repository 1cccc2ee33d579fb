import { isOfFeed } from '../../../publication/publication.ts'
import type { FileHeaders, StaticFile, StaticRule } from '../static-files.ts'

/** Which paths a rule is for: the pages of folders, names without a dot, a name in any folder, an ending such as `.png`, or one path. */
export type Match = { by: 'folder' } | { by: 'bare' } | { by: 'name' | 'ending' | 'path'; text: string }

/** The headers of the paths that match, and of no other group before it. */
export interface HeaderGroup {
  match: Match
  headers: FileHeaders
}

/** What hosts are told of a site. */
export interface HostRules {
  /** The first that matches counts. */
  groups: readonly HeaderGroup[]
  rules: readonly StaticRule[]
  /** The headers of the answer for an address where nothing is. */
  missing: FileHeaders
  /** The path of the site's address, with a slash at both ends. */
  basePath: string
}

/** The headers that belong to one document: a host makes its own validators, and links stand in the documents, too. */
const OF_ONE_DOCUMENT = ['etag', 'last-modified', 'content-length', 'link', 'vary', 'accept-ranges']

/** The headers that a rule for many files can give. */
export function sharedHeaders(headers: Iterable<[string, string]>): FileHeaders {
  const shared = [...headers].filter(([name]) => !OF_ONE_DOCUMENT.includes(name) && name !== 'location')
  return Object.fromEntries(shared.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Groups files by what their paths have in common; where files of one group differ, the most frequent headers are the group's, and the other files
 * have a rule each. The first group that matches counts.
 */
export function groupByHeaders(files: readonly StaticFile[]): HeaderGroup[] {
  const groups = [...Map.groupBy(files, (file) => JSON.stringify(matchOf(file)))].flatMap(
    ([key, members]) => {
      const equal = withCommonCache(members)
      const [most, ...others] = variantsOf(equal)
      const match: Match = JSON.parse(key)
      const first: HeaderGroup = { match, headers: most![0]!.headers }
      return [first, ...others.flatMap((variant) => groupOthers(match, variant, equal))]
    },
  )
  return groups.sort((a, b) => place(a.match) - place(b.match) || compareTexts(a.match, b.match))
}

/** The files by their headers, the most frequent first. */
function variantsOf(files: readonly StaticFile[]): StaticFile[][] {
  const variants = [...Map.groupBy(files, ({ headers }) => JSON.stringify(headers))]
  variants.sort(([a, { length: first }], [b, { length: second }]) => second - first || (a < b ? -1 : 1))
  return variants.map(([, members]) => members)
}

/** A rule for each of the files, but one for all pages of folders with one name, such as `subscribe/`, of which most have these headers. */
function groupOthers(
  { by }: Match,
  variant: readonly StaticFile[],
  all: readonly StaticFile[],
): HeaderGroup[] {
  const ofPath = ({ path, headers }: StaticFile): HeaderGroup => ({
    match: { by: 'path', text: path },
    headers,
  })
  if (by !== 'folder') return variant.map(ofPath)
  return [...Map.groupBy(variant, folderName)].flatMap(([name, files]) => {
    const same = all.filter((file) => folderName(file) === name)
    if (name === '' || files.length * 2 <= same.length) return files.map(ofPath)
    const { headers } = files[0]!
    const exceptions = same.filter((file) => !files.includes(file))
    return [{ match: { by: 'name', text: `${name}/` }, headers }, ...exceptions.map(ofPath)]
  })
}

function folderName({ path }: StaticFile): string {
  return path.split('/').at(-2) ?? ''
}

const ORDER: readonly Match['by'][] = ['path', 'name', 'folder', 'ending', 'bare']

function place({ by }: Match): number {
  return ORDER.indexOf(by)
}

/** Longer endings come first, because `.chapters.json` ends in `.json`, too. */
function compareTexts(a: Match, b: Match): number {
  const [first = '', second = ''] = [textOf(a), textOf(b)]
  return second.length - first.length || (first < second ? -1 : 1)
}

function textOf(match: Match): string | undefined {
  return 'text' in match ? match.text : undefined
}

/** Feeds go by their name, because their endings tell nothing of their types; all else by its ending. */
function matchOf({ path, kind }: StaticFile): Match {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === '') return { by: 'folder' }
  if (isOfFeed({ kind })) return { by: 'name', text: name }
  const ending = /(?:\.(?:chapters|transcript))?\.[^.]+$/.exec(name)?.[0]
  return ending === undefined ? { by: 'bare' } : { by: 'ending', text: ending }
}

/**
 * The files with the shortest time in caches of them all. A host cannot know which page an embargo will change, and a list of those pages would
 * tell everybody.
 */
function withCommonCache(files: readonly StaticFile[]): StaticFile[] {
  const values = [...new Set(files.map(({ headers }) => headers['cache-control'] ?? ''))]
  const [shortest] = values.sort((a, b) => secondsIn(a) - secondsIn(b))
  return files.map((file) => ({ ...file, headers: { ...file.headers, 'cache-control': shortest! } }))
}

function secondsIn(cacheControl: string): number {
  return Number(/max-age=(\d+)/.exec(cacheControl)?.[1] ?? -1)
}

/** The headers of the first of these answers, with the shortest time in caches of them all. */
export function headersOfAll(answers: readonly { headers: FileHeaders }[]): FileHeaders | undefined {
  const files = answers.map(({ headers }) => ({ path: '', file: '', kind: 'page' as const, headers }))
  return withCommonCache(files)[0]?.headers
}

/** A regular expression of the decoded paths that match, for nginx and Caddy; a folder's page is `index.html` where a host looks it up first. */
export function pathPattern(match: Match, basePath: string): string {
  const start = `^${escapePattern(basePath)}`
  if (match.by === 'folder') return `${start}(?:.*/)?(?:index[.]html)?$`
  if (match.by === 'bare') return `${start}(?:.*/)?[^./]+$`
  const text = escapePattern(match.text)
  const index = match.text.endsWith('/') ? '(?:index[.]html)?' : ''
  return match.by === 'name' ? `${start}(?:.*/)?${text}${index}$` : `${start}.*${text}$`
}

/** Any character but letters, digits and a few more is written as a class of its own, which no configuration takes for anything else. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|"]/g, (character) =>
    /[.$*+?()|]/.test(character) ? `[${character}]` : `\\x${character.charCodeAt(0).toString(16)}`,
  )
}
