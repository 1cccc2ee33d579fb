import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { isError } from './content/article.ts'
import { rowOf } from './content/generators/table.ts'
import { formatProblem, type Problem } from './content/problem.ts'
import { DEFAULT_ID_PREFIX, type Site } from './content/settings.ts'
import { createApp } from './http/app.ts'
import type { Asked } from './http/respond.ts'
import type { AccessLog } from './node/access-log.ts'
import { codeVersion } from './node/code-version.ts'
import { createDates } from './node/dates.ts'
import { withoutDotSegments } from './node/dot-segments.ts'
import { createDrain } from './node/drain.ts'
import { ENCODERS } from './node/encoders.ts'
import { watchExchanges } from './node/exchange.ts'
import { type Folder, openFolder } from './node/folder.ts'
import { createKeptBytes } from './node/kept-bytes.ts'
import { createMetrics } from './node/metrics.ts'
import { createObserver } from './node/observer.ts'
import { createFolderPublication } from './node/publication.ts'
import type { ReadAhead } from './node/read-ahead.ts'
import { createStatsSaver, loadStats } from './node/stats.ts'
import { createSubscribers } from './node/subscribers.ts'
import { watchFolder } from './node/watch.ts'
import { VERSION } from './version.ts'

/** For how long requests that are under way may take to finish when the server stops. */
const GRACE_MILLISECONDS = 8000
/** How often what was counted is written down. */
const SAVE_MILLISECONDS = 300_000

/** By then all that answers a request has been compiled. */
const WARM_REQUESTS = 10_000

/** The first readers come first. */
const WATCH_AFTER_MILLISECONDS = 150

export interface ServerOptions {
  /** The folder of articles. */
  articles: string
  /** 0 chooses a free one. */
  port: number
  /** Absent listens on every interface. */
  host?: string
  /** Wins over the `url` in the folder's settings. */
  siteUrl?: string
  /** File in which to remember what was parsed, for the next start. */
  cache?: string
  /** File in which to remember since when documents are what they are, for `Last-Modified` never to go back. */
  dates?: string
  /** File in which to remember what was rendered, for the next start. */
  rendered?: string
  /** A second thread for the first load. */
  ahead?: ReadAhead
  /** File in which to remember how many follow the feeds. */
  stats?: string
  /** Whether `/metrics` answers; it does unless this is false. */
  metrics?: boolean
  /** Whether a proxy of ours writes the last entry of `X-Forwarded-For`. */
  trustProxy?: boolean
  /** Gets a line for each request. */
  accessLog?: Pick<AccessLog, 'write'>
  /** One line for a person. */
  log(line: string): void
}

export interface RunningServer {
  /** Where it can be reached on this machine. */
  url: string
  port: number
  stop(): Promise<void>
}

/** Loads the folder, serves it, and follows its changes until stopped. Rejects where the folder cannot be read or the port is taken. */
export async function startServer({
  articles,
  port,
  host,
  siteUrl,
  cache,
  dates,
  rendered,
  ahead,
  stats,
  metrics: hasMetrics = true,
  trustProxy = false,
  accessLog,
  log,
}: ServerOptions): Promise<RunningServer> {
  const defaultUrl = `http://localhost:${port}/`
  const start = performance.now()
  const version = codeVersion(VERSION)
  const folder = openFolder(articles, {
    defaultUrl,
    siteUrl,
    ahead,
    ...(cache !== undefined && { cache: { file: cache, version } }),
  })
  const loadSeconds = (performance.now() - start) / 1000
  const publication = createFolderPublication(folder, version, createReport(log), {
    dates: createDates(dates),
    rendered: createKeptBytes({ file: rendered }),
  })
  const app = createApp({ publication, now: Date.now, encoders: ENCODERS, readAsked })
  const subscribers = createSubscribers(
    () => randomBytes(16).toString('hex'),
    stats === undefined ? [] : loadStats(stats, log),
  )
  const metrics = createMetrics({ publication, subscribers, loadSeconds, now: Date.now })
  let requests = 0
  const fetch: typeof app.fetch = (request, environment, context) => {
    if (++requests === WARM_REQUESTS) collectOften()
    const address = withoutDotSegments((environment as HttpBindings).incoming.url ?? '')
    if (address !== undefined) return redirect(publication.site().url, address)
    if (hasMetrics && request.url.includes('/metrics') && new URL(request.url).pathname === '/metrics')
      return metrics.respond(request.method)
    // Hono makes a second Response of each that answers HEAD, at twice the cost of the first; Node leaves out the body by itself.
    if (request.method === 'HEAD') Object.defineProperty(request, 'method', { value: 'GET' })
    return app.fetch(request, environment, context)
  }
  const server = createAdaptorServer({
    fetch,
    // HTTP/1.0 needs no Host.
    hostname: 'localhost',
    // RFC 9112 3.2: two Host lines are an error. Node would take the first; joined they are no host, which is one.
    serverOptions: { joinDuplicateHeaders: true },
  }) as Server
  const drain = createDrain(server)
  // Taking note costs a quarter of a 304, so that who wants neither pays nothing.
  if (accessLog || hasMetrics) {
    const observe = createObserver({ publication, subscribers, metrics, accessLog, now: Date.now })
    watchExchanges(server, { clock: () => performance.now(), trustProxy }, observe)
  }
  await listen(server, port, host)
  const address = server.address() as AddressInfo
  // Finding what to watch takes as long as loading it: what changes meanwhile is looked for then.
  let stopWatching = () => {}
  const watching = setTimeout(() => {
    stopWatching = watchFolder(
      folder.directory,
      (paths) => follow(folder, paths, log),
      ({ message }) => log(`Changes in the folder cannot be followed (${message}); restart to publish them.`),
    )
  }, WATCH_AFTER_MILLISECONDS)
  const name = isIPv6(host ?? '') ? `[${host}]` : (host ?? 'localhost')
  const url = `http://${name}:${address.port}`
  announce(folder, articles, url, (await publication.status(Date.now())).articles.public, log)
  // Not while the first readers wait.
  const remembering = setTimeout(() => {
    folder.save()
    folder.preload()
    publication.prepare(Date.now())
    publication.save(Date.now())
  }, 1000)
  const saveStats = stats === undefined ? () => {} : createStatsSaver(stats, subscribers, Date.now, log)
  const saving = setInterval(() => {
    saveStats()
    publication.save(Date.now())
  }, SAVE_MILLISECONDS)
  return {
    url,
    port: address.port,
    async stop() {
      clearTimeout(watching)
      clearTimeout(remembering)
      clearInterval(saving)
      stopWatching()
      await drain(GRACE_MILLISECONDS)
      folder.save()
      publication.save(Date.now())
      saveStats()
    },
  }
}

