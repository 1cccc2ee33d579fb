import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { createApp } from './http/app.ts'
import { isTopic, LISTS, linkHeader } from './http/links.ts'
import { registerAdmin } from './http/push/admin.ts'
import type { RequestHead } from './http/request-head.ts'
import { SECURE_ANSWER } from './http/security.ts'
import { codeVersion } from './node/code-version.ts'
import { withoutDotSegments } from './node/dot-segments.ts'
import { ENCODERS } from './node/encoders.ts'
import { createHighlight } from './node/highlight.ts'
import type { AccessLog } from './node/operation/access-log.ts'
import { createDrain } from './node/operation/drain.ts'
import { addressOf, watchExchanges } from './node/operation/exchange.ts'
import { createInsiderTest, type InsiderRule } from './node/operation/insiders.ts'
import { listen } from './node/operation/listen.ts'
import { createMetrics } from './node/operation/metrics.ts'
import { createObserver } from './node/operation/observer.ts'
import { keepCounts } from './node/operation/stats.ts'
import { createSubscribers } from './node/operation/subscribers.ts'
import type { PushPlace } from './node/push/push-place.ts'
import { createPushing } from './node/push/pushing.ts'
import { describeStart, isEveryInterface } from './node/serving/describe-start.ts'
import { openServedFolder, type ServedFolderOptions } from './node/serving/served-folder.ts'
import { createPages } from './pages/pages.ts'
import { createPathWithin } from './publication/path-within.ts'
import { VERSION } from './version.ts'

/** How long requests may take to finish when the server stops. */
const GRACE_MILLISECONDS = 8000
/** How often the counts and the cache are saved. */
const SAVE_MILLISECONDS = 300_000

/** How long to leave the first requests alone before watching the folder, and before work for later requests. */
const FOLLOW_AFTER_MILLISECONDS = 150
const SETTLE_AFTER_MILLISECONDS = 1000

export interface ServerOptions
  extends Omit<ServedFolderOptions, 'version' | 'defaultUrl' | 'now' | 'makePages'> {
  /** The folder of articles. */
  articles: string
  /** 0 chooses a free port. */
  port: number
  /** The interface to listen on; all by default. */
  host?: string
  /** The file that keeps the counts of subscribers. */
  stats?: string
  /** The requests that get `/metrics` and the details of `/healthz`; those of this machine by default. */
  insiders?: InsiderRule
  /** Whether our own proxy writes the last entry of `X-Forwarded-For`. */
  trustProxy?: boolean
  accessLog?: Pick<AccessLog, 'write'>
  /** Where push keeps its database; without it nothing is pushed. */
  push?: PushPlace
  /** The password of the page for the publisher; without it there is none. */
  adminToken?: string
  /** Called when the server listens, before the addresses are printed: whoever reads them may stop it at once. */
  onListening?(server: RunningServer): void
}

export interface RunningServer {
  /** The address on this machine, without a slash at the end. */
  url: string
  port: number
  stop(): Promise<void>
}

