import { CANARY } from '../canary.ts'
import type { Baseline, Intent, LimitReached, Subscription, Wish } from '../subscriptions.ts'
import { LEASE_MILLISECONDS } from './claim.ts'
import { endSubscription } from './settle.ts'
import { type Dialect, query, type Steps } from './sql.ts'
import { IS_UNREACHED, readInFlight } from './waiting.ts'

/** How many subscriptions callbacks on one host, and requests from one address, may have, and how many requests may wait. */
export interface SubscriptionLimits {
  perHost: number
  perClient: number
  pending: number
  pendingPerClient: number
}

export const DEFAULT_LIMITS: SubscriptionLimits = {
  perHost: 20_000,
  perClient: 20_000,
  pending: 10_000,
  pendingPerClient: 1000,
}

interface IntentRow {
  id: number
  mode: Intent['mode']
  topic: string
  callback: string
  host: string
  client: string
  secret: string | null
  lease_seconds: number
  attempts: number
}

/** See `Subscriptions.request`. What is known already is never too many. */
export function* request(
  intent: Omit<Wish, 'id' | 'attempts'>,
  limits: SubscriptionLimits,
  now: number,
): Steps<LimitReached | undefined> {
  const { mode, topic, callback, host, client, secret = null, leaseSeconds } = intent
  const [known] = yield* query(
    'select 1 as one from subscription s join topic t on t.id = s.topic where t.url = ? and s.callback = ?',
    topic,
    callback,
  )
  if (!known) {
    const refusal = yield* findRefusal(mode, host, client, limits)
    if (refusal) return refusal
  }
  yield* query(
    `insert into intent (mode, topic, callback, host, client, secret, lease_seconds, attempts, asked, due) values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
      on conflict (topic, callback) do update set mode = excluded.mode, client = excluded.client, secret = excluded.secret,
      lease_seconds = excluded.lease_seconds, attempts = 0, asked = excluded.asked, due = excluded.due, owner = null`,
    mode,
    topic,
    callback,
    host,
    client,
    secret,
    leaseSeconds,
    now,
    now,
  )
  return undefined
}

function* findRefusal(
  mode: Wish['mode'],
  host: string,
  client: string,
  limits: SubscriptionLimits,
): Steps<LimitReached | undefined> {
  if ((yield* countRows('intent', 'client', client)) >= limits.pendingPerClient) return 'client'
  if ((yield* countRows('intent')) >= limits.pending) return 'pending'
  if (mode === 'unsubscribe') return undefined
  if ((yield* countRows('subscription', 'host', host)) >= limits.perHost) return 'host'
  if ((yield* countRows('subscription', 'client', client)) >= limits.perClient) return 'client'
  return undefined
}

function* countRows(table: 'intent' | 'subscription', column?: 'host' | 'client', value = ''): Steps<number> {
  // Nobody has asked for a denial, so that none counts against whoever asks for something.
  const asked = table === 'intent' ? "mode <> 'denied'" : '1 = 1'
  const [row] = yield* query<{ count: number }>(
    `select count(*) as count from ${table} where ${asked}${column ? ` and ${column} = ?` : ''}`,
    ...(column ? [value] : []),
  )
  return Number(row!.count)
}

/** See `Subscriptions.claimIntents`: a claimed request is due again when its lease ends. */
export function* claimIntents(
  { skipLocked }: Dialect,
  now: number,
  limit: number,
  owner: string | null = null,
): Steps<Intent[]> {
  const rows = yield* query<IntentRow>(
    `select id, mode, topic, callback, host, client, secret, lease_seconds, attempts from intent where due <= ?
      order by due limit ?${skipLocked}`,
    now,
    limit,
  )
  for (const { id } of rows)
    yield* query(
      'update intent set attempts = attempts + 1, due = ?, owner = ? where id = ?',
      now + LEASE_MILLISECONDS,
      owner,
      id,
    )
  return rows.map(({ lease_seconds: leaseSeconds, secret, ...row }) => ({
    ...row,
    leaseSeconds,
    ...(secret !== null && { secret }),
  }))
}

/** Whether a request still stands as it was claimed; a later one has taken its place otherwise. */
function* stillStands({ id, mode, secret, leaseSeconds }: Intent): Steps<boolean> {
  const [row] = yield* query<IntentRow>('select mode, secret, lease_seconds from intent where id = ?', id)
  return row?.mode === mode && (row.secret ?? undefined) === secret && row.lease_seconds === leaseSeconds
}

