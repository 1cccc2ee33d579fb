import type { Article } from '../content/article.ts'
import type { Instant } from '../content/dates.ts'
import { type Library, sectionSettings } from '../content/library.ts'
import { hasBeenPublic } from '../content/visibility.ts'

/** All that a feed has shown and will show, in the order in which it is released, cut into archives. */
export interface Roll {
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

/** The rolls of the site (empty path) and of every section; all are made when the first is asked for, each article being looked at once. */
export function createRolls(library: Library): (section: string) => Roll {
  let members: Map<string, Article[]> | undefined
  const rolls = new Map<string, Roll>()
  return (section) => {
    const known = rolls.get(section)
    if (known) return known
    members ??= groupBySection(inOrderOfRelease(library.articles))
    const articles = members.get(section) ?? []
    const roll = { articles, archives: cutArchives(articles, sectionSettings(library, section).feedLimit) }
    rolls.set(section, roll)
    return roll
  }
}

/** How many articles of a roll have been public by `now`: as many from its start. */
export function countReleased({ articles }: Roll, now: Instant): number {
  let [low, high] = [0, articles.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (articles[middle]!.embargo <= now) low = middle + 1
    else high = middle
  }
  return low
}

/** By release and not by date of publication: what an embargo held back comes last, and moves no other. */
function inOrderOfRelease(articles: readonly Article[]): Article[] {
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
