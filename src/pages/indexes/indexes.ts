import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { isPublic, statePoints } from '../../content/library/visibility.ts'
import { formatDay, type Instant } from '../../content/text/dates.ts'
import { createNewestChange } from '../../feed/documents/newest-change.ts'
import type { Editions } from '../../feed/editions/editions.ts'
import { groupByFacet } from '../../feed/editions/facets.ts'
import { inOrderOfRelease } from '../../feed/editions/release-list.ts'
import { folderOf } from '../../feed/scope.ts'
import { INDEX_FOLDERS, type IndexName } from './index-folders.ts'

/** The articles of a tag, an author or a year, public or not. */
export interface IndexGroup {
  /** The tag or the author as the first article writes it, or the year. */
  label: string
  /** The list of the group, from the site's root, percent-encoded. */
  folder: string
  /** In order of release. */
  articles: readonly Article[]
}

/** A list of everything: what is in it whether it is public or not, and when that changes. */
export interface Index {
  groups: readonly IndexGroup[]
  /** When the articles that it has shown last changed; 0 if there are none. */
  newestChange(now: Instant): Instant
  /** The instants after `now` at which an article comes or goes. */
  changes(now: Instant): Instant[]
}

/** The lists of everything, each made on demand. */
export interface Indexes {
  all(name: IndexName): Index
  /** The articles of a year. */
  year(label: string): Index | undefined
  /** The lists that are not empty, and whose folder nothing else takes. */
  names(now: Instant): IndexName[]
}

const NAMES: readonly IndexName[] = ['allArticles', 'tags', 'authors']

export function createIndexes(library: Library, editions: Editions): Indexes {
  const { timezone } = library.site
  const indexes = new Map<string, Index>()
  let shown: Article[] | undefined
  let taken: ReadonlySet<string> | undefined
  return {
    all: (name) => known(name, () => groupsOf(name)),
    year: (label) => {
      const group = known('allArticles', () => groupsOf('allArticles')).groups.find(
        (year) => year.label === label,
      )
      return group && known(group.folder, () => [group])
    },
    names: (now) =>
      NAMES.filter(
        (name) =>
          !isTaken(INDEX_FOLDERS[name]) && known(name, () => groupsOf(name)).groups.some(isShown(now)),
      ),
  }

  function known(key: string, groupsOf: () => readonly IndexGroup[]): Index {
    const found = indexes.get(key)
    if (found) return found
    const groups = groupsOf()
    const articles = [...new Set(groups.flatMap((group) => group.articles))]
    let points: Instant[] | undefined
    const made: Index = {
      groups,
      newestChange: createNewestChange(articles),
      changes(now) {
        points ??= [...new Set(articles.flatMap(statePoints))].sort((a, b) => a - b)
        return points.slice(points.findLastIndex((point) => point <= now) + 1)
      },
    }
    indexes.set(key, made)
    return made
  }

  function groupsOf(name: IndexName): IndexGroup[] {
    shown ??= inOrderOfRelease(library.articles.filter(({ isOutOfFeeds }) => !isOutOfFeeds))
    if (name === 'allArticles') {
      const years = Map.groupBy(shown, ({ published }) => formatDay(published, timezone).slice(0, -6))
      return [...years]
        .map(([label, articles]) => ({ label, folder: `${INDEX_FOLDERS.allArticles}${label}/`, articles }))
        .sort((a, b) => Number(b.label) - Number(a.label))
    }
    const kind = name === 'tags' ? 'tag' : 'author'
    const { language } = library.site.settings
    const { compare } = new Intl.Collator(language, { numeric: true })
    return [...groupByFacet(kind, shown)]
      .flatMap(([slug, { label, articles }]) => {
        const scope = { section: '', facet: { kind, slug } } as const
        return editions.isReachable(scope) ? [{ label, folder: folderOf(scope), articles }] : []
      })
      .sort((a, b) => compare(a.label, b.label) || (a.folder < b.folder ? -1 : 1))
  }

  /** A section or an article of the same address goes first. */
  function isTaken(folder: string): boolean {
    taken ??= new Set(library.articles.map(({ permalink }) => permalink))
    const section = folder.slice(0, -1)
    return library.sections.includes(section) || taken.has(library.site.url + folder)
  }
}

/** Whether a group has a public article. The newest ones are looked at first. */
export function isShown(now: Instant): (group: IndexGroup) => boolean {
  return ({ articles }) => articles.findLast((article) => isPublic(article, now)) !== undefined
}
