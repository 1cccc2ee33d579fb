import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { FORMATS } from './feed/formats/formats.ts'
import { createApp } from './http/app.ts'
import type { RequestHead } from './http/request-head.ts'
import { codeVersion } from './node/code-version.ts'
import { withoutDotSegments } from './node/dot-segments.ts'
import { ENCODERS } from './node/encoders.ts'
import type { AccessLog } from './node/operation/access-log.ts'
import { createDrain } from './node/operation/drain.ts'
import { watchExchanges } from './node/operation/exchange.ts'
import { keepCounts } from './node/operation/keep-counts.ts'
import { createMetrics } from './node/operation/metrics.ts'
import { createObserver } from './node/operation/observer.ts'
import { createSubscribers } from './node/operation/subscribers.ts'
import { openServedFolder, type ServedFolderOptions } from './node/serving/served-folder.ts'
import { VERSION } from './version.ts'

/** For how long requests that are under way may take to finish when the server stops. */
const GRACE_MILLISECONDS = 8000
/** How often what was counted is written down. */
const SAVE_MILLISECONDS = 300_000

/** The first readers come first. */
const FOLLOW_AFTER_MILLISECONDS = 150
const SETTLE_AFTER_MILLISECONDS = 1000

export interface ServerOptions extends Omit<ServedFolderOptions, 'version' | 'defaultUrl'> {
  /** The folder of articles. */
  articles: string
  /** 0 chooses a free one. */
  port: number
  /** Absent listens on every interface. */
  host?: string
  /** File in which to remember how many follow the feeds. */
  stats?: string
  /** Whether `/metrics` answers; it does unless this is false. */
  metrics?: boolean
  /** Whether a proxy of ours writes the last entry of `X-Forwarded-For`. */
  trustProxy?: boolean
  /** Gets a line for each request. */
  accessLog?: Pick<AccessLog, 'write'>
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
  stats,
  metrics: hasMetrics = true,
  trustProxy = false,
  accessLog,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const { log } = options
  const folder = openServedFolder(articles, {
    ...options,
    version: codeVersion(VERSION),
    defaultUrl: `http://localhost:${port}/`,
  })
  const { publication } = folder
  const app = createApp({ publication, now: Date.now, encoders: ENCODERS, readHead, log })
  const subscribers = createSubscribers(() => randomBytes(16).toString('hex'))
  const counts = stats === undefined ? undefined : keepCounts(stats, subscribers, Date.now, log)
  const metrics = createMetrics({
    publication,
    subscribers,
    loadSeconds: folder.loadSeconds,
    now: Date.now,
  })
  const fetch: typeof app.fetch = (request, environment, context) => {
    const address = withoutDotSegments((environment as HttpBindings).incoming.url ?? '')
    if (address !== undefined) return redirect(publication.site().url, address)
    if (hasMetrics && request.url.includes('/metrics') && new URL(request.url).pathname === '/metrics')
      return Promise.resolve(counts?.recall()).then(() => metrics.respond(request.method))
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
  const name = host !== undefined && isIPv6(host) ? `[${host}]` : (host ?? 'localhost')
  const url = `http://${name}:${address.port}`
  const { articles: counted } = await publication.status(Date.now())
  announce(folder.lines, counted.public, articles, url, log)
  // Finding what to watch takes as long as loading it: what changes meanwhile is looked for then.
  let unfollow: (() => void) | undefined
  const following = setTimeout(() => {
    unfollow = folder.follow()
  }, FOLLOW_AFTER_MILLISECONDS)
  const settling = setTimeout(() => {
    folder.prepare(Date.now())
    folder.save(Date.now())
    void counts?.recall()
  }, SETTLE_AFTER_MILLISECONDS)
  const saving = setInterval(() => {
    void counts?.save()
    folder.save(Date.now())
  }, SAVE_MILLISECONDS)
  return {
    url,
    port: address.port,
    async stop() {
      clearTimeout(following)
      clearTimeout(settling)
      clearInterval(saving)
      unfollow?.()
      await drain(GRACE_MILLISECONDS)
      folder.save(Date.now())
      await counts?.save()
    },
  }
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
function readHead(environment: unknown): RequestHead {
  const { method = 'GET', headers } = (environment as HttpBindings).incoming
  return {
    method,
    header(name) {
      const value = headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
  }
}

function announce(
  lines: readonly string[],
  count: number,
  articles: string,
  url: string,
  log: (line: string) => void,
): void {
  for (const line of lines) log(line)
  log(
    `Wireroom serves ${count} ${count === 1 ? 'article' : 'articles'} from ${articles.replace(/\/*$/, '/')}`,
  )
  const width = Math.max(...FORMATS.map(({ title }) => title.length))
  for (const { title, file } of FORMATS) log(`  ${title.padEnd(width)}  ${url}/${file}`)
}
