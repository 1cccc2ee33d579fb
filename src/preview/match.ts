import { dropAtEnd } from '../content/text/characters.ts'
import { formatDay, type Instant } from '../content/text/dates.ts'
import { parseHtml, textOf } from '../content/text/html.ts'
import { decodePart, slugify } from '../content/text/urls.ts'
import type { KnownArticle, PublishedFeed, PublishedItem } from './published.ts'

/** The property by which an item was matched to an article, best first. */
export type MatchEvidence =
  | 'id'
  | 'address'
  | 'former address'
  | 'address but for the site'
  | 'title and time'
  | 'title and day'
  | 'enclosure'

/** A live item with its article. */
export interface Pair {
  item: PublishedItem
  article: KnownArticle
  evidence: MatchEvidence
}

/** The site that the articles belong to. */
export interface HomeSite {
  /** Absolute, ends in `/`. */
  url: string
  /** IANA name. */
  timezone: string
}

/** The properties that items and articles share. */
type Shared = Omit<PublishedItem, 'url' | 'content'>

interface Rule {
  evidence: MatchEvidence
  keysOfItem(item: PublishedItem): (string | undefined)[]
  keysOfArticle(article: KnownArticle): (string | undefined)[]
}

/**
 * Matches items to articles one to one by the best evidence, in time linear in their number. Among equal candidates the article that the
 * feed shows comes first.
 */
export function matchItems(
  live: PublishedFeed,
  articles: readonly KnownArticle[],
  home: HomeSite,
): { pairs: Pair[]; unmatched: PublishedItem[] } {
  const candidates = articles.toSorted((a, b) => rank(a) - rank(b))
  const found = new Map<PublishedItem, Pair>()
  const taken = new Set<KnownArticle>()
  for (const rule of createRules(live.homeUrl, home)) {
    const free = candidates.filter((article) => !taken.has(article))
    const queues = indexByKey(free, rule.keysOfArticle)
    for (const item of live.items) {
      if (found.has(item)) continue
      const article = takeFirst(queues, rule.keysOfItem(item), taken)
      if (article) found.set(item, { item, article, evidence: rule.evidence })
    }
  }
  return {
    pairs: live.items.flatMap((item) => found.get(item) ?? []),
    unmatched: live.items.filter((item) => !found.has(item)),
  }
}

/**
 * Normalizes an address so that all spellings for one page are equal: without scheme, `www.`, `index.html`, trailing slash, fragment and
 * `utm_` parameters, percent-encoded where needed; undefined for anything except http addresses.
 */
export function addressKey(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const path = dropAtEnd(url.pathname.replace(/\/index\.html?$/i, '/'), '/')
  const query = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^utm_/i.test(part))
    .map(decode)
    .join('&')
  return `${url.host.replace(/^www\./, '')}${path.split('/').map(decode).join('/')}${query && `?${query}`}`
}

/** The words of a text or of HTML, without case and punctuation: equal if only typography or markup differs. */
export function wordsOf(html: string | undefined): string {
  if (html === undefined) return ''
  const text = textOf(parseHtml(html))
  return slugify(text) || text
}

function createRules(liveHome: string | undefined, { url, timezone }: HomeSite): Rule[] {
  const liveBase = addressKey(liveHome)
  const ownBase = addressKey(url)
  return [
    alike('id', ({ id }) => [id]),
    {
      evidence: 'address',
      keysOfItem: ({ url, id }) => [addressKey(url), addressKey(id)],
      keysOfArticle: ({ permalink }) => [addressKey(permalink)],
    },
    {
      evidence: 'former address',
      keysOfItem: ({ url, id }) => [addressKey(url), addressKey(id)],
      keysOfArticle: ({ aliases }) => aliases.map(addressKey),
    },
    {
      evidence: 'address but for the site',
      keysOfItem: ({ url }) => [pathBelow(liveBase, url), pathBelow(URL.parse(url ?? '')?.host, url)],
      keysOfArticle: ({ permalink }) => [pathBelow(ownBase, permalink)],
    },
    alike('title and time', (shared) => titleKeys(shared, (instant) => [String(Math.floor(instant / 1000))])),
    alike('title and day', (shared) => titleKeys(shared, (instant) => dayKeys(instant, timezone))),
    alike('enclosure', ({ enclosureUrls }) => enclosureUrls.map(addressKey)),
  ]
}

/** A rule that derives keys in the same way from items and articles. */
function alike(evidence: MatchEvidence, keysOf: (shared: Shared) => (string | undefined)[]): Rule {
  return { evidence, keysOfItem: keysOf, keysOfArticle: keysOf }
}

function titleKeys({ title, published, updated }: Shared, keysOf: (instant: Instant) => string[]): string[] {
  const words = wordsOf(title)
  const instant = published ?? updated
  return words === '' || instant === undefined ? [] : keysOf(instant).map((key) => `${words} ${key}`)
}

/** A date without a time means midnight in UTC to many generators, but in the site's time zone to us. */
function dayKeys(instant: Instant, timezone: string): string[] {
  return [`${formatDay(instant, timezone)} here`, `${formatDay(instant, 'UTC')} in UTC`]
}

function pathBelow(base: string | undefined, address: string | undefined): string | undefined {
  const key = addressKey(address)
  const start = `${base?.replace(/^www\./, '')}/`
  return key?.startsWith(start) && key.length > start.length ? key.slice(start.length) : undefined
}

function decode(part: string): string {
  const decoded = decodePart(part)
  return decoded === undefined ? part : encodeURIComponent(decoded.normalize('NFC'))
}

/** The order of candidates: a draft beside the published article must not be matched before it. */
function rank({ fate }: KnownArticle): number {
  if (fate === 'shown') return 0
  if (fate === 'archived' || fate === 'elsewhere') return 1
  return fate === 'withdrawn' || fate === 'expired' ? 2 : 3
}

type Queues = ReadonlyMap<string | undefined, { article: KnownArticle }[]>

/** The articles of each key in reverse order, because they are taken from the end. */
function indexByKey(articles: KnownArticle[], keysOf: Rule['keysOfArticle']): Queues {
  const keyed = articles.toReversed().flatMap((article) => keysOf(article).map((key) => ({ key, article })))
  return Map.groupBy(keyed, ({ key }) => key)
}

function takeFirst(queues: Queues, keys: (string | undefined)[], taken: Set<KnownArticle>) {
  for (const key of keys) {
    const queue = key === undefined ? [] : (queues.get(key) ?? [])
    for (let found = queue.pop(); found; found = queue.pop()) {
      if (taken.has(found.article)) continue
      taken.add(found.article)
      return found.article
    }
  }
  return undefined
}
