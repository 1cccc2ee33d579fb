import { createSqliteDatabase, type Database } from '../../push/store/sql.ts'

/** The storage of a Durable Object with SQLite, as far as it is used. */
export interface ObjectStorage {
  sql: { exec(sql: string, ...params: unknown[]): { toArray(): object[] } }
  transactionSync<T>(work: () => T): T
  /** Single values, each in a row of a table that the platform keeps. */
  kv: { get<T>(key: string): T | undefined; put<T>(key: string, value: T): void }
  /** Null while the alarm is being handled, unless it was set meanwhile. */
  getAlarm(): Promise<number | null>
  setAlarm(time: number): Promise<void>
}

/** Opens the database of an object. */
export function openObjectDatabase(storage: ObjectStorage): Database {
  return createSqliteDatabase({
    all: (statement, ...params) => storage.sql.exec(statement, ...params).toArray(),
    transaction: (work) => storage.transactionSync(work),
  })
}
