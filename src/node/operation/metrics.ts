import type { Instant } from '../../content/text/dates.ts'
import { KNOWN_FORMATS } from '../../feed/formats/formats.ts'
import { type Answer, isDocument, type Publication } from '../../publication/publication.ts'
import type { PushReadings } from '../../push/overview.ts'
import type { Exchange } from './exchange.ts'
import { addPushMetrics } from './push-metrics.ts'
import type { Subscribers } from './subscribers.ts'

/** A label of a request: the name of a feed's format, `archive`, `document`, `media`, `home`, `healthz`, `metrics` or `other`. */
export type Route = string

const FIXED_ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/', 'home'],
  ['/healthz', 'healthz'],
  ['/metrics', 'metrics'],
])

/** The routes of feeds and archives. */
const FEED_ROUTES: ReadonlySet<Route> = new Set([...KNOWN_FORMATS.map(({ name }) => name), 'archive'])

/** The route of a path and the answer that it leads to. */
export function routeOf(path: string, answer: Answer | undefined): Route {
  const fixed = FIXED_ROUTES.get(path)
  if (fixed) return fixed
  if (!isDocument(answer)) return 'other'
  if (answer.kind === 'feed') return answer.format!
  return answer.kind === 'past' ? 'archive' : answer.kind
}

export interface MetricsOptions {
  publication: Publication
  subscribers: Subscribers
  loadSeconds: number
  /** How push fares; undefined while the site pushes nothing. */
  push?(): Promise<PushReadings | undefined>
  now(): Instant
}

export interface Metrics {
  count(exchange: Exchange, route: Route): void
  /** Answers `/metrics`. */
  respond(method: string): Promise<Response>
}

/** Counts requests in plain maps, from which a registry of Prometheus is filled at each scrape. The metrics have no personal data. */
export function createMetrics(options: MetricsOptions): Metrics {
  const requests = new Map<string, number>()
  const feedBytes = new Map<Route, number>()
  let collected: Promise<{ contentType: string; metrics(): Promise<string> }> | undefined
  return {
    count({ status, bytes = 0 }, route) {
      add(requests, `${route} ${status}`, 1)
      if (FEED_ROUTES.has(route)) add(feedBytes, route, bytes)
    },
    async respond(method) {
      if (method !== 'GET' && method !== 'HEAD')
        return new Response('This address answers GET and HEAD only.\n', {
          status: 405,
          headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' },
        })
      collected ??= createRegistry(options, requests, feedBytes).catch((error) => {
        collected = undefined
        throw error
      })
      const registry = await collected
      const text = await registry.metrics()
      return new Response(method === 'HEAD' ? null : text, {
        headers: {
          'Content-Type': registry.contentType,
          'Content-Length': String(Buffer.byteLength(text)),
          'Cache-Control': 'no-store',
        },
      })
    },
  }
}

async function createRegistry(
  { publication, subscribers, loadSeconds, push, now }: MetricsOptions,
  requests: ReadonlyMap<string, number>,
  feedBytes: ReadonlyMap<Route, number>,
) {
  // Loading it takes as long as a thousand articles, so the first scrape does.
  const { Counter, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  new Counter({
    name: 'wireroom_requests_total',
    help: 'Requests answered; status 304 counts the conditional requests that needed no body',
    labelNames: ['route', 'status'],
    registers,
    collect() {
      this.reset()
      for (const [key, count] of requests) {
        const [route = '', status = ''] = key.split(' ')
        this.inc({ route, status }, count)
      }
    },
  })
  new Counter({
    name: 'wireroom_feed_sent_bytes_total',
    help: 'Bytes of feeds and archives sent, after compression, without headers',
    labelNames: ['route'],
    registers,
    collect() {
      this.reset()
      for (const [route, bytes] of feedBytes) this.inc({ route }, bytes)
    },
  })
  new Gauge({
    name: 'wireroom_folder_load_seconds',
    help: 'Time that loading the folder took at the start',
    registers,
  }).set(loadSeconds)
  new Gauge({
    name: 'wireroom_articles',
    help: 'Articles by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { articles } = await publication.status(now())
      for (const [state, count] of Object.entries(articles)) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'wireroom_feed_subscribers',
    help: 'Subscribers in the last seven days: those that aggregators state, and distinct readers on the busiest day',
    labelNames: ['feed', 'source'],
    registers,
    collect() {
      this.reset()
      for (const { path, stated, distinct } of subscribers.count(now())) {
        this.set({ feed: `/${path}`, source: 'stated' }, stated)
        this.set({ feed: `/${path}`, source: 'distinct' }, distinct)
      }
    },
  })
  if (push) addPushMetrics({ Counter, Gauge }, registers, push, now)
  return registry
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
