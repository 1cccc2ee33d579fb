import { type Database, type Dialect, query, type Steps } from './sql.ts'

/** The migrations in their order; one that was released is never changed. `{id}`, `{int}` and `{bytes}` are the types of the dialect. */
const MIGRATIONS: readonly string[][] = [
  [
    // Single values: the number of the last look, when the ledger began, who owns the work.
    'create table meta (name text primary key, value text not null)',
    `create table ledger (id text primary key, path text not null, hash text not null, title text not null, url text not null,
      released {int} not null, updated {int} not null, withdrawn {int})`,
    `create table event (id {id}, at {int} not null, kind text not null, article text not null, title text not null, url text not null)`,
    'create index event_at on event (at)',
    // A topic's distribution goes through its subscriptions by id, from behind \`started\` around to it; null where nothing is left to do.
    `create table topic (id {id}, url text not null unique, look {int} not null, sequence {int} not null, digest text not null,
      content_type text not null, links text not null, published {int} not null, started {int}, reached {int} not null, has_wrapped {int} not null)`,
    'create index topic_open on topic (published) where started is not null',
    'create table chunk (topic {int} not null, number {int} not null, bytes {bytes} not null, primary key (topic, number))',
    `create table subscription (id {id}, topic {int} not null, callback text not null, host text not null, client text not null, secret text,
      lease_ends {int} not null, created {int} not null, failures {int} not null, failed_at {int}, unique (topic, callback))`,
    'create index subscription_topic on subscription (topic, id)',
    'create index subscription_host on subscription (host)',
    'create index subscription_lease on subscription (lease_ends)',
    // Subscriptions of a topic, by their ids, that a worker is delivering to.
    `create table page (id {id}, topic {int} not null, sequence {int} not null, published {int} not null, members text not null, done text not null,
      leased_until {int} not null, owner text not null)`,
    'create index page_topic on page (topic)',
    // A subscription to which the last delivery failed; \`due\` is null where trying has ended until the next publication.
    `create table retry (subscription {int} primary key, topic {int} not null, sequence {int} not null, published {int} not null, attempts {int} not null,
      due {int}, status {int}, error text)`,
    'create index retry_due on retry (due)',
    'create index retry_topic on retry (topic)',
    'create table host (host text primary key, failures {int} not null, pauses {int} not null, paused_until {int} not null)',
    `create table intent (id {id}, mode text not null, topic text not null, callback text not null, host text not null, client text not null,
      secret text, lease_seconds {int} not null, attempts {int} not null, asked {int} not null, due {int} not null, owner text, unique (topic, callback))`,
    'create index intent_due on intent (due)',
    // What is sent to a destination; the answers stay for a while, to be seen.
    `create table message (id {id}, destination text not null, article text not null, kind text not null, body text not null, created {int} not null,
      attempts {int} not null, due {int}, leased_until {int}, owner text, delivered {int}, status {int}, error text)`,
    'create index message_due on message (due) where due is not null',
    'create index message_article on message (destination, article)',
    'create index message_created on message (created)',
    // What became of each version of a topic.
    `create table distribution (topic {int} not null, sequence {int} not null, published {int} not null, digest text not null, delivered {int} not null,
      failed {int} not null, first_at {int}, last_at {int}, primary key (topic, sequence))`,
    // Servers that share the store, and how often each has said that it is there.
    'create table server (owner text primary key, signals {int} not null)',
    `create table day (day text not null, channel text not null, delivered {int} not null, failed {int} not null, milliseconds {int} not null,
      slowest {int} not null, subscriptions {int} not null, primary key (day, channel))`,
  ],
  // Since when a topic has been gone; null while it is there.
  ['alter table topic add column gone {int}'],
  // Destinations that have got an article, of which no message is left.
  [
    'create table told (destination text not null, article text not null, primary key (destination, article))',
  ],
  // Tags, authors and language of an article, as JSON; null where an earlier version wrote the row.
  ['alter table ledger add column facets text'],
]

/** Brings a database to the version of this program. Throws if a newer program has written it. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(() => migrateSteps(database.dialect))
}

function* migrateSteps(dialect: Dialect): Steps<void> {
  if (dialect.migrationLock !== '') yield* query(dialect.migrationLock)
  yield* query(`create table if not exists schema_version (version ${dialect.integer} not null)`)
  const rows = yield* query<{ version: number }>('select version from schema_version')
  const version = Math.max(0, ...rows.map(({ version }) => version))
  if (version > MIGRATIONS.length)
    throw new Error('The push database was written by a newer Wireroom. Start that one, or restore a backup.')
  for (const statements of MIGRATIONS.slice(version))
    for (const statement of statements) yield* query(inDialect(statement, dialect))
  if (version === MIGRATIONS.length) return
  yield* query('delete from schema_version')
  yield* query('insert into schema_version (version) values (?)', MIGRATIONS.length)
}

function inDialect(statement: string, { identity, integer, bytes }: Dialect): string {
  return statement.replaceAll('{id}', identity).replaceAll('{int}', integer).replaceAll('{bytes}', bytes)
}
