import { hasMoved } from '../ledger.ts'
import type { EventKind, LedgerEntry, Look, Message, PushEvent, TopicContent } from '../outbox.ts'
import { readLook, readMeta, writeMeta } from './meta.ts'
import { type Dialect, query, type Steps } from './sql.ts'
import { wasTold } from './told.ts'

/** Bytes of a topic that stand in one row: a Durable Object takes 2 MB. */
const CHUNK_BYTES = 1_000_000

interface LedgerRow extends Omit<LedgerEntry, 'facets' | 'withdrawn'> {
  facets: string | null
  withdrawn: number | null
}

/** All that was published; undefined before `begin`. */
export function* readLedger(): Steps<Map<string, LedgerEntry> | undefined> {
  if ((yield* readMeta('began')) === undefined) return undefined
  const rows = yield* query<LedgerRow>(
    'select id, path, hash, title, url, facets, released, updated, withdrawn from ledger',
  )
  return new Map(
    rows.map(({ facets, withdrawn, ...row }) => [
      row.id,
      {
        ...row,
        ...(facets !== null && { facets: JSON.parse(facets) }),
        ...(withdrawn !== null && { withdrawn }),
      },
    ]),
  )
}

export function* begin({ forUpdate }: Dialect, entries: readonly LedgerEntry[], at: number): Steps<void> {
  // First the row that is the lock, so that one of two servers that begin at once waits for the other.
  yield* query("insert into meta (name, value) values ('look', '0') on conflict (name) do nothing")
  yield* readMeta('look', forUpdate)
  if ((yield* readMeta('began')) !== undefined) return
  yield* writeMeta('began', String(at))
  yield* writeMeta('looked', String(at))
  for (const entry of entries) yield* writeEntry(entry)
}

/** See `Outbox.record`. The row of the last look is the lock of all who record. */
export function* record(dialect: Dialect, look: Look): Steps<PushEvent[]> {
  const number = Number((yield* readMeta('look', dialect.forUpdate)) ?? 0)
  const events: PushEvent[] = []
  for (const event of look.events) if (yield* isNew(event.entry)) events.push(event)
  for (const entry of [...events.map(({ entry }) => entry), ...look.quiet]) yield* writeEntry(entry)
  // What the hub pushes to itself comes without a look at the publication.
  const isLook = !look.topics.some(({ isForced }) => isForced)
  // A clock that was set back does not make a later look undone.
  if (isLook) yield* writeMeta('looked', String(Math.max(look.at, Number((yield* readMeta('looked')) ?? 0))))
  for (const { kind, entry } of events)
    yield* query(
      'insert into event (at, kind, article, title, url) values (?, ?, ?, ?, ?)',
      look.at,
      kind,
      entry.id,
      entry.title,
      entry.url,
    )
  if (events.length > 0) yield* writeMeta('look', String(number + 1))
  for (const topic of look.topics) yield* distribute(topic, look.at, events.length > 0)
  for (const message of events.length === 0 ? [] : look.messagesOf(events))
    yield* addMessage(dialect, message, look.at)
  return events
}

function* isNew({ id, path, hash, withdrawn }: LedgerEntry): Steps<boolean> {
  const [known] = yield* query<LedgerRow>('select path, hash, withdrawn from ledger where id = ?', id)
  if (!known) return withdrawn === undefined
  const isBack = (known.withdrawn === null) !== (withdrawn === undefined)
  return isBack || (withdrawn === undefined && (known.hash !== hash || hasMoved(known, { path })))
}

function* writeEntry(entry: LedgerEntry): Steps<void> {
  const { id, path, hash, title, url, facets, released, updated, withdrawn } = entry
  yield* query(
    `insert into ledger (id, path, hash, title, url, facets, released, updated, withdrawn) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set path = excluded.path, hash = excluded.hash, title = excluded.title, url = excluded.url,
      facets = excluded.facets, updated = excluded.updated, withdrawn = excluded.withdrawn`,
    id,
    path,
    hash,
    title,
    url,
    facets === undefined ? null : JSON.stringify(facets),
    released,
    updated,
    withdrawn ?? null,
  )
}

/** Starts the distribution of a topic whose bytes are new, after the last look or while it was recorded. */
function* distribute(content: TopicContent, at: number, hasEvents: boolean): Steps<void> {
  const { url, digest, contentType, links, bytes, isForced = false } = content
  const look = yield* readLook()
  const [topic] = yield* query<{
    id: number
    look: number
    digest: string
    sequence: number
    reached: number
  }>('select id, look, digest, sequence, reached from topic where url = ?', url)
  if (!topic || !(hasEvents || isForced || topic.look < look)) return
  yield* query('update topic set look = ? where id = ?', look, topic.id)
  if (topic.digest === digest) return
  const sequence = topic.sequence + 1
  // Goes on from where the last distribution is, so that frequent ones reach everybody.
  yield* query(
    `update topic set digest = ?, content_type = ?, links = ?, sequence = ?, published = ?, started = reached, has_wrapped = 0 where id = ?`,
    digest,
    contentType,
    links,
    sequence,
    at,
    topic.id,
  )
  yield* query('delete from chunk where topic = ?', topic.id)
  for (let number = 0; number === 0 || number * CHUNK_BYTES < bytes.byteLength; number++)
    yield* query(
      'insert into chunk (topic, number, bytes) values (?, ?, ?)',
      topic.id,
      number,
      bytes.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES),
    )
  yield* query(
    'insert into distribution (topic, sequence, published, digest, delivered, failed) values (?, ?, ?, ?, 0, 0)',
    topic.id,
    sequence,
    at,
    digest,
  )
}

interface Waiting {
  id: number
  kind: EventKind
  attempts: number
}

/**
 * Adds a message in place of the one that waits for the same article; a release that was never sent takes a withdrawal with it, and a correction for
 * those who have an earlier version.
 */
function* addMessage(
  { forUpdate }: Dialect,
  { destination, article, kind, body, delayMilliseconds = 0, needsEarlier = false }: Message,
  at: number,
): Steps<void> {
  const waiting = yield* query<Waiting>(
    `select id, kind, attempts from message where destination = ? and article = ? and due is not null and leased_until is null${forUpdate}`,
    destination,
    article,
  )
  const isTold = yield* wasTold(destination, article)
  for (const { id } of waiting) yield* query('delete from message where id = ?', id)
  if (needsEarlier && !isTold) return
  // What is sent again has arrived before.
  const isUnsent = ({ kind, attempts }: Waiting) =>
    attempts === 0 && (kind === 'restored' || (isRelease(kind) && !isTold))
  const unsent = waiting.find(isUnsent)
  // One that is restored may have been sent before it was withdrawn, so its withdrawal is sent again.
  if (unsent && unsent.kind !== 'restored' && kind === 'withdrawn') return
  yield* query(
    'insert into message (destination, article, kind, body, created, attempts, due) values (?, ?, ?, ?, ?, 0, ?)',
    destination,
    article,
    unsent && kind === 'updated' ? unsent.kind : kind,
    body,
    at,
    at + delayMilliseconds,
  )
}

function isRelease(kind: EventKind): boolean {
  return kind === 'released' || kind === 'lifted' || kind === 'restored'
}
