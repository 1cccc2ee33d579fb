import { isError } from './content/article.ts'
import type { Library } from './content/library.ts'
import { formatProblem, type Problem } from './content/problem.ts'
import { createEditions } from './feed/edition.ts'
import { FORMATS } from './feed/formats.ts'
import { folderOf } from './feed/scope.ts'
import { judgeSize } from './feed/size.ts'
import { openFolder } from './node/folder.ts'
import { createBodies } from './node/publication.ts'

/** Prints every problem of a folder as it is at `now`, a line each, and counts; returns the exit code, 1 where there are errors. */
export function check(articles: string, log: (line: string) => void, now = Date.now()): number {
  const folder = openFolder(articles, { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const render = createBodies(folder)
  for (const article of library.articles) render(article)
  const problems = [...library.problems, ...checkSizes(library, render, now)]
  for (const problem of problems) log(formatProblem(problem))
  const errors = problems.filter(isError).length
  log(`${library.articles.length} articles, ${errors} errors, ${problems.length - errors} warnings`)
  return errors > 0 ? 1 : 0
}

function checkSizes(library: Library, render: ReturnType<typeof createBodies>, now: number): Problem[] {
  const editions = createEditions(library, '', render)
  const scopes = editions.scopes(now).filter(({ facet }) => facet === undefined)
  return scopes.flatMap((scope) =>
    FORMATS.flatMap((format) => {
      const edition = editions.findIn(folderOf(scope), now)!
      const bytes = Buffer.byteLength(edition.render(format))
      return judgeSize(edition.folder + format.file, scope.section, bytes) ?? []
    }),
  )
}
