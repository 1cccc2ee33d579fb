import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { backUp, type DataFiles, restore } from '../../../src/node/push/backup.ts'
import { openSqlite } from '../../../src/node/push/sqlite.ts'
import { openStore } from '../../../src/push/store/store.ts'
import { makeFolder } from '../../make-folder.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')

function makeData(): { folder: string; data: DataFiles & { database: string } } {
  const folder = makeFolder({ 'ids/a.txt': 'the ids\n', 'stats/a.json': '{}\n' })
  const path = (name: string) => join(folder, name)
  return {
    folder,
    data: { database: path('push/a.sqlite'), ids: path('ids/a.txt'), stats: path('stats/a.json') },
  }
}

/** The ids of the ledger in the database of a folder, through a connection of its own. */
async function readIds(database: string): Promise<string[]> {
  const file = openSqlite(database)
  try {
    return [...((await (await openStore(file.database)).outbox.ledger()) ?? new Map()).keys()]
  } finally {
    file.close()
  }
}

async function begin(database: string, id: string): Promise<void> {
  const file = openSqlite(database)
  const { outbox } = await openStore(file.database)
  await outbox.begin([{ id, path: 'a.md', hash: 'h', title: '', url: 'u', released: 1, updated: 1 }], NOW)
  file.close()
}

it('a backup while a server writes is whole, does not stop it, and cannot be restored beneath it', async () => {
  const { folder, data } = makeData()
  const script = join(import.meta.dirname, 'write-on.ts')
  const server = spawn(process.execPath, ['--experimental-strip-types', script, data.database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void server.kill('SIGKILL'))
  let written = 0
  const lines = createInterface(server.stdout)
  const writes = async (count: number) => {
    for (const until = written + count; written < until; ) written = Number((await once(lines, 'line'))[0])
  }
  await writes(5)
  for (const name of ['one', 'two', 'three']) {
    const before = written
    expect(backUp(data, join(folder, name), NOW)).toEqual(['push.sqlite', 'ids.txt', 'stats.json'])
    const copy = new DatabaseSync(join(folder, name, 'push.sqlite'))
    const count = (table: string) => copy.prepare(`select count(*) as count from ${table}`).get()!.count
    const events = Number(count('event'))
    expect(events).toBeGreaterThanOrEqual(before)
    expect([count('ledger'), count('message')]).toEqual([events, events])
    copy.close()
    await writes(3)
  }
  await expect(restore(join(folder, 'one'), data)).rejects.toThrow(/^A server works on .*Stop it/)
  server.kill('SIGKILL')
  await once(server, 'exit')
  const last = new DatabaseSync(data.database)
  expect(Number(last.prepare('select count(*) as count from event').get()!.count)).toBeGreaterThanOrEqual(
    written,
  )
  last.close()
  await restore(join(folder, 'one'), data)
  const ids = await readIds(data.database)
  expect(ids.length).toBeLessThan(written)
  expect(ids).toContain('id 5')
})

it('is restored where the articles have moved, and what has the database open sees it', async () => {
  const [from, to] = [makeData(), makeData()]
  await begin(from.data.database, 'old')
  await begin(to.data.database, 'new')
  backUp(from.data, join(from.folder, 'backup'), NOW)
  writeFileSync(to.data.ids, 'others\n')
  const open = openSqlite(to.data.database)
  const { outbox } = await openStore(open.database)
  expect([...(await outbox.ledger())!.keys()]).toEqual(['new'])
  expect(await restore(join(from.folder, 'backup'), to.data)).toEqual({
    made: '2026-03-10T12:00:00.000Z',
    names: ['push.sqlite', 'ids.txt', 'stats.json'],
  })
  expect([...(await outbox.ledger())!.keys()]).toEqual(['old'])
  open.close()
  expect(readFileSync(to.data.ids, 'utf8')).toBe('the ids\n')
})

it('takes the place of a damaged database, which is kept', async () => {
  const { folder, data } = makeData()
  await begin(data.database, 'old')
  backUp(data, join(folder, 'backup'), NOW)
  writeFileSync(data.database, 'not a database, but long enough to be taken for the head of one'.repeat(90))
  expect(() => backUp(data, join(folder, 'another'), NOW)).toThrow()
  expect(existsSync(join(folder, 'another'))).toBe(false)
  await restore(join(folder, 'backup'), data)
  expect(await readIds(data.database)).toEqual(['old'])
  expect(existsSync(`${data.database}.damaged`)).toBe(true)
})

it('only its owner can read it, and it never takes the place of another', async () => {
  const { folder, data } = makeData()
  const backup = join(folder, 'backup')
  expect(backUp({ ...data, database: undefined }, backup, NOW)).toEqual(['ids.txt', 'stats.json'])
  expect(statSync(backup).mode & 0o777).toBe(0o700)
  expect(() => backUp(data, backup, NOW)).toThrow(`There is already a ${backup}. Name a new folder.`)
  const nothing = { database: undefined, ids: join(folder, 'x'), stats: join(folder, 'y') }
  expect(() => backUp(nothing, join(folder, 'z'), NOW)).toThrow('There is nothing to back up')
})

it.each([
  [
    'a file is damaged',
    (backup: string) => writeFileSync(join(backup, 'ids.txt'), 'x'),
    /ids\.txt is missing or damaged/,
  ],
  [
    'the list is missing',
    (backup: string) => writeFileSync(join(backup, 'backup.json'), ''),
    /is not a backup/,
  ],
  [
    'it names a file elsewhere',
    (backup: string) =>
      writeFileSync(join(backup, 'backup.json'), '{"version":1,"files":{"../ids/a.txt":"x"}}'),
    /is missing or damaged/,
  ],
  [
    'a newer program made it',
    (backup: string) => writeFileSync(join(backup, 'backup.json'), '{"version":2,"files":{}}'),
    /newer Wireroom/,
  ],
] as const)('changes nothing where %s', async (_, damage, reason) => {
  const { folder, data } = makeData()
  await begin(data.database, 'old')
  const backup = join(folder, 'backup')
  backUp(data, backup, NOW)
  damage(backup)
  writeFileSync(data.ids, 'newer\n')
  await expect(restore(backup, data)).rejects.toThrow(reason)
  expect(readFileSync(data.ids, 'utf8')).toBe('newer\n')
})
