import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type Library, sectionSettings } from '../../content/library/library.ts'
import { hasBeenPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Facet, FacetKind, Scope } from '../scope.ts'
import { type Group, groupBy } from './facets.ts'

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
  const lists = new Map<string, ReleaseList>()
  const groups = new Map<string, ReadonlyMap<string, Group>>()
  let last: { section: string; group: Group; list: ReleaseList } | undefined
  return {
    find({ section, facet }) {
      if (facet) return findFacet(section, facet)
      const known = lists.get(section)
      if (known) return known
      const list = toReleaseList(section, { articles: membersOf(section) })
      lists.set(section, list)
      return list
    },
    facets: (section, kind) => [...groupsOf(section, kind).keys()].map((slug) => ({ kind, slug })),
  }

  /** Only the last one is kept: there may be thousands, and cutting one is quickly done. */
  function findFacet(section: string, { kind, slug }: Facet): ReleaseList {
    const group = groupsOf(section, kind).get(slug)
    if (!group) return EMPTY
    if (last?.section !== section || last.group !== group)
      last = { section, group, list: toReleaseList(section, group) }
    return last.list
  }

  function groupsOf(section: string, kind: FacetKind): ReadonlyMap<string, Group> {
    const key = `${kind} ${section}`
    const known = groups.get(key)
    if (known) return known
    const made = groupBy(kind, membersOf(section))
    groups.set(key, made)
    return made
  }

  function membersOf(section: string): Article[] {
    members ??= groupBySection(inOrderOfRelease(library.articles.filter((article) => !article.isOutOfFeeds)))
    return members.get(section) ?? []
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
function groupBySection(articles: readonly Article[]): Map<string, Article[]> {
  const groups = new Map<string, Article[]>([['', []]])
  const above = new Map<string, Article[][]>()
  const groupsAbove = (section: string): Article[][] => {
    const known = above.get(section)
    if (known) return known
    const group = groups.get(section) ?? []
    groups.set(section, group)
    const all = section === '' ? [group] : [group, ...groupsAbove(section.split('/').slice(0, -1).join('/'))]
    above.set(section, all)
    return all
  }
  for (const article of articles) for (const group of groupsAbove(article.section)) group.push(article)
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
