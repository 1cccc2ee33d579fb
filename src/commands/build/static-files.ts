import { decodePart } from '../../content/text/urls.ts'
import { type Document, isOfFeed } from '../../publication/publication.ts'

/** The headers that a host sends with a file, by their names in lower case. */
export type FileHeaders = Readonly<Record<string, string>>

/** A document that is written as a file. */
export interface StaticFile {
  /** From the site's root, percent-encoded, without a leading slash. */
  path: string
  /** From the output folder, as the file system writes it. */
  file: string
  kind: Document['kind']
  headers: FileHeaders
}

/** A path that leads elsewhere, or to a withdrawn article, of which `page` is the file with what the server says. */
export type StaticRule = { path: string; headers: FileHeaders } & (
  | { status: 301 | 307; to: string }
  | { status: 410; page: string }
)

/** The folder of what is for hosts and for the next build, and not for readers. */
export const OWN_FOLDER = '.wireroom'

/** The files that hosts read; no document can have their names. */
const RESERVED = new Set(['_headers', '_redirects', OWN_FOLDER])

/** The file of a document: a folder's page is its `index.html`. Undefined where no file can have that name. */
export function fileOf(path: string): string | undefined {
  const name = decodePart(path)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file of a site has them, and no configuration could name it.
  if (name === undefined || /[\0-\x1f\x7f\\]/.test(name)) return undefined
  const parts = name.split('/')
  const last = parts.pop()!
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined
  const file = [...parts, last === '' ? 'index.html' : last]
  const isBad = last === '.' || last === '..' || RESERVED.has(file[0]!)
  // An encoded slash separates nothing in an address, and would in the name of a file.
  return isBad || /%2f/i.test(path) ? undefined : file.join('/')
}

/** What is found at addresses of which readers learn elsewhere: lists of all that there is. */
const LISTING = /^(?:(?:news-)?sitemap[\w-]*\.xml|[\w-]+\.opml|llms[\w-]*\.txt|robots\.txt|index\.md)$/

/** The place in the order of writing: what feeds and lists lead to is there before they are. */
function rank({ path, kind }: Pick<StaticFile, 'path' | 'kind'>, feedFolders: ReadonlySet<string>): number {
  if (kind === 'media') return 0
  if (kind === 'document') return LISTING.test(path.slice(path.lastIndexOf('/') + 1)) ? 5 : 1
  if (kind === 'page') return feedFolders.has(path) ? 4 : 2
  return kind === 'archive' || kind === 'past' ? 3 : 4
}

/** Groups files in the order of writing, so that a reader who comes meanwhile finds nothing that leads to a file which is not there yet. */
export function inOrderOfWriting<T extends Pick<StaticFile, 'path' | 'kind'>>(files: readonly T[]): T[][] {
  const feeds = files.filter(isOfFeed)
  const folders = new Set(feeds.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)))
  const groups = Map.groupBy(files, (file) => rank(file, folders))
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
}
