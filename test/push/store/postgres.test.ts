import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres, type PostgresConnection } from '../../../src/node/push/postgres.ts'
import type { Outcome, Page } from '../../../src/push/outbox.ts'
import { claim } from '../../../src/push/store/claim.ts'
import { type Database, query } from '../../../src/push/store/sql.ts'
import { openStore, type PushStore } from '../../../src/push/store/store.ts'
import { eventually } from '../../eventually.ts'
import { makeFolder } from '../../make-folder.ts'
import { HAS_POSTGRES, type PostgresServer, startPostgres } from '../postgres-server.ts'
import { describeStore } from './contract.ts'
import {
  callbacksOf,
  claimPage,
  LEASE,
  MINUTE,
  makeEntry,
  makeEvent,
  makeMessage,
  outcomesOf,
  publish,
  subscribe,
  subscribeMany,
  T0,
} from './make.ts'

const SOURCE = join(import.meta.dirname, '../../../src/node/push/postgres.ts')

describe.skipIf(!HAS_POSTGRES)('PostgreSQL', () => {
  let server: PostgresServer
  const connections: PostgresConnection[] = []
  const connect = async (url: string) => {
    const connection = await openPostgres(url)
    connections.push(connection)
    return connection
  }
  const closeAll = () => Promise.all(connections.splice(0).map((connection) => connection.close()))
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await closeAll()
    await common?.close()
    await server?.stop()
  })

  let common: PostgresConnection | undefined
  describeStore(
    'the store',
    async (limits) => {
      common ??= await openPostgres(await server.emptyUrl())
      const store = await openStore(common.database, limits)
      await empty(common.database)
      return store
    },
    { runs: 10 },
  )

  it('is brought to the version of the program by one of three servers that start at once', async () => {
    const url = await server.emptyUrl()
    const databases = await Promise.all([1, 2, 3].map(() => connect(url)))
    const stores = await Promise.all(databases.map(({ database }) => openStore(database)))
    await Promise.all(stores.map(({ outbox }) => outbox.begin([makeEntry('a')], T0)))
    for (const { outbox } of stores) expect((await outbox.ledger())?.size).toBe(1)
  })

  it('runs a transaction again that a deadlock has broken', async () => {
    const { database } = await connect(await server.emptyUrl())
    const create = 'create table pair (id bigint primary key, count bigint not null)'
    await database.transaction(() => query(create))
    await database.transaction(() => query('insert into pair values (1, 0), (2, 0)'))
    let tries = 0
    const add = (...ids: number[]) =>
      database.transaction(function* () {
        tries++
        for (const id of ids) {
          yield* query('update pair set count = count + 1 where id = ?', id)
          yield* query('select pg_sleep(0.1)')
        }
      })
    await Promise.all([add(1, 2), add(2, 1)])
    expect(tries).toBeGreaterThan(2)
    const rows = await database.transaction(() => query('select count from pair'))
    expect(rows).toEqual([{ count: 2 }, { count: 2 }])
  })

  it('rings at the others, also after their connections were lost', async () => {
    const url = await server.emptyUrl()
    const [one, two] = [await connect(url), await connect(url)]
    let rung = 0
    await one.listen(() => rung++)
    two.notify()
    await eventually(() => expect(rung).toBe(1))
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`
    await two.database.transaction(() => query(kill))
    // It may have missed something.
    await eventually(() => expect(rung).toBe(2))
    two.notify()
    await eventually(() => expect(rung).toBe(3))
    await closeAll()
  })

  it('goes on after all its connections were lost', async () => {
    const url = await server.emptyUrl()
    const [one, two] = [await connect(url), await connect(url)]
    await openStore(one.database)
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'wireroom'`
    await two.database.transaction(() => query(kill))
    const store = await eventually(() => openStore(one.database))
    await store.outbox.begin([], T0)
    expect(await store.outbox.ledger()).toEqual(new Map())
    await closeAll()
  })

  it('makes a later version due when the one before is settled while the later one is claimed', async () => {
    const { database } = await connect(await server.emptyUrl())
    const store = await openStore(database)
    await subscribeMany(store, 2)
    await publish(store, 1)
    const page = await claimPage(store)
    const [one, two] = outcomesOf(page)
    await publish(store, 2)
    await settleDuringClaim(database, store, page, one!, T0 + MINUTE)
    expect(callbacksOf(await store.outbox.claim(T0 + MINUTE, 'b', 45))).toEqual([one!.delivery.callback])
    // The other one waits for its turn again while it is settled.
    await settleDuringClaim(database, store, page, two!, T0 + LEASE)
    expect(callbacksOf(await store.outbox.claim(T0 + LEASE, 'b', 45))).toEqual([two!.delivery.callback])
  })

  it('keeps texts with U+0000, which PostgreSQL cannot, as well as it can', async () => {
    const { database } = await connect(await server.emptyUrl())
    const store = await openStore(database)
    await subscribe(store, 'https://reader.example/1', T0, { secret: 'a\0b' })
    const event = makeEvent('a', 'released', { title: 'a\0b' })
    const messagesOf = () => [makeMessage(event)]
    await store.outbox.record({ at: T0, events: [event], quiet: [], topics: [], messagesOf })
    const [{ id } = { id: 0 }] = await store.outbox.claimMessages(T0, 1)
    await store.outbox.settleMessages([{ id, result: 'failed', error: 'a\0b' }], T0)
    const [report] = await store.overview.articles('a', 1)
    expect(report).toMatchObject({ title: 'a\uFFFDb', channels: [{ error: 'a\uFFFDb' }] })
  })
})

it('says where the database cannot be reached', async () => {
  await expect(openPostgres('postgres://wireroom@127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED')
})

it('says how to install the package that is missing', () => {
  // Alone in a folder, where no package is found.
  const folder = makeFolder({ 'postgres.ts': readFileSync(SOURCE, 'utf8') })
  const program = `import { openPostgres } from './postgres.ts'
    await openPostgres('postgres://wireroom@127.0.0.1:1/none').catch(({ message }) => console.log(message))`
  const node = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const { stdout } = spawnSync(process.execPath, [...node, '--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout).toContain('needs the package pg. Install it with `npm install pg@8`.')
})

/** Settles a delivery after another worker has read what is under way, and before the claim of that one is committed, if it may. */
async function settleDuringClaim(
  database: Database,
  { outbox }: PushStore,
  page: Page,
  outcome: Outcome,
  now: number,
): Promise<void> {
  const claimed = Promise.withResolvers<void>()
  let isSettled = false
  const claiming = database.transaction(function* () {
    expect(yield* claim(database.dialect, now, 'b', 45)).toBeUndefined()
    claimed.resolve()
    let isWaiting = false
    while (!isSettled && !isWaiting)
      isWaiting = (yield* query('select 1 as one from pg_locks where not granted')).length > 0
  })
  await Promise.race([claimed.promise, claiming])
  await outbox.settle(page, [outcome], now)
  isSettled = true
  await claiming
}

/** Empties all tables, which is faster than to make them again. */
async function empty(database: Database): Promise<void> {
  const tables = `select string_agg(format('%I', table_name), ', ') as names from information_schema.tables
    where table_schema = current_schema() and table_name <> 'schema_version'`
  await database.transaction(function* () {
    const [row] = yield* query<{ names: string }>(tables)
    yield* query(`truncate ${row!.names} restart identity`)
  })
}
