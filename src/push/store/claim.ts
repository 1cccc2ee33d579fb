import type { Delivery, Page } from '../outbox.ts'
import { type Dialect, query, type Steps } from './sql.ts'
import { hasten, readInFlight } from './waiting.ts'

/** Subscriptions that a claim passes over at most, so that no transaction gets long. */
const MAX_PASSED = 1000

/** How long a worker has for a page; settling a part of it extends the lease. Longer than all timeouts of its deliveries. */
export const LEASE_MILLISECONDS = 120_000

interface TopicRow {
  id: number
  url: string
  sequence: number
  published: number
  digest: string
  content_type: string
  links: string
  started: number | null
  reached: number
  has_wrapped: number
}

interface SubscriptionRow {
  id: number
  callback: string
  host: string
  secret: string | null
  lease_ends: number
  failures: number
  attempts: number | null
  paused_until: number | null
}

/** A claim of one worker. */
interface Claim {
  now: number
  owner: string
  limit: number
  dialect: Dialect
}

const TOPIC = 'id, url, sequence, published, digest, content_type, links, started, reached, has_wrapped'

/** Subscriptions with what was tried for the present version of their topic, and the pause of their host. */
const SUBSCRIPTION = `select s.id, s.callback, s.host, s.secret, s.lease_ends, s.failures, r.attempts, h.paused_until from subscription s
  left join topic t on t.id = s.topic left join retry r on r.subscription = s.id and r.sequence = t.sequence left join host h on h.host = s.host`

/** See `Outbox.claim`: first what another worker has left, then what was never tried, then what failed. */
export function* claim(dialect: Dialect, now: number, owner: string, limit: number): Steps<Page | undefined> {
  const claim = { now, owner, limit, dialect }
  return (yield* claimLeft(claim)) ?? (yield* claimFresh(claim)) ?? (yield* claimRetries(claim))
}

/** Takes over a page whose lease has ended. A later version of the topic goes to all of its members anyway. */
function* claimLeft(claim: Claim): Steps<Page | undefined> {
  const { now, dialect } = claim
  const pages = yield* query<{ id: number; topic: number; sequence: number; members: string; done: string }>(
    `select id, topic, sequence, members, done from page where leased_until <= ? order by leased_until limit 8${dialect.skipLocked}`,
    now,
  )
  for (const page of pages) {
    const [topic] = yield* query<TopicRow>(
      `select ${TOPIC} from topic where id = ?${dialect.skipLocked}`,
      page.topic,
    )
    // Another claims deliveries of the topic, which must see what is under way.
    if (!topic && (yield* query('select 1 as one from topic where id = ?', page.topic)).length > 0) continue
    // Under a number of its own, so that what the other worker still settles counts for nothing.
    yield* query('delete from page where id = ?', page.id)
    const done = new Set(JSON.parse(page.done) as number[])
    const members = (JSON.parse(page.members) as number[]).filter((id) => !done.has(id))
    const rows = topic?.sequence === page.sequence ? yield* readMembers(members, now) : []
    if (topic && rows.length > 0) return yield* addPage(topic, rows, claim)
    yield* hasten(members, page.sequence, now)
  }
  return undefined
}

function* readMembers(ids: readonly number[], now: number): Steps<SubscriptionRow[]> {
  if (ids.length === 0) return []
  const places = ids.map(() => '?').join(', ')
  return yield* query<SubscriptionRow>(
    `${SUBSCRIPTION} where s.id in (${places}) and s.lease_ends > ? order by s.id`,
    ...ids,
    now,
  )
}

/** Claims the next subscriptions of a distribution. */
function* claimFresh(claim: Claim): Steps<Page | undefined> {
  const { dialect } = claim
  const topics = yield* query<TopicRow>(
    `select ${TOPIC} from topic where started is not null order by published, id limit 8${dialect.skipLocked}`,
  )
  for (const topic of topics) {
    const page = yield* claimNext(topic, claim)
    if (page) return page
  }
  return undefined
}

function* claimNext(topic: TopicRow, claim: Claim): Steps<Page | undefined> {
  const { now, limit, dialect } = claim
  let [busy, isHeld] = [yield* readBusy(topic.id), false]
  const free: SubscriptionRow[] = []
  let { reached, has_wrapped: hasWrapped, started } = topic
  let passed = 0
  while (free.length < limit && started !== null && passed < MAX_PASSED) {
    const last: number | undefined = hasWrapped ? started : undefined
    const wanted = limit - free.length
    const rows: SubscriptionRow[] = yield* query<SubscriptionRow>(
      `${SUBSCRIPTION} where s.topic = ? and s.id > ?${last === undefined ? '' : ' and s.id <= ?'} order by s.id limit ?`,
      topic.id,
      reached,
      ...(last === undefined ? [] : [last]),
      wanted,
    )
    if (!isHeld && rows.some(({ id }) => busy.has(id))) {
      busy = yield* readBusy(topic.id, dialect.forUpdate)
      isHeld = true
      continue
    }
    passed += rows.length
    for (const row of rows) {
      reached = row.id
      if (row.lease_ends <= now) continue
      const due = busy.has(row.id) ? now + LEASE_MILLISECONDS : (row.paused_until ?? 0)
      if (due <= now) free.push(row)
      else yield* postpone(row.id, topic, due)
    }
    if (rows.length === wanted) continue
    if (hasWrapped || started === 0) started = null
    else {
      hasWrapped = 1
      reached = 0
    }
  }
  yield* query(
    'update topic set reached = ?, has_wrapped = ?, started = ? where id = ?',
    reached,
    hasWrapped,
    started,
    topic.id,
  )
  return free.length === 0 ? undefined : yield* addPage(topic, free, claim)
}

