import { CANARY } from '../canary.ts'
import { type Dialect, query, type Steps } from './sql.ts'
import { keepTold } from './told.ts'

const DAY_MILLISECONDS = 86_400_000

/** How long answers and counts can be seen. */
const KEPT_DAYS = { events: 90, messages: 30, distributions: 90, days: 400 }

/** Nothing waits longer than this, but where the clock was set back since. */
const MAX_WAIT_DAYS = 2

const WAITING = [
  ['message', 'due'],
  ['message', 'leased_until'],
  ['retry', 'due'],
  ['page', 'leased_until'],
  ['intent', 'due'],
  ['host', 'paused_until'],
]

/** Makes due what would wait until a clock that was set back has caught up. */
function* hastenAll(now: number): Steps<void> {
  const latest = now + MAX_WAIT_DAYS * DAY_MILLISECONDS
  for (const [table, column] of WAITING)
    yield* query(`update ${table} set ${column} = ? where ${column} > ?`, now, latest)
}

/** See `Outbox.prune`: ended subscriptions and their topics, old answers, and requests that nobody has confirmed. */
export function* prune({ skipLocked }: Dialect, now: number): Steps<void> {
  const before = (days: number) => now - days * DAY_MILLISECONDS
  yield* query('delete from subscription where lease_ends <= ?', now)
  yield* query('delete from retry where subscription not in (select id from subscription)')
  const orphans = yield* query<{ id: number }>(
    `select id from topic where not exists (select 1 from subscription where subscription.topic = topic.id)${skipLocked}`,
  )
  for (const { id } of orphans) {
    // Somebody may have subscribed before the row was ours.
    const removed = yield* query(
      'delete from topic where id = ? and not exists (select 1 from subscription where topic = ?) returning id',
      id,
      id,
    )
    if (removed.length === 0) continue
    yield* query('delete from chunk where topic = ?', id)
    yield* query('delete from page where topic = ?', id)
  }
  yield* query('delete from intent where asked <= ?', before(1))
  yield* query('delete from event where at <= ?', before(KEPT_DAYS.events))
  yield* keepTold('due is null and created <= ?', before(KEPT_DAYS.messages))
  yield* query('delete from message where due is null and created <= ?', before(KEPT_DAYS.messages))
  yield* query('delete from distribution where published <= ?', before(KEPT_DAYS.distributions))
  // There is a beat every few minutes, and only the last that arrived is looked at.
  yield* query(
    `delete from distribution where published <= ? and topic in (select id from topic where url = ?) and sequence <
      (select max(later.sequence) from distribution later where later.topic = distribution.topic and later.delivered > 0)`,
    before(1),
    CANARY,
  )
  yield* query('delete from host where paused_until <= ?', before(1))
  yield* hastenAll(now)
  yield* query('delete from day where day < ?', new Date(before(KEPT_DAYS.days)).toISOString().slice(0, 10))
}
