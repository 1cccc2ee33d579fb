import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isError } from '../content/article/article.ts'
import { MARKDOWN_ENDING } from '../content/article/file-name.ts'
import { lineOfKey } from '../content/front-matter/parse.ts'
import { type Accounts, accountFor } from '../content/library/accounts.ts'
import { judgeFileTypes } from '../content/library/file-types.ts'
import { findLateArticles } from '../content/library/late-articles.ts'
import { judgePodcasts } from '../content/library/podcast-rules.ts'
import { createReferences, type LocalFile } from '../content/media/references.ts'
import { formatProblem, type Problem } from '../content/problem.ts'
import { describeTime, type Instant } from '../content/text/dates.ts'
import { createEditions, type Editions } from '../feed/editions/editions.ts'
import { checkFeedSize } from '../feed/editions/size.ts'
import { FORMATS } from '../feed/formats/formats.ts'
import { RSS } from '../feed/formats/rss.ts'
import { folderOf } from '../feed/scope.ts'
import { digest } from '../node/digest.ts'
import { type Folder, openFolder } from '../node/folder/folder.ts'
import { listEntries } from '../node/folder/generator.ts'
import { isIgnored } from '../node/folder/inside.ts'
import { podcastGuid } from '../node/podcast-guid.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { describeProblems } from '../node/serving/describe-problems.ts'
import { createMediaFiles } from '../node/serving/media-files.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { createPages } from '../pages/pages.ts'
import { createCatalogue } from '../publication/catalogue.ts'
import { countOf } from '../push/words.ts'
import type { Aggregator } from './aggregators/aggregator.ts'
import { checkFor, chooseAggregators } from './aggregators/check-for.ts'
import { AGGREGATORS } from './aggregators/table.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand } from './command.ts'
import { hasBucket } from './compile/compile.ts'
import { divideFiles } from './compile/large-files.ts'
import { checkLinks } from './links/check-links.ts'
import { withPaint } from './program/paint.ts'
import { forPrograms } from './push/terminal.ts'
import { describeScheduled, listScheduled } from './scheduled.ts'

/** Prints every problem of the folder. */
export const checkCommand = defineCommand({
  description:
    'Prints every mistake in the folder, with file and line, and what has become of each file.\nLinks to pages and headings of the site are followed, and pictures opened; no other host is asked.\nExits with 1 if there are errors, which keep an article from being published.',
  options: {
    articles: ARTICLES_OPTION,
    verbose: {
      type: 'boolean',
      description: 'prints every place of equal warnings, instead of the first few',
    },
    for: {
      type: 'string',
      value: 'LIST',
      description: `also says what these would refuse of the feed: ${AGGREGATORS.map(({ name }) => name).join(',')}`,
    },
    json: { type: 'boolean', description: 'prints everything as JSON, for programs' },
  },
  examples: [
    ['check', 'every mistake, with file and line'],
    ['check content/posts --for msn,apple-news', 'and what these two would refuse'],
    ['check --json', 'problems, scheduled articles and counts, for programs'],
  ],
  run({ values, env, log, now, hasColors, showProgress }) {
    const print = withPaint(log, hasColors && !values.json)
    return check(chooseArticles(values.articles, env).articles, print, now(), values.verbose, {
      aggregators: chooseAggregators(values.for),
      isJson: values.json,
      showProgress,
    })
  },
})

interface CheckOptions {
  aggregators?: readonly Aggregator[]
  isJson?: boolean
  showProgress?(text: string): void
}

/**
 * Prints the problems of a folder at `now`, equal warnings as one line unless `isVerbose`, then what has become of its Markdown files; returns
 * the exit code, 1 if there are errors.
 */
