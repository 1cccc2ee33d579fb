import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A request and what it was answered with. */
export interface Exchange {
  method: string
  /** Decided as the app decides it, so without `..`; never the query, which may hold secrets. */
  path: string
  status: number
  /** Of the body; undefined where it was cut off before its end. */
  bytes: number | undefined
  milliseconds: number
  userAgent: string
  /** The content coding of the answer. */
  encoding: string | undefined
  /** Of the client; for counting, not for keeping. */
  address: string
  /** Lives as long as the connection. */
  connection: object
}

/** An address that is its own path. */
const PLAIN = /^(?:\/[\w-][\w.-]*)*\/?$/

/** Calls back when an answer has left, or will never. `clock` is in milliseconds and never goes back. */
export function watchExchanges(
  server: Server,
  { clock, trustProxy }: { clock: () => number; trustProxy: boolean },
  onEnd: (exchange: Exchange) => void,
): void {
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const start = clock()
    // Gone when the connection is.
    const address = addressOf(incoming, trustProxy)
    const connection = incoming.socket
    outgoing.once('close', () => {
      const head = headOf(outgoing)
      const method = incoming.method ?? 'GET'
      onEnd({
        method,
        path: pathOf(incoming.url ?? '/'),
        status: outgoing.statusCode,
        bytes: outgoing.writableFinished ? bodyBytes(method, outgoing.statusCode, head) : undefined,
        milliseconds: clock() - start,
        userAgent: incoming.headers['user-agent'] ?? '',
        encoding: /\r\ncontent-encoding: ([^\r]+)/i.exec(head)?.[1],
        address,
        connection,
      })
    })
  })
}

/** The last entry is what our own proxy wrote; those before it are what the client claims. */
function addressOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
  const last = (Array.isArray(forwarded) ? forwarded.join() : forwarded)?.split(',').at(-1)?.trim()
  return last || (socket.remoteAddress ?? '')
}

function pathOf(target: string): string {
  if (PLAIN.test(target)) return target
  const url = URL.parse(target.startsWith('/') ? `http://localhost${target}` : target)
  return url?.pathname ?? '/'
}

/** The head as it went out: what `writeHead` is given can be had nowhere else. */
function headOf(outgoing: ServerResponse): string {
  return (outgoing as unknown as { _header: string | null })._header ?? ''
}

function bodyBytes(method: string, status: number, head: string): number {
  if (method === 'HEAD' || status === 304) return 0
  return Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
}
