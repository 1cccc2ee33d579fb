import type { Library } from '../../content/library/library.ts'
import type { Problem } from '../../content/problem.ts'
import type { Item } from '../../feed/item.ts'

/** A service that takes feeds by rules of its own. */
export interface Aggregator {
  /** As it is named on the command line. */
  name: string
  /** What it would refuse, or not show. */
  judge(evidence: FeedEvidence): Fault[]
}

/** The site's own feed, as an aggregator fetches it. */
export interface FeedEvidence {
  site: Library['site']
  /** The items of the feed, each with the file of its article. */
  items: readonly { path: string; item: Item }[]
  /** The bytes of the feed as RSS. */
  feedBytes: number
  /** Whether some section is a podcast. */
  hasPodcast: boolean
}

/** A reason to refuse: the file, the keys of front matter that cause it, what is wrong, and what to do. */
export interface Fault {
  path: string
  keys: readonly string[]
  message: string
  hint: string
}

const SETTINGS = '_index.md'

/** A fault of the settings of the site. */
export function inSettings(key: string, message: string, hint: string): Fault {
  return { path: SETTINGS, keys: [key], message, hint }
}

/** The faults of the items that `isFaulty` finds. */
export function inItems(
  { items }: FeedEvidence,
  keys: readonly string[],
  isFaulty: (item: Item) => boolean,
  message: string,
  hint: string,
): Fault[] {
  return items.flatMap(({ path, item }) => (isFaulty(item) ? [{ path, keys, message, hint }] : []))
}

/** The fault of a site that is not served by HTTPS. */
export function judgeHttps({ site }: FeedEvidence, label: string): Fault[] {
  if (site.url.startsWith('https://')) return []
  return [
    inSettings(
      'url',
      `${label} takes feeds by HTTPS alone`,
      'Set `url` to an address that begins with https://',
    ),
  ]
}

/** The fault of a feed of summaries. */
export function judgeFullText({ site }: FeedEvidence, label: string): Fault[] {
  if (site.settings.content === 'full') return []
  return [inSettings('content', `${label} wants the full text`, 'Set `content: full`')]
}

/** The fault of a site without a hub, which is polled now and then. */
export function judgeHub({ site }: FeedEvidence, label: string): Fault[] {
  if (site.hubs.length > 0) return []
  return [
    inSettings(
      'hub',
      `${label} learns of news at once from feeds with a WebSub hub, and this one has none`,
      'Set `url`, and leave out `hub: false`',
    ),
  ]
}

/** Whether an item has a picture, its own or one in its text. */
export function hasPicture({ image, contentHtml = '' }: Item): boolean {
  return image !== undefined || contentHtml.includes('<img ')
}

/** The warnings of what an aggregator would refuse; `lineOf` finds the line of a key in a file. */
export function toProblems(
  { judge }: Aggregator,
  evidence: FeedEvidence,
  lineOf: (path: string, key: string) => number,
): Problem[] {
  return judge(evidence).map(({ path, keys, message, hint }) => ({
    severity: 'warning',
    code: 'aggregator',
    path,
    line: keys.map((key) => lineOf(path, key)).find((line) => line > 1) ?? 1,
    message,
    hint,
  }))
}
