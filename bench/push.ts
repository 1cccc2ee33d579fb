import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openSqlite } from '../src/node/push/sqlite.ts'
import { pushFile } from '../src/node/wireroom-folder.ts'
import { openStore } from '../src/push/store/store.ts'
import { makeArticles } from './articles.ts'
import { figure, inTurn, over } from './figures.ts'
import { NODE, ROOT, startServer } from './processes.ts'

export const PUSH_PROCESSES = Number(process.env.PUSH_ROUNDS ?? 3)

const SUBSCRIBERS = Number(process.env.SUBSCRIBERS ?? 10_000)
const FEED_BYTES = 30_000
/** Deliveries at a time, of ours and of the bare loop. */
const AT_A_TIME = 32
const SITE_URL = 'http://bench.example/'
const IDLE_SECONDS = 3

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
  const rates = ours.map(({ first, last }) => (SUBSCRIBERS / (last - first)) * 1000)
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
}

async function measureOurs() {
  const articles = makeArticles(20)
  const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const receiver = await startReceiver()
  await subscribe(join(directory, pushFile(articles)), receiver.url)
  const server = await startServer(
    articles,
    { LOG: 'off', SITE_URL, WIREROOM_PUSH_ALLOW: `${new URL(receiver.url).host}` },
    [],
    directory,
  )
  // The first look begins the ledger.
  await setTimeout(4000)
  const idle = await countAnswers(server.url, setTimeout(IDLE_SECONDS * 1000))
  const start = publish(articles, 'news')
  await waitForAll(receiver)
  const { first, last, count, distinct } = await receiver.arrivals()
  await receiver.forget()
  publish(articles, 'more-news')
  const busy = await countAnswers(server.url, waitForAll(receiver))
  await server.stop()
  receiver.stop()
  for (const path of [articles, directory]) rmSync(path, { recursive: true })
  return { first: first - start, last: last - start, idle, busy, twice: count - distinct }
}

/** Saves an article, and returns when. */
function publish(articles: string, name: string): number {
  const text = 'x'.repeat(FEED_BYTES / 2)
  writeFileSync(join(articles, `${name}.md`), `---\ntitle: News\ndate: 2026-01-01\n---\n${text}\n`)
  return performance.timeOrigin + performance.now()
}

/** Writes the subscriptions as they stand after they were verified. */
async function subscribe(path: string, callbacks: string): Promise<void> {
  const file = openSqlite(path)
  const { subscriptions } = await openStore(file.database)
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
  file.close()
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
