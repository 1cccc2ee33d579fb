import { join } from 'node:path'
import { isError } from '../content/article/article.ts'
import type { Bodies } from '../content/body/bodies.ts'
import { lineOfKey } from '../content/front-matter/parse.ts'
import type { Library } from '../content/library/library.ts'
import { judgePodcasts } from '../content/library/podcast-rules.ts'
import { createReferences } from '../content/media/references.ts'
import { formatProblem, type Problem } from '../content/problem.ts'
import type { Instant } from '../content/text/dates.ts'
import { createEditions } from '../feed/editions/editions.ts'
import { checkFeedSize } from '../feed/editions/size.ts'
import { FORMATS } from '../feed/formats/formats.ts'
import { RSS } from '../feed/formats/rss.ts'
import { folderOf } from '../feed/scope.ts'
import { digest } from '../node/digest.ts'
import { type Folder, openFolder } from '../node/folder/folder.ts'
import { readText } from '../node/folder/read-text.ts'
import { podcastGuid } from '../node/podcast-guid.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'

/** Prints every problem of the folder. */
export const checkCommand = defineCommand({
  description:
    'Prints every mistake in the folder, with file and line.\nExits with 1 if there are errors, which keep an article from being published.',
  options: { articles: ARTICLES_OPTION },
  run: ({ values, env, log, now }) => check(chooseArticles(values.articles, env).articles, log, now()),
})

/** Prints a line for each problem of a folder at `now`, then the counts; returns the exit code, 1 if there are errors. */
export function check(articles: string, log: (line: string) => void, now: Instant): number {
  const folder = openFolder(articles, { defaultUrl: 'http://localhost/' })
  const library = folder.library()
  const dropped: Problem[] = []
  const bodies = createFolderBodies(folder, (problem) => dropped.push(problem))
  for (const article of library.articles) bodies.find(article, now)
  const problems = [
    ...library.problems,
    ...dropped,
    ...checkSizes(library, bodies, now),
    ...checkPodcasts(folder, now),
  ]
  for (const problem of problems) log(formatProblem(problem))
  const errors = problems.filter(isError).length
  log(`${library.articles.length} articles, ${errors} errors, ${problems.length - errors} warnings`)
  return errors > 0 ? 1 : 0
}

function checkSizes(library: Library, bodies: Bodies, now: Instant): Problem[] {
  const editions = createEditions(library, '', bodies, digest)
  const scopes = editions.scopes(now).filter(({ facet }) => facet === undefined)
  return scopes.flatMap((scope) => {
    const edition = editions.findIn(folderOf(scope), now)!
    return FORMATS.flatMap((format) => {
      const bytes = Buffer.byteLength(edition.render(format))
      return checkFeedSize(edition.folder + format.file, scope.section, bytes) ?? []
    })
  })
}

function checkPodcasts(folder: Folder, now: Instant): Problem[] {
  const { url } = folder.library().site
  const references = createReferences('', url, url, folder.findFile)
  return judgePodcasts(
    folder.library(),
    {
      lineOf: (path, key) => lineOfKey(readText(join(folder.directory, path)) ?? '', key),
      imageSize(address) {
        if (!address.startsWith(url)) return undefined
        const size = references.resolve(`/${address.slice(url.length)}`)?.file?.measure()
        return size === 'unreadable' ? undefined : size
      },
      guidOf: (folderUrl) => podcastGuid(folderUrl + RSS.file),
    },
    now,
  )
}
