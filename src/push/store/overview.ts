import { CANARY } from '../canary.ts'
import type { EventKind } from '../outbox.ts'
import type { ArticleReport, ChannelReport, DayReport, PushStatus } from '../overview.ts'
import { query, type Steps } from './sql.ts'
import { keepTold } from './told.ts'
import { IS_UNREACHED, readInFlight } from './waiting.ts'

/** The topics that hide the canary. */
const OTHERS = 'url not like ?'

export function* readStatus(now: number): Steps<PushStatus> {
  const one = function* (sql: string, ...params: (string | number)[]): Steps<number> {
    const [row] = yield* query<{ count: number }>(sql, ...params)
    return Number(row!.count)
  }
  const canary = `${CANARY}%`
  const subscriptions = yield* one(
    `select count(*) as count from subscription s join topic t on t.id = s.topic where s.lease_ends > ? and t.${OTHERS}`,
    now,
    canary,
  )
  const unreached = yield* query<{ waiting: number; published: number }>(
    `select count(*) as waiting, t.published from topic t join subscription s on s.topic = t.id where t.${OTHERS}
      and ${IS_UNREACHED} group by t.id, t.published`,
    canary,
  )
  const [retries] = yield* query<{ count: number; oldest: number | null }>(
    `select count(*) as count, min(r.published) as oldest from retry r join topic t on t.id = r.topic
      where r.due is not null and (t.started is null or r.sequence = t.sequence) and t.${OTHERS}`,
    canary,
  )
  const [messages] = yield* query<{ count: number; oldest: number | null }>(
    'select count(*) as count, min(created) as oldest from message where due is not null',
  )
  const [own] = yield* query<{ id: number }>('select id from topic where url = ?', CANARY)
  const pages = (yield* readInFlight({ isFirst: true })).filter(({ topic }) => topic !== own?.id)
  const dates = [
    ...unreached.map(({ published }) => published),
    ...pages.map(({ published }) => published),
    retries!.oldest,
    messages!.oldest,
  ].filter((date) => date !== null)
  const [last] = yield* query<{ at: number; published: number }>(
    `select last_at as at, d.published from distribution d join topic t on t.id = d.topic where t.url = ? and d.delivered > 0
      order by d.sequence desc limit 1`,
    CANARY,
  )
  return {
    subscriptions,
    topics: yield* one(`select count(*) as count from topic where ${OTHERS}`, canary),
    pending: yield* one("select count(*) as count from intent where mode <> 'denied'"),
    waiting:
      unreached.reduce((sum, { waiting }) => sum + Number(waiting), 0) +
      pages.reduce((sum, { subscriptions }) => sum + subscriptions.length, 0) +
      Number(retries!.count) +
      Number(messages!.count),
    ...(dates.length > 0 && { oldest: Math.min(...dates) }),
    failing: yield* one('select count(*) as count from subscription where failures > 0'),
    pausedHosts: yield* one('select count(*) as count from host where paused_until > ?', now),
    ...(last && { lastPush: { at: last.at, milliseconds: last.at - last.published } }),
  }
}

interface MessageRow {
  destination: string
  kind: EventKind
  created: number
  delivered: number | null
  due: number | null
  status: number | null
  error: string | null
}

export function* readArticles(article: string | undefined, limit: number): Steps<ArticleReport[]> {
  const events = yield* query<Omit<ArticleReport, 'channels'>>(
    `select kind, article, title, url, at from event${article === undefined ? '' : ' where article = ? or url = ?'} order by at desc, id desc limit ?`,
    ...(article === undefined ? [] : [article, article]),
    limit,
  )
  const reports: ArticleReport[] = []
  for (const event of events) {
    const { article: id, url, at } = event
    const channels = [...(yield* readDistributions(at)), ...(yield* readMessages(id, url, at))]
    reports.push({ ...event, channels })
  }
  return reports
}

/** The versions of topics that were published with an event. */
function* readDistributions(at: number): Steps<ChannelReport[]> {
  const rows = yield* query<{
    id: number
    url: string
    sequence: number
    published: number
    delivered: number
    failed: number
    last_at: number | null
    waiting: number
  }>(
    `select t.id, t.url, d.sequence, d.published, d.delivered, d.failed, d.last_at,
      (select count(*) from retry r where r.topic = d.topic and r.sequence = d.sequence and r.due is not null) +
      (select count(*) from subscription s where s.topic = d.topic and t.sequence = d.sequence and ${IS_UNREACHED}) as waiting
      from distribution d join topic t on t.id = d.topic where d.published = ? and t.${OTHERS} order by t.url`,
    at,
    `${CANARY}%`,
  )
  const pages = yield* readInFlight({ isFirst: true })
  return rows.map(({ id, url, sequence, last_at, waiting, ...row }) => ({
    channel: `websub ${url}`,
    ...row,
    waiting: pages
      .filter((page) => page.topic === id && page.sequence === sequence)
      .reduce((sum, { subscriptions }) => sum + subscriptions.length, Number(waiting)),
    ...(last_at !== null && { arrived: last_at }),
  }))
}

/** What was sent to destinations because of an event: messages about the article, or about a feed at that moment. */
function* readMessages(id: string, url: string, at: number): Steps<ChannelReport[]> {
  const rows = yield* query<MessageRow>(
    `select destination, kind, created, delivered, due, status, error from message
      where (article = ? or article = ?) and created = ? order by destination, id`,
    id,
    url,
    at,
  )
  return rows.map((row) => ({
    channel: row.destination,
    kind: row.kind,
    published: row.created,
    delivered: row.delivered === null ? 0 : 1,
    failed: row.error === null ? 0 : 1,
    waiting: row.due === null ? 0 : 1,
    ...(row.delivered !== null && { arrived: row.delivered }),
    ...(row.status !== null && { status: row.status }),
    ...(row.error !== null && { error: row.error }),
    ...(row.due !== null && { due: row.due }),
  }))
}

export function* readDays(from: string): Steps<DayReport[]> {
  return yield* query<DayReport>(
    'select day, channel, delivered, failed, milliseconds, slowest, subscriptions from day where day >= ? order by day, channel',
    from,
  )
}

export function* noteDay(now: number): Steps<void> {
  const { subscriptions } = yield* readStatus(now)
  yield* query(
    `insert into day (day, channel, delivered, failed, milliseconds, slowest, subscriptions) values (?, 'websub', 0, 0, 0, 0, ?)
      on conflict (day, channel) do update set subscriptions = excluded.subscriptions`,
    new Date(now).toISOString().slice(0, 10),
    subscriptions,
  )
}

/** Sends the last message of each destination again, whether it arrived or not; not one that is being sent. The article is named by id or address. */
export function* sendAgain(article: string, now: number): Steps<number> {
  const rows = yield* query<{ id: number }>(
    `select max(id) as id from message where article = ? or article in (select url from ledger where id = ?)
      or article in (select id from ledger where url = ?) group by destination, article`,
    article,
    article,
    article,
  )
  let count = 0
  for (const { id } of rows) {
    yield* keepTold('id = ?', id)
    count += (yield* query(
      `update message set due = ?, attempts = 0, delivered = null, status = null, error = null, leased_until = null
        where id = ? and (leased_until is null or leased_until <= ?) returning id`,
      now,
      id,
      now,
    )).length
  }
  return count
}
