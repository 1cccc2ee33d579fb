import type { Database } from '../../push/store/sql.ts'
import { openSqlite } from './sqlite.ts'

/** How servers that share a database tell each other that there is work. */
export interface Doorbell {
  listen(wake: () => void): Promise<void>
  notify(): void
}

/** A database of push: a file of this server's, or one that several servers share. */
export interface OpenedDatabase {
  database: Database
  /** Takes the work on it for this process; false while another process has it. */
  own(): boolean
  /** Rings at the other servers of a shared database, and hears them ring. */
  doorbell?: Doorbell
  close(): void | Promise<void>
}

/** Opens the PostgreSQL of `databaseUrl`, or else the file. */
export async function openDatabase({
  file,
  databaseUrl,
}: {
  file: string
  databaseUrl?: string
}): Promise<OpenedDatabase> {
  if (databaseUrl === undefined) return openSqlite(file)
  const { openPostgres } = await import('./postgres.ts')
  const { database, close, listen, notify } = await openPostgres(databaseUrl)
  return { database, close, doorbell: { listen, notify }, own: () => true }
}
