import { isError } from '../content/article/article.ts'
import { isKnownKey } from '../content/article/known-keys.ts'
import { parseFrontMatter } from '../content/front-matter/parse.ts'
import { nextState, stateOf } from '../content/library/visibility.ts'
import { formatProblem, type Problem } from '../content/problem.ts'
import { formatDateTime, type Instant } from '../content/text/dates.ts'
import { parseHtml, textOf } from '../content/text/html.ts'
import { createEditions } from '../feed/editions/editions.ts'
import { createReleaseLists } from '../feed/editions/release-list.ts'
import type { Item } from '../feed/item.ts'
import { folderOf } from '../feed/scope.ts'
import { digest } from '../node/digest.ts'
import { openFolder } from '../node/folder/folder.ts'
import { createRegisterFile } from '../node/register-file.ts'
import { createFolderBodies } from '../node/serving/publication.ts'
import { registerCopy } from '../node/wireroom-folder.ts'
import { ARTICLES_OPTION, chooseArticles, defineCommand, UsageError } from './command.ts'
import { alignPairs } from './program/align-pairs.ts'
import { paintLine, paintRows } from './program/paint.ts'
import { findArticle } from './push/find-article.ts'
import { forPrograms, forTerminal } from './push/terminal.ts'

/** More of the text is printed with --verbose. */
const MAX_TEXT = 600

/** Shows what an article became. */
export const showCommand = defineCommand({
  positionals: 'FILE|ID|ADDRESS',
  description: `Shows what an article became: its state, its id, its feeds, the keys that were understood, and what a subscriber reads.
Exits with 1 if the file has errors, or is not an article.`,
  examples: [
    ['show news/hello.md', 'by its path, or the end of it'],
    ['show https://example.org/news/hello/ --json', 'by its address, for programs'],
    ['show news/hello.md --html', 'the HTML that subscribers get'],
  ],
  options: {
    articles: ARTICLES_OPTION,
    html: { type: 'boolean', description: 'prints the HTML of the body alone' },
    verbose: { type: 'boolean', description: 'prints the whole text' },
    json: { type: 'boolean', description: 'prints everything as JSON, for programs' },
  },
  environment: { SITE_URL: 'the address that links start with, such as https://example.org/' },
  async run({ values, positionals, env, log, now: clock, hasColors = false }) {
    const [name, ...others] = positionals
    if (name === undefined || others.length > 0)
      throw new UsageError('Name one article, by its path, its id or its address.')
    const { articles, siteUrl } = chooseArticles(values.articles, env)
    const shown = await read(articles, siteUrl, name, clock())
    if (values.html) log(shown.item?.contentHtml ?? '')
    else if (values.json) log(forPrograms(shown))
    else for (const line of describe(shown, values.verbose === true, hasColors)) log(line)
    return shown.state === undefined || shown.problems.some(isError) ? 1 : 0
  },
})

/** What is known of a file; everything but path, keys and problems is absent where it is not an article. */
interface Shown {
  path: string
  /** Why it is not an article. */
  why?: string
  state?: string
  /** What hides it, such as `draft`. */
  hidden?: string
  /** When the state changes by itself. */
  until?: string
  id?: string
  permalink?: string
  published?: string
  updated?: string
  /** The folders of the feeds that have it, or will have it once it is public; empty for the site's. */
  feeds?: string[]
  keys: { understood: string[]; unknown: string[] }
  problems: Problem[]
  /** What a subscriber gets, or will get. */
  item?: Item
}

