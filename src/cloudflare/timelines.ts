import type { Library } from '../content/library/library.ts'
import { isPublic, statePoints } from '../content/library/visibility.ts'
import type { Instant } from '../content/text/dates.ts'
import type { CataloguedAnswer, FolderAnswer } from '../publication/catalogue.ts'
import { isDocument, isOfFeed } from '../publication/publication.ts'
import type { EdgeStatus, PathState } from './manifest.ts'

/** The problems by code, because the Worker has nobody to tell the places to. */
export function codesOf({ problems }: Library): EdgeStatus['problems'] {
  const alike = Map.groupBy(problems, ({ severity, code }) => `${severity} ${code}`)
  return [...alike.values()].map((all) => ({
    severity: all[0]!.severity,
    code: all[0]!.code,
    count: all.length,
  }))
}

/** The number of public articles at `now`, which is written as 0, and from each later instant on. Looks at each article once for each of its own instants. */
export function countPublic({ articles }: Library, now: Instant): EdgeStatus['counts'] {
  const steps = new Map<Instant, number>()
  let count = 0
  for (const article of articles) {
    let isCounted = isPublic(article, now)
    if (isCounted) count++
    const points = statePoints(article).filter((point) => point > now)
    for (const point of points.sort((a, b) => a - b)) {
      if (isPublic(article, point) === isCounted) continue
      steps.set(point, (steps.get(point) ?? 0) + (isCounted ? -1 : 1))
      isCounted = !isCounted
    }
  }
  const counts: EdgeStatus['counts'] = [[0, count]]
  for (const [from, step] of [...steps].sort(([a], [b]) => a - b)) {
    count += step
    counts.push([from, count])
  }
  return counts
}

/** The values at those moments that differ from the moment before; values with equal descriptions are equal. One after the other, because all do not fit in memory. */
export function* statesOverTime<T>(
  moments: readonly Instant[],
  at: (moment: Instant) => T,
  describe: (value: T) => string | undefined,
): Iterable<[Instant, T]> {
  let previous: string | undefined
  for (const moment of moments) {
    const value = at(moment)
    const description = describe(value)
    if (description === previous) continue
    previous = description
    yield [moment, value]
  }
}

/** Equal for answers that are the same to the Worker. */
export function describeState(answer: FolderAnswer | undefined): string | undefined {
  if (!answer) return undefined
  if (!('edition' in answer)) return JSON.stringify(answer)
  return `${answer.edition.kind} ${answer.edition.fingerprint}`
}

/** Equal for answers that are the same to the Worker. */
export function describeAnswer(answer: CataloguedAnswer | undefined): string | undefined {
  if (!answer || answer.kind === 'redirect' || answer.kind === 'gone') return answer && JSON.stringify(answer)
  if (isOfFeed(answer)) return 'folder'
  return answer.version
}

/** The last moment at which a document may change, as it says itself: what may change it as seen from the first of them may have ceased to before. */
export function findLastChange(
  moments: readonly Instant[],
  at: (moment: Instant) => CataloguedAnswer | undefined,
): Instant | undefined {
  const last = moments.findLastIndex((_, index) => {
    const before = index === 0 ? undefined : at(moments[index - 1]!)
    return !isDocument(before) || before.validUntil !== undefined
  })
  return last > 0 ? moments[last] : undefined
}

/** Whether there is nothing at the path. */
export function leadsNowhere({ version, other, isOfFolder }: PathState): boolean {
  return version === undefined && other === undefined && isOfFolder === undefined
}
