import { hash } from 'node:crypto'
import type { Instant } from '../../content/text/dates.ts'
import { isReader, readStatement, type Statement } from './user-agent.ts'

/** How many days, today among them, a figure stands for. */
export const DAYS = 7

const DAY_MILLISECONDS = 86_400_000
/** Bounds of memory. At the bound counts stop growing: they are then too low, never too high. */
const MAX_FEEDS = 10_000
const MAX_AGGREGATORS = 200
const MAX_READERS = 20_000
const MAX_READERS_IN_ALL = 200_000
const MAX_USER_AGENTS = 1000

/** What was counted of a feed: numbers by day, nothing of anybody. Dates are `2026-03-01`, in UTC. */
export interface FeedTally {
  /** From the site's root, without a leading slash: `news/feed.xml`. */
  path: string
  /** Distinct readers that came on a day. */
  days: { date: string; readers: number }[]
  /** What each aggregator stated last. */
  aggregators: { name: string; subscribers: number; seen: string }[]
}

/** How many follow a feed, as far as the last seven days tell. */
export interface SubscriberCount {
  path: string
  /** Those that aggregators state. */
  stated: number
  /** Readers that come by themselves: as many as on the busiest day. */
  distinct: number
  /** Most subscribers first. */
  aggregators: { name: string; subscribers: number }[]
}

export interface Visit {
  /** Path of the feed. */
  path: string
  /** Used for today's hash and then forgotten. */
  address: string
  userAgent: string
  /** What lives as long as the connection: as long, the hash of its last visitor is at hand. */
  connection?: object
}

export interface Subscribers {
  note(visit: Visit, now: Instant): void
  count(now: Instant): SubscriberCount[]
  /** What may be written down, for the next start to recall. */
  tally(now: Instant): FeedTally[]
  /** Adds what was counted before. */
  recall(tally: readonly FeedTally[]): void
}

interface Feed {
  days: Map<string, number>
  aggregators: Map<string, { subscribers: number; seen: string }>
  /** Hashes of those that came today. */
  readers: Set<string>
}

/**
 * Counts who follows each feed. An aggregator is believed what it states; every other reader is told from the next by a hash of address
 * and user agent under a salt that is drawn anew each day and never leaves the memory. `random` gives a salt of at least 128 bits.
 */
