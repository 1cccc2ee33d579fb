import { isError } from '../../content/article/article.ts'
import { rowOf } from '../../content/generators/table.ts'
import type { Library } from '../../content/library/library.ts'
import { formatProblem, type Problem } from '../../content/problem.ts'
import { DEFAULT_ID_PREFIX, type Site } from '../../content/site/settings.ts'

/** How many warnings of one kind are printed at the start. */
const MAX_ALIKE = 10

/** What a start says of a folder to a person: what is wrong in it, what it was taken for, and what should be set before it is published. */
export function describeFolder({ problems, site }: Library): string[] {
  return [
    ...describeProblems(problems),
    ...(site.generator ? [describeGenerator(site)] : []),
    ...(site.url.startsWith('http://localhost')
      ? [
          'No `url` is set in _index.md, so links lead to this machine. Set it, or SITE_URL, before you publish.',
        ]
      : []),
    ...(site.ids === 'tag' && site.idPrefix === DEFAULT_ID_PREFIX
      ? [
          `No \`idPrefix\` is set in _index.md, so ids start with ${DEFAULT_ID_PREFIX} Set it once, before you publish.`,
        ]
      : []),
  ]
}

/** What is only seen when feeds are rendered, the first of each kind. */
export function createReport(log: (line: string) => void): (problem: Problem) => void {
  const counts = new Map<string, number>()
  return (problem) => {
    const count = (counts.get(problem.code) ?? 0) + 1
    counts.set(problem.code, count)
    if (count <= MAX_ALIKE) log(formatProblem(problem))
    if (count === MAX_ALIKE + 1) log(`There is more of ${problem.code}; \`npm run check\` lists all.`)
  }
}

/**
 * Every error, and of each kind of warning the first ones: a blog may have hundreds of pages that are no articles. In the order of their paths, which
 * is the same whenever they were found.
 */
function describeProblems(problems: readonly Problem[]): string[] {
  const counts = new Map<string, number>()
  const lines: string[] = []
  for (const problem of problems.toSorted(comparePlaces)) {
    const count = (counts.get(problem.code) ?? 0) + 1
    counts.set(problem.code, count)
    if (isError(problem) || count <= MAX_ALIKE) lines.push(formatProblem(problem))
  }
  for (const [code, count] of counts)
    if (count > MAX_ALIKE && problems.some((problem) => problem.code === code && !isError(problem)))
      lines.push(`… and ${count - MAX_ALIKE} more of ${code}; \`npm run check\` lists them all.`)
  return lines
}

function comparePlaces(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0)
}

function describeGenerator({ generator, ids, settings }: Site): string {
  const { label } = rowOf(generator!.name)
  const kept = [settings.permalinks === '' && 'permalinks', ids === 'generator' && 'ids']
    .filter(Boolean)
    .join(' and ')
  const by = generator!.mark === undefined ? 'set in _index.md' : generator!.mark
  return `Recognised a ${label} site (${by})${kept === '' ? '' : `; ${kept} are made as it makes them`}. \`generator: none\` in _index.md switches that off.`
}
