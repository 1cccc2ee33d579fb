import { isError } from '../content/article/article.ts'
import type { Identity } from '../content/article/identity.ts'
import type { Library } from '../content/library/library.ts'
import { stateOf } from '../content/library/visibility.ts'
import { describeDoubts } from '../content/problem.ts'
import type { Instant } from '../content/text/dates.ts'
import { resolveUrl } from '../content/text/urls.ts'
import type { Rendition } from '../feed/editions/edition.ts'
import { createEditions, type Editions } from '../feed/editions/editions.ts'
import { createReleaseLists } from '../feed/editions/release-list.ts'
import type { Format } from '../feed/formats/format.ts'
import { RSS } from '../feed/formats/rss.ts'
import { folderOf } from '../feed/scope.ts'
import { digest } from '../node/digest.ts'
import { type Folder, openFolder } from '../node/folder/folder.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { type Comparison, compareFeeds, type Planned } from '../preview/compare.ts'
import { idIn } from '../preview/dialects.ts'
import type { KnownArticle, PublishedFeed } from '../preview/published.ts'
import { canRead, readFeed } from '../preview/read-feed.ts'
import { describeComparison } from '../preview/report.ts'
import { isMisplaced, type LivePage, matchPages } from '../preview/sitemap.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from './command.ts'
import { describePages } from './fixes/describe-pages.ts'
import { findFixes } from './fixes/find-fixes.ts'
import { type Goal, planFixes } from './fixes/plan-fixes.ts'
import { feedForPrograms, pagesForPrograms } from './fixes/preview-json.ts'
import { type Live, readLive } from './fixes/read-live.ts'
import { applyFixes } from './fixes/write-fixes.ts'
import { forPrograms } from './push/terminal.ts'

/** Prints what subscribers will see when the folder replaces the live feed. */
export const previewCommand = defineCommand({
  positionals: 'ADDRESS|FILE',
  description:
    'Compares a live feed, or a sitemap, with what would be published.\nExits with 1 if subscribers would get articles again, with 2 if it cannot compare, and with 0 otherwise.',
  examples: [
    [`preview https://example.org/${RSS.file}`, 'what its subscribers will see'],
    [`preview https://example.org/news/${RSS.file} --feed news/${RSS.file}`, 'those of a section'],
    ['preview saved.xml', 'the same of a saved feed'],
    ['preview https://example.org/sitemap.xml', 'which articles would have other addresses'],
    [
      `preview https://example.org/${RSS.file} --fix`,
      'shows and writes the lines that keep ids and addresses',
    ],
    ['preview saved.xml --json', 'the comparison for programs'],
  ],
  // A deploy script tells by the code whether subscribers would get articles again or the comparison failed.
  failureCode: 2,
  options: {
    articles: ARTICLES_OPTION,
    feed: { type: 'string', value: 'PATH', description: "the path of another feed, such as a section's" },
    verbose: {
      type: 'boolean',
      default: false,
      description: 'prints whole lists instead of their first lines',
    },
    diff: {
      type: 'boolean',
      default: false,
      description: 'shows the lines of front matter that keep ids and addresses, as a diff',
    },
    fix: { type: 'boolean', default: false, description: 'shows these lines, asks, and writes them' },
    yes: { type: 'boolean', default: false, description: 'writes them without asking' },
    json: { type: 'boolean', default: false, description: 'prints the comparison as JSON, for programs' },
  },
  environment: { SITE_URL: 'the address that links start with, such as https://example.org/' },
  async run({
    values,
    positionals,
    env,
    log: print,
    now: clock,
    isInteractive = false,
    showProgress = () => {},
  }) {
    const [source, ...others] = positionals
    if (source === undefined || others.length > 0)
      throw new UsageError('Name one live feed, an address or a file.')
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const log = values.json ? () => {} : print
    showProgress(`Reading ${source}`)
    const live = await readLive(source)
    showProgress(`Reading ${articles}`)
    const now = clock()
    const defaultUrl = `http://localhost:${env.PORT || 8787}/`
    const open = (editedSettings?: ReadonlyMap<string, string>) => {
      const ids = createRegisterFile(articles, registerCopy(articles))
      return openFolder(articles, { defaultUrl, siteUrl, ids, editedSettings })
    }
    const folder = open()
    if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
    await folder.readDurations()
    const path = values.feed?.replace(/^\/+/, '') ?? (live.kind === 'feed' ? live.format.file : RSS.file)
    const before = compareLive(folder, live, path, now)
    const idOf = (identity: Identity) => idIn(before.format, identity)
    showProgress('')
    if (before.kind === 'feed') {
      log(`${source}: ${before.title}, ${countItems(before.feed)}`)
      log(`Wireroom's ${path}: ${countItems(before.planned.feed)}`)
    } else log(`${source}: a sitemap, which lists the pages of ${before.pages.length} articles`)
    reportBroken(folder.library(), log)
    log('')
    for (const line of describe(folder, before)) log(line)
    if (!values.diff && !values.fix) return finish(before)
    const settings = before.kind === 'feed' ? Object.entries(before.comparison.remedy?.settings ?? {}) : []
    // SITE_URL overrides the setting in the file.
    const remedy = settings.filter(([key]) => key !== 'url' || !siteUrl)
    const isHomeless = folder.library().site.url === defaultUrl
    const home = isHomeless ? homeOf(live) : undefined
    const plan = planFixes(folder, goalsOf(before), { remedy, home, idOf }, open)
    const { fix, yes } = values
    const mode = { fix, yes, isInteractive: isInteractive && !values.json }
    if (!(await applyFixes(articles, plan, mode, log))) return finish(before)
    const fixed = open()
    await fixed.readDurations()
    const after = compareLive(fixed, live, path, now)
    log('')
    for (const line of describe(fixed, after)) log(line)
    return finish(after)

    function finish(compared: Compared): number {
      if (values.json) print(forPrograms(toRecord(compared, path)))
      return exitCode(compared)
    }

    function describe(folder: Folder, compared: Compared): string[] {
      if (compared.kind === 'sitemap') return describePages(compared.pages, values.verbose)
      const { comparison } = compared
      const telling = { ...findFixes(folder, comparison, siteUrl, idOf), verbose: values.verbose }
      return describeComparison(comparison, telling)
    }
  },
})

