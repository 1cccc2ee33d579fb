import type { EventKind } from './outbox.ts'

/** How push fares. */
export interface PushStatus {
  subscriptions: number
  topics: number
  /** Requests that were not confirmed yet. */
  pending: number
  /** Deliveries and messages that wait, those that failed and are tried again included. */
  waiting: number
  /** When the oldest of them was published; absent if nothing waits. */
  oldest?: number
  /** Subscriptions whose last delivery failed. */
  failing: number
  pausedHosts: number
  /** When something last arrived on the whole way that deliveries take, and how long it took. */
  lastPush?: { at: number; milliseconds: number }
}

/** How an article, or a version of a topic, went to one channel. */
export interface ChannelReport {
  /** `websub` and the address of the topic, or the name of a destination. */
  channel: string
  kind?: EventKind
  published: number
  delivered: number
  failed: number
  waiting: number
  /** When the last of it arrived. */
  arrived?: number
  status?: number
  error?: string
  due?: number
}

/** What happened to an article, and how the news of it went. */
export interface ArticleReport {
  kind: EventKind
  article: string
  title: string
  url: string
  at: number
  channels: ChannelReport[]
}

/** What was done on a day (UTC) on one channel. */
export interface DayReport {
  day: string
  channel: string
  delivered: number
  failed: number
  /** The time from publication to arrival, summed over all deliveries. */
  milliseconds: number
  slowest: number
  subscriptions: number
}

/** What people may see of push. Filled by SQLite and PostgreSQL. */
export interface Overview {
  status(now: number): Promise<PushStatus>
  /** The last events, of one article or of all, the newest first. */
  articles(article: string | undefined, limit: number): Promise<ArticleReport[]>
  /** The days since `from`, such as `2026-01-31`. */
  days(from: string): Promise<DayReport[]>
  /** Notes today's number of subscriptions for the charts. */
  noteDay(now: number): Promise<void>
  /** Sends the messages of an article again, or tries what failed at once; resolves to their number. */
  sendAgain(article: string, now: number): Promise<number>
}

/** How push fares, and what it did on each day. */
export interface PushReadings {
  status: PushStatus
  days: readonly DayReport[]
}
