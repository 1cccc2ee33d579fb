import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../../src/node/push/sqlite.ts'
import { query } from '../../../src/push/store/sql.ts'
import { makeFolder } from '../../make-folder.ts'

/** Opens the database of a folder until the test ends. */
function open(directory: string) {
  const file = openSqlite(join(directory, 'data/push.sqlite'))
  onTestFinished(() => file.close())
  const readValue = async (sql: string) =>
    Object.values((await file.database.transaction(() => query(sql)))[0] ?? {})[0]
  return { ...file, readValue }
}

it('what is committed is on the disk, and readers wait for no writer', async () => {
  const { readValue } = open(makeFolder({}))
  expect(await readValue('pragma journal_mode')).toBe('wal')
  // 2 is FULL: each commit is synced (https://sqlite.org/pragma.html#pragma_synchronous).
  expect(await readValue('pragma synchronous')).toBe(2)
  expect(await readValue('pragma busy_timeout')).toBe(5000)
})

it('a transaction that throws changes nothing, and the next goes on', async () => {
  const { database, readValue } = open(makeFolder({}))
  await database.transaction(() => query('create table t (x)'))
  const failing = database.transaction(function* () {
    yield* query('insert into t values (1)')
    throw new Error('a bug')
  })
  await expect(failing).rejects.toThrow('a bug')
  await database.transaction(() => query('insert into t values (2)'))
  expect(await readValue('select group_concat(x) from t')).toBe('2')
})

it('one of two that open it may do the work, until it closes', () => {
  const directory = makeFolder({})
  const [first, second] = [open(directory), openSqlite(join(directory, 'data/push.sqlite'))]
  expect([second.own(), first.own(), second.own()]).toEqual([true, false, true])
  second.close()
  expect(first.own()).toBe(true)
})
