import type { Article } from '../../content/article/article.ts'
import { hasBeenPublic, lastChange, turningPoints } from '../../content/library/visibility.ts'
import type { Instant } from '../../content/text/dates.ts'

/** Creates the function that finds when the articles that have been public by an instant last changed; 0 if there are none. */
export function createNewestChange(articles: readonly Article[]): (now: Instant) => Instant {
  let newest: { from: Instant; change: Instant }[] | undefined
  return (now) => {
    newest ??= newestOverTime(articles)
    let [low, high] = [0, newest.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (newest[middle]!.from <= now) low = middle + 1
      else high = middle
    }
    return newest[low - 1]?.change ?? 0
  }
}

/** The newest change of all articles that have been public by each instant, from which on it applies. */
function newestOverTime(articles: readonly Article[]): { from: Instant; change: Instant }[] {
  const changes = articles
    .filter((article) => hasBeenPublic(article, Number.POSITIVE_INFINITY))
    .flatMap((article) => {
      const { embargo } = article
      const later = turningPoints(article).filter((point) => point > embargo)
      return [embargo, ...later].map((from) => ({ from, change: lastChange(article, from) }))
    })
    .sort((a, b) => a.from - b.from)
  let change = 0
  for (const step of changes) {
    change = Math.max(change, step.change)
    step.change = change
  }
  return changes
}
