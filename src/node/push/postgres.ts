import type { Client, Pool, PoolClient } from 'pg'
import type { Database, Dialect, SqlStatement, Steps } from '../../push/store/sql.ts'

/** A database that several servers share, until it is closed. */
export interface PostgresConnection {
  database: Database
  /** Calls `wake` whenever another server has rung; it may come late or, while the connection is lost, not at all. */
  listen(wake: () => void): Promise<void>
  /** Rings at all servers that listen. */
  notify(): void
  close(): Promise<void>
}

const POSTGRES: Dialect = {
  skipLocked: ' for update skip locked',
  forUpdate: ' for update',
  migrationLock: 'select pg_advisory_xact_lock(7796533714)',
  identity: 'bigint generated always as identity primary key',
  integer: 'bigint',
  bytes: 'bytea',
}

const CHANNEL = 'wireroom'
/** How often a transaction is tried that others on the same rows have broken. */
const MAX_TRIES = 20
const RECONNECT_MILLISECONDS = 2000
/** PostgreSQL's number of `bigint`, whose values all fit into a number of JavaScript here. */
const BIGINT = 20
/** serialization_failure and deadlock_detected: the same transaction succeeds when it is run again. */
const TRY_AGAIN = new Set(['40001', '40P01'])

/** Connects to PostgreSQL. Rejects if the package `pg` is missing, or if the database cannot be reached. */
export async function openPostgres(url: string): Promise<PostgresConnection> {
  const pg = await loadPg()
  const settings = {
    connectionString: url,
    application_name: 'wireroom',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // The locks of a server whose machine has died are given back soon.
    idle_in_transaction_session_timeout: 30_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  }
  const pool = new pg.Pool({ ...settings, max: 10 })
  // A connection that is lost is replaced when one is needed; without a listener, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await pool.query('select 1')
  let listener: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  return {
    database: { dialect: POSTGRES, transaction: (steps) => runTransaction(pool, steps) },
    listen,
    notify() {
      pool.query(`notify ${CHANNEL}`).catch(() => {})
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await Promise.all([listener?.end(), pool.end()])
    },
  }

  async function listen(wake: () => void): Promise<void> {
    const client = new pg.Client(settings)
    listener = client
    client.on('notification', wake)
    client.on('error', () => {})
    client.on('end', () => reconnect(wake))
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
  }

  function reconnect(wake: () => void): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      // What came meanwhile was not heard.
      listen(wake).then(wake, () => reconnect(wake))
    }, RECONNECT_MILLISECONDS).unref()
  }
}

async function loadPg(): Promise<typeof import('pg')> {
  try {
    return (await import('pg')).default as unknown as typeof import('pg')
  } catch (cause) {
    throw new Error(
      'WIREROOM_DATABASE=postgres://… needs the package pg. Install it with `npm install pg@8`.',
      {
        cause,
      },
    )
  }
}

async function runTransaction<T>(pool: Pool, steps: () => Steps<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const result = await runSteps(client, steps())
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost
      })
      if (tries >= MAX_TRIES || !TRY_AGAIN.has((error as { code?: string }).code ?? '')) throw error
    } finally {
      client.release(broken)
    }
  }
}

async function runSteps<T>(client: PoolClient, running: Steps<T>): Promise<T> {
  let step = running.next()
  while (!step.done) step = running.next((await client.query(toQuery(step.value))).rows)
  return step.value
}

/** A statement with PostgreSQL's `$1` for each `?`; none of ours has one in a text. Its texts cannot have U+0000. */
function toQuery({ sql, params }: SqlStatement): { text: string; values: unknown[] } {
  let number = 0
  const text = sql.replace(/\?/g, () => `$${++number}`)
  return {
    text,
    values: params.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value)),
  }
}
