import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openSqlite, type SqliteFile } from '../../../src/node/push/sqlite.ts'
import { query } from '../../../src/push/store/sql.ts'
import { openStore } from '../../../src/push/store/store.ts'
import { describeStore } from './contract.ts'
import { makeEntry, T0 } from './make.ts'

const files: SqliteFile[] = []
afterAll(() => {
  for (const file of files) file.close()
})

describeStore(
  'the store in SQLite',
  async (limits) => {
    const file = openSqlite(':memory:')
    files.push(file)
    return openStore(file.database, limits)
  },
  { runs: 200 },
)

it('a database of the version before keeps its ledger, and learns what that did not write', async () => {
  const { database, close } = openSqlite(':memory:')
  onTestFinished(close)
  const known = makeEntry('a', { facets: ['tag rain'] })
  await (await openStore(database)).outbox.begin([known], T0)
  for (const sql of ['alter table ledger drop column facets', 'update schema_version set version = 3'])
    await database.transaction(() => query(sql))
  const { outbox } = await openStore(database)
  const { facets: _, ...before } = known
  expect([...(await outbox.ledger())!.values()]).toEqual([before])
  await outbox.record({ at: T0, events: [], quiet: [known], topics: [], messagesOf: () => [] })
  expect([...(await outbox.ledger())!.values()]).toEqual([known])
})
