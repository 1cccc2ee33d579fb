import type { Instant } from '../../content/text/dates.ts'
import { createPathWithin } from '../../publication/path-within.ts'
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
  now(): Instant
}

/** Returns a function that records an exchange in the access log, the metrics and the counts of subscribers. */
export function createObserver({
  publication,
  subscribers,
  metrics,
  accessLog,
  now,
}: ObserverOptions): (exchange: Exchange) => void {
  const within = createPathWithin(publication)
  return (exchange) => {
    accessLog?.write(exchange)
    const { method, status, address, userAgent } = exchange
    const path = within(exchange.path)
    const answer = status === 404 ? undefined : find(path.slice(1))
    metrics.count(exchange, routeOf(path, answer))
    if (method === 'GET' && DELIVERED.has(status) && answer?.kind === 'feed')
      subscribers.note({ path: answer.path, address, userAgent }, now())
  }

  /** The answer that the path leads to now. */
  function find(path: string): Answer | undefined {
    try {
      const answer = publication.find(path, now())
      if (!(answer instanceof Promise)) return answer
      answer.catch(() => {})
    } catch {
      // The app has answered the request with an error.
    }
    return undefined
  }
}

/** The statuses after which the reader has the current feed (226: RFC 3229). */
const DELIVERED = new Set([200, 226, 304])
