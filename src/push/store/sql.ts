/** A value that every database of ours takes and gives. */
export type SqlValue = string | number | null | Uint8Array

/** One statement; `?` stands for each parameter in turn. */
export interface SqlStatement {
  sql: string
  params: readonly SqlValue[]
}

/** The steps of a transaction: each statement is yielded, and its rows come back. The same steps run at once on SQLite and with waiting on PostgreSQL. */
export type Steps<T> = Generator<SqlStatement, T, readonly object[]>

/** What differs between databases. */
export interface Dialect {
  /** Stands after a `select` whose rows this transaction takes for itself; rows that another has taken are passed over. */
  skipLocked: string
  /** Stands after a `select` whose rows this transaction changes; it waits for another that does. */
  forUpdate: string
  /** A statement that waits until no other server brings the database to its version; empty where transactions wait for one another anyway. */
  migrationLock: string
  /** The types of columns: a number that counts itself and never comes twice, 64 bits, and bytes. */
  identity: string
  integer: string
  bytes: string
}

/** A database that runs transactions; one that throws changes nothing. */
export interface Database {
  dialect: Dialect
  transaction<T>(steps: () => Steps<T>): Promise<T>
}

/** A database that answers at once, as Node's SQLite and that of a Durable Object do. */
export interface SyncDatabase {
  all(sql: string, ...params: SqlValue[]): object[]
  transaction<T>(work: () => T): T
}

export const SQLITE: Dialect = {
  skipLocked: '',
  forUpdate: '',
  migrationLock: '',
  // Without the last word the number of a deleted row comes again, and what is under way for that one would be settled for another.
  identity: 'integer primary key autoincrement',
  integer: 'integer',
  bytes: 'blob',
}

/** Runs one statement of a transaction, and returns its rows. */
export function* query<R extends object>(sql: string, ...params: SqlValue[]): Steps<R[]> {
  return (yield { sql, params }) as R[]
}

/** Makes a database of one that answers at once. */
export function createSqliteDatabase({ all, transaction }: SyncDatabase): Database {
  return {
    dialect: SQLITE,
    async transaction(steps) {
      return transaction(() => {
        const running = steps()
        let step = running.next()
        while (!step.done) step = running.next(all(step.value.sql, ...step.value.params))
        return step.value
      })
    },
  }
}
