import type { Instant } from '../../content/text/dates.ts'
import type { Answer, Publication } from '../../publication/publication.ts'
import type { AccessLog } from './access-log.ts'
import type { Exchange } from './exchange.ts'
import { type Metrics, routeOf } from './metrics.ts'
import type { Subscribers } from './subscribers.ts'

export interface ObserverOptions {
  publication: Publication
  subscribers: Subscribers
  metrics: Metrics
  accessLog?: Pick<AccessLog, 'write'>
  /** The clock. */
  now(): Instant
}

/** Takes note of every exchange: a line in the access log, the metrics, and who follows the feed. */
export function createObserver({
  publication,
  subscribers,
  metrics,
  accessLog,
  now,
}: ObserverOptions): (exchange: Exchange) => void {
  return (exchange) => {
    accessLog?.write(exchange)
    const { method, path, status, address, userAgent, connection } = exchange
    const answer = status === 404 ? undefined : find(path.slice(1))
    metrics.count(exchange, routeOf(path, answer))
    if (method === 'GET' && DELIVERED.has(status) && answer?.kind === 'feed')
      subscribers.note({ path: answer.path, address, userAgent, connection }, now())
  }

  /** The answer that the folder still has to the request. */
  function find(path: string): Answer | undefined {
    const answer = publication.find(path, now())
    if (!(answer instanceof Promise)) return answer
    // The reader has got the error.
    answer.catch(() => {})
    return undefined
  }
}

/** The reader has the feed as it is now (226: RFC 3229). */
const DELIVERED = new Set([200, 226, 304])