export function check(
  articles: string,
  log: (line: string) => void,
  now: Instant,
  isVerbose = false,
  { aggregators = [], isJson = false, showProgress }: CheckOptions = {},
): number {
  const ids = createRegisterFile(articles, registerCopy(articles))
  const folder = openFolder(articles, { defaultUrl: 'http://localhost/', ids })
  const library = folder.library()
  const dropped: Problem[] = []
  const bodies = createFolderBodies(folder, (problem) => dropped.push(problem))
  for (const [index, article] of library.articles.entries()) {
    showProgress?.(`Reading article ${index + 1} of ${library.articles.length}`)
    bodies.find(article, now)
  }
  showProgress?.('')
  const editions = createEditions(library, '', bodies, digest)
  const catalogue = createCatalogue({
    library,
    editions,
    media: createMediaFiles(folder),
    pages: createPages()(library, editions, bodies),
    digest,
  })
  const evidence = {
    bodies,
    fileAt: createFileFinder(folder),
    find: (path: string) => catalogue.find(path, now),
    text: folder.text,
  }
  const problems = [
    ...library.problems,
    ...dropped,
    ...findLateArticles(library, ids.read().register, now),
    ...checkLinks(library, evidence, now),
    ...checkSizes(editions, now),
    ...checkFiles(folder, now),
    ...checkEdge(folder, now),
    ...checkFor(aggregators, folder, bodies, now),
  ]
  const accounts = accountFor(library, listMarkdown(folder.directory), now)
  const errors = problems.filter(isError).length
  const warnings = problems.length - errors
  const scheduled = listScheduled(library, now)
  if (isJson) {
    const { length } = library.articles
    const report = { articles: length, errors, warnings, problems, scheduled, files: accounts }
    // `published` is a count here.
    log(forPrograms(report, new Set(['at'])))
    return errors > 0 ? 1 : 0
  }
  for (const line of isVerbose ? problems.map(formatProblem) : describeProblems(problems)) log(line)
  for (const line of describeScheduled(scheduled, library.site.timezone, isVerbose)) log(line)
  for (const line of describeAccounts(accounts, library.site.timezone)) log(line)
  log(
    [
      countOf(library.articles.length, 'article'),
      countOf(errors, 'error'),
      countOf(warnings, 'warning'),
    ].join(', '),
  )
  return errors > 0 ? 1 : 0
}

/** The Markdown files of the folder; folders that are skipped are not looked into. */
function listMarkdown(directory: string, folder = ''): string[] {
  return listEntries(join(directory, folder)).flatMap((entry) => {
    if (isIgnored(entry.name)) return []
    const path = folder + entry.name
    if (entry.isDirectory()) return listMarkdown(directory, `${path}/`)
    return MARKDOWN_ENDING.test(entry.name) ? [path] : []
  })
}

/** A line for each fate that files have; the numbers add up to that of the first line. */
function describeAccounts(accounts: Accounts, timezone: string): string[] {
  const { files, published, scheduled, next, expired, withdrawn, hidden, notArticles, leftOut } = accounts
  const sum = (counts: Accounts['hidden']) => counts.reduce((total, [, count]) => total + count, 0)
  const list = (counts: Accounts['hidden']) => counts.map(([word, count]) => `${word} ${count}`).join(', ')
  const rows: [fate: string, count: number, details?: string][] = [
    ['published', published],
    ['scheduled', scheduled, next && `next ${next.path} at ${describeTime(next.at, timezone)}`],
    ['expired', expired],
    ['withdrawn', withdrawn],
    ['hidden', sum(hidden), list(hidden)],
    ['not articles', sum(notArticles), list(notArticles)],
    ['left out with errors', leftOut.length, leftOut.join(', ')],
  ]
  if (files === 0) return ['There is no Markdown file yet. `wireroom new "A title"` writes one.']
  return [
    `${files} Markdown ${files === 1 ? 'file' : 'files'}:`,
    ...rows
      .filter(([, count]) => count > 0)
      .map(([fate, count, details]) => `  ${fate} ${count}${details ? `: ${details}` : ''}`),
  ]
}

function checkSizes(editions: Editions, now: Instant): Problem[] {
  const scopes = editions.scopes(now).filter(({ facet }) => facet === undefined)
  return scopes.flatMap((scope) => {
    const edition = editions.findIn(folderOf(scope), now)!
    return FORMATS.flatMap((format) => {
      const bytes = Buffer.byteLength(edition.render(format))
      return checkFeedSize(edition.folder + format.file, scope.section, bytes) ?? []
    })
  })
}

/** Warns of files that the Worker could not have, where the folder that this runs in is one to deploy. */
function checkEdge(folder: Folder, now: Instant): Problem[] {
  if (!existsSync('wrangler.toml')) return []
  return divideFiles(folder, now, hasBucket('wrangler.toml')).problems.map((problem) => ({
    ...problem,
    severity: 'warning',
  }))
}

/** Judges podcasts, and the types of all attached files, which are opened here alone. */
function checkFiles(folder: Folder, now: Instant): Problem[] {
  const library = folder.library()
  const lineOf = (path: string, key: string) => lineOfKey(folder.text(path), key)
  const fileAt = createFileFinder(folder)
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

/** Finds the file beside the articles at an address. */
function createFileFinder(folder: Folder): (address: string) => LocalFile | undefined {
  const { url, media } = folder.library().site
  const references = createReferences('', url, url, folder.findFile)
  return (address) => {
    const base = [url, media?.url ?? url].find((base) => address.startsWith(base))
    return base === undefined ? undefined : references.resolve(`/${address.slice(base.length)}`)?.file
  }
}