/** Keeps a delivery for later, because its host is paused, or until the one under way is settled. */
function* postpone(subscription: number, topic: TopicRow, due: number): Steps<void> {
  yield* query(
    `insert into retry (subscription, topic, sequence, published, attempts, due) values (?, ?, ?, ?, 0, ?)
      on conflict (subscription) do update set sequence = excluded.sequence, published = excluded.published, attempts = 0, due = excluded.due`,
    subscription,
    topic.id,
    topic.sequence,
    topic.published,
    due,
  )
}

/**
 * The subscriptions of a topic that a worker is delivering to. Whoever makes others wait for that holds its pages with `forUpdate`, and reads the
 * subscriptions after that: a worker that settles one meanwhile would not see who waits, and nobody would make them due.
 */
function* readBusy(topic: number, forUpdate = ''): Steps<Set<number>> {
  const pages = yield* readInFlight({ topic, forUpdate })
  return new Set(pages.flatMap(({ subscriptions }) => subscriptions))
}

/** Claims failed deliveries of the topic that has waited longest. */
function* claimRetries(claim: Claim): Steps<Page | undefined> {
  const { now, dialect } = claim
  const waiting = yield* query<{ topic: number }>(
    'select topic from retry where due <= ? group by topic order by min(due) limit 8',
    now,
  )
  for (const { topic: id } of waiting) {
    const [topic] = yield* query<TopicRow>(`select ${TOPIC} from topic where id = ?${dialect.skipLocked}`, id)
    // Those of a topic whose distribution is under way get its present version from that.
    if (!topic || topic.started !== null) continue
    let [busy, isHeld] = [yield* readBusy(id), false]
    for (let due = yield* readDue(id, claim); due.length > 0; due = yield* readDue(id, claim)) {
      if (!isHeld && due.some((subscription) => busy.has(subscription))) {
        busy = yield* readBusy(id, dialect.forUpdate)
        isHeld = true
        continue
      }
      const rows = yield* takeFree(due, busy, claim)
      if (rows.length > 0) return yield* addPage(topic, rows, claim)
    }
  }
  return undefined
}

function* readDue(topic: number, { now, limit }: Claim): Steps<number[]> {
  const rows = yield* query<{ subscription: number }>(
    'select subscription from retry where topic = ? and due <= ? order by due limit ?',
    topic,
    now,
    limit,
  )
  return rows.map(({ subscription }) => subscription)
}

/** The subscriptions that can be delivered to now. None of the others is due after that, and neither are these until the lease ends. */
function* takeFree(ids: readonly number[], busy: Set<number>, { now }: Claim): Steps<SubscriptionRow[]> {
  const rows: SubscriptionRow[] = []
  const ended = new Set(ids)
  for (const row of yield* readMembers(ids, now)) {
    ended.delete(row.id)
    const isPaused = (row.paused_until ?? 0) > now
    const due = isPaused ? row.paused_until : now + LEASE_MILLISECONDS
    yield* query('update retry set due = ? where subscription = ?', due, row.id)
    if (!isPaused && !busy.has(row.id)) rows.push(row)
  }
  for (const id of ended) yield* query('delete from retry where subscription = ?', id)
  return rows
}

function* addPage(topic: TopicRow, rows: readonly SubscriptionRow[], { now, owner }: Claim): Steps<Page> {
  const [page] = yield* query<{ id: number }>(
    'insert into page (topic, sequence, published, members, done, leased_until, owner) values (?, ?, ?, ?, ?, ?, ?) returning id',
    topic.id,
    topic.sequence,
    topic.published,
    JSON.stringify(rows.map(({ id }) => id)),
    '[]',
    now + LEASE_MILLISECONDS,
    owner,
  )
  return toPage(page!.id, topic, rows)
}

function toPage(id: number, topic: TopicRow, rows: readonly SubscriptionRow[]): Page {
  const { url, sequence, published, digest, content_type: contentType, links } = topic
  const deliveries = rows.map(
    ({ id, callback, host, secret, attempts, failures }): Delivery => ({
      subscription: id,
      callback,
      host,
      ...(secret !== null && { secret }),
      attempts: attempts ?? 0,
      failures,
    }),
  )
  return { id, topic: url, sequence, published, digest, contentType, links, deliveries }
}
