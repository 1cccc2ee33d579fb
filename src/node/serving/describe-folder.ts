import { isError } from '../../content/article/article.ts'
import { rowOf } from '../../content/generators/table.ts'
import type { Library } from '../../content/library/library.ts'
import { formatProblem, type Problem } from '../../content/problem.ts'
import { DEFAULT_ID_PREFIX, type Site } from '../../content/site/settings.ts'

/** How many warnings of one code are printed. */
const MAX_ALIKE = 10

/** What a start prints about a folder: its problems, the generator that was recognised, and the settings to make before it is published. */
export function describeFolder({ problems, site }: Library): string[] {
  const lines = describeProblems(problems)
  if (site.generator) lines.push(describeGenerator(site))
  if (site.url.startsWith('http://localhost'))
    lines.push(
      'No `url` is set in _index.md, so links lead to this machine. Set it, or SITE_URL, before you publish.',
    )
  if (site.ids === 'tag' && site.idPrefix === DEFAULT_ID_PREFIX)
    lines.push(
      `No \`idPrefix\` is set in _index.md, so ids start with ${DEFAULT_ID_PREFIX} Set it once, before you publish.`,
    )
  return lines
}

/** Returns a function that logs the problems found in rendering, the first of each code. */
export function createReport(log: (line: string) => void): (problem: Problem) => void {
  const counts = new Map<string, number>()
  return (problem) => {
    const count = (counts.get(problem.code) ?? 0) + 1
    counts.set(problem.code, count)
    if (count <= MAX_ALIKE) log(formatProblem(problem))
    if (count === MAX_ALIKE + 1) log(`There are more of ${problem.code}; \`npm run check\` lists them all.`)
  }
}

/** Every error, and the first warnings of each code, because a blog may have hundreds of pages that are not articles. In the order of their paths. */
function describeProblems(problems: readonly Problem[]): string[] {
  const sorted = problems.toSorted(comparePlaces)
  const warnings = Map.groupBy(
    sorted.filter((problem) => !isError(problem)),
    ({ code }) => code,
  )
  const omitted = new Set([...warnings.values()].flatMap((alike) => alike.slice(MAX_ALIKE)))
  return [
    ...sorted.filter((problem) => !omitted.has(problem)).map(formatProblem),
    ...[...warnings].flatMap(([code, { length }]) =>
      length > MAX_ALIKE
        ? [`… and ${length - MAX_ALIKE} more of ${code}; \`npm run check\` lists them all.`]
        : [],
    ),
  ]
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
  const by = generator!.mark ?? 'set in _index.md'
  return `Recognised a ${label} site (${by})${kept === '' ? '' : `; ${kept} are made as it makes them`}. \`generator: none\` in _index.md switches that off.`
}
