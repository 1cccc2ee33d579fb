import { afterAll } from 'vitest'
import { openSqlite, type SqliteFile } from '../../../src/node/push/sqlite.ts'
import { openStore } from '../../../src/push/store/store.ts'
import { describeStore } from './contract.ts'

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
