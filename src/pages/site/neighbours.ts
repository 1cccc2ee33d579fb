import type { Article } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { isPublic, statePoints } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'
import { inOrderOfRelease } from '../../feed/editions/release-list.ts'
import { pagePathOf } from './links.ts'

/** The articles before and after an article, in order of release, of those in its language and section. */
export interface Neighbours {
  previous?: Article
  next?: Article
}

export interface NeighbourFinder {
  find(article: Article, now: Instant): Neighbours
  /** When they last changed by the articles' own dates; 0 where there are none. */
  since(article: Article, now: Instant): Instant
  /** The instants after `now` at which they may change. */
  changes(article: Article, now: Instant): Instant[]
}

/** Finds neighbours by walking outwards, past articles that are not public. */
export function createNeighbourFinder(library: Library): NeighbourFinder {
  let places: Map<Article, { list: readonly Article[]; index: number }> | undefined
  return {
    find(article, now) {
      const walk = (step: 1 | -1) => released(article, step, now).find((other) => isPublic(other, now))
      const [previous, next] = [walk(-1), walk(1)]
      return { ...(previous && { previous }), ...(next && { next }) }
    },
    since(article, now) {
      const changes = ([-1, 1] as const).flatMap((step) => changesBefore(article, step, now))
      return Math.max(0, ...changes)
    },
    changes(article, now) {
      const points = ([-1, 1] as const).flatMap((step) => changesOutwards(article, step, now))
      return [...new Set(points)].sort((a, b) => a - b)
    },
  }

  function* outwards(article: Article, step: 1 | -1): Generator<Article> {
    const { list, index } = placeOf(article)
    for (let other = index + step; list[other] !== undefined; other += step) yield list[other]!
  }

  /** In order of release, those after one that is not released are not either. */
  function* released(article: Article, step: 1 | -1, now: Instant): Generator<Article> {
    for (const other of outwards(article, step)) {
      if (other.embargo <= now) yield other
      else if (step === 1) return
    }
  }

  /** The past turns of the neighbour, and of the articles in between that were neighbours before. */
  function changesBefore(article: Article, step: 1 | -1, now: Instant): Instant[] {
    const points: Instant[] = []
    for (const other of released(article, step, now)) {
      points.push(...statePoints(other).filter((point) => point <= now))
      if (isPublic(other, now)) break
    }
    return points
  }

  /** Up to the first article that will stay public: while that is not released, those behind it are not, or the page itself is not. */
  function changesOutwards(article: Article, step: 1 | -1, now: Instant): Instant[] {
    const points: Instant[] = []
    const since = Math.max(now, article.embargo)
    for (const other of outwards(article, step)) {
      points.push(...statePoints(other).filter((point) => point > since))
      if (isPublic(other, Number.POSITIVE_INFINITY)) break
    }
    return points
  }

  function placeOf(article: Article) {
    places ??= indexPlaces(library)
    return places.get(article) ?? { list: [], index: 0 }
  }
}

function indexPlaces(library: Library) {
  const shown = library.articles.filter(
    (article) =>
      !article.isOutOfFeeds && article.title !== undefined && pagePathOf(article, library.site) !== undefined,
  )
  const lists = Map.groupBy(inOrderOfRelease(shown), ({ section, language }) => `${language} ${section}`)
  const places = new Map<Article, { list: readonly Article[]; index: number }>()
  for (const list of lists.values())
    for (const [index, article] of list.entries()) places.set(article, { list, index })
  return places
}
