import { query, type Steps } from './sql.ts'

/** See `Outbox.signal`. */
export function* signal(owner: string): Steps<Map<string, number>> {
  yield* query(
    'insert into server (owner, signals) values (?, 1) on conflict (owner) do update set signals = server.signals + 1',
    owner,
  )
  const rows = yield* query<{ owner: string; signals: number }>('select owner, signals from server')
  return new Map(rows.map(({ owner, signals }) => [owner, signals]))
}

/** See `Outbox.release`. */
export function* release(owner: string | undefined, now: number): Steps<void> {
  if (owner !== undefined) return yield* releasePages(owner, now)
  yield* query('update page set leased_until = ?', now)
  // It may have arrived.
  yield* query(
    'update message set attempts = attempts + 1, leased_until = null where due is not null and leased_until is not null',
  )
  yield* query('update intent set due = ? where due > ? and attempts > 0', now, now)
}

/** See `Outbox.bury`. */
export function* bury(owner: string, now: number): Steps<void> {
  yield* releasePages(owner, now)
  yield* query(
    'update message set attempts = attempts + 1, leased_until = null, owner = null where owner = ? and due is not null and leased_until is not null',
    owner,
  )
  yield* query('update intent set due = ?, owner = null where owner = ? and due > ?', now, owner, now)
  yield* query('delete from server where owner = ?', owner)
}

function* releasePages(owner: string, now: number): Steps<void> {
  yield* query('update page set leased_until = ? where owner = ? and leased_until > ?', now, owner, now)
}
