import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isError } from '../content/article/article.ts'
import { MARKDOWN_ENDING } from '../content/article/file-name.ts'
import type { Bodies } from '../content/body/bodies.ts'
import { lineOfKey } from '../content/front-matter/parse.ts'
import { type Accounts, accountFor } from '../content/library/accounts.ts'
import { judgeFileTypes } from '../content/library/file-types.ts'
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
import { isIgnored } from '../node/folder/inside.ts'
import { podcastGuid } from '../node/podcast-guid.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { describeProblems } from '../node/serving/describe-problems.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { countOf } from '../push/words.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'

/** Prints every problem of the folder. */
export const checkCommand = defineCommand({
  description:
    'Prints every mistake in the folder, with file and line, and what has become of each file.\nExits with 1 if there are errors, which keep an article from being published.',
  options: {
    articles: ARTICLES_OPTION,
    verbose: {
      type: 'boolean',
      description: 'prints every place of equal warnings, instead of the first few',
    },
  },
  run: ({ values, env, log, now }) =>
    check(chooseArticles(values.articles, env).articles, log, now(), values.verbose),
})

/**
 * Prints the problems of a folder at `now`, equal warnings as one line unless `isVerbose`, then what has become of its Markdown files; returns
 * the exit code, 1 if there are errors.
 */
export function check(
  articles: string,
  log: (line: string) => void,
  now: Instant,
  isVerbose = false,
): number {
  const folder = openFolder(articles, {
    defaultUrl: 'http://localhost/',
    ids: createRegisterFile(articles, registerCopy(articles)),
  })
  const library = folder.library()
  const dropped: Problem[] = []
  const bodies = createFolderBodies(folder, (problem) => dropped.push(problem))
  for (const article of library.articles) bodies.find(article, now)
  const problems = [
    ...library.problems,
    ...dropped,
    ...checkSizes(library, bodies, now),
    ...checkFiles(folder, now),
  ]
  for (const line of isVerbose ? problems.map(formatProblem) : describeProblems(problems)) log(line)
  for (const line of describeAccounts(accountFor(library, listMarkdown(folder.directory), now))) log(line)
  const errors = problems.filter(isError).length
  log(
    [
      countOf(library.articles.length, 'article'),
      countOf(errors, 'error'),
      countOf(problems.length - errors, 'warning'),
    ].join(', '),
  )
  return errors > 0 ? 1 : 0
}

/** The Markdown files of the folder; folders that are skipped are not looked into. */
function listMarkdown(directory: string, folder = ''): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
    if (isIgnored(entry.name)) return []
    const path = folder + entry.name
    if (entry.isDirectory()) return listMarkdown(directory, `${path}/`)
    return MARKDOWN_ENDING.test(entry.name) ? [path] : []
  })
}

/** A line for each fate that files have; the numbers add up to that of the first line. */
function describeAccounts(accounts: Accounts): string[] {
  const { files, published, scheduled, next, expired, withdrawn, hidden, notArticles, leftOut } = accounts
  const sum = (counts: Accounts['hidden']) => counts.reduce((total, [, count]) => total + count, 0)
  const list = (counts: Accounts['hidden']) => counts.map(([word, count]) => `${word} ${count}`).join(', ')
  const rows: [fate: string, count: number, details?: string][] = [
    ['published', published],
    ['scheduled', scheduled, next && `next ${next.path} at ${new Date(next.at).toISOString()}`],
    ['expired', expired],
    ['withdrawn', withdrawn],
    ['hidden', sum(hidden), list(hidden)],
    ['not articles', sum(notArticles), list(notArticles)],
    ['left out with errors', leftOut.length, leftOut.join(', ')],
  ]
  return [
    `${files} Markdown ${files === 1 ? 'file' : 'files'}:`,
    ...rows
      .filter(([, count]) => count > 0)
      .map(([fate, count, details]) => `  ${fate} ${count}${details ? `: ${details}` : ''}`),
  ]
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

/** Judges podcasts, and the types of all attached files, which are opened here alone. */
function checkFiles(folder: Folder, now: Instant): Problem[] {
  const library = folder.library()
  const { url } = library.site
  const references = createReferences('', url, url, folder.findFile)
  const lineOf = (path: string, key: string) => lineOfKey(folder.text(path), key)
  const fileAt = (address: string) =>
    address.startsWith(url) ? references.resolve(`/${address.slice(url.length)}`)?.file : undefined
  return [
    ...judgePodcasts(
      library,
      {
        lineOf,
        imageSize(address) {
          const size = fileAt(address)?.measure()
          return size === 'unreadable' ? undefined : size
        },
        guidOf: (folderUrl) => podcastGuid(folderUrl + RSS.file),
      },
      now,
    ),
    ...judgeFileTypes(library, { lineOf, otherTypeOf: (address) => fileAt(address)?.findOtherType?.() }),
  ]
}
