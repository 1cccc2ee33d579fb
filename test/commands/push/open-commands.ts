import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { COMMANDS } from '../../../src/commands/commands.ts'
import { runCommand } from '../../../src/commands/run-command.ts'
import { openSqlite } from '../../../src/node/push/sqlite.ts'
import { pushFile } from '../../../src/node/wireroom-folder.ts'
import { query } from '../../../src/push/store/sql.ts'
import { openStore } from '../../../src/push/store/store.ts'
import { article } from '../../article.ts'
import { makeFolder } from '../../make-folder.ts'

export const NOW = Date.parse('2026-03-10T12:00:00Z')
export const SITE = 'https://example.org/'
export const FEED = `${SITE}feed.xml`

/** Clears the screen, names the window, turns text around, and in Latin-1 begins an order too. */
export const HOSTILE = '\u001b[2J\u001b]0;owned\u0007 \u009b31m \u202Egnp.'

/** A folder with a database as a server makes it, and the commands beside it; the server's own connection stays open. */
export async function openCommands() {
  const articles = makeFolder({
    '_index.md': `---\nurl: ${SITE}\ntitle: Example\npush:\n  - webhook: https://example.org/hook\n    secret: HOOK\n    name: desk\n---\n`,
    'news/one.md': article({ title: 'One' }, 'The first.'),
    'news/later.md': article({ title: 'Later', date: '2030-01-01' }, 'To come.'),
  })
  const data = join(articles, '.data')
  const file = pushFile(articles, data)
  const { database, own, close: closeFile } = openSqlite(file)
  let isOpen = true
  const close = () => {
    if (isOpen) closeFile()
    isOpen = false
  }
  onTestFinished(close)
  const store = await openStore(database)
  const all = (sql: string, ...params: (string | number | null)[]) =>
    database.transaction(() => query<Record<string, unknown>>(sql, ...params))
  return {
    ...{ articles, data, file, store, all, own, close },
    async subscribe(callback: string, topic = FEED) {
      const intent = { id: 0, mode: 'subscribe', topic, callback, host: new URL(callback).host } as const
      const more = { client: '203.0.113.9', leaseSeconds: 864_000, attempts: 0, secret: 'x' }
      const baseline = { digest: 'd', contentType: 'text/xml', links: '', look: 0 }
      await store.subscriptions.confirm({ ...intent, ...more }, baseline, NOW - 3_600_000)
      const [row] = await all('select max(id) as id from subscription')
      return Number(row!.id)
    },
    async fail(id: number, error: string, due: number | null) {
      await all('update subscription set failures = 3, failed_at = ? where id = ?', NOW - 60_000, id)
      await all(
        'insert into retry (subscription, topic, sequence, published, attempts, due, status, error) values (?, 1, 1, ?, 3, ?, 503, ?)',
        ...[id, NOW - 60_000, due, error],
      )
    },
    async run(line: string[], env: Record<string, string> = {}) {
      const lines: string[] = []
      const errors: string[] = []
      const [name, ...args] = line
      const command = await COMMANDS.get(name!)!()
      const code = await runCommand(name!, command, [...args, '--articles', articles], {
        env: { WIREROOM_DATA: data, ...env },
        log: (text) => lines.push(...text.split('\n')),
        logError: (text) => errors.push(text),
        now: () => NOW,
      })
      return { code, lines, errors }
    },
  }
}

/** What a terminal would obey, except line feeds. */
export const OBEYED = /(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u
