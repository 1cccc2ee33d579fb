import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openDatabaseFile } from '../node/push/sqlite.ts'
import { lockFile } from '../node/wireroom-folder.ts'

/** How often to try again while another process has the lock, and for how long. */
const RETRY_MILLISECONDS = 200
const MAX_WAIT_MILLISECONDS = 600_000

/** What SQLite says of a file that another has locked. */
const BUSY = 5

/**
 * Does the work on an output folder while no other process does: two of them would write each other's files. Waits for the other one, and rejects where that
 * does not end. Where the system has no locks, or the data folder cannot be written, nobody is waited for.
 */
export async function withOutputLock<T>(
  folder: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const unlock = await lock(folder, log)
  try {
    return await work()
  } finally {
    unlock?.()
  }
}

async function lock(folder: string, log: (line: string) => void): Promise<(() => void) | undefined> {
  const path = lockFile(folder)
  for (let waited = 0; waited < MAX_WAIT_MILLISECONDS; waited += RETRY_MILLISECONDS) {
    const file = tryLock(path)
    if (file !== 'busy') return file && (() => file.close())
    if (waited === 0) log(`Another process writes into ${folder}; waiting until it has ended.`)
    await delay(RETRY_MILLISECONDS)
  }
  throw new Error(`Another process still writes into ${folder}. Run this again when it has ended.`)
}

/** The system takes the lock back when the process ends, however it ends. */
function tryLock(path: string): ReturnType<typeof openDatabaseFile> | 'busy' | undefined {
  let file: ReturnType<typeof openDatabaseFile> | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    file = openDatabaseFile(path)
    file.exec('pragma locking_mode = exclusive; pragma busy_timeout = 0; begin exclusive')
    return file
  } catch (error) {
    file?.close()
    return (error as { errcode?: number }).errcode === BUSY ? 'busy' : undefined
  }
}
