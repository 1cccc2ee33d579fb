import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../test/free-port.ts'
import { makeArticles } from './articles.ts'
import { type Answer, ask, type Case, casesOf } from './cases.ts'
import { cpuMilliseconds, NODE, ROOT, startServer } from './processes.ts'

const ROUNDS = 21
const SECONDS = 1
/** Seconds of each kind of request before what is measured: until then V8 is still compiling. */
const WARM_UP_SECONDS = 3

/**
 * CPU time of a request, with nobody taking note of it, against a bare `node:http` server and a bare Hono app with the same bytes and
 * headers, in turn. On one core that is what limits the requests a second, and other programs on the machine change it less.
 */
export async function benchServe(): Promise<void> {
  if (spawnSync('wrk', ['-v']).error) {
    console.log('serve: SKIPPED, because wrk is not installed (Debian: apt-get install wrk)')
    return
  }
  const articles = makeArticles(1000)
  const ours = await startServer(articles, { LOG: 'off', METRICS: 'off' }, ['taskset', '-c', '0'])
  const url = `${ours.url}/feed.xml`
  const { headers } = await ask(url, { method: 'GET', headers: {} })
  const cases = casesOf(headers.etag!, headers['last-modified']!)
  const answers: Record<string, Answer> = {}
  for (const one of cases) answers[one.name] = await ask(url, one)
  const folder = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers))
  const http = await startBare('bench/bare-http.ts', folder)
  const hono = await startBare('bench/bare-hono.ts', folder)
  for (const one of cases) {
    await expectSame(one, answers[one.name]!, [http.url, hono.url])
    const servers = { http, hono, ours }
    const rates = { ours: [] as number[], http: [] as number[], hono: [] as number[] }
    const names = Object.keys(servers) as (keyof typeof servers)[]
    for (const name of names) load(servers[name], one, WARM_UP_SECONDS)
    for (let round = 0; round < ROUNDS; round++) {
      // Who comes after whom makes a difference.
      for (const name of names) rates[name].push(load(servers[name], one))
      names.push(names.shift()!)
    }
    const over = (other: number[]) => (undisturbed(rates.ours) / undisturbed(other)).toFixed(2)
    console.log(
      `serve, ${one.name}: ${over(rates.hono)} of bare Hono, ${over(rates.http)} of bare node:http (${Math.round(undisturbed(rates.ours))} requests in a second of CPU)`,
    )
  }
  for (const { process } of [http, hono]) process.kill()
  await ours.stop()
  for (const path of [folder, articles]) rmSync(path, { recursive: true })
}

/** The mean of the best third: what else runs on the machine only ever slows a server down. */
function undisturbed(rates: number[]): number {
  const best = rates.toSorted((a, b) => b - a).slice(0, Math.ceil(rates.length / 3))
  return best.reduce((sum, rate) => sum + rate, 0) / best.length
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
    if (answer) return { process: child, url }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`${script} does not answer`)
}

/** A comparison of servers that say different things would be worth nothing. */
async function expectSame(one: Case, expected: Answer, urls: string[]): Promise<void> {
  for (const url of urls) {
    const { status, body } = await ask(`${url}/feed.xml`, one)
    if (status !== expected.status || body !== expected.body)
      throw new Error(`${url} answers ${one.name} otherwise`)
  }
}

interface Loaded {
  process: ChildProcess
  url: string
}

/** Requests in a second of the server's CPU, asked from the other core. */
function load({ process: { pid }, url }: Loaded, { method, headers }: Case, seconds = SECONDS): number {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const wrk = ['wrk', '-t1', '-c32', `-d${seconds}s`, ...flags, `${url}/feed.xml`]
  const head = [...NODE, join(ROOT, 'bench/head-load.ts'), `${url}/feed.xml`, String(seconds)]
  const before = cpuMilliseconds(pid!)
  const { stdout } = spawnSync('taskset', ['-c', '1', ...(method === 'HEAD' ? head : wrk)], {
    encoding: 'utf8',
  })
  return Number(/(\d+) requests in/.exec(stdout)![1]) / ((cpuMilliseconds(pid!) - before) / 1000)
}

/** Memory at 10,000 articles after 50,000 and 100,000 requests. */
export async function benchMemory(): Promise<void> {
  const articles = makeArticles(10_000)
  const server = await startServer(articles, { LOG: 'off' })
  const megabytes = () =>
    Math.round(
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))![1]) / 1024,
    )
  const seen = [megabytes()]
  for (let half = 0; half < 2; half++) {
    for (let batch = 0; batch < 500; batch++)
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          ask(`${server.url}/${['feed.xml', 'atom.xml', 'feed.json', 'section-1/feed.xml'][index % 4]}`, {
            method: 'GET',
            headers: {},
          }),
        ),
      )
    seen.push(megabytes())
  }
  console.log(
    `memory at 10,000 articles: ${seen[0]} MB at the start, ${seen[1]} MB after 50,000 requests, ${seen[2]} MB after 100,000`,
  )
  await server.stop()
  rmSync(articles, { recursive: true })
}
