import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openPostgres } from '../src/node/push/postgres.ts'
import { openSqlite } from '../src/node/push/sqlite.ts'
import { pushFile } from '../src/node/wireroom-folder.ts'
import type { Database } from '../src/push/store/sql.ts'
import { openStore } from '../src/push/store/store.ts'
import { HAS_POSTGRES, startPostgres } from '../test/push/postgres-server.ts'
import { makeArticles } from './articles.ts'
import { figure, inTurn, over } from './figures.ts'
import { NODE, ROOT, startServer } from './processes.ts'

export const PUSH_PROCESSES = Number(process.env.PUSH_ROUNDS ?? 3)

const SUBSCRIBERS = Number(process.env.SUBSCRIBERS ?? 10_000)
const FEED_BYTES = 30_000
/** With so many articles of the usual length, and one that is twice in the feed, it has these bytes. */
const ARTICLES = 2
/** Deliveries at a time, of ours and of the bare loop. */
const AT_A_TIME = 32
const SITE_URL = 'http://bench.example/'
const IDLE_SECONDS = 3
/** The first look begins the ledger, and what is written before is no news. */
const FIRST_LOOK_MILLISECONDS = 4000

interface Arrivals {
  count: number
  distinct: number
  /** Milliseconds since 1970. */
  first: number
  last: number
}

interface Receiver {
  url: string
  arrivals(): Promise<Arrivals>
  /** Counts from zero again. */
  forget(): Promise<unknown>
  stop(): void
}

/**
 * An article is saved that 10,000 subscribers on one host are to get, 30 KB each, signed, and every page of deliveries is on the disk before it is
 * forgotten: how long it takes to the first and to the last, against a loop that only sends, and what becomes of `/feed.xml` meanwhile.
 */
export async function benchPush(): Promise<void> {
  const { ours, bare } = await inTurn(PUSH_PROCESSES, { ours: measureOurs, bare: measureBare })
  const rates = ours.map(({ rate }) => rate)
  console.log(
    [
      `push, ${SUBSCRIBERS} subscribers of ${FEED_BYTES / 1000} KB: ${figure(rates, 0)} deliveries a second, ${figure(over(rates, bare))} of a bare loop of undici (${figure(bare, 0)})`,
      `  from saving the article to the first delivery ${figure(ours.map(({ first }) => first / 1000))} s, to the last ${figure(ours.map(({ last }) => last / 1000))} s`,
      `  /feed.xml meanwhile at ${figure(ours.map(({ busy, idle }) => busy / idle))} of its idle rate`,
      `  twice delivered: ${figure(
        ours.map(({ twice }) => twice),
        0,
      )}`,
    ].join('\n'),
  )
  if (!HAS_POSTGRES) return
  const shared = await inTurn(PUSH_PROCESSES, {
    bare: measureBare,
    one: () => measureShared(1),
    three: () => measureShared(3),
  })
  for (const [servers, measured] of [
    ['one server', shared.one],
    ['three servers', shared.three],
  ] as const)
    console.log(
      `  ${servers} on PostgreSQL: ${figure(
        measured.map(({ rate }) => rate),
        0,
      )} a second, ${figure(
        over(
          measured.map(({ rate }) => rate),
          shared.bare,
        ),
      )} of the bare loop; twice delivered: ${figure(
        measured.map(({ twice }) => twice),
        0,
      )}`,
    )
}

/** Deliveries a second of several servers that share a PostgreSQL, which writes to the disk before it says so. */
async function measureShared(count: number) {
  const articles = makeArticles(ARTICLES)
  const postgres = await startPostgres({ isDurable: true })
  const url = await postgres.emptyUrl()
  const receiver = await startReceiver()
  const { database, close } = await openPostgres(url)
  await subscribe(database, receiver.url)
  const environment = {
    ...{ LOG: 'off', SITE_URL, WIREROOM_DATABASE: url },
    WIREROOM_PUSH_ALLOW: new URL(receiver.url).host,
  }
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(articles, environment)))
  await setTimeout(FIRST_LOOK_MILLISECONDS)
  publish(articles, 'News')
  await waitForAll(receiver)
  const arrivals = await receiver.arrivals()
  await Promise.all(servers.map(({ stop }) => stop()))
  receiver.stop()
  await close()
  await postgres.stop()
  rmSync(articles, { recursive: true })
  return { rate: rateOf(arrivals), twice: arrivals.count - arrivals.distinct }
}

