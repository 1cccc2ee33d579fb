import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { openPostgres } from '../../src/node/push/postgres.ts'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'

/** A PostgreSQL server on this machine, of which each test gets an empty part. */
export interface PostgresServer {
  /** The address of an empty schema. */
  emptyUrl(): Promise<string>
  stop(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'

/** The folder with the newest programs of PostgreSQL; undefined if there are none. */
function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))))
}

/** PostgreSQL refuses to run as root. */
function findUser(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {}
  try {
    const read = (option: string) => Number(execFileSync('id', [option, 'postgres'], { stdio: 'pipe' }))
    return { uid: read('-u'), gid: read('-g') }
  } catch {
    return undefined
  }
}

const programs = findPrograms()
const user = findUser()

/** Whether PostgreSQL can be started here. Says so loudly where it cannot. */
export const HAS_POSTGRES = programs !== undefined && user !== undefined

if (!HAS_POSTGRES) console.warn('SKIPPED for want of PostgreSQL: its tests. Install the package postgresql.')

/** Starts a server in a folder of its own. Nothing has to survive a loss of power there unless it is durable, as servers of people are. */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wireroom-postgres-'))
  if (user?.uid !== undefined) chownSync(folder, user.uid, user.gid!)
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const data = join(folder, 'data')
  const setup = ['-D', data, '-U', 'wireroom', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions']
  execFileSync(join(programs!, 'initdb'), setup, { ...options, stdio: 'pipe' })
  const port = await freePort()
  const fsync = `fsync=${isDurable ? 'on' : 'off'}`
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, fsync, 'max_connections=200']
  const place = ['-D', data, '-k', folder]
  const server = spawn(
    join(programs!, 'postgres'),
    [...place, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: 'ignore' },
  )
  const url = `postgres://wireroom@127.0.0.1:${port}/postgres`
  const admin = await eventually(() => openPostgres(url))
  let schemas = 0
  return {
    async emptyUrl() {
      const schema = `part_${++schemas}`
      await admin.database.transaction(function* () {
        yield { sql: `create schema ${schema}`, params: [] }
      })
      return `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`
    },
    async stop() {
      await admin.close()
      await end(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const exited = once(server, 'exit')
  // PostgreSQL's immediate shutdown.
  server.kill('SIGQUIT')
  await exited
}
