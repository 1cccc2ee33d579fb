import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A request and its response. */
export interface Exchange {
  method: string
  /** The path as the app sees it, without `..` and without the query, which may hold secrets. */
  path: string
  status: number
  /** The length of the body; undefined if it was cut off. */
  bytes: number | undefined
  milliseconds: number
  userAgent: string
  /** The content coding of the response. */
  encoding: string | undefined
  /** The client's address; for counting, never for storing. */
  address: string
}

/** A request target that is the path itself. */
const PLAIN = /^(?:\/[\w-][\w.-]*)*\/?$/

/** Calls back when a response was sent or cut off. `clock` is a monotonic clock in milliseconds. */
export function watchExchanges(
  server: Server,
  { clock, trustProxy }: { clock: () => number; trustProxy: boolean },
  onEnd: (exchange: Exchange) => void,
): void {
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const start = clock()
    // The socket forgets its address when the connection closes.
    const address = addressOf(incoming, trustProxy)
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
      })
    })
  })
}

/** The address of the client. Behind a proxy of ours, that is the last entry of `X-Forwarded-For`; the entries before it are claims of the client. */
export function addressOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined
  const last = (Array.isArray(forwarded) ? forwarded.join() : forwarded)?.split(',').at(-1)?.trim()
  return last || (socket.remoteAddress ?? '')
}

function pathOf(target: string): string {
  if (PLAIN.test(target)) return target
  const url = URL.parse(target.startsWith('/') ? `http://localhost${target}` : target)
  return url?.pathname ?? '/'
}

/** The response head as it was sent; `getHeader` does not know the headers given to `writeHead`. */
function headOf(outgoing: ServerResponse): string {
  return (outgoing as unknown as { _header: string | null })._header ?? ''
}

function bodyBytes(method: string, status: number, head: string): number {
  if (method === 'HEAD' || status === 304) return 0
  return Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
}