/** Deliveries a second. */
function rateOf({ first, last }: Arrivals): number {
  return (SUBSCRIBERS / (last - first)) * 1000
}

async function measureOurs() {
  const articles = makeArticles(ARTICLES)
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const receiver = await startReceiver()
  const file = openSqlite(join(directory, pushFile(articles)))
  await subscribe(file.database, receiver.url)
  file.close()
  const server = await startServer(
    articles,
    { LOG: 'off', SITE_URL, WIREROOM_PUSH_ALLOW: `${new URL(receiver.url).host}` },
    [],
    directory,
  )
  await setTimeout(FIRST_LOOK_MILLISECONDS)
  const idle = await countAnswers(server.url, setTimeout(IDLE_SECONDS * 1000))
  const start = publish(articles, 'News')
  await waitForAll(receiver)
  const arrivals = await receiver.arrivals()
  const { first, last, count, distinct } = arrivals
  await confirmSize(server.url)
  await receiver.forget()
  publish(articles, 'More news')
  const busy = await countAnswers(server.url, waitForAll(receiver))
  await server.stop()
  receiver.stop()
  for (const path of [articles, directory]) rmSync(path, { recursive: true })
  const rate = rateOf(arrivals)
  return { rate, first: first - start, last: last - start, idle, busy, twice: count - distinct }
}

/** Saves the article under a title, and returns when. */
function publish(articles: string, title: string): number {
  const text = 'words '.repeat(FEED_BYTES / 20)
  writeFileSync(join(articles, 'news.md'), `---\ntitle: ${title}\ndate: 2026-01-01\n---\n${text}\n`)
  return performance.timeOrigin + performance.now()
}

/** Throws unless subscribers get as many bytes as the bare loop sends. */
async function confirmSize(url: string): Promise<void> {
  const { byteLength } = await (await fetch(`${url}/feed.xml`)).arrayBuffer()
  if (Math.abs(byteLength / FEED_BYTES - 1) > 0.1) throw new Error(`The feed has ${byteLength} bytes`)
}

/** Writes the subscriptions as they stand after they were verified. */
async function subscribe(database: Database, callbacks: string): Promise<void> {
  const { subscriptions } = await openStore(database)
  const { host } = new URL(callbacks)
  const baseline = { digest: '', contentType: '', links: '', look: 0 }
  for (let number = 0; number < SUBSCRIBERS; number++)
    await subscriptions.confirm(
      {
        id: 0,
        mode: 'subscribe',
        topic: `${SITE_URL}feed.xml`,
        callback: `${callbacks}/callback/${number}`,
        host,
        client: '',
        secret: `a secret of some ${number}`,
        leaseSeconds: 864_000,
        attempts: 0,
      },
      baseline,
      Date.now(),
    )
}

async function startReceiver(): Promise<Receiver> {
  const child = spawn(NODE[0]!, [...NODE.slice(1), join(ROOT, 'bench/push-receiver.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(child.stdout!, 'data')
  const url = `http://127.0.0.1:${String(port).trim()}`
  return {
    url,
    arrivals: async () => (await (await fetch(`${url}/arrivals`)).json()) as Arrivals,
    forget: () => fetch(`${url}/arrivals`, { method: 'DELETE' }),
    stop: () => void child.kill(),
  }
}

async function waitForAll({ arrivals }: Receiver): Promise<void> {
  while ((await arrivals()).distinct < SUBSCRIBERS) await setTimeout(50)
}

/** Answers a second of the feed while something lasts. */
async function countAnswers(url: string, lasting: Promise<unknown>): Promise<number> {
  let isOver = false
  const ended = lasting.then(() => {
    isOver = true
  })
  const start = performance.now()
  let count = 0
  const ask = async () => {
    while (!isOver) {
      await (await fetch(`${url}/feed.xml`)).arrayBuffer()
      count++
    }
  }
  await Promise.all([ended, ask(), ask()])
  return count / (performance.now() - start)
}

/** Deliveries a second of a loop that only sends. */
async function measureBare(): Promise<number> {
  const receiver = await startReceiver()
  const args = [join(ROOT, 'bench/bare-push.ts'), receiver.url, SUBSCRIBERS, FEED_BYTES, AT_A_TIME]
  const child = spawn(NODE[0]!, [...NODE.slice(1), ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [milliseconds] = await once(child.stdout!, 'data')
  receiver.stop()
  return (SUBSCRIBERS / Number(milliseconds)) * 1000
}
