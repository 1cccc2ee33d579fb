import type { ClaimedMessage, EventKind, MessageOutcome } from '../outbox.ts'
import { LEASE_MILLISECONDS } from './claim.ts'
import { count } from './settle.ts'
import { type Dialect, query, type Steps } from './sql.ts'

interface MessageRow {
  id: number
  destination: string
  article: string
  kind: EventKind
  body: string
  created: number
  attempts: number
}

/** A message that waits for no other of the same article. */
export const IS_NEXT = `due is not null and not exists (select 1 from message earlier where earlier.destination = message.destination
  and earlier.article = message.article and earlier.id < message.id and earlier.due is not null)`

/** See `Outbox.claimMessages`. A message waits for the one before it about the same article. */
export function* claimMessages(
  { skipLocked }: Dialect,
  now: number,
  limit: number,
  owner: string | null = null,
): Steps<ClaimedMessage[]> {
  const rows = yield* query<MessageRow>(
    `select id, destination, article, kind, body, created, attempts from message
      where due <= ? and (leased_until is null or leased_until <= ?) and ${IS_NEXT}
      order by due, id limit ?${skipLocked}`,
    now,
    now,
    limit,
  )
  for (const { id } of rows)
    yield* query(
      'update message set leased_until = ?, owner = ? where id = ?',
      now + LEASE_MILLISECONDS,
      owner,
      id,
    )
  return rows
}

export function* settleMessages(outcomes: readonly MessageOutcome[], now: number): Steps<void> {
  for (const { id, result, status = null, error = null, due = null } of outcomes) {
    const [row] = yield* query<{ destination: string; article: string; created: number }>(
      'select destination, article, created from message where id = ? and leased_until is not null',
      id,
    )
    if (!row) continue
    const isDelivered = result === 'delivered'
    const isReplaced = due !== null && (yield* hasLater(id, row))
    yield* query(
      'update message set attempts = attempts + 1, due = ?, leased_until = null, owner = null, delivered = ?, status = ?, error = ? where id = ?',
      isDelivered || isReplaced ? null : due,
      isDelivered ? now : null,
      status,
      error,
      id,
    )
    const counts = { delivered: isDelivered ? 1 : 0, failed: isDelivered ? 0 : 1 }
    yield* count(row.destination, { ...counts, milliseconds: now - row.created }, now)
  }
}

/** Whether a newer message about the same article waits, which then goes in its place. */
function* hasLater(
  id: number,
  { destination, article }: { destination: string; article: string },
): Steps<boolean> {
  const later = yield* query(
    'select 1 as one from message where destination = ? and article = ? and id > ? and due is not null limit 1',
    destination,
    article,
    id,
  )
  return later.length > 0
}
