import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/commands.ts'
import { parseArguments } from '../../src/commands/program/parser.ts'
import { openSqlite } from '../../src/node/push/sqlite.ts'
import { pushFile } from '../../src/node/wireroom-folder.ts'
import { openStore } from '../../src/push/store/store.ts'
import { article } from '../article.ts'
import { runWireroom } from '../commands/run-wireroom.ts'
import { makeFolder } from '../make-folder.ts'
import { ROOT, read } from './guides.ts'
import { shellLines, wordsOf } from './shell-lines.ts'

/** The commands that are not run, each kind with the reason. Their arguments are read all the same. */
const NOT_RUN: readonly (readonly [commands: RegExp, reason: string])[] = [
  [
    /^npm (?:install|pack|test)\b/,
    'works on the checkout; .ci/run and test/commands/program/package.test.ts do',
  ],
  [
    /^(?:PARITY=all )?(?:npm run (?:lint|format|soak|oracles|bench)|npx vitest)\b/,
    'is development, and takes long',
  ],
  [/\bnpm start\b|\bwireroom(?: serve\b.*| [~/].*)?$/, 'runs for ever; test/server.test.ts starts it'],
  [/ import --watch /, 'runs for ever; test/commands/import starts it'],
  [/ preview (?:-- )?https:/, 'asks a server on the Internet; that of a saved feed is run'],
  [/ --url https:/, 'asks a server on the Internet; test/commands/push asks one here'],
  [/\b(?:dev|dev:edge|deploy)\b/, 'needs Wrangler, and an account at Cloudflare'],
  [/^npx wrangler /, 'is a program of Cloudflare, and needs an account there'],
  [/ hub (?:remove|retry) /, 'needs a subscriber; test/commands/push has some'],
  [/ deliveries \S+\.md$/, 'needs an article that a server announced; test/commands/push has some'],
  [/ --again$/, 'sends something; test/commands/push has somebody who receives it'],
  [/ (?:--articles|--out) \/srv\//, 'needs a folder at the top of the machine'],
]

const SITE = '---\ntitle: Example\nurl: https://example.org/\nidPrefix: "tag:example.org,2026:"\n---\n'
const WIRE = 'LONDON, Oct 14 (SW) – Talks began on Monday.\n\nThey go on.\n\nENDS\n'
const FEED = `<rss version="2.0"><channel><title>Example</title><link>https://example.org/</link><description>A feed</description>
<item><title>Hello</title><link>https://example.org/news/hello/</link><guid isPermaLink="false">tag:wireroom.example,2026:news/hello</guid>
<pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>`

/** What must have been done before a command. */
const BEFORE: Record<string, string[]> = {
  'wireroom restore backups/monday': ['backup', 'backups/monday'],
  'npm run restore -- backups/tuesday': ['backup', 'backups/tuesday'],
}

/** The commands that work on what a server pushed. */
const NEEDS_DATABASE = /\b(?:hub|deliveries|backup|restore)\b/

const lines = shellLines()
const reasonOf = (text: string) => NOT_RUN.find(([commands]) => commands.test(text))?.[1]

describe('the commands in the README and the guides', () => {
  it.each(lines.filter(({ text }) => reasonOf(text) === undefined))('$text works', async ({ text }) => {
    const home = makeHome()
    if (NEEDS_DATABASE.test(text)) await makeDatabase(home)
    const before = BEFORE[text]
    if (before) expect(runWireroom(home, before)).toMatchObject({ code: 0 })
    const { environment, args } = readCommand(text)!
    const { code, output } = runWireroom(home, args, { SITE_URL: 'https://example.org/', ...environment })
    expect(code, output).toBe(0)
    expect(output).not.toBe('')
  })

  it.each(lines.filter(({ text }) => reasonOf(text) !== undefined))(
    '$text has arguments that exist',
    async ({ text }) => {
      const [name = 'serve', ...rest] = readCommand(text)?.args ?? []
      const command = await COMMANDS.get(name)?.()
      if (command) expect(() => parseArguments(name, command, rest)).not.toThrow()
      else if (/^[~/]/.test(name)) expect(rest).toEqual([])
      else expect(readCommand(text), text).toBeUndefined()
    },
  )

  it('are all of a kind that is run, or that is there', () => {
    expect(lines.length).toBeGreaterThan(50)
    for (const [commands, reason] of NOT_RUN)
      expect(
        lines.filter(({ text }) => reasonOf(text) === reason && commands.test(text)),
        reason,
      ).not.toEqual([])
  })
})

/** A copy of the sample publication, and the files that the documents name. */
function makeHome(): string {
  const home = makeFolder({
    'talks.txt': WIRE,
    'saved.xml': FEED,
    'content/posts/_index.md': SITE,
    'content/posts/a.md': article({ title: 'A post', date: '2026-11-01' }),
  })
  cpSync(join(ROOT, 'articles'), join(home, 'articles'), { recursive: true })
  const hello = makeFolder({
    'news/hello.md': article({ title: 'Hello', date: '2026-11-03T10:00:00Z' }),
    'drafts/next.md': article({ title: 'Next', date: '2026-11-04T10:00:00Z' }),
  })
  cpSync(hello, join(home, 'articles'), { recursive: true })
  return home
}

/** Makes the database that a server would have made. */
async function makeDatabase(home: string): Promise<void> {
  const { database, close } = openSqlite(join(home, pushFile(join(home, 'articles'))))
  await openStore(database)
  close()
}

/** The arguments of `wireroom` in a command, also where npm runs it; undefined where another program is called. */
function readCommand(text: string): { environment: Record<string, string>; args: string[] } | undefined {
  const [command = ''] = text.split(' > ')
  const words = wordsOf(command)
  const start = words.findIndex((word) => !/^[A-Z_]+=/.test(word))
  const environment = Object.fromEntries(
    words.slice(0, start).map((word) => word.split('=') as [string, string]),
  )
  const [program, ...rest] = words.slice(start)
  if (program === 'wireroom') return { environment, args: rest }
  if (program === 'npx') return rest[0] === 'wireroom' ? { environment, args: rest.slice(1) } : undefined
  const [name, options] = rest[0] === 'run' ? [rest[1], rest.slice(2)] : [rest[0], rest.slice(1)]
  const script: string | undefined = JSON.parse(read('package.json')).scripts[name!]
  const called =
    script &&
    /src\/main\.js (\S+)$/m.exec(
      script.replace(/^exec sh (\S+)$/, (_, path) => read(path).replace(' "$@"', '')),
    )
  return called
    ? { environment, args: [called[1]!, ...options.slice(options[0] === '--' ? 1 : 0)] }
    : undefined
}
