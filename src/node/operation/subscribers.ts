import { hash } from 'node:crypto'
import type { Instant } from '../../content/text/dates.ts'
import { isReader, readStatement, type Statement } from './user-agent.ts'

/** The number of days, including today, that a count covers. */
export const DAYS = 7

const DAY_MILLISECONDS = 86_400_000
/** Limits of memory. A count that reaches one stops growing: it is too low then, never too high. */
const MAX_FEEDS = 10_000
const MAX_AGGREGATORS = 200
const MAX_READERS = 20_000
const MAX_READERS_IN_ALL = 200_000

/** The counts of a feed by day, without personal data. Dates are in UTC, such as `2026-03-01`. */
export interface FeedTally {
  /** From the site's root, without a leading slash: `news/feed.xml`. */
  path: string
  /** Distinct readers by day. */
  days: { date: string; readers: number }[]
  /** The last statement of each aggregator. */
  aggregators: { name: string; subscribers: number; seen: string }[]
}

/** How many subscribers a feed had in the last seven days. */
export interface SubscriberCount {
  path: string
  /** The sum of what aggregators state. */
  stated: number
  /** Readers that fetch the feed themselves, on the busiest day. */
  distinct: number
  /** Most subscribers first. */
  aggregators: { name: string; subscribers: number }[]
}

/** One request for the feed at `path`; `address` only goes into the day's hash. */
export interface Visit {
  path: string
  address: string
  userAgent: string
}

export interface Subscribers {
  note(visit: Visit, now: Instant): void
  count(now: Instant): SubscriberCount[]
  /** The counts that may be stored, for the next start to recall. */
  tally(now: Instant): FeedTally[]
  /** Adds stored counts. */
  recall(tally: readonly FeedTally[]): void
}

interface Feed {
  days: Map<string, number>
  aggregators: Map<string, { subscribers: number; seen: string }>
  /** The hashes of today's readers. */
  readers: Set<string>
}

/**
 * Counts the subscribers of each feed: the numbers that aggregators state, and all other readers by a hash of address and user agent. The salt
 * of the hash changes every day and never leaves the memory; `random` returns one of at least 128 bits.
 */
export function createSubscribers(random: () => string): Subscribers {
  const feeds = new Map<string, Feed>()
  let today = ''
  let todayStart = Number.NaN
  let salt = ''
  let readersInAll = 0

  return {
    note(visit, now) {
      turnDay(now)
      const { path, userAgent } = visit
      const statement = readStatement(userAgent)
      const feed = statement || isReader(userAgent) ? feedAt(path) : undefined
      if (!feed) return
      if (statement) noteStatement(feed, statement)
      else noteReader(feed, visit)
    },
    count(now) {
      turnDay(now)
      const counts = [...feeds].map(([path, feed]) => countFeed(path, feed, today))
      return counts.filter(({ stated, distinct }) => stated + distinct > 0)
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
      // Before the first visit there is no day yet; `turnDay` forgets then.
      if (today !== '') forgetBefore(oldestOf(todayStart))
    },
  }

  /** Drops the salt and the hashes of the day before, and counts that are a week old. */
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

  function noteStatement({ aggregators }: Feed, { aggregator, subscribers }: Statement): void {
    if (aggregators.size >= MAX_AGGREGATORS && !aggregators.has(aggregator)) return
    aggregators.set(aggregator, { subscribers, seen: today })
  }

  function noteReader({ days, readers }: Feed, { address, userAgent }: Visit): void {
    if (readers.size >= MAX_READERS || readersInAll >= MAX_READERS_IN_ALL) return
    const size = readers.size
    readers.add(hash('sha256', `${salt}\n${address}\n${userAgent}`, 'base64url').slice(0, 12))
    if (readers.size === size) return
    readersInAll++
    // A restart changes the salt and counts every reader again, so the count from before is a minimum, not a summand.
    atLeast(days, today, readers.size)
  }
}

/** Counts the subscribers in a stored tally. */
export function countTally(tally: readonly FeedTally[], now: Instant): SubscriberCount[] {
  const subscribers = createSubscribers(() => '')
  subscribers.recall(tally)
  return subscribers.count(now)
}

function atLeast(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, Math.max(counts.get(key) ?? 0, count))
}

/** Ignores counts of future days, which a wrong clock made. */
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

function oldestOf(now: Instant): string {
  return dateOf(now - (DAYS - 1) * DAY_MILLISECONDS)
}

function dateOf(now: Instant): string {
  return new Date(now).toISOString().slice(0, 10)
}
