import { isError } from '../../content/article/article.ts'
import { formatProblem, type Problem, toOneLine } from '../../content/problem.ts'

/** How many further places of equal warnings are named. */
const MAX_PLACES = 3

/**
 * Lines about problems in the order of their paths: every error, and equal warnings as one line with the number of places. At most `most` lines of
 * one code of warnings, if it is given.
 */
export function describeProblems(problems: readonly Problem[], most = Number.POSITIVE_INFINITY): string[] {
  const groups = Map.groupBy(problems.toSorted(comparePlaces), (problem) =>
    isError(problem) ? problem : `${problem.code}\n${problem.message}`,
  )
  const counts = new Map<string, number>()
  const lines = [...groups.values()].flatMap((group) => {
    const [first, ...others] = group as [Problem, ...Problem[]]
    const count = isError(first) ? 0 : (counts.get(first.code) ?? 0) + 1
    counts.set(first.code, count)
    return count > most ? [] : [formatProblem(first) + describePlaces(others)]
  })
  const omitted = [...counts].filter(([, count]) => count > most)
  return [
    ...lines,
    ...omitted.map(
      ([code, count]) => `… and ${count - most} more of ${code}; \`wireroom check\` lists them all.`,
    ),
  ]
}

function describePlaces(others: readonly Problem[]): string {
  if (others.length === 0) return ''
  const places = others
    .slice(0, MAX_PLACES)
    .map(({ path, line }) => (line === undefined ? path : `${path}:${line}`))
  const more = others.length > MAX_PLACES ? ' …' : ''
  return ` The same in ${others.length} more: ${toOneLine(places.join(', '))}${more}`
}

function comparePlaces(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0)
}