/**
 * What a connection leaves behind lives until the next full collection, which V8 puts off until the heap has trebled. Set before the hot code is
 * compiled, the flag slows half of all processes down by a tenth for good, so it waits until there is something to collect.
 */
function collectOften(): void {
  setFlagsFromString('--heap-growing-percent=30')
  setFlagsFromString('--expose-gc')
  // How far the heap may grow is decided at the end of a collection. A context that is made now has the function.
  runInNewContext('gc')()
}

const NOT_OURS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])

async function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!NOT_OURS.has(code ?? '')) throw error
    const reason = `HOST is "${host}", which is no address of this machine (${message}).`
    throw new Error(`${reason} Set it to one, or leave it out to listen on all.`)
  }
}

/** To an address of this server, with what the app says of one. */
function redirect(siteUrl: string, address: string): Response {
  return new Response(null, {
    status: 301,
    headers: {
      Location: new URL(siteUrl).pathname + address.slice(1),
      'Cache-Control': 'public, max-age=600',
      'Access-Control-Allow-Origin': '*',
    },
  })
}

/** Node has the headers in a plain object; a standard `Headers` must be made of that first. */
function readAsked(environment: unknown): Asked {
  const { method = 'GET', headers } = (environment as HttpBindings).incoming
  return {
    method,
    header(name) {
      const value = headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
  }
}

function follow(folder: Folder, paths: Set<string> | undefined, log: (line: string) => void): void {
  try {
    for (const problem of folder.refresh(paths).problems) log(formatProblem(problem))
  } catch (error) {
    log(`The articles folder cannot be read (${(error as Error).message}); what was loaded stays published.`)
  }
}

/** How many warnings of one kind are printed at the start. */
const MAX_ALIKE = 10

/** Every error, and of each kind of warning the first ones: a blog may have hundreds of pages that are no articles. */
function logProblems(problems: readonly Problem[], log: (line: string) => void): void {
  const counts = new Map<string, number>()
  for (const problem of problems) {
    const count = (counts.get(problem.code) ?? 0) + 1
    counts.set(problem.code, count)
    if (isError(problem) || count <= MAX_ALIKE) log(formatProblem(problem))
  }
  for (const [code, count] of counts)
    if (count > MAX_ALIKE && problems.some((problem) => problem.code === code && !isError(problem)))
      log(`… and ${count - MAX_ALIKE} more of ${code}; \`npm run check\` lists them all.`)
}

/** What is only seen when feeds are rendered, the first of each kind. */
function createReport(log: (line: string) => void): (problem: Problem) => void {
  const counts = new Map<string, number>()
  return (problem) => {
    const count = (counts.get(problem.code) ?? 0) + 1
    counts.set(problem.code, count)
    if (count <= MAX_ALIKE) log(formatProblem(problem))
    if (count === MAX_ALIKE + 1) log(`There is more of ${problem.code}; \`npm run check\` lists all.`)
  }
}

function describeGenerator({ generator, ids, settings }: Site): string {
  const { label } = rowOf(generator!.name)
  const kept = [settings.permalinks === '' && 'permalinks', ids === 'generator' && 'ids']
    .filter(Boolean)
    .join(' and ')
  const by = generator!.mark === undefined ? 'set in _index.md' : generator!.mark
  return `Recognised a ${label} site (${by})${kept === '' ? '' : `; ${kept} are made as it makes them`}. \`generator: none\` in _index.md switches that off.`
}

function announce(
  folder: Folder,
  articles: string,
  url: string,
  count: number,
  log: (line: string) => void,
): void {
  const { problems, site } = folder.library()
  logProblems(problems, log)
  if (site.generator) log(describeGenerator(site))
  if (site.url.startsWith('http://localhost'))
    log(
      'No `url` is set in _index.md, so links lead to this machine. Set it, or SITE_URL, before you publish.',
    )
  if (site.ids === 'tag' && site.idPrefix === DEFAULT_ID_PREFIX)
    log(
      `No \`idPrefix\` is set in _index.md, so ids start with ${DEFAULT_ID_PREFIX} Set it once, before you publish.`,
    )
  log(
    `Wireroom serves ${count} ${count === 1 ? 'article' : 'articles'} from ${articles.replace(/\/*$/, '/')}`,
  )
  log(`  RSS        ${url}/feed.xml`)
  log(`  Atom       ${url}/atom.xml`)
  log(`  JSON Feed  ${url}/feed.json`)
}
