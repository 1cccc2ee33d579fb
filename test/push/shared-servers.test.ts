import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PER_HOST } from '../../src/node/push/lanes.ts'
import { openPostgres } from '../../src/node/push/postgres.ts'
import { query } from '../../src/push/store/sql.ts'
import { openStore } from '../../src/push/store/store.ts'
import { article } from '../article.ts'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'
import { HAS_POSTGRES, startPostgres } from './postgres-server.ts'

const ROOT = join(import.meta.dirname, '../..')
const SITE = 'https://blog.example/'
const TOPIC = `${SITE}feed.json`
const SUBSCRIBERS = 90
/** The publication during whose deliveries a server is killed, and the last one. */
const [KILLED, LAST] = [3, 6]

/** A delivery as its subscriber saw it: the newest publication in it. */
interface Arrival {
  path: string
  version: number
}

describe.skipIf(!HAS_POSTGRES)('three servers on one database', () => {
  it('announce each publication once, and one that is killed loses nothing and repeats what it was sending', async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const url = await postgres.emptyUrl()
    const connection = await openPostgres(url)
    onTestFinished(() => connection.close())
    const { overview } = await openStore(connection.database)
    const read = <R extends object>(sql: string) => connection.database.transaction(() => query<R>(sql))
    const receiver = await openReceiver()
    const articles = makeFolder({ '_index.md': settings(`${receiver.url}/hook`) })
    const servers = await Promise.all([1, 2, 3].map(() => startServer(articles, url)))
    await eventually(async () => expect(await read('select owner from server')).toHaveLength(servers.length))
    const publish = (version: number) =>
      writeFiles(articles, { [`${version}.md`]: article({ title: String(version), date: '2025-01-01' }) })
    const everybodyHas = (version: number) =>
      eventually(async () => {
        expect(receiver.countOf(version)).toBe(SUBSCRIBERS)
        expect((await overview.status(Date.now())).waiting).toBe(0)
      })

    const numbers = Array.from({ length: SUBSCRIBERS }, (_, n) => n)
    await Promise.all(numbers.map((n) => subscribe(servers[n % servers.length]!.url, `${receiver.url}/${n}`)))
    await eventually(async () =>
      expect(await overview.status(Date.now())).toMatchObject({ subscriptions: SUBSCRIBERS, pending: 0 }),
    )
    for (let version = 1; version < KILLED; version++) {
      publish(version)
      await everybodyHas(version)
    }

    receiver.hold()
    publish(KILLED)
    const claims = await eventually(async () => {
      const pages = await read<{ owner: string; members: string }>(
        "select owner, members from page join topic on topic.id = page.topic where url like 'http%'",
      )
      const claims = new Map<string, number>()
      for (const { owner, members } of pages)
        claims.set(owner, (claims.get(owner) ?? 0) + (JSON.parse(members) as number[]).length)
      const inFlight = [...claims.values()].map((count) => Math.min(count, PER_HOST))
      expect(sum(claims.values())).toBe(SUBSCRIBERS)
      expect(receiver.held.size).toBe(sum(inFlight))
      // The webhook has got it, and the server knows.
      expect(await read('select id from message where due is not null')).toEqual([])
      return claims
    })
    const [[victim, claimed] = ['', 0]] = claims
    await kill(servers.find(({ child }) => victim.split(' ').includes(String(child.pid)))!.child)
    const inFlight = await eventually(() => {
      expect(receiver.cut).toHaveLength(Math.min(claimed, PER_HOST))
      return [...receiver.cut]
    })
    receiver.letGo()
    await everybodyHas(KILLED)
    for (let version = KILLED + 1; version <= LAST; version++) publish(version)
    await everybodyHas(LAST)

    expect(receiver.listRepeated()).toEqual(inFlight.sort())
    expect(receiver.listDisordered()).toEqual([])
    const versions = Array.from({ length: LAST }, (_, n) => String(n + 1))
    expect([...receiver.hooks].sort()).toEqual(versions)
    const events = await read<{ kind: string; title: string }>('select kind, title from event order by title')
    expect(events).toEqual(versions.map((title) => ({ kind: 'released', title })))
    expect(await read('select owner from server')).toHaveLength(servers.length - 1)
  }, 600_000)
})

function settings(webhook: string): string {
  return `---\nurl: ${SITE}\npush:\n  - webhook: ${webhook}\n    secret: HOOK_SECRET\n---\n`
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((all, number) => all + number, 0)
}

interface RunningServer {
  child: ChildProcess
  url: string
}

/** Starts the command line as a user does; resolves once it answers. */
async function startServer(articles: string, database: string): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const node = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const child = spawn(
    process.execPath,
    [...node, join(ROOT, 'src/main.js'), 'serve', '--articles', articles],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        SITE_URL: SITE,
        LOG: 'off',
        WIREROOM_DATABASE: database,
        WIREROOM_PUSH_ALLOW: '127.0.0.1:*',
        HOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  await eventually(async () => expect((await fetch(`${url}/feed.json`)).status).toBe(200), 50)
  return { child, url }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await eventually(() => expect(child.signalCode).toBe('SIGKILL'))
}

async function subscribe(server: string, callback: string): Promise<void> {
  const form = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': callback }
  const { status } = await fetch(`${server}/hub`, { method: 'POST', body: new URLSearchParams(form) })
  expect(status).toBe(202)
}

/** Subscribers that confirm and take everything, and a webhook. While they hold, no subscriber answers a delivery. */
async function openReceiver() {
  const arrivals: Arrival[] = []
  const hooks: string[] = []
  const held = new Map<ServerResponse, string>()
  const cut: string[] = []
  let isHolding = false
  const server = createServer((request, response) => void answer(request, response).catch(() => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const byPath = () => [...Map.groupBy(arrivals, ({ path }) => path)]
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The titles that the webhook got. */
    hooks,
    /** The deliveries that wait for their answers. */
    held,
    /** The subscribers whose deliveries ended without an answer. */
    cut,
    hold() {
      isHolding = true
    },
    letGo() {
      isHolding = false
      for (const response of held.keys()) response.writeHead(204).end()
      held.clear()
    },
    countOf: (version: number) =>
      new Set(arrivals.filter((arrival) => arrival.version === version).map(({ path }) => path)).size,
    /** The subscribers that got a publication twice, once for each time. */
    listRepeated: () =>
      byPath()
        .flatMap(([path, all]) => all.slice(new Set(all.map(({ version }) => version)).size).map(() => path))
        .sort(),
    listDisordered: () =>
      byPath().filter(([, all]) => all.some(({ version }, n) => version < (all[n - 1]?.version ?? 0))),
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url!, 'http://localhost')
    if (request.method === 'GET') return void response.end(searchParams.get('hub.challenge'))
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    if (path === '/hook') {
      hooks.push(body.data.title)
      return void response.writeHead(204).end()
    }
    const { items } = body as { items: { title: string }[] }
    arrivals.push({ path, version: Math.max(...items.map(({ title }) => Number(title))) })
    if (!isHolding) return void response.writeHead(204).end()
    held.set(response, path)
    response.on('close', () => {
      if (held.delete(response)) cut.push(path)
    })
  }
}
