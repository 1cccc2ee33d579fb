import { networkInterfaces } from 'node:os'
import { isError } from '../../content/article/article.ts'
import type { Library } from '../../content/library/library.ts'
import { stateOf } from '../../content/library/visibility.ts'
import { dropAtEnd } from '../../content/text/characters.ts'
import type { Instant } from '../../content/text/dates.ts'
import { FORMATS } from '../../feed/formats/formats.ts'
import { countOf } from '../../push/words.ts'

/** What is to be told of a server that has started. */
export interface Start {
  library: Library
  /** The folder of articles as it was named. */
  articles: string
  /** The address on this machine, without a slash at the end. */
  url: string
  port: number
  /** The interface that the server listens on; all if it is absent. */
  host?: string
  now: Instant
}

/** The lines that a start prints after those about the folder: how many mistakes there are, what to do where nothing is public, and all addresses. */
export function describeStart({ library, articles, url, port, host, now }: Start): string[] {
  const count = library.articles.filter((article) => stateOf(article, now) === 'public').length
  const errors = library.problems.filter(isError).length
  const warnings = library.problems.length - errors
  const network = isEveryInterface(host) ? findNetworkAddress() : undefined
  const rows: [name: string, address: string][] = [
    ['Page', `${url}/`],
    ...FORMATS.map(({ title, file }): [string, string] => [title, `${url}/${file}`]),
    ...(network === undefined
      ? []
      : [['Network', `http://${network}:${port}/ for a phone in the same network`] as [string, string]]),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    ...(library.problems.length === 0
      ? []
      : [
          `${countOf(errors, 'error')} and ${countOf(warnings, 'warning')}: \`wireroom check\` lists them with file and line.`,
        ]),
    `Wireroom serves ${countOf(count, 'article')} from ${dropAtEnd(articles, '/')}/`,
    ...(count > 0 ? [] : [adviseNext(library, now)]),
    ...rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
  ]
}

/** Whether a server listens on all interfaces. */
export function isEveryInterface(host: string | undefined): host is undefined | '0.0.0.0' | '::' {
  return host === undefined || host === '0.0.0.0' || host === '::'
}

/** What to do where nothing is public. */
function adviseNext({ articles, problems }: Library, now: Instant): string {
  if (articles.some((article) => stateOf(article, now) === 'embargoed'))
    return 'Every article is scheduled for later. `wireroom check` says when the next one is released.'
  if (articles.length > 0)
    return 'No article is public. `wireroom check` says what hides them, such as `draft: true`.'
  if (problems.some(isError)) return 'Every article has errors, which are above.'
  return 'There is no article yet. `wireroom new "A title"` writes one, or put a Markdown file with a title and a date there.'
}

/** An address at which other machines of the network reach this one. */
function findNetworkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  return all.find(
    ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
  )?.address
}
