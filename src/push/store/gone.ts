import { CANARY } from '../canary.ts'
import { query, type Steps } from './sql.ts'

/** An author who edits may take a tag away and give it back, and a subscription that has ended comes back only when its reader notices. */
const GRACE_MILLISECONDS = 86_400_000

/** See `Outbox.noteGone`. Writes only what has changed. */
export function* noteGone(topics: readonly string[], now: number): Steps<void> {
  const gone = new Set(topics)
  const known = yield* query<{ id: number; url: string; gone: number | null }>(
    'select id, url, gone from topic where url not like ? order by id',
    `${CANARY}%`,
  )
  for (const topic of known)
    if ((topic.gone !== null) !== gone.has(topic.url))
      yield* query('update topic set gone = ? where id = ?', gone.has(topic.url) ? now : null, topic.id)
}

/** See `Subscriptions.denyGone`. Whoever waits to unsubscribe anyway is not told. */
export function* denyGone(now: number): Steps<void> {
  yield* query(
    `insert into intent (mode, topic, callback, host, client, secret, lease_seconds, attempts, asked, due)
      select 'denied', t.url, s.callback, s.host, s.client, null, 0, 0, ?, ? from topic t join subscription s on s.topic = t.id
      where t.gone <= ? and s.lease_ends > ? on conflict (topic, callback) do nothing`,
    now,
    now,
    now - GRACE_MILLISECONDS,
    now,
  )
}
