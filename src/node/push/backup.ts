import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../push/store/store.ts'
import { digest } from '../digest.ts'
import { replaceFile } from '../replace-file.ts'
import { openDatabaseFile, openSqlite, takeLock } from './sqlite.ts'

/** The files of the data folder that belong to a folder of articles. */
export interface DataFiles {
  /** The database of push; undefined where PostgreSQL has it. */
  database: string | undefined
  ids: string
  stats: string
}

/** The files of a backup. They are named alike for every folder of articles, so that one that was moved can be restored. */
const PARTS = { database: 'push.sqlite', ids: 'ids.txt', stats: 'stats.json' } as const

/** Lists the files of a backup with their digests, and is written last. */
const LIST = 'backup.json'

const BUSY_MILLISECONDS = 30_000

interface BackupList {
  version: 1
  made: string
  files: Record<string, string>
}

/**
 * Copies the data of a folder of articles to a new folder, while servers go on writing: the database as it is at one moment, then the register of ids, which
 * so has every id that the database knows. Returns the names of the files. Throws if there is nothing, or if `folder` exists.
 */
export function backUp(data: DataFiles, folder: string, now: number): string[] {
  if (existsSync(folder)) throw new Error(`There is already a ${folder}. Name a new folder.`)
  const parts = Object.entries(PARTS).flatMap(([part, name]) => {
    const from = data[part as keyof DataFiles]
    return from !== undefined && existsSync(from) ? [{ part, name, from }] : []
  })
  if (parts.length === 0)
    throw new Error(
      'There is nothing to back up: no database, register of ids or counts of this folder of articles.',
    )
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  try {
    const list: BackupList = { version: 1, made: new Date(now).toISOString(), files: {} }
    for (const { part, name, from } of parts) {
      const to = join(unfinished, name)
      if (part === 'database') copyDatabase(from, to)
      else copyFileSync(from, to)
      sync(to)
      list.files[name] = digest(readFileSync(to))
    }
    writeFileSync(join(unfinished, LIST), `${JSON.stringify(list, null, 2)}\n`)
    sync(join(unfinished, LIST))
    sync(unfinished)
    renameSync(unfinished, folder)
    sync(dirname(folder))
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
  return parts.map(({ name }) => name)
}

/** Copies in one read transaction, beside which others write. */
function copyDatabase(from: string, to: string): void {
  const file = openDatabaseFile(from)
  try {
    file.exec(`pragma busy_timeout = ${BUSY_MILLISECONDS}`)
    file.prepare('vacuum into ?').run(to)
  } finally {
    file.close()
  }
  if (!isSound(to)) throw new Error(`${from} is damaged, so that it cannot be backed up.`)
}

/** Puts a backup in the place of the data of a folder of articles. Returns when it was made. Throws, and changes nothing, if it is not whole or a server works on the data. */
export async function restore(folder: string, data: DataFiles): Promise<{ made: string; names: string[] }> {
  const { made, files } = readList(folder)
  const has = (part: keyof typeof PARTS) => PARTS[part] in files
  if (has('database') && data.database === undefined)
    throw new Error(
      `${folder} has a database of SQLite, and WIREROOM_DATABASE names a PostgreSQL. Restore that with pg_restore, or leave the variable out.`,
    )
  const lock = data.database === undefined ? undefined : lockFor(data.database)
  try {
    if (has('database')) await restoreDatabase(join(folder, PARTS.database), data.database!)
    for (const part of ['ids', 'stats'] as const)
      if (has(part)) replaceFile(data[part], readFileSync(join(folder, PARTS[part])))
  } finally {
    lock?.close()
  }
  return { made, names: Object.keys(files) }
}

function lockFor(database: string): DatabaseSync {
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
  const lock = takeLock(`${database}.owner`)
  if (lock) return lock
  throw new Error(
    `A server works on ${database}. Stop it, restore, and start it again: what it has in memory would be mixed with the backup otherwise.`,
  )
}

function readList(folder: string): BackupList {
  let list: BackupList
  try {
    list = JSON.parse(readFileSync(join(folder, LIST), 'utf8')) as BackupList
  } catch {
    throw new Error(`${folder} is not a backup: it has no ${LIST} that can be read.`)
  }
  if (list.version !== 1) throw new Error(`${folder} was made by a newer Wireroom. Restore it with that one.`)
  const names: ReadonlySet<string> = new Set(Object.values(PARTS))
  for (const [name, expected] of Object.entries(list.files)) {
    const path = join(folder, name)
    if (!names.has(name) || !existsSync(path) || digest(readFileSync(path)) !== expected)
      throw new Error(`${path} is missing or damaged, so that nothing was restored. Use another backup.`)
  }
  return list
}

/**
 * Replaces all rows of the database in one transaction. The file stays the same one: a command or a second server that has it open sees the restored rows, where it
 * would go on with a file that is gone if this one were replaced.
 */
async function restoreDatabase(from: string, to: string): Promise<void> {
  const brought = `${to}.restoring`
  const remove = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(brought + end, { force: true })
  }
  remove()
  copyFileSync(from, brought)
  try {
    // Throws if a newer program has written it, before anything is changed.
    const source = openSqlite(brought)
    try {
      await openStore(source.database)
    } finally {
      source.close()
    }
    setAsideIfDamaged(to)
    const target = openSqlite(to)
    try {
      await openStore(target.database)
    } finally {
      target.close()
    }
    copyRows(brought, to)
  } finally {
    remove()
  }
}

/** A damaged database is what a backup is for: it is kept beside the new one. */
function setAsideIfDamaged(path: string): void {
  if (!existsSync(path) || isSound(path)) return
  for (const end of ['', '-wal', '-shm'])
    if (existsSync(path + end)) renameSync(path + end, `${path}.damaged${end}`)
}

function isSound(path: string): boolean {
  const file = openDatabaseFile(path)
  try {
    const [answer] = file.prepare('pragma quick_check').all() as { quick_check: string }[]
    return answer?.quick_check === 'ok'
  } catch {
    return false
  } finally {
    file.close()
  }
}

/** Both have the same tables, as both were brought to the version of this program. */
function copyRows(from: string, to: string): void {
  const file = openDatabaseFile(to)
  try {
    file.exec(`pragma busy_timeout = ${BUSY_MILLISECONDS}; pragma synchronous = FULL`)
    file.prepare('attach ? as backup').run(from)
    const tables = file
      .prepare("select name from main.sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: string }[]
    file.exec('begin immediate')
    try {
      for (const { name } of tables) {
        const columns = (file.prepare(`pragma main.table_info("${name}")`).all() as { name: string }[])
          .map((column) => `"${column.name}"`)
          .join(', ')
        file.exec(`delete from main."${name}"`)
        file.exec(`insert into main."${name}" (${columns}) select ${columns} from backup."${name}"`)
      }
      file.exec('commit')
    } catch (error) {
      if (file.isTransaction) file.exec('rollback')
      throw error
    }
  } finally {
    file.close()
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
