import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { LANES, PAGE_SIZE } from '../../src/node/push/lanes.ts'
import { pushFile } from '../../src/node/wireroom-folder.ts'
import { article } from '../article.ts'
import { bundleProgram } from '../bundled-program.ts'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'
import { makeFolder, writeFiles } from '../make-folder.ts'

const PROGRAM = bundleProgram()
const SITE = 'https://example.org/'
const TOPIC = `${SITE}feed.json`

/** Each run is killed `KILLS` times; the soak makes ten. */
const RUNS = Number(process.env.PUSH_RUNS ?? 1)
const SUBSCRIBERS = Number(process.env.PUSH_SUBSCRIBERS ?? 1000)
const KILLS = 20
/** The kills during which subscribers subscribe, the rest of them after the last; articles are published during the others. */
const SUBSCRIBING_KILLS = 4
const PUBLICATIONS = 50
const EARLY_KILL_MILLISECONDS = 1000
const IDLE_MILLISECONDS = 1500
/** Requests to subscribe that are under way at a time. */
const ASKING = 8

const secretOf = (subscriber: number) => `secret of ${subscriber} é`

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A number below `limit`, the same in each run of the test. */
function createChance(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
}

/** Subscribers that confirm everything. One in ten fails once at each publication, and one in fifty closes the socket instead. */
async function openReceiver() {
  /** The newest publication in each delivery, by subscriber. */
  const got = Array.from({ length: SUBSCRIBERS }, (): number[] => [])
  const faults: string[] = []
  const failed = new Set<string>()
  /** The subscribers that were asked whether they subscribe. */
  const asked = new Set<number>()
  let requests = 0
  const server = createServer((request, response) => void answer(request, response).catch(() => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { address, got, faults, asked, afterRequests }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const subscriber = Number(pathname.slice(1))
    if (request.method === 'GET') {
      asked.add(subscriber)
      return void response.end(searchParams.get('hub.challenge'))
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const signature = `sha256=${createHmac('sha256', secretOf(subscriber)).update(body).digest('hex')}`
    if (request.headers['x-hub-signature'] !== signature) faults.push(`${subscriber}: the signature is wrong`)
    const { items } = JSON.parse(body.toString()) as { items: { title: string }[] }
    const newest = Math.max(...items.map(({ title }) => Number(title)))
    if (newest < (got[subscriber]!.at(-1) ?? 0)) faults.push(`${subscriber}: ${newest} came too late`)
    const delivery = `${subscriber} ${newest}`
    if (subscriber % 10 === 3 && !failed.has(delivery)) {
      failed.add(delivery)
      if (subscriber % 50 === 3) return void request.socket.destroy()
      return void response.writeHead(500).end()
    }
    got[subscriber]!.push(newest)
    response.writeHead(204).end()
  }

  /** Resolves with the request of that number from now on, or when nothing has come for a while. */
  function afterRequests(number: number): Promise<void> {
    const last = requests + number
    return new Promise((resolve) => {
      const timer = setTimeout(done, IDLE_MILLISECONDS)
      server.on('request', look)
      look()
      function look() {
        if (requests >= last) done()
        else timer.refresh()
      }
      function done() {
        clearTimeout(timer)
        server.off('request', look)
        resolve()
      }
    })
  }
}

/** Starts the program as people do; `address` resolves once it listens. */
async function start(articles: string, data: string) {
  const port = await freePort()
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--articles', articles], {
    cwd: data,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG: 'off',
      WIREROOM_DATA: data,
      WIREROOM_PUSH_ALLOW: '127.0.0.1:*',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const address = once(createInterface(child.stdout), 'line').then(() => `http://127.0.0.1:${port}/`)
  return { child, address }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Asks for the subscriptions of those below a number that have no answer yet. */
async function subscribe(address: string, callbacks: string, waiting: Set<number>, below = SUBSCRIBERS) {
  const next = [...waiting].filter((subscriber) => subscriber < below).values()
  const ask = async () => {
    for (const subscriber of next) {
      const form = {
        'hub.mode': 'subscribe',
        'hub.topic': TOPIC,
        'hub.callback': callbacks + subscriber,
        'hub.secret': secretOf(subscriber),
      }
      const { status } = await fetch(`${address}hub`, { method: 'POST', body: new URLSearchParams(form) })
      expect(status).toBe(202)
      waiting.delete(subscriber)
    }
  }
  await Promise.all(Array.from({ length: ASKING }, ask))
}

async function runOnce(seed: number): Promise<void> {
  const chance = createChance(seed)
  const receiver = await openReceiver()
  const directory = makeFolder({ 'articles/_index.md': `---\nurl: ${SITE}\n---\n` })
  const articles = join(directory, 'articles')
  const data = join(directory, 'data')
  mkdirSync(data)
  const waiting = new Set(Array.from({ length: SUBSCRIBERS }, (_, index) => index))
  let published = 0
  const publish = () => {
    published++
    const date = new Date(Date.UTC(2025, 0, published)).toISOString().slice(0, 10)
    const text = article({ title: String(published), date }, 'Text. '.repeat(40))
    writeFiles(articles, { [`${published}.md`]: text })
  }
  for (let round = 0; round < KILLS; round++) {
    const { child, address } = await start(articles, data)
    if (chance(6) === 0) await pause(chance(EARLY_KILL_MILLISECONDS))
    else if (round < SUBSCRIBING_KILLS) {
      const share = Math.ceil(SUBSCRIBERS / SUBSCRIBING_KILLS)
      // The kill ends it.
      void subscribe(await address, receiver.address, waiting, share * (round + 1)).catch(() => {})
      await receiver.afterRequests(chance(share))
    } else {
      await subscribe(await address, receiver.address, waiting)
      // What was under way at the kill before is sent again, unless a newer publication takes its place.
      if (chance(2) === 0) await receiver.afterRequests(1 + chance(100))
      while (published < (PUBLICATIONS * round) / KILLS) {
        publish()
        await receiver.afterRequests(chance(Math.max(1, receiver.asked.size)))
      }
    }
    await pause(chance(10))
    await kill(child)
  }

  const { child, address } = await start(articles, data)
  await subscribe(await address, receiver.address, waiting)
  const file = new DatabaseSync(join(directory, pushFile(articles, 'data')))
  const valueIn = (sql: string) => Object.values(file.prepare(sql).get()!)[0]
  await eventually(() =>
    expect(valueIn("select count(*) from subscription where callback like 'http:%'")).toBe(SUBSCRIBERS),
  )
  while (published < PUBLICATIONS) publish()
  await eventually(() => {
    expect(receiver.got.filter((all) => all.at(-1) !== PUBLICATIONS)).toEqual([])
    expect(valueIn('select count(*) from page')).toBe(0)
  }, 50)
  await kill(child)
  expect(receiver.faults).toEqual([])
  expect(valueIn('pragma integrity_check')).toBe('ok')
  file.close()
  const all = receiver.got.reduce((sum, { length }) => sum + length, 0)
  const twice = all - receiver.got.reduce((sum, each) => sum + new Set(each).size, 0)
  console.log(
    `Killed ${KILLS} times: ${all} deliveries to ${SUBSCRIBERS} subscribers, ${twice} of them twice.`,
  )
  // At most what was in flight at each kill.
  expect(twice).toBeLessThanOrEqual(KILLS * LANES * PAGE_SIZE)
  expect(twice).toBeLessThan(all / 2)
}

it(`${SUBSCRIBERS} subscribers of a server that is killed ${KILLS} times at any moment end with every publication, or a newer one`, async () => {
  for (let run = 0; run < RUNS; run++) await runOnce(2026 + run)
}, 3_600_000)
