import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../src/cloudflare/manifest.ts'
import { freePort } from '../test/free-port.ts'
import { makeWranglerConfig, untilReady } from '../test/wrangler-config.ts'
import { articlePath, makeArticle, makeArticles, type Names } from './articles.ts'
import { cpuMilliseconds, median, NODE, ROOT, timeScript, timeScriptIn } from './processes.ts'

const ROUNDS = 3
const REQUESTS = 1000
const COUNT = 10_000
const NAMES = { tags: 2000, authors: 50 }
const EMBARGOES = 200

/** Compiling, and the Worker in workerd: CPU until the first answer, per request and memory, against an empty Hono Worker. */
export async function benchEdge(counts = [100, 1000, 10_000]): Promise<void> {
  const empty = await measureWorker(makeArticles(0), join(ROOT, 'bench/empty-worker.ts'))
  console.log(`edge, an empty Hono Worker: ${describe(empty)}`)
  for (const count of counts) {
    const articles = makeArticles(count)
    await benchCompile(articles, `${count} articles`)
    const worker = await measureWorker(articles)
    console.log(
      `edge, ${count} articles: ${describe(worker)}; start ${ratio(worker.startCpu, empty.startCpu)}, 200 ${ratio(worker.fullCpu, empty.fullCpu)}, 304 ${ratio(worker.freshCpu, empty.freshCpu)} of the empty Worker`,
    )
    rmSync(articles, { recursive: true })
  }
  await benchTagged()
}

/** The same with many feeds, and with many moments at which they change. */
async function benchTagged(): Promise<void> {
  const what = `${COUNT} articles with ${NAMES.tags} tags and ${NAMES.authors} authors`
  const articles = makeArticles(COUNT, NAMES)
  await benchCompile(articles, what, NAMES)
  for (let number = 1; number <= EMBARGOES; number++) {
    const index = number * (COUNT / EMBARGOES) - 1
    const embargo = `embargo: ${new Date(Date.now() + number * 3_600_000 + 86_400_000).toISOString()}`
    const text = makeArticle(index, 0, NAMES).replace('---\n', () => `---\n${embargo}\n`)
    writeFileSync(articlePath(articles, index), text)
  }
  await benchCompile(articles, `${what}, ${EMBARGOES} of them under embargo`, NAMES)
  rmSync(articles, { recursive: true })
}

async function benchCompile(articles: string, what: string, names?: Names): Promise<void> {
  const first: number[] = []
  const second: number[] = []
  const bare: number[] = []
  let size = ''
  for (let round = 0; round < ROUNDS; round++) {
    const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
    const compile = () => timeScriptIn(directory, 'src/main.js', 'compile', '--articles', articles)
    bare.push(await timeScript('bench/bare.ts', articles))
    first.push(await compile())
    writeFileSync(articlePath(articles, 1), makeArticle(1, round + 1, names))
    second.push(await compile())
    size = measureCompiled(join(directory, '.wireroom/edge'))
    rmSync(directory, { recursive: true })
  }
  const over = (a: number[], b: number[]) => median(a.map((time, round) => time / b[round]!)).toFixed(2)
  console.log(
    `compile first, ${what}: ${over(first, bare)} x the bare script (${Math.round(median(first))} ms; ${size})`,
  )
  console.log(
    `compile again with one changed, ${what}: ${over(first, second)} times faster (${Math.round(median(second))} ms)`,
  )
}

function measureCompiled(output: string): string {
  const kilobytes = (path: string) => Math.ceil(statSync(path).size / 1024)
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  const assets = readdirSync(directory)
  const sizes = assets.map((name) => kilobytes(join(directory, name)))
  const shelves = assets.filter((name) => name.startsWith('shelf-'))
  return [
    `${assets.length} assets of ${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024)} MB`,
    `the largest ${Math.max(...sizes)} KB`,
    `the largest shelf ${Math.max(0, ...shelves.map((name) => kilobytes(join(directory, name))))} KB`,
    `manifest ${kilobytes(join(output, 'manifest.json'))} KB`,
  ].join(', ')
}

interface Measured {
  startCpu: number
  fullCpu: number
  freshCpu: number
  megabytes: number
}

function describe({ startCpu, fullCpu, freshCpu, megabytes }: Measured): string {
  return `start ${Math.round(startCpu)} ms CPU, 200 ${fullCpu.toFixed(2)} ms, 304 ${freshCpu.toFixed(2)} ms, ${megabytes} MB`
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)} x`
}

async function measureWorker(articles: string, main?: string): Promise<Measured> {
  const config = makeWranglerConfig(mkdtempSync(join(tmpdir(), 'wireroom-bench-')), main)
  const port = await freePort()
  const wrangler = spawn(
    NODE[0]!,
    [
      ...NODE.slice(1),
      'src/main.js',
      'dev',
      '--port',
      String(port),
      '--ip',
      '127.0.0.1',
      '--inspector-port',
      '0',
      '--config',
      join(config, 'wrangler.toml'),
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ARTICLES: articles, CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  try {
    await untilReady(wrangler)
    const url = `http://127.0.0.1:${port}/feed.xml`
    const response = await fetch(url)
    await response.arrayBuffer()
    const pid = findWorkerd(wrangler.pid!)
    const startCpu = cpuMilliseconds(pid)
    const request = async (headers: Record<string, string>) => {
      for (let round = 0; round < REQUESTS / 10; round++) await (await fetch(url, { headers })).arrayBuffer()
      const before = cpuMilliseconds(pid)
      for (let round = 0; round < REQUESTS; round++) await (await fetch(url, { headers })).arrayBuffer()
      return (cpuMilliseconds(pid) - before) / REQUESTS
    }
    const fullCpu = await request({})
    const freshCpu = await request({ 'If-None-Match': response.headers.get('etag') ?? '"none"' })
    const megabytes = Math.round(
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024,
    )
    return { startCpu, fullCpu, freshCpu, megabytes }
  } finally {
    process.kill(-wrangler.pid!, 'SIGKILL')
    rmSync(config, { recursive: true })
  }
}

/** The workerd process below a process. */
function findWorkerd(parent: number): number {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
  const processes = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const below = new Set([String(parent)])
  for (let round = 0; round < 6; round++)
    for (const [pid, ppid] of processes) if (below.has(ppid!)) below.add(pid!)
  const found = processes.find(([pid, , name]) => below.has(pid!) && name === 'workerd')
  if (!found) throw new Error('workerd does not run')
  return Number(found[0])
}
