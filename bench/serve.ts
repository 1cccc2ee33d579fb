import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../test/free-port.ts'
import { makeArticles } from './articles.ts'
import { type Answer, ask, type Case, casesOf } from './cases.ts'
import { figure, inTurn, over } from './figures.ts'
import { cpuMilliseconds, NODE, ROOT, startServer } from './processes.ts'

export const SERVE_PROCESSES = 5
/** Of each case in each process. Seconds of it come before, in which V8 is still compiling. */
const ROUNDS = 3
const WARM_UP_SECONDS = 2

type Name = 'ours' | 'hono' | 'http'

/** A process that is asked, at its address. */
interface Loaded {
  pid: number
  url: string
  stop(): Promise<void> | void
}

/**
 * CPU time of a request, with nobody taking note of it, against a bare `node:http` server and a bare Hono app with the same bytes and
 * headers, in turn. On one core that is what limits the requests a second, and other programs on the machine change it less.
 */
export async function benchServe(): Promise<void> {
  await benchDocument('serve', async () => 'feed.xml')
}

/** The same of the page of an article, once it is rendered. */
export async function benchPage(): Promise<void> {
  await benchDocument('page', async (url) => {
    const front = await (await fetch(url)).text()
    return /<a class="u-url" href="\/([^"]+)"/.exec(front)![1]!
  })
}

async function benchDocument(name: string, find: (url: string) => Promise<string>): Promise<void> {
  if (spawnSync('wrk', ['-v']).error) {
    console.log(`${name}: SKIPPED, because wrk is not installed (Debian: apt-get install wrk)`)
    return
  }
  const articles = makeArticles(1000)
  const folder = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const { path, cases, answers } = await record(articles, join(folder, 'answers.json'), find)
  const start: Record<Name, () => Promise<Loaded>> = {
    ours: () => startOurs(articles),
    hono: () => startBare('bench/bare-hono.ts', folder),
    http: () => startBare('bench/bare-http.ts', folder),
  }
  const { rates } = await inTurn(SERVE_PROCESSES, {
    async rates() {
      const servers = { ours: await start.ours(), hono: await start.hono(), http: await start.http() }
      const rates = new Map<Case, Record<Name, number>>()
      for (const one of cases) rates.set(one, await measureCase(path, one, answers[one.name]!, servers))
      for (const server of Object.values(servers)) await server.stop()
      return rates
    },
  })
  for (const one of cases) {
    const [ours, hono, http] = (['ours', 'hono', 'http'] as const).map((name) =>
      rates.map((process) => process.get(one)![name]),
    ) as [number[], number[], number[]]
    console.log(
      `${name}, ${one.name}: ${figure(over(ours, hono))} of bare Hono, ${figure(over(ours, http))} of bare node:http (${figure(ours, 0)} requests in a second of CPU)`,
    )
  }
  for (const path of [folder, articles]) rmSync(path, { recursive: true })
}

/** Asks one server for all cases, and writes down what the others are to answer. */
async function record(
  articles: string,
  file: string,
  find: (url: string) => Promise<string>,
): Promise<{ path: string; cases: Case[]; answers: Record<string, Answer> }> {
  const { url, stop } = await startOurs(articles)
  const path = await find(url)
  const { headers } = await ask(`${url}/${path}`, { method: 'GET', headers: {} })
  const cases = casesOf(headers.etag!, headers['last-modified']!)
  const answers: Record<string, Answer> = {}
  for (const one of cases) answers[one.name] = await ask(`${url}/${path}`, one)
  await stop()
  writeFileSync(file, JSON.stringify(answers))
  return { path, cases, answers }
}

/** Requests in a second of CPU, of each server in turn: the best of its rounds, since what else runs on the machine only ever slows it down. */
async function measureCase(
  path: string,
  one: Case,
  expected: Answer,
  servers: Record<Name, Loaded>,
): Promise<Record<Name, number>> {
  for (const server of Object.values(servers)) {
    await expectSame(path, one, expected, server.url)
    load(server, path, one, WARM_UP_SECONDS)
  }
  const { ours, hono, http } = await inTurn(ROUNDS, {
    ours: () => load(servers.ours, path, one),
    hono: () => load(servers.hono, path, one),
    http: () => load(servers.http, path, one),
  })
  return { ours: Math.max(...ours), hono: Math.max(...hono), http: Math.max(...http) }
}

async function startOurs(articles: string): Promise<Loaded> {
  // Each process has a port of its own, which must not be in the links.
  const environment = { LOG: 'off', METRICS: 'off', SITE_URL: 'https://bench.example/' }
  const { process, url, stop } = await startServer(articles, environment, ['taskset', '-c', '0'])
  return { pid: process.pid!, url, stop }
}

async function startBare(script: string, folder: string): Promise<Loaded> {
  const port = await freePort()
  const child = spawn(
    'taskset',
    ['-c', '0', ...NODE, join(ROOT, script), join(folder, 'answers.json'), String(port)],
    { stdio: 'inherit' },
  )
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 1000; tries++) {
    const answer = await ask(url, { method: 'GET', headers: {} }).catch(() => undefined)
    if (answer) return { pid: child.pid!, url, stop: () => void child.kill() }
    await setTimeout(10)
  }
  throw new Error(`${script} does not answer`)
}

/** A comparison of servers that say different things would be worth nothing. */
async function expectSame(path: string, one: Case, expected: Answer, url: string): Promise<void> {
  const { status, body } = await ask(`${url}/${path}`, one)
  if (status !== expected.status || body !== expected.body)
    throw new Error(`${url} answers ${one.name} otherwise`)
}

/** Requests in a second of the server's CPU, asked from the other core. */
function load({ pid, url }: Loaded, path: string, { method, headers }: Case, seconds = 1): number {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const wrk = ['wrk', '-t1', '-c32', `-d${seconds}s`, ...flags, `${url}/${path}`]
  const head = [...NODE, join(ROOT, 'bench/head-load.ts'), `${url}/${path}`, String(seconds)]
  const before = cpuMilliseconds(pid)
  const { stdout } = spawnSync('taskset', ['-c', '1', ...(method === 'HEAD' ? head : wrk)], {
    encoding: 'utf8',
  })
  return Number(/(\d+) requests in/.exec(stdout)![1]) / ((cpuMilliseconds(pid) - before) / 1000)
}
