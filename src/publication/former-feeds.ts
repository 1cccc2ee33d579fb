import { type FeedFormat, type FormerFeed, formatOf } from '../content/generators/feeds/former-feed.ts'
import { FEEDS_OF_SERVICES } from '../content/generators/feeds/services.ts'
import { ownValue } from '../content/generators/generator.ts'
import { canonicalPath, pathOnSite } from '../content/library/addresses.ts'
import type { Site } from '../content/site/settings.ts'
import { encodePath } from '../content/text/urls.ts'
import { FORMATS } from '../feed/formats/formats.ts'
import { folderOf } from '../feed/scope.ts'

/** Where a site had feeds. */
export interface FormerFeeds {
  feeds: readonly FormerFeed[]
  /** The slugs here of what had another slug there, by folder and slug there, as `canonicalPath` writes it; that of more articles comes first. */
  slugs: Readonly<Record<Facets, Slugs>>
}

type Facets = 'tags' | 'authors' | 'sections'

/** The slugs of tags or authors, or the paths of sections, by those there. */
export type Slugs = Readonly<Record<string, readonly string[]>>

const NO_FEEDS: FormerFeeds = { feeds: [], slugs: { tags: {}, authors: {}, sections: {} } }

/** The feeds that a site had before, from its settings and from its generator. */
export function findFormerFeeds(
  { url, settings, sections, generator }: Site,
  slugs: FormerFeeds['slugs'] = NO_FEEDS.slugs,
): FormerFeeds {
  const typed = [['', settings] as const, ...sections].flatMap(([section, { feedAliases = [] }]) =>
    feedAliases.flatMap((alias): FormerFeed[] => {
      const path = pathOnSite(alias, url)
      return path === undefined ? [] : [[path, folderOf({ section }), formatOf(path)]]
    }),
  )
  const patterns = [...typed, ...(generator?.feeds ?? []).flatMap(expand)]
  const facets = (['tags', 'authors'] as const).filter((kind) => Object.keys(slugs[kind]).length > 0)
  const own = facets.flatMap((kind) => expand([`${kind}/*/`, `${kind}/*`]))
  const feeds = [...patterns, ...own]
  return { feeds: [...feeds.flatMap((feed) => withSlashes(feed, slugs)), ...feeds], slugs }
}

/** A feed of tags for each of them that has a slash in its slug there. */
function withSlashes([from, folder, format]: FormerFeed, slugs: FormerFeeds['slugs']): FormerFeed[] {
  const kind = FACETS.get(folder)
  if (kind === undefined || kind === 'sections') return []
  return Object.entries(slugs[kind])
    .filter(([key]) => key.includes('/'))
    .map(
      ([key, [slug]]): FormerFeed => [from.replace('*', () => key), `${kind}/${encodePath(slug!)}`, format],
    )
}

/** The feeds of a folder, by all names that we know of. */
function expand(feed: FormerFeed): FormerFeed[] {
  const [from, folder, format] = feed
  if (format !== undefined) return [feed]
  return FORMATS.flatMap(({ name, file, formerFiles }) =>
    [file, ...formerFiles].map((one): FormerFeed => [from + one, folder, name as FeedFormat]),
  )
}

const FACETS = new Map<string, Facets>([
  ['tags/*', 'tags'],
  ['authors/*', 'authors'],
  ['*', 'sections'],
  ['**', 'sections'],
])

const OF_SERVICES = FEEDS_OF_SERVICES.flatMap(expand).map(toPattern)

/** The paths of our feeds that a former address may mean, the most likely first. `alternative` is the format that its query asks for. */
export function formerFeedPaths(
  path: string,
  { feeds, slugs }: FormerFeeds = NO_FEEDS,
  alternative?: string,
): string[] {
  const parts = canonicalPath(path).split('/')
  return [...feeds.map(toPattern), ...OF_SERVICES].flatMap(({ pattern, folder, format }) => {
    const found = matchParts(pattern, parts)
    const row = FORMATS.find(({ name }) => name === (alternative ?? format))
    if (!found || !row) return []
    const last = found.at(-1) ?? ''
    const kind = FACETS.get(folder)
    const others = (kind && ownValue(slugs[kind], last)) ?? []
    return [...others.map(encodePath), last].map(
      (one) => fill(folder, [...found.slice(0, -1), one]) + row.file,
    )
  })
}

function toPattern([from, folder, format]: FormerFeed) {
  return { pattern: from.split('/'), folder, format }
}

/** Whether a path was a feed of comments, which are not published here. */
export function isFeedOfComments(path: string): boolean {
  return /^(?:comments\/feed(?:\/(?:atom|rss2?|rdf))?|feeds\/comments\/default)$/.test(canonicalPath(path))
}

/** What the wildcards of a pattern stand for; undefined where it does not match. */
function matchParts(pattern: readonly string[], parts: readonly string[]): string[] | undefined {
  const [first, ...rest] = pattern
  if (first === undefined) return parts.length === 0 ? [] : undefined
  if (first === '**') {
    // As few folders as possible; patterns have one `**`, and paths are short.
    const count = parts.length - rest.length
    if (count < 0) return undefined
    const found = matchParts(rest, parts.slice(count))
    return found && [parts.slice(0, count).join('/'), ...found]
  }
  const [part, ...others] = parts
  const own = part === undefined ? undefined : matchPart(first.toLowerCase(), part)
  const found = own && matchParts(rest, others)
  return found && [...own, ...found]
}

function matchPart(pattern: string, part: string): string[] | undefined {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === part ? [] : undefined
  const isMatch = part.length > start.length + end.length && part.startsWith(start) && part.endsWith(end)
  return isMatch ? [part.slice(start.length, part.length - end.length)] : undefined
}

/** The folder for what wildcards stand for, with a slash at its end; the last of them count where there are more. */
function fill(folder: string, found: readonly string[]): string {
  const wildcards = folder.split('/').filter((part) => part.includes('*')).length
  const values = found.slice(found.length - wildcards)
  const parts = folder
    .split('/')
    .map((part) => (part.includes('*') ? part.replace(/\*+/, () => values.shift()!) : part))
  const path = parts.filter(Boolean).join('/')
  return path === '' ? '' : `${path}/`
}