/** See `Subscriptions.confirm`. */
export function* confirm(intent: Intent, baseline: Baseline | undefined, now: number): Steps<void> {
  const { id, mode, topic: url, callback, host, client, secret = null, leaseSeconds } = intent
  if (yield* stillStands(intent)) yield* query('delete from intent where id = ?', id)
  if (mode !== 'subscribe') {
    const [row] = yield* query<{ id: number }>(
      'select s.id from subscription s join topic t on t.id = s.topic where t.url = ? and s.callback = ?',
      url,
      callback,
    )
    if (row) yield* endSubscription(row.id)
    return
  }
  const topic = yield* findTopic(url, baseline, now)
  yield* query(
    `insert into subscription (topic, callback, host, client, secret, lease_ends, created, failures) values (?, ?, ?, ?, ?, ?, ?, 0)
      on conflict (topic, callback) do update set client = excluded.client, secret = excluded.secret, lease_ends = excluded.lease_ends`,
    topic,
    callback,
    host,
    client,
    secret,
    now + leaseSeconds * 1000,
    now,
  )
}

function* findTopic(url: string, baseline: Baseline | undefined, now: number): Steps<number> {
  const { digest, contentType, links, look } = baseline ?? { digest: '', contentType: '', links: '', look: 0 }
  // The update changes nothing, but keeps the row from others until the subscription stands.
  const [row] = yield* query<{ id: number }>(
    `insert into topic (url, look, sequence, digest, content_type, links, published, started, reached, has_wrapped)
      values (?, ?, 0, ?, ?, ?, ?, null, 0, 0) on conflict (url) do update set url = excluded.url returning id`,
    url,
    look,
    digest,
    contentType,
    links,
    now,
  )
  return row!.id
}

/** See `Subscriptions.reject`. */
export function* reject(intent: Intent, due: number | undefined): Steps<void> {
  if (!(yield* stillStands(intent))) return
  if (due === undefined) yield* query('delete from intent where id = ?', intent.id)
  else yield* query('update intent set due = ?, owner = null where id = ?', due, intent.id)
}

interface ListedRow {
  id: number
  topic: string
  callback: string
  created: number
  lease_ends: number
  secret: string | null
  failures: number
  failed_at: number | null
  status: number | null
  error: string | null
  due: number | null
  is_unreached: number
  retried: number | null
}

export function* list(now: number): Steps<Subscription[]> {
  const rows = yield* query<ListedRow>(
    `select s.id, t.url as topic, s.callback, s.created, s.lease_ends, s.secret, s.failures, s.failed_at, r.status, r.error, r.due,
      case when ${IS_UNREACHED} then 1 else 0 end as is_unreached, r.subscription as retried from subscription s join topic t on t.id = s.topic left join retry r on r.subscription = s.id
      where s.lease_ends > ? and t.url not like ? order by t.url, s.id`,
    now,
    `${CANARY}%`,
  )
  const inFlight = new Set((yield* readInFlight({})).flatMap(({ subscriptions }) => subscriptions))
  return rows.map((row) => ({
    id: row.id,
    topic: row.topic,
    callback: row.callback,
    created: row.created,
    leaseEnds: row.lease_ends,
    hasSecret: row.secret !== null,
    failures: row.failures,
    ...(row.failed_at !== null && { failedAt: row.failed_at }),
    ...(row.status !== null && { status: row.status }),
    ...(row.error !== null && { error: row.error }),
    ...(row.due !== null && { due: row.due }),
    isCurrent: row.retried === null && row.is_unreached === 0 && !inFlight.has(row.id),
  }))
}

/** See `Subscriptions.retry`. */
export function* retry(callback: string | undefined, now: number): Steps<number> {
  const rows = yield* query<{ subscription: number; host: string }>(
    `select r.subscription, s.host from retry r join subscription s on s.id = r.subscription${callback === undefined ? '' : ' where s.callback = ?'}`,
    ...(callback === undefined ? [] : [callback]),
  )
  for (const { subscription, host } of rows) {
    yield* query('update retry set due = ? where subscription = ?', now, subscription)
    yield* query('delete from host where host = ?', host)
  }
  return rows.length
}
