import { isError, parseArticle } from '../content/article/article.ts'
import { keyLine } from '../content/front-matter/key-line.ts'
import type { Library } from '../content/library/library.ts'
import { stateOf } from '../content/library/visibility.ts'
import { describeDoubts } from '../content/problem.ts'
import type { Instant } from '../content/text/dates.ts'
import { resolveUrl } from '../content/text/urls.ts'
import type { Rendition } from '../feed/editions/edition.ts'
import { createEditions, type Editions } from '../feed/editions/editions.ts'
import { createReleaseLists } from '../feed/editions/release-list.ts'
import { RSS } from '../feed/formats/rss.ts'
import { folderOf } from '../feed/scope.ts'
import { digest } from '../node/digest.ts'
import { fetchFeed } from '../node/fetch-feed.ts'
import { type Folder, openFolder } from '../node/folder/folder.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { type Comparison, compareFeeds, type Planned } from '../preview/compare.ts'
import type { Pair } from '../preview/match.ts'
import type { KnownArticle, PublishedFeed } from '../preview/published.ts'
import { canRead, readFeed } from '../preview/read-feed.ts'
import { describeComparison, type Fix, type IdFix } from '../preview/report.ts'
import { VERSION } from '../version.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from './command.ts'

/** Prints what subscribers will see when the folder replaces the live feed. */
export const previewCommand = defineCommand({
  positionals: 'ADDRESS|FILE',
  description:
    'Compares a live feed with what would be published.\nExits with 1 if subscribers would get articles again, with 2 if it cannot compare, and with 0 otherwise.',
  examples: [
    [`preview https://example.org/${RSS.file}`, 'what its subscribers will see'],
    [`preview https://example.org/news/${RSS.file} --feed news/${RSS.file}`, 'those of a section'],
    ['preview saved.xml --json', 'the same of a saved feed, for programs'],
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
  },
  environment: { SITE_URL: 'the address that links start with, such as https://example.org/' },
  async run({ values, positionals, env, log, now: clock }) {
    const [source, ...others] = positionals
    if (source === undefined || others.length > 0)
      throw new UsageError('Name one live feed, an address or a file.')
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const live = await readLive(source)
    const now = clock()
    const defaultUrl = `http://localhost:${env.PORT || 8787}/`
    const ids = createRegisterFile(articles, registerCopy(articles))
    const folder = openFolder(articles, { defaultUrl, siteUrl, ids })
    if (folder.doubts().length > 0) throw new Error(describeDoubts(folder.doubts()))
    await folder.readDurations()
    const editions = createEditions(folder.library(), '', createFolderBodies(folder), digest)
    const path = values.feed?.replace(/^\/+/, '') ?? live.format.file
    const edition = editions.find(path, now)
    // A format for newsrooms, such as ninjs, cannot be compared.
    if (!edition || !canRead(edition.format))
      throw new Error(`There is no feed ${path}. There are ${listPaths(editions, now)}.`)

    const planned = plan(folder.library(), edition, now)
    const comparison = compareFeeds(live.feed, planned)
    log(`${source}: ${live.title}, ${countItems(live.feed)}`)
    log(`Wireroom's ${path}: ${countItems(planned.feed)}`)
    reportBroken(folder.library(), log)
    log('')
    const telling = { ...findFixes(folder, comparison, siteUrl), verbose: values.verbose }
    for (const line of describeComparison(comparison, telling)) log(line)
    return comparison.redelivered.length > 0 ? 1 : 0
  },
})

/** Throws if the source cannot be read or is not a feed. */
async function readLive(source: string) {
  const fetched = await fetchFeed(source, {
    fetch,
    userAgent: `Wireroom/${VERSION}`,
    timeoutMs: 30_000,
    maxBytes: 20 * 1024 * 1024,
  })
  if (fetched.kind === 'unreadable') throw new Error(fetched.reason)
  const reading = readFeed(fetched.text, fetched.address)
  if (reading.kind === 'unreadable') throw new Error(`${source} is not a feed. ${reading.reason}`)
  return reading
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
  { scope }: Rendition,
  feed: PublishedFeed,
  now: Instant,
): KnownArticle[] {
  const items = new Map(feed.items.map((item) => [item.id, item]))
  const members = new Set(createReleaseLists(library).find(scope).articles)
  return library.articles.map((article) => {
    const { path, id, permalink, title, published } = article
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

function findFixes(folder: Folder, { redelivered, remedy }: Comparison, siteUrl: string | undefined) {
  const settings = Object.entries(remedy?.settings ?? {})
  return {
    idFixes: new Map(redelivered.map((pair) => [pair, fixId(folder, pair)])),
    settingFixes: settings
      // SITE_URL overrides the setting in the file.
      .filter(([key]) => key !== 'url' || !siteUrl)
      .map(([key, value]) => fixSetting(folder, key, value)),
    homeSetting: siteUrl ? ('SITE_URL' as const) : ('url' as const),
  }
}

/** Parses the article with the line, to see whether it gets that id. */
function fixId(folder: Folder, { article, item }: Pair): IdFix {
  const { path } = article
  const { site } = folder.library()
  // Some generators number their articles under `id`.
  const key = site.ids === 'generator' ? 'guid' : 'id'
  const { source, ...fix } = keyLine(folder.text(path), path, key, item.id)
  const { article: tried } = parseArticle({ path, source, hash: '' }, site, folder.findFile)
  return { path, ...fix, ...(tried?.id !== item.id && { sends: tried?.id ?? article.id }) }
}

function fixSetting(folder: Folder, key: string, value: string): Fix {
  const path = '_index.md'
  const { source: _, ...fix } = keyLine(folder.text(path), path, key, value)
  return { path, ...fix }
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
