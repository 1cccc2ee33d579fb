import { rowOf } from '../../content/generators/table.ts'
import type { Library } from '../../content/library/library.ts'
import { formatProblem, type Problem } from '../../content/problem.ts'
import { DEFAULT_ID_PREFIX, type Site } from '../../content/site/settings.ts'
import { describeProblems } from './describe-problems.ts'

/** How many lines of warnings of one code are printed. */
const MAX_ALIKE = 10

/** What a start prints about a folder: its problems, the generator that was recognised, and the settings to make before it is published. */
export function describeFolder({ problems, site }: Library): string[] {
  const lines = describeProblems(problems, MAX_ALIKE)
  if (site.generator)
    lines.push(
      describeGenerator(
        site,
        problems.some(({ code }) => code === 'guessed-permalink'),
      ),
    )
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
    if (count === MAX_ALIKE + 1) log(`There are more of ${problem.code}; \`wireroom check\` lists them all.`)
  }
}

/** Claims nothing of permalinks that are guessed, nor of ids that are made of them. */
function describeGenerator({ generator, ids, pages, settings }: Site, isGuessed: boolean): string {
  const { label } = rowOf(generator!.name)
  const kept = [
    settings.permalinks === '' && !isGuessed && 'permalinks',
    ids === 'generator' && !isGuessed && 'ids',
  ]
    .filter(Boolean)
    .join(' and ')
  const by = generator!.mark ?? 'set in _index.md'
  return `Recognised ${/^[AEIO]/.test(label) ? 'an' : 'a'} ${label} site (${by})${kept === '' ? '' : `; ${kept} are made as it makes them`}. \`generator: none\` in _index.md switches that off.${pages ? '' : ' Its pages stay where they are, and links lead there; `pages: true` has Wireroom serve pages, too.'}`
}
