import { CANARY } from '../canary.ts'
import type { Delivery, Outcome, Page } from '../outbox.ts'
import { LEASE_MILLISECONDS } from './claim.ts'
import { type Dialect, query, type Steps } from './sql.ts'
import { hasten } from './waiting.ts'

/** A host is paused when so many deliveries in a row have failed, wherever on it they go. */
const FAILURES_TO_PAUSE = 10
const FIRST_PAUSE_MILLISECONDS = 60_000
const LONGEST_PAUSE_MILLISECONDS = 6 * 3_600_000
const NOT_PAUSED = { failures: 0, pauses: 0, paused_until: 0 }

/** See `Outbox.settle`. Does nothing for a page that another worker has taken over. */
export function* settle(
  { forUpdate }: Dialect,
  page: Page,
  outcomes: readonly Outcome[],
  now: number,
): Steps<void> {
  const [row] = yield* query<{ topic: number; members: string; done: string }>(
    `select topic, members, done from page where id = ? and sequence = ?${forUpdate}`,
    page.id,
    page.sequence,
  )
  if (!row) return
  const done = new Set(JSON.parse(row.done) as number[])
  const fresh = outcomes.filter(({ delivery }) => !done.has(delivery.subscription))
  for (const { delivery } of fresh) done.add(delivery.subscription)
  if ((JSON.parse(row.members) as number[]).every((id) => done.has(id)))
    yield* query('delete from page where id = ?', page.id)
  else
    yield* query(
      'update page set done = ?, leased_until = ? where id = ?',
      JSON.stringify([...done]),
      now + LEASE_MILLISECONDS,
      page.id,
    )
  const arrived = fresh.filter(({ result }) => result === 'delivered').map(({ delivery }) => delivery)
  yield* forgetRetries(arrived, page.sequence)
  for (const outcome of fresh) yield* settleOne(row.topic, page, outcome, now)
  yield* hasten(
    fresh.map(({ delivery }) => delivery.subscription),
    page.sequence,
    now,
  )
  yield* settleHosts(fresh, now)
  const delivered = arrived.length
  const arrivedAt = delivered === 0 ? null : now
  yield* query(
    `update distribution set delivered = delivered + ?, failed = failed + ?, first_at = coalesce(first_at, ?), last_at = coalesce(?, last_at)
      where topic = ? and sequence = ?`,
    delivered,
    fresh.length - delivered,
    arrivedAt,
    arrivedAt,
    row.topic,
    page.sequence,
  )
  if (page.topic === CANARY) return
  yield* count(
    'websub',
    { delivered, failed: fresh.length - delivered, milliseconds: now - page.published },
    now,
  )
}

function* settleOne(topic: number, page: Page, outcome: Outcome, now: number): Steps<void> {
  const { delivery, result, status = null, error = null, due = null } = outcome
  const { subscription, failures, attempts } = delivery
  if (result === 'ended') {
    yield* endSubscription(subscription)
  } else if (result === 'delivered') {
    if (failures > 0)
      yield* query('update subscription set failures = 0, failed_at = null where id = ?', subscription)
  } else {
    const known = yield* query(
      'update subscription set failures = failures + 1, failed_at = ? where id = ? returning id',
      now,
      subscription,
    )
    // It has ended meanwhile.
    if (known.length === 0) return
    yield* query(
      `insert into retry (subscription, topic, sequence, published, attempts, due, status, error) values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (subscription) do update set sequence = excluded.sequence, published = excluded.published, attempts = excluded.attempts,
        due = excluded.due, status = excluded.status, error = excluded.error where excluded.sequence >= retry.sequence`,
      subscription,
      topic,
      page.sequence,
      page.published,
      attempts + 1,
      due,
      status,
      error,
    )
  }
}

/** See `Outbox.abandon`. */
export function* abandon({ id, sequence, published, deliveries }: Page): Steps<void> {
  yield* query('delete from page where id = ?', id)
  yield* hasten(
    deliveries.map(({ subscription }) => subscription),
    sequence,
    published,
  )
}

/** Removes what was to be tried again of a version, or of one before it, that has arrived. */
function* forgetRetries(arrived: readonly Delivery[], sequence: number): Steps<void> {
  if (arrived.length === 0) return
  yield* query(
    `delete from retry where subscription in (${arrived.map(() => '?').join(', ')}) and sequence <= ?`,
    ...arrived.map(({ subscription }) => subscription),
    sequence,
  )
}

/** Removes a subscription with what waits for it. */
export function* endSubscription(subscription: number): Steps<void> {
  yield* query('delete from subscription where id = ?', subscription)
  yield* query('delete from retry where subscription = ?', subscription)
}

/**
 * Pauses hosts that do not work, twice as long each time, and lets them go on with the first answer that shows that they do. What is under way when a
 * pause begins does not make it longer.
 */
function* settleHosts(outcomes: readonly Outcome[], now: number): Steps<void> {
  // In one order, so that two servers do not wait for each other.
  const byHost = [...Map.groupBy(outcomes, ({ delivery }) => delivery.host)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  for (const [host, all] of byHost) {
    if (!all.every(isBroken)) {
      yield* query('delete from host where host = ?', host)
      continue
    }
    const [known] = yield* query<typeof NOT_PAUSED>(
      'select failures, pauses, paused_until from host where host = ?',
      host,
    )
    const { failures: before, pauses, paused_until: until } = known ?? NOT_PAUSED
    const failures = before + all.length
    const isNew = failures >= FAILURES_TO_PAUSE && until <= now
    const pause = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** pauses, LONGEST_PAUSE_MILLISECONDS)
    yield* query(
      `insert into host (host, failures, pauses, paused_until) values (?, ?, ?, ?)
        on conflict (host) do update set failures = excluded.failures, pauses = excluded.pauses, paused_until = excluded.paused_until`,
      host,
      failures,
      isNew ? pauses + 1 : pauses,
      isNew ? now + pause : until,
    )
  }
}

/** Whether a delivery failed in a way that others to the same host will too: a host that says 404 works. */
function isBroken({ result, status }: Outcome): boolean {
  return result === 'failed' && (status === undefined || status >= 500 || status === 429)
}

/** Adds to the counts of a day (UTC), which the charts show. `milliseconds` is the age of what was delivered. */
export function* count(
  channel: string,
  { delivered, failed, milliseconds }: { delivered: number; failed: number; milliseconds: number },
  now: number,
): Steps<void> {
  const age = Math.max(0, milliseconds)
  yield* query(
    `insert into day (day, channel, delivered, failed, milliseconds, slowest, subscriptions) values (?, ?, ?, ?, ?, ?, 0)
      on conflict (day, channel) do update set delivered = day.delivered + excluded.delivered, failed = day.failed + excluded.failed,
      milliseconds = day.milliseconds + excluded.milliseconds,
      slowest = case when excluded.slowest > day.slowest then excluded.slowest else day.slowest end`,
    new Date(now).toISOString().slice(0, 10),
    channel,
    delivered,
    failed,
    delivered * age,
    delivered === 0 ? 0 : age,
  )
}