export function createSubscribers(random: () => string): Subscribers {
  const feeds = new Map<string, Feed>()
  const statements = new Map<string, Statement | undefined>()
  const visitors = new WeakMap<object, { address: string; userAgent: string; salt: string; hash: string }>()
  let today = ''
  let todayStart = Number.NaN
  let salt = ''
  let readersInAll = 0

  return {
    note(visit, now) {
      turnDay(now)
      const { path, userAgent } = visit
      const statement = statementOf(userAgent)
      const feed = statement || isReader(userAgent) ? feedAt(path) : undefined
      if (!feed) return
      if (statement) noteStatement(feed, statement)
      else noteReader(feed, visit)
    },
    count(now) {
      turnDay(now)
      return [...feeds].map(([path, feed]) => countFeed(path, feed, today)).filter(isFollowed)
    },
    tally(now) {
      turnDay(now)
      return [...feeds].map(([path, { days, aggregators }]) => ({
        path,
        days: [...days].map(([date, readers]) => ({ date, readers })),
        aggregators: [...aggregators].map(([name, stated]) => ({ name, ...stated })),
      }))
    },
    recall(tally) {
      for (const { path, days, aggregators } of tally) {
        const feed = feedAt(path)
        if (!feed) continue
        for (const { date, readers } of days) atLeast(feed.days, date, readers)
        for (const { name, ...stated } of aggregators)
          if (!feed.aggregators.has(name) && feed.aggregators.size < MAX_AGGREGATORS)
            feed.aggregators.set(name, stated)
      }
      // Before the first visit there is no day yet; it turns then.
      if (today !== '') forgetBefore(oldestOf(todayStart))
    },
  }

  /** With the day its salt and hashes go, and with the week its counts. */
  function turnDay(now: Instant): void {
    if (now >= todayStart && now < todayStart + DAY_MILLISECONDS) return
    todayStart = Math.floor(now / DAY_MILLISECONDS) * DAY_MILLISECONDS
    today = dateOf(now)
    salt = random()
    readersInAll = 0
    for (const { readers } of feeds.values()) readers.clear()
    forgetBefore(oldestOf(now))
  }

  function forgetBefore(oldest: string): void {
    for (const [path, feed] of feeds) {
      for (const date of feed.days.keys()) if (date < oldest) feed.days.delete(date)
      for (const [name, { seen }] of feed.aggregators) if (seen < oldest) feed.aggregators.delete(name)
      if (feed.days.size === 0 && feed.aggregators.size === 0) feeds.delete(path)
    }
  }

  function feedAt(path: string): Feed | undefined {
    const known = feeds.get(path)
    if (known || feeds.size >= MAX_FEEDS) return known
    const feed: Feed = { days: new Map(), aggregators: new Map(), readers: new Set() }
    feeds.set(path, feed)
    return feed
  }

  function statementOf(userAgent: string): Statement | undefined {
    if (statements.has(userAgent)) return statements.get(userAgent)
    const statement = readStatement(userAgent)
    if (statements.size < MAX_USER_AGENTS) statements.set(userAgent, statement)
    return statement
  }

  function noteStatement({ aggregators }: Feed, { aggregator, subscribers }: Statement): void {
    if (aggregators.size >= MAX_AGGREGATORS && !aggregators.has(aggregator)) return
    aggregators.set(aggregator, { subscribers, seen: today })
  }

  function noteReader({ days, readers }: Feed, visit: Visit): void {
    if (readers.size >= MAX_READERS || readersInAll >= MAX_READERS_IN_ALL) return
    const size = readers.size
    readers.add(hashOf(visit))
    if (readers.size === size) return
    readersInAll++
    // After a restart the salt is new and everybody is counted again: what was counted before is a floor, not a summand.
    atLeast(days, today, readers.size)
  }

  function hashOf({ address, userAgent, connection }: Visit): string {
    const known = connection && visitors.get(connection)
    if (known?.address === address && known.userAgent === userAgent && known.salt === salt) return known.hash
    const visitor = hash('sha256', `${salt}\n${address}\n${userAgent}`, 'base64url').slice(0, 12)
    if (connection) visitors.set(connection, { address, userAgent, salt, hash: visitor })
    return visitor
  }
}

/** How many follow the feeds of a tally that was written down. */
export function countTally(tally: readonly FeedTally[], now: Instant): SubscriberCount[] {
  const subscribers = createSubscribers(() => '')
  subscribers.recall(tally)
  return subscribers.count(now)
}

function atLeast(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, Math.max(counts.get(key) ?? 0, count))
}

/** What a clock that went wrong dated in the future does not count. */
function countFeed(path: string, feed: Feed, today: string): SubscriberCount {
  const aggregators = [...feed.aggregators]
    .filter(([, { seen }]) => seen <= today)
    .map(([name, { subscribers }]) => ({ name, subscribers }))
    .sort((a, b) => b.subscribers - a.subscribers || (a.name < b.name ? -1 : 1))
  const counts = [...feed.days].filter(([date]) => date <= today).map(([, readers]) => readers)
  return {
    path,
    stated: aggregators.reduce((sum, { subscribers }) => sum + subscribers, 0),
    distinct: Math.max(0, ...counts),
    aggregators,
  }
}

function isFollowed({ stated, distinct }: SubscriberCount): boolean {
  return stated + distinct > 0
}

function oldestOf(now: Instant): string {
  return dateOf(now - (DAYS - 1) * DAY_MILLISECONDS)
}

function dateOf(now: Instant): string {
  return new Date(now).toISOString().slice(0, 10)
}
