import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../test/free-port.ts'

export const ROOT = join(import.meta.dirname, '..')
/** As `npm start` runs it, for every server and script that is compared. */
export const NODE = [
  process.execPath,
  '--no-memory-reducer',
  '--min-semi-space-size=4',
  '--max-semi-space-size=8',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
]

/** Milliseconds that a script of ours takes from start to exit. */
export function timeScript(script: string, ...args: string[]): Promise<number> {
  return timeScriptIn(process.cwd(), script, ...args)
}

/** The same where it finds, and leaves, what it remembers in a directory. */
export async function timeScriptIn(cwd: string, script: string, ...args: string[]): Promise<number> {
  const start = performance.now()
  const child = spawn(NODE[0]!, [...NODE.slice(1), join(ROOT, script), ...args], { cwd, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return performance.now() - start
}

export interface Server {
  process: ChildProcess
  url: string
  /** Milliseconds from start to the last byte of the first `/feed.xml`. */
  firstFeed: number
  stop(): Promise<void>
}

/**
 * Starts `npm start`'s own command on a free port, after the words `before` it, and waits for the first feed. What it remembers is in
 * `directory`.
 */
export async function startServer(
  articles: string,
  environment: Record<string, string> = {},
  before: string[] = [],
  directory = ROOT,
): Promise<Server> {
  const port = await freePort()
  const start = performance.now()
  const [command, ...args] = [...before, ...NODE, join(ROOT, 'src/main.js'), 'serve', '--articles', articles]
  const child = spawn(command!, args, {
    cwd: directory,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await waitFor(`${url}/feed.xml`, child)
  const firstFeed = performance.now() - start
  return {
    process: child,
    url,
    firstFeed,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function waitFor(url: string, child: ChildProcess): Promise<void> {
  const { hostname, port } = new URL(url)
  for (let tries = 0; tries < 60_000; tries++) {
    if (child.exitCode !== null) throw new Error('The server ended before it answered')
    try {
      await connectTo(hostname, Number(port))
      await (await fetch(url)).arrayBuffer()
      return
    } catch {
      await setTimeout(2)
    }
  }
  throw new Error(`${url} never answered`)
}

/** At a fraction of what `fetch` costs: who waits must not take the second core from whom it waits for. */
async function connectTo(host: string, port: number): Promise<void> {
  const socket = connect(port, host)
  await once(socket, 'connect').finally(() => socket.destroy())
}

/** Peak memory of a process in megabytes, as the kernel counts it (Linux). */
export function peakMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024)
}

/** CPU time of a process so far, of all its threads, to the nanosecond (Linux). */
export function cpuMilliseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1_000_000
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
