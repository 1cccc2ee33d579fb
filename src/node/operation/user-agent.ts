/** What an aggregator, which fetches a feed once for all its users, says of them in its user agent. */
export interface Statement {
  /** `feedly`, or with its own id of the feed `feedbin 1697787`: whoever states again replaces what was stated. */
  aggregator: string
  subscribers: number
}

/** Longer user agents are cut: what they state comes early, and nobody may make us search for long. */
const MAX_LENGTH = 500
/** More than any aggregator has, and less than what would spoil a sum. */
const MAX_SUBSCRIBERS = 10_000_000

/** `3 subscribers`, `15 subscriber(s)`, `Subscriber Count: 12`, and `; 2 readers` where no name such as `RSS 2 Reader` can be meant. */
const COUNTS = [
  /(?<![\w.,/])(\d{1,9})\s{1,3}subscribers?\b/i,
  /\bsubscribers?(?: count)?[\s:=]{1,3}(\d{1,9})(?![\w./])/i,
  /[;(,-]\s{0,3}(\d{1,9})\s{1,3}readers?\b/i,
]

/** Of the feed, as the aggregator counts feeds; one that fetches by several addresses has several. */
const FEED_IDS = [
  /\bfeed[-_]?id[=:]\s?([\w-]{1,64})/i,
  /\bnewsblur\.com\/site\/(\d{1,12})/i,
  /\bfor (https?:\/\/[\w./~-]{1,100})/i,
]

/** A client that indexes or watches, and so reads for nobody. */
const MACHINE = /bot\b|crawl|spider|slurp|monitor|uptime|pingdom|kube-probe|prometheus/i

/** What the user agent states, or undefined where it speaks for a single reader. */
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

/** Whether somebody may be reading behind it. */
export function isReader(userAgent: string): boolean {
  return !MACHINE.test(userAgent.slice(0, MAX_LENGTH))
}

/** The same for `Inoreader/1.0 (…)` and `Mozilla/5.0 (compatible; inoreader.com; …)`. */
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
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match[1]
  }
  return undefined
}
