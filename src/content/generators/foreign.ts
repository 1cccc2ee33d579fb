import type { Problem } from '../problem.ts'
import { isPage, isPartOfTheme } from './front-matter.ts'
import type { Generator } from './generator.ts'

/** Warns of the files, of those in other markup than Markdown, of which a generator would have made an article. */
export function findForeign(generator: Generator | undefined, paths: Iterable<string>): Problem[] {
  if (!generator) return []
  const meant = [...paths].filter((path) => !isPartOfTheme(generator, path) && !isPage(generator, path))
  return meant.map((path) => ({
    severity: 'warning',
    code: 'not-markdown',
    path,
    message: 'This is no Markdown, so it is in no feed',
    hint: 'Write it as Markdown, which may hold HTML, if it is an article',
  }))
}