/** Loads the folder, serves it, and watches it for changes until stopped. Rejects if the folder cannot be read or the port is in use. */
export async function startServer({
  articles,
  port,
  host,
  stats,
  insiders = 'loopback',
  trustProxy = false,
  accessLog,
  push: place,
  adminToken,
  onListening,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const { log } = options
  const folder = openServedFolder(articles, {
    ...options,
    version: codeVersion(VERSION),
    makePages: createPages(createHighlight()),
    defaultUrl: `http://localhost:${port}/`,
    now: Date.now,
    onNews: () => pushing?.look(),
  })
  const { publication, library } = folder
  const pushing =
    place &&
    createPushing({
      place,
      library,
      publication,
      linksOf: (document) => linkHeader(document, publication.site()),
      isTopic,
      lists: LISTS,
      version: VERSION,
      now: Date.now,
      log,
    })
  const hasMetrics = insiders !== 'nobody'
  const isInsider = createInsiderTest(insiders)
  const mayKnow = (environment: unknown) => isInsider((environment as HttpBindings).incoming)
  const addRoutes = (app: Hono) => {
    if (adminToken === undefined || !pushing) return
    registerAdmin(app, { token: adminToken, open: pushing.admin, publication, now: Date.now })
  }
  const clientOf = (_: Request, environment: unknown) =>
    addressOf((environment as HttpBindings).incoming, trustProxy)
  const app = createApp({
    publication,
    now: Date.now,
    encoders: ENCODERS,
    readHead,
    mayKnow,
    hub: pushing?.hub,
    clientOf,
    pushStatus: pushing?.status,
    proofs: pushing?.proofs,
    addRoutes,
    log,
  })
  const subscribers = createSubscribers(() => randomBytes(16).toString('hex'))
  const counts = stats === undefined ? undefined : keepCounts(stats, subscribers, Date.now, log)
  const metrics = createMetrics({
    publication,
    subscribers,
    loadSeconds: folder.loadSeconds,
    push: pushing && (() => pushing.readings(Date.now())),
    now: Date.now,
  })
  const within = createPathWithin(publication)
  const fetch: typeof app.fetch = (request, environment, context) => {
    const address = withoutDotSegments((environment as HttpBindings).incoming.url ?? '')
    if (address !== undefined) {
      const { pathname, search } = new URL(address, 'http://localhost')
      return redirect(publication.site().url, within(pathname) + search)
    }
    // Anybody else finds nothing there.
    if (isForMetrics(request.url) && mayKnow(environment)) {
      counts?.recall()
      return metrics.respond(request.method).then(secure)
    }
    // For HEAD, Hono would create a second Response, which doubles the cost; Node leaves out the body itself.
    if (request.method === 'HEAD') Object.defineProperty(request, 'method', { value: 'GET' })
    return app.fetch(request, environment, context)
  }
  const server = createAdaptorServer({
    fetch,
    // HTTP/1.0 does not require a Host header.
    hostname: 'localhost',
    // RFC 9112 3.2: two Host lines are an error. Node would use the first; joined they are not a valid host, so the request fails.
    serverOptions: { joinDuplicateHeaders: true },
  }) as Server
  const drain = createDrain(server)
  // Recording exchanges costs about a quarter of a 304, so a server without log and metrics does not do it.
  if (accessLog || hasMetrics) {
    const observe = createObserver({ publication, subscribers, metrics, accessLog, now: Date.now })
    watchExchanges(server, { clock: () => performance.now(), trustProxy }, observe)
  }
  await listen(server, port, host)
  const address = server.address() as AddressInfo
  const url = `http://${nameHost(host)}:${address.port}`
  // Finding the folders to watch takes as long as loading them. Changes until then are found when the watch starts.
  let stopWatching: (() => void) | undefined
  const following = setTimeout(() => {
    stopWatching = folder.follow()
  }, FOLLOW_AFTER_MILLISECONDS)
  const settling = setTimeout(() => {
    void folder.prepare(Date.now())
    folder.save(Date.now())
    counts?.recall()
  }, SETTLE_AFTER_MILLISECONDS)
  const saving = setInterval(() => {
    counts?.save()
    folder.save(Date.now())
  }, SAVE_MILLISECONDS)
  const running: RunningServer = {
    url,
    port: address.port,
    async stop() {
      clearTimeout(following)
      clearTimeout(settling)
      clearInterval(saving)
      stopWatching?.()
      await drain(GRACE_MILLISECONDS)
      await pushing?.stop()
      folder.save(Date.now())
      counts?.save()
    },
  }
  onListening?.(running)
  const start = { library: library(), articles, url, port: address.port, host, now: Date.now() }
  for (const line of [...folder.lines, ...describeStart(start)]) log(line)
  return running
}

/** The host in the address on this machine: no browser needs to know the ways to write "all interfaces". */
function nameHost(host: string | undefined): string {
  if (isEveryInterface(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** A redirect to an address of this server, with the headers that the app sends. */
function redirect(siteUrl: string, address: string): Response {
  return new Response(null, {
    status: 301,
    headers: {
      Location: new URL(siteUrl).pathname + address.slice(1),
      'Content-Length': '0',
      'Cache-Control': 'public, max-age=600',
      'Access-Control-Allow-Origin': '*',
      ...SECURE_ANSWER,
    },
  })
}

function secure(answer: Response): Response {
  for (const [name, value] of Object.entries(SECURE_ANSWER)) answer.headers.set(name, value)
  return answer
}

function isForMetrics(url: string): boolean {
  return url.includes('/metrics') && new URL(url).pathname === '/metrics'
}

/** Reads Node's own headers, because creating a standard `Headers` for each request takes time. */
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
