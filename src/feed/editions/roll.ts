import type { Article } from '../../content/article/article.ts'
import type { Person } from '../../content/front-matter/people.ts'
import { type Library, sectionSettings } from '../../content/library/library.ts'
import { hasBeenPublic } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Facet, FacetKind, Scope } from '../scope.ts'
import { type Group, groupBy } from './facets.ts'

/** All that a feed has shown and will show, in the order in which it is released, cut into archives. */
export interface Roll {
  /** What the tag, the author or the language is called, where the roll is of one. */
  label?: string
  /** Who the author is. */
  person?: Person
  /** One that is withdrawn keeps its place, so that no other changes its own. */
  articles: readonly Article[]
  archives: readonly Archive[]
}

/** A stretch of a roll, `end` excluded, that is closed as soon as the article at `closer` is released. */
export interface Archive {
  start: number
  end: number
  closer: number
}

/** The rolls of all scopes, each made when it is asked for. */
export interface Rolls {
  /** Empty for what no article is in. */
  find(scope: Scope): Roll
  /** What of a section has a roll of its own, whether anything in it is released yet or not. */
  facets(section: string, kind: FacetKind): Facet[]
}

const EMPTY: Roll = { articles: [], archives: [] }

/** Looks at each article once, when the first roll is asked for, and once for each kind of facet in a section. */
export function createRolls(library: Library): Rolls {
  let members: Map<string, Article[]> | undefined
  const rolls = new Map<string, Roll>()
  const groups = new Map<string, ReadonlyMap<string, Group>>()
  let last: { section: string; group: Group; roll: Roll } | undefined
  return {
    find({ section, facet }) {
      if (facet) return findFacet(section, facet)
      const known = rolls.get(section)
      if (known) return known
      const roll = toRoll(section, { articles: membersOf(section) })
      rolls.set(section, roll)
      return roll
    },
    facets: (section, kind) => [...groupsOf(section, kind).keys()].map((slug) => ({ kind, slug })),
  }

  /** Only the last one is kept: there may be thousands, and cutting one is quickly done. */
  function findFacet(section: string, { kind, slug }: Facet): Roll {
    const group = groupsOf(section, kind).get(slug)
    if (!group) return EMPTY
    if (last?.section !== section || last.group !== group)
      last = { section, group, roll: toRoll(section, group) }
    return last.roll
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

  function toRoll(section: string, of: Omit<Roll, 'archives'>): Roll {
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

/** How many articles of a roll have been public by `now`: as many from its start. */
export function countReleased({ articles }: Pick<Roll, 'articles'>, now: Instant): number {
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
