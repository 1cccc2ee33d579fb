import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type Library, sectionSettings } from '../../content/library/library.ts'
import { hasBeenPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Facet, FacetKind, Scope } from '../scope.ts'
import { groupBy } from './facets.ts'

/** All that a feed has shown and will show, in the order in which it is released, cut into archives. */
export interface ReleaseList {
  /** What the tag, the author or the language is called, where the list is of one. */
  label?: string
  /** Who the author is. */
  person?: Person
  /** One that is withdrawn keeps its place, so that no other changes its own. */
  articles: readonly Article[]
  archives: readonly Archive[]
}

/** A stretch of a release list, `end` excluded, that is closed as soon as the article at `closer` is released. */
export interface Archive {
  start: number
  end: number
  closer: number
}

/** The release lists of all scopes, each made when it is asked for. */
export interface ReleaseLists {
  /** Empty for what no article is in. */
  find(scope: Scope): ReleaseList
  /** What of a section has a release list of its own, whether anything in it is released yet or not. */
  facets(section: string, kind: FacetKind): Facet[]
}

const EMPTY: ReleaseList = { articles: [], archives: [] }

/** Looks at each article once, when the first list is asked for, and once for each kind of facet in a section. */
export function createReleaseLists(library: Library): ReleaseLists {
  let members: Map<string, Article[]> | undefined
  const lists = new Map<string, ReadonlyMap<string, ReleaseList>>()
  return {
    find: ({ section, facet }) => listsOf(section, facet?.kind).get(facet?.slug ?? '') ?? EMPTY,
    facets: (section, kind) => [...listsOf(section, kind).keys()].map((slug) => ({ kind, slug })),
  }

  /** The lists of a kind of facet by slug, or that of the whole section. */
  function listsOf(section: string, kind: FacetKind | undefined): ReadonlyMap<string, ReleaseList> {
    const key = `${kind} ${section}`
    const known = lists.get(key)
    if (known) return known
    members ??= groupBySection(inOrderOfRelease(library.articles.filter((article) => !article.isOutOfFeeds)))
    const articles = members.get(section) ?? []
    const groups = kind ? groupBy(kind, articles) : new Map([['', { articles }]])
    const made = new Map([...groups].map(([slug, group]) => [slug, toReleaseList(section, group)]))
    lists.set(key, made)
    return made
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

/** How many articles of a release list have been public by `now`: as many from its start. */
export function countReleased({ articles }: Pick<ReleaseList, 'articles'>, now: Instant): number {
  let [low, high] = [0, articles.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (articles[middle]!.embargo <= now) low = middle + 1
    else high = middle
  }
  return low
}

/** By release and not by date of publication: what an embargo held back comes last, and moves no other. What never will be public is not there. */
export function inOrderOfRelease(articles: readonly Article[]): Article[] {
  const shown = articles.filter((article) => hasBeenPublic(article, Number.POSITIVE_INFINITY)).reverse()
  return shown.sort((a, b) => a.embargo - b.embargo)
}

/** The articles of each section and of those below it. */
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
 * RFC 5005 section 4: an archive keeps its articles, whatever comes later. So it ends before articles of the same instant rather than
 * between them, for one more that is dated with a day alone may be written on that day.
 */
function cutArchives(articles: readonly Article[], limit: number): Archive[] {
  const archives: Archive[] = []
  for (let start = 0; start + limit < articles.length; start = archives.at(-1)!.end) {
    const closer = start + limit
    let end = closer
    while (end > start && articles[end - 1]!.embargo === articles[end]!.embargo) end--
    archives.push({ start, end: end > start ? end : closer, closer })
  }
  return archives
}

/** The articles of an archive, or those that it has got up to an `end`. */
export function articlesOf(
  { articles, archives }: ReleaseList,
  number: number,
  end = archives[number - 1]!.end,
): readonly Article[] {
  return articles.slice(archives[number - 2]?.end ?? 0, end)
}
