import { openSqlite } from '../../../src/node/push/sqlite.ts'
import { openStore } from '../../../src/push/store/store.ts'

/** Records events, each with a message in the same transaction, as fast as it can until it is killed. */
const { database, own } = openSqlite(process.argv[2]!)
const { outbox } = await openStore(database)
if (!own()) throw new Error('Another process works on the database.')
await outbox.begin([], 1)
for (let at = 1; ; at++) {
  const entry = {
    id: `id ${at}`,
    path: `${at}.md`,
    hash: 'h',
    title: 'One',
    url: 'u',
    released: at,
    updated: at,
  }
  await outbox.record({
    ...{ at, quiet: [], topics: [] },
    events: [{ kind: 'released', entry }],
    messagesOf: () => [{ destination: 'desk', article: entry.id, kind: 'released', body: '{}' }],
  })
  process.stdout.write(`${at}\n`)
}
