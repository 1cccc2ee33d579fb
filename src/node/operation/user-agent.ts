/** The number of subscribers that an aggregator, which fetches a feed once for all its users, states in its user agent. */
export interface Statement {
  /** Identifies the statement that a later one replaces: `feedly`, or with the aggregator's id of the feed `feedbin 1697787`. */
  aggregator: string
  subscribers: number
}

/** Longer user agents are cut: statements come early, and the search must not take long. */
const MAX_LENGTH = 500
/** More than any aggregator has; larger statements are cut to this. */
const MAX_SUBSCRIBERS = 10_000_000

/** `3 subscribers`, `15 subscriber(s)`, `Subscriber Count: 12`, and `; 2 readers`, but not a name such as `RSS 2 Reader`. */
const COUNTS = [
  /(?<![\w.,/])(\d{1,9})\s{1,3}subscribers?\b/i,
  /\bsubscribers?(?: count)?[\s:=]{1,3}(\d{1,9})(?![\w./])/i,
  /[;(,-]\s{0,3}(\d{1,9})\s{1,3}readers?\b/i,
]

/** The aggregator's id of the feed; a feed that it fetches from several addresses has several. */
const FEED_IDS = [
  /\bfeed[-_]?id[=:]\s?([\w-]{1,64})/i,
  /\bnewsblur\.com\/site\/(\d{1,12})/i,
  /\bfor (https?:\/\/[\w./~-]{1,100})/i,
]

/** Clients that index or monitor. */
const MACHINE = /bot\b|crawl|spider|slurp|monitor|uptime|pingdom|kube-probe|prometheus/i

/** The statement in a user agent; undefined if it speaks for a single reader. */
export function readStatement(userAgent: string): Statement | undefined {
  const text = userAgent.slice(0, MAX_LENGTH)
  const count = firstMatch(COUNTS, text)
  if (count === undefined) return undefined
  const name = aggregatorOf(text)
  const feedId = firstMatch(FEED_IDS, text)
  return {
    aggregator: feedId === undefined ? name : `${name} ${feedId}`,
    subscribers: Math.min(Number(count), MAX_SUBSCRIBERS),
  }
}

/** Whether a person may read what this user agent fetches. */
export function isReader(userAgent: string): boolean {
  return !MACHINE.test(userAgent.slice(0, MAX_LENGTH))
}

/** The aggregator's name: the same for `Inoreader/1.0 (…)` and `Mozilla/5.0 (compatible; inoreader.com; …)`. */
function aggregatorOf(text: string): string {
  const product = text.replace(/^Mozilla\/[\d.]+ \((?:compatible; ?)?/i, '')
  const [name = ''] = /^[a-z][\w.]{0,39}(?: (?!feed-?id|v\d)[a-z]\w{0,19}){0,3}/i.exec(product) ?? []
  return (
    name
      .toLowerCase()
      .replace(/\.(?:com|org|net)$/, '')
      .replace(/ (?:feed|page) fetcher$/, '') || 'unnamed'
  )
}

function firstMatch(patterns: readonly RegExp[], text: string): string | undefined {
  const found = patterns.values().map((pattern) => pattern.exec(text)?.[1])
  return found.find((match) => match !== undefined)
}
