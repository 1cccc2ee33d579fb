import { isError } from './content/article.ts'
import { renderBody } from './content/body.ts'
import { formatProblem } from './content/problem.ts'
import { openFolder } from './node/folder.ts'

/** Prints every problem of a folder, a line each, and counts; returns the exit code, 1 where there are errors. */
export function check(articles: string, log: (line: string) => void): number {
  const folder = openFolder(articles, { defaultUrl: 'http://localhost/' })
  const { articles: loaded, problems, site } = folder.library()
  for (const article of loaded) renderBody(article, site, (path) => folder.file(path)?.size)
  for (const problem of problems) log(formatProblem(problem))
  const errors = problems.filter(isError).length
  log(`${loaded.length} articles, ${errors} errors, ${problems.length - errors} warnings`)
  return errors > 0 ? 1 : 0
}