/** What the live site says, beside what would be published. */
type Compared =
  | { kind: 'sitemap'; format: Format; pages: LivePage[] }
  | {
      kind: 'feed'
      format: Format
      title: string
      feed: PublishedFeed
      planned: Planned
      comparison: Comparison
    }

function compareLive(folder: Folder, live: Live, path: string, now: Instant): Compared {
  const editions = createEditions(folder.library(), '', createFolderBodies(folder), digest)
  const edition = editions.find(path, now)
  // A format for newsrooms, such as ninjs, cannot be compared.
  if (!edition || !canRead(edition.format))
    throw new Error(`There is no feed ${path}. There are ${listPaths(editions, now)}.`)
  const planned = plan(folder.library(), edition, now)
  if (live.kind === 'sitemap') {
    const visible = planned.articles.filter(({ fate }) => fate !== 'hidden')
    return {
      kind: 'sitemap',
      format: edition.format,
      pages: matchPages(live.addresses, visible, planned.site),
    }
  }
  const { title, feed } = live
  const comparison = compareFeeds(feed, planned)
  return { kind: 'feed', format: edition.format, title, feed, planned, comparison }
}

function toRecord(compared: Compared, path: string): object {
  if (compared.kind === 'sitemap') return pagesForPrograms(compared.pages)
  return feedForPrograms({ ...compared, planned: compared.planned.feed }, path)
}

/** Whether subscribers would get articles again, or pages would move. */
function exitCode(compared: Compared): number {
  const wrong =
    compared.kind === 'feed' ? compared.comparison.redelivered : compared.pages.filter(isMisplaced)
  return wrong.length > 0 ? 1 : 0
}

function homeOf(live: Live): string | undefined {
  const address = live.kind === 'feed' ? live.feed.homeUrl : live.addresses[0]
  return address === undefined ? undefined : new URL(live.kind === 'feed' ? './' : '/', address).href
}

function goalsOf(compared: Compared): Goal[] {
  if (compared.kind === 'sitemap') return compared.pages
  return compared.comparison.pairs.map(({ item, article }) => ({ article, id: item.id, url: item.url }))
}

function listPaths(editions: Editions, now: Instant): string {
  const scopes = editions.scopes(now).filter(({ facet }) => facet === undefined)
  return scopes.map((scope) => folderOf(scope) + RSS.file).join(', ')
}

/** Reads our own feed with the parser that read the live one, so that both are compared alike. */
function plan(library: Library, edition: Rendition, now: Instant): Planned {
  const reading = readFeed(edition.render())
  if (reading.kind === 'unreadable') throw new Error(`${edition.path} cannot be read back: ${reading.reason}`)
  const { feed } = reading
  return { feed, site: library.site, articles: knownArticles(library, edition, feed, now) }
}

function knownArticles(
  library: Library,
  { scope, format }: Rendition,
  feed: PublishedFeed,
  now: Instant,
): KnownArticle[] {
  const items = new Map(feed.items.map((item) => [item.id, item]))
  const members = new Set(createReleaseLists(library).find(scope).articles)
  return library.articles.map((article) => {
    const { path, permalink, title, published } = article
    const id = idIn(format, article)
    const item = items.get(id)
    const state = stateOf(article, now)
    const fate = state !== 'public' ? state : members.has(article) ? 'archived' : 'elsewhere'
    return {
      path,
      id,
      permalink,
      title,
      published,
      aliases: article.aliases.flatMap(
        (alias) => resolveUrl(alias.replace(/^\/+/, ''), library.site.url) ?? [],
      ),
      enclosureUrls: article.enclosures.map(({ url }) => url),
      fate: item ? 'shown' : fate,
      item,
    }
  })
}

function countItems({ items }: PublishedFeed): string {
  return items.length === 1 ? '1 item' : `${items.length} items`
}

function reportBroken({ problems }: Library, log: (line: string) => void): void {
  const broken = new Set(problems.filter(isError).map(({ path }) => path)).size
  if (broken > 0)
    log(
      `${broken === 1 ? '1 file has errors and is' : `${broken} files have errors and are`} left out; \`wireroom check\` lists the errors`,
    )
}
