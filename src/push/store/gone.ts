import { CANARY } from '../canary.ts'
import type { GoneTopic } from '../outbox.ts'
import { query, type Steps } from './sql.ts'

/** An author who edits may take a tag away and give it back, and a subscription that has ended comes back only when its reader notices. */
const GRACE_MILLISECONDS = 86_400_000

/** See `Outbox.noteGone`. Writes only what has changed. */
export function* noteGone(topics: readonly string[], now: number): Steps<GoneTopic[]> {
  const gone = new Set(topics)
  const known = yield* query<{ id: number; url: string; gone: number | null }>(
    'select id, url, gone from topic where url not like ? order by id',
    `${CANARY}%`,
  )
  const news: GoneTopic[] = []
  for (const { id, url, gone: since } of known) {
    if ((since !== null) === gone.has(url)) continue
    yield* query('update topic set gone = ? where id = ?', gone.has(url) ? now : null, id)
    const subscriptions = gone.has(url) ? yield* countSubscriptions(id, now) : 0
    if (subscriptions > 0) news.push({ url, subscriptions })
  }
  return news
}

function* countSubscriptions(topic: number, now: number): Steps<number> {
  const rows = yield* query<{ count: number }>(
    'select count(*) as count from subscription where topic = ? and lease_ends > ?',
    topic,
    now,
  )
  return Number(rows[0]?.count ?? 0)
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
