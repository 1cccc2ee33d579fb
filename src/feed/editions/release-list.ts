import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type Library, sectionSettings } from '../../content/library/library.ts'
import { hasBeenPublic } from '../../content/library/visibility.ts'
import { isOne } from '../../content/site/site-languages.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Facet, FacetKind, Scope } from '../scope.ts'
import { groupByFacet } from './facets.ts'

/** All articles that a feed has shown or will show, in order of release, cut into archives. */
export interface ReleaseList {
  /** The name of the tag, author or language that the list belongs to. */
  label?: string
  /** The author that the list belongs to. */
  person?: Person
  /** A withdrawn article keeps its place, so that no other one moves. */
  articles: readonly Article[]
  archives: readonly Archive[]
}

/** A range of a release list, from the end of the one before to `end`, excluded. It is full as soon as the article at `closer` is released. */
export interface Archive {
  end: number
  closer: number
  /** When it is full and the last of its articles has expired or is withdrawn, so that no document links to it any more; infinite if one stays. */
  leftAt: Instant
}

/** The release lists of all scopes, made on demand. */
export interface ReleaseLists {
  /** The list of a scope; empty if it has no articles. */
  find(scope: Scope): ReleaseList
  /** The facets of a section, released or not. */
  facets(section: string, kind: FacetKind): Facet[]
}

const EMPTY: ReleaseList = { articles: [], archives: [] }

/** Goes through all articles on the first request, and through those of a section once for each kind of facet. */
export function createReleaseLists(library: Library): ReleaseLists {
  let members: Map<string, Article[]> | undefined
  const lists = new Map<string, ReadonlyMap<string, ReleaseList>>()
  return {
    find: ({ section, facet }) => listsOf(section, facet?.kind).get(facet?.slug ?? '') ?? EMPTY,
    facets: (section, kind) => [...listsOf(section, kind).keys()].map((slug) => ({ kind, slug })),
  }

  /** The lists of a kind of facet by slug, or the list of the whole section. */
  function listsOf(section: string, kind: FacetKind | undefined): ReadonlyMap<string, ReleaseList> {
    const key = `${kind} ${section}`
    const known = lists.get(key)
    if (known) return known
    members ??= groupBySection(inOrderOfRelease(library.articles.filter((article) => !article.isOutOfFeeds)))
    const articles = members.get(section) ?? []
    const groups = kind ? groupByFacet(kind, articles) : new Map([['', { articles }]])
    const chosen =
      kind === 'language' ? groups : new Map([...groups].map(([slug, one]) => [slug, inMainLanguage(one)]))
    const made = new Map([...chosen].map(([slug, group]) => [slug, toReleaseList(section, group)]))
    lists.set(key, made)
    return made
  }

  /** A section or a tag that is in other languages alone keeps its articles. */
  function inMainLanguage<T extends { articles: Article[] }>(group: T): T {
    const { mainLanguages } = library.site
    if (!mainLanguages) return group
    const articles = group.articles.filter(({ language }) => isOne(mainLanguages, language))
    return articles.length > 0 ? { ...group, articles } : group
  }

  function toReleaseList(section: string, of: Omit<ReleaseList, 'archives'>): ReleaseList {
    let archives: Archive[] | undefined
    return {
      ...of,
      get archives() {
        archives ??= cutArchives(of.articles, sectionSettings(library, section).feedLimit)
        return archives
      },
    }
  }
}

/** Counts the articles of a release list that have been released by `now`, all at its start. */
export function countReleased({ articles }: Pick<ReleaseList, 'articles'>, now: Instant): number {
  let [low, high] = [0, articles.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (articles[middle]!.embargo <= now) low = middle + 1
    else high = middle
  }
  return low
}

/** Sorts articles by release, so that a lifted embargo adds to the end; leaves out articles that will never be public. */
export function inOrderOfRelease(articles: readonly Article[]): Article[] {
  const shown = articles.filter((article) => hasBeenPublic(article, Number.POSITIVE_INFINITY)).reverse()
  return shown.sort((a, b) => a.embargo - b.embargo)
}

/** The articles of each section, including those of the sections below it. */
function groupBySection(articles: readonly Article[]): Map<string, Article[]> {
  const groups = new Map<string, Article[]>()
  for (const article of articles) {
    for (let section: string | undefined = article.section; section !== undefined; ) {
      const group = groups.get(section)
      if (group) group.push(article)
      else groups.set(section, [article])
      section = section === '' ? undefined : section.slice(0, Math.max(0, section.lastIndexOf('/')))
    }
  }
  return groups
}

/**
 * RFC 5005 section 4: a full archive keeps its articles. So it never ends between articles of one instant, if possible: another one may be
 * dated with the same day alone.
 */
function cutArchives(articles: readonly Article[], limit: number): Archive[] {
  const archives: Archive[] = []
  for (let start = 0; start + limit < articles.length; start = archives.at(-1)!.end) {
    const closer = start + limit
    let end = closer
    while (end > start && articles[end - 1]!.embargo === articles[end]!.embargo) end--
    if (end === start) end = closer
    const leftAt = Math.max(articles[closer]!.embargo, ...articles.slice(start, end).map(endOf))
    archives.push({ end, closer, leftAt })
  }
  return archives
}

function endOf({ expires, withdrawn }: Article): Instant {
  return Math.min(expires ?? Number.POSITIVE_INFINITY, withdrawn?.date ?? Number.POSITIVE_INFINITY)
}

/** The articles of an archive, up to `end`; `number` counts from 1. */
export function articlesOf(
  { articles, archives }: ReleaseList,
  number: number,
  end = archives[number - 1]!.end,
): readonly Article[] {
  return articles.slice(archives[number - 2]?.end ?? 0, end)
}

/** Where the articles begin that the archive of a feed's last item has beside it, if the feed ends at `oldest`, and the archive below them. */
export function findRest({ archives }: ReleaseList, oldest: number): { start: number; archive: number } {
  const index = archives.findIndex(({ end }) => end >= oldest)
  if (archives[index]?.end === oldest) return { start: oldest, archive: index + 1 }
  return { start: archives[index - 1]?.end ?? 0, archive: Math.max(0, index) }
}

/** The articles that an archive has at some time until it is full, and the one that closes it. */
export function articlesUntilFull({ articles, archives }: ReleaseList, number: number): readonly Article[] {
  const start = number === 1 ? 0 : (archives[number - 2]?.end ?? articles.length)
  const closer = archives[number - 1]?.closer
  return articles.slice(start, closer === undefined ? undefined : closer + 1)
}

/** The instants at which an archive comes to exist, or its folder leads to the feed before it does: when one of those before it is full. */
export function openings({ articles, archives }: ReleaseList, number: number): Instant[] {
  const closers = archives.slice(Math.max(0, number - 3), number).map(({ closer }) => closer)
  return [0, ...closers].flatMap((index) => articles[index]?.embargo ?? [])
}
