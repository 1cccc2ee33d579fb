import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { createSqliteDatabase, type Database, type SqlValue } from '../../push/store/sql.ts'

/** A database in a file, until it is closed. */
export interface SqliteFile {
  database: Database
  /** Takes the work on this file for this process; false while another process has it. It is given back when the process ends, however it ends. */
  own(): boolean
  close(): void
}

/** How long a statement waits for another process, such as a command, to finish its transaction. */
const BUSY_MILLISECONDS = 5000

/** Opens the database of a data folder, and makes both if they do not exist. */
export function openSqlite(path: string): SqliteFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openDatabaseFile(path)
  try {
    for (const pragma of [
      `busy_timeout = ${BUSY_MILLISECONDS}`,
      'journal_mode = WAL',
      // A commit is on the disk before anybody is told of it.
      'synchronous = FULL',
    ])
      file.exec(`pragma ${pragma}`)
  } catch (error) {
    file.close()
    throw namePath(error, path)
  }
  const statements = new Map<string, ReturnType<typeof file.prepare>>()
  let lock: DatabaseSync | undefined
  return {
    database: createSqliteDatabase({
      all(sql, ...params) {
        let statement = statements.get(sql)
        if (!statement) {
          statement = file.prepare(sql)
          // Those that list places for ids are as many as there are lengths of lists.
          statements.set(sql, statement)
        }
        return statement.all(...(params as Exclude<SqlValue, Uint8Array>[])) as object[]
      },
      transaction(work) {
        file.exec('begin immediate')
        try {
          const result = work()
          file.exec('commit')
          return result
        } catch (error) {
          if (file.isTransaction) file.exec('rollback')
          throw error
        }
      },
    }),
    own() {
      lock ??= takeLock(`${path}.owner`)
      return lock !== undefined
    },
    close() {
      statements.clear()
      lock?.close()
      file.close()
    },
  }
}

/** Holds an exclusive lock on a file of its own, which the system takes back when the process ends. */
export function takeLock(path: string): DatabaseSync | undefined {
  const file = openDatabaseFile(path)
  try {
    file.exec('pragma locking_mode = exclusive; pragma busy_timeout = 0; begin exclusive')
    return file
  } catch {
    file.close()
    return undefined
  }
}

/** Opens a file as it is, without the settings of a database of ours. */
export function openDatabaseFile(path: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite()
  try {
    return new DatabaseSync(path)
  } catch (error) {
    throw namePath(error, path)
  }
}

/** SQLite does not say which file it cannot open. */
function namePath(error: unknown, path: string): Error {
  return Object.assign(error as Error, { message: `${path}: ${(error as Error).message}` })
}

/** Node 22 calls its SQLite experimental in two lines when it is loaded, in each thread, which tells nobody who runs a command anything. */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