async function read(
  articles: string,
  siteUrl: string | undefined,
  name: string,
  now: Instant,
): Promise<Shown> {
  const folder = openFolder(articles, {
    defaultUrl: 'http://localhost/',
    siteUrl,
    ids: createRegisterFile(articles, registerCopy(articles)),
  })
  await folder.readDurations()
  const library = folder.library()
  const files = [
    ...library.articles.map((article) => ({
      ...named(article.path),
      id: article.id,
      url: article.permalink,
    })),
    ...[...library.asides, ...library.problems].map(({ path }) => named(path)),
  ]
  const { path } = findArticle(
    [...new Map(files.toReversed().map((file) => [file.path, file])).values()],
    articles,
    name,
  )
  const fields = [...parseFrontMatter(folder.text(path), path).fields.keys()]
  const problems = library.problems.filter((problem) => problem.path === path)
  const keys = { understood: fields.filter(isKnownKey), unknown: fields.filter((key) => !isKnownKey(key)) }
  const article = library.articles.find((one) => one.path === path)
  if (!article) {
    const why = library.asides.find((aside) => aside.path === path)?.why ?? 'it has errors'
    return { path, why, keys, problems }
  }
  const dropped: Problem[] = []
  const bodies = createFolderBodies(folder, (problem) => dropped.push(problem))
  const editions = createEditions(library, '', bodies, digest)
  // An article that is not public yet is shown as it will be.
  const at = Number.isFinite(article.embargo) ? Math.max(now, article.embargo) : now
  const lists = createReleaseLists(library)
  const isNever = article.hidden !== undefined || article.isOutOfFeeds === true
  const feeds = isNever
    ? []
    : editions
        .scopes(at)
        .filter((scope) => lists.find(scope).articles.includes(article))
        .map(folderOf)
  const item = editions.item(article, at).make()
  const zone = library.site.timezone
  const next = nextState(article, now)
  return {
    path,
    state: stateOf(article, now),
    ...(article.hidden !== undefined && { hidden: article.hidden }),
    ...(next !== undefined && Number.isFinite(next) && { until: formatDateTime(next, zone) }),
    id: article.id,
    permalink: article.permalink,
    published: formatDateTime(article.published, zone),
    updated: formatDateTime(item.updated, zone),
    feeds,
    keys,
    problems: [...problems, ...dropped.filter((problem) => problem.path === path)],
    item,
  }
}

function named(path: string): { path: string; id: string; url: string } {
  return { path, id: '', url: '' }
}

function describe(shown: Shown, isVerbose: boolean, hasColors: boolean): string[] {
  const { path, why, state, hidden, until, keys, problems, item, feeds } = shown
  const rows: [string, string | undefined][] = [
    ['file', path],
    ['state', describeState(why, state, hidden, until)],
    ['title', item?.title],
    ['id', shown.id],
    ['address', shown.permalink],
    ['published', shown.published],
    ['updated', shown.updated],
    ['authors', item?.authors.map(({ name }) => name).join(', ')],
    ['tags', item?.categories.map(({ term }) => term).join(', ')],
    ['files', item?.enclosures.map(({ url }) => url).join(', ')],
    ['feeds', feeds?.map((folder) => `/${folder}`).join(' ') || (state && 'none')],
    ['understood', keys.understood.join(', ')],
    ['unknown', keys.unknown.join(', ')],
    ['summary', item?.summary],
  ]
  const told = rows.flatMap(([name, value]): [string, string][] =>
    value ? [[name, forTerminal(value)]] : [],
  )
  const text = item?.contentHtml === undefined ? '' : forTerminal(textOf(parseHtml(item.contentHtml)))
  const lines = problems.map(formatProblem)
  const isCut = !isVerbose && text.length > MAX_TEXT
  return [
    hasColors ? paintRows(alignPairs(told)) : alignPairs(told),
    ...(problems.length === 0 ? [] : ['', ...(hasColors ? lines.map(paintLine) : lines)]),
    ...(text === ''
      ? []
      : ['', isCut ? `${text.slice(0, MAX_TEXT)} … (--verbose prints all of it, --html the HTML)` : text]),
  ]
}

function describeState(why?: string, state?: string, hidden?: string, until?: string): string {
  if (state === undefined) return `not published: ${why}`
  const word = state === 'embargoed' ? 'scheduled' : state
  return `${word}${hidden === undefined ? '' : `: ${hidden}`}${until === undefined ? '' : ` until ${until}`}`
}
