import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../src/cloudflare/manifest.ts'
import { freePort } from '../test/free-port.ts'
import { makeWranglerConfig, untilReady } from '../test/wrangler-config.ts'
import { articlePath, makeArticle, makeArticles, type Names } from './articles.ts'
import { figure, inTurn, over, seconds } from './figures.ts'
import { cpuMilliseconds, NODE, ROOT, readMegabytes, timeScript, timeScriptIn } from './processes.ts'

export const EDGE_PROCESSES = 3
const REQUESTS = 1000
const COUNT = 10_000
const NAMES = { tags: 2000, authors: 50 }
const EMBARGOES = 200

/** Compiling, and the Worker in workerd: CPU until the first answer, per request and memory, against an empty Hono Worker. */
export async function benchEdge(): Promise<void> {
  const nothing = makeArticles(0)
  for (const count of [100, 1000, COUNT]) {
    const articles = makeArticles(count)
    await benchCompile(articles, `${count} articles`)
    await benchWorker(articles, nothing, `${count} articles`)
    rmSync(articles, { recursive: true })
  }
  rmSync(nothing, { recursive: true })
  await benchTagged()
}

/** The same with many feeds, and with many moments at which they change. */
async function benchTagged(): Promise<void> {
  const what = `${COUNT} articles with ${NAMES.tags} tags and ${NAMES.authors} authors`
  const articles = makeArticles(COUNT, { names: NAMES })
  await benchCompile(articles, what, NAMES)
  for (let number = 1; number <= EMBARGOES; number++) {
    const index = number * (COUNT / EMBARGOES) - 1
    const embargo = `embargo: ${new Date(Date.now() + number * 3_600_000 + 86_400_000).toISOString()}`
    const text = makeArticle(index, 0, { names: NAMES }).replace('---\n', () => `---\n${embargo}\n`)
    writeFileSync(articlePath(articles, index), text)
  }
  await benchCompile(articles, `${what}, ${EMBARGOES} of them under embargo`, NAMES)
  rmSync(articles, { recursive: true })
}

async function benchCompile(articles: string, what: string, names?: Names): Promise<void> {
  let edition = 0
  let size = ''
  const { bare, ours } = await inTurn(EDGE_PROCESSES, {
    bare: () => timeScript('bench/bare.ts', articles),
    async ours() {
      const directory = mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
      const compile = () => timeScriptIn(directory, 'src/main.js', 'compile', '--articles', articles)
      const first = await compile()
      writeFileSync(articlePath(articles, 1), makeArticle(1, ++edition, { names }))
      const again = await compile()
      size = measureCompiled(join(directory, '.wireroom/edge'))
      rmSync(directory, { recursive: true })
      return { first, again }
    },
  })
  const [first, again] = [ours.map(({ first }) => first), ours.map(({ again }) => again)]
  console.log(
    [
      `compile first, ${what}: ${figure(over(first, bare))} x the bare script (${seconds(first)}; ${size})`,
      `compile again with one changed, ${what}: ${figure(over(first, again))} times faster (${seconds(again)})`,
    ].join('\n'),
  )
}

async function benchWorker(articles: string, nothing: string, what: string): Promise<void> {
  const { empty, ours } = await inTurn(EDGE_PROCESSES, {
    empty: () => measureWorker(nothing, join(ROOT, 'bench/empty-worker.ts')),
    ours: () => measureWorker(articles),
  })
  const describe = (label: string, key: keyof Worker, unit: string, digits: number) => {
    const [own, other] = [ours.map((worker) => worker[key]), empty.map((worker) => worker[key])]
    return `${label} ${figure(own, digits)} ${unit}, ${figure(over(own, other))} x the empty Worker`
  }
  console.log(
    [
      `edge, ${what}: ${describe('start', 'startCpu', 'ms CPU', 0)}`,
      describe('200', 'fullCpu', 'ms', 2),
      describe('304', 'freshCpu', 'ms', 2),
      describe('memory', 'megabytes', 'MB', 0),
    ].join('; '),
  )
}

function measureCompiled(output: string): string {
  const kilobytes = (path: string) => Math.ceil(statSync(path).size / 1024)
  const directory = join(output, 'assets', PRIVATE_FOLDER)
  const assets = readdirSync(directory)
  const sizes = assets.map((name) => kilobytes(join(directory, name)))
  const shards = assets.filter((name) => name.startsWith('entries-'))
  return [
    `${assets.length} assets of ${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024)} MB`,
    `the largest ${Math.max(...sizes)} KB`,
    `the largest shard of entries ${Math.max(0, ...shards.map((name) => kilobytes(join(directory, name))))} KB`,
    `manifest ${kilobytes(join(output, 'manifest.json'))} KB`,
  ].join(', ')
}

interface Worker {
  startCpu: number
  fullCpu: number
  freshCpu: number
  megabytes: number
}

async function measureWorker(articles: string, main?: string): Promise<Worker> {
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
    const { resident: megabytes } = readMegabytes(pid)
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
