import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../test/free-port.ts'

export const ROOT = join(import.meta.dirname, '..')
/** As `npm start` runs it, for every server and script that is compared. */
export const NODE = [
  process.execPath,
  '--no-memory-reducer',
  '--heap-growing-percent=30',
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

/** What a script took, as the system counts it. */
export interface Weight {
  milliseconds: number
  /** Milliseconds of all threads, the system's part included. */
  cpu: number
  /** At the peak. */
  megabytes: number
}

/** Has a script tell at its exit what it took, on a pipe. */
const TELL = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))",
)}`

/** Weighs a script of ours from start to exit. */
export async function weighScriptIn(cwd: string, script: string, ...args: string[]): Promise<Weight> {
  const start = performance.now()
  const child = spawn(NODE[0]!, [...NODE.slice(1), '--import', TELL, join(ROOT, script), ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stdio[3]!.on('data', (chunk) => {
    told += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(told) as NodeJS.ResourceUsage
  return {
    milliseconds: performance.now() - start,
    cpu: (userCPUTime + systemCPUTime) / 1000,
    megabytes: maxRSS / 1024,
  }
}

export interface Server {
  process: ChildProcess
  url: string
  /** Milliseconds from start to the last byte of the first `/feed.xml`. */
  firstFeed: number
  stop(): Promise<void>
}

/**
 * Starts `npm start`'s own command on a free port, after the words `before` it, and waits for the first feed. It remembers nothing of another
 * process, unless a `directory` has what that remembered.
 */
export async function startServer(
  articles: string,
  environment: Record<string, string> = {},
  before: string[] = [],
  directory?: string,
): Promise<Server> {
  const port = await freePort()
  const cwd = directory ?? mkdtempSync(join(tmpdir(), 'wireroom-bench-'))
  const start = performance.now()
  const [command, ...args] = [...before, ...NODE, join(ROOT, 'src/main.js'), 'serve', '--articles', articles]
  const child = spawn(command!, args, {
    cwd,
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
      if (directory === undefined) rmSync(cwd, { recursive: true })
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

/** Memory of a process in megabytes, as the kernel counts it (Linux): what it has, and the most that it had. */
export function readMegabytes(pid: number): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (key: string) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)![1]) / 1024
  return { resident: read('VmRSS'), peak: read('VmHWM') }
}

/** CPU time of a process so far, of all its threads, to the nanosecond (Linux). */
export function cpuMilliseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1_000_000
}
