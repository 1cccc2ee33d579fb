import { Agent } from 'undici'
import type { HostList } from '../../push/host-list.ts'
import type { Dial } from '../../push/outbound.ts'
import { isPublicAddress } from '../../push/public-address.ts'
import { createConnector } from './connector.ts'
import { createNameLookup, lookUpLocally, type NameLookup } from './name-lookup.ts'
import { sendRequest } from './send-request.ts'

export interface DialOptions {
  /** Such as `Wireroom/1.0.0 (+https://example.org/)`. */
  userAgent: string
  /** Hosts that may have any address: see `WIREROOM_PUSH_ALLOW`. */
  allow: HostList
  /** For all of a request, from the name to the last byte that is wanted; 10 seconds unless set. */
  timeoutMs?: number
  /** How names resolve, in place of the name servers and `/etc/hosts`. */
  lookup?: NameLookup
  /** Which addresses may be connected to; those of the internet unless set. */
  isPublic?: (ip: string) => boolean
}

export interface Dialer {
  dial: Dial
  /** Ends all connections; what waits for an answer is rejected. */
  close(): Promise<void>
}

const TIMEOUT_MILLISECONDS = 10_000
const MAX_HEADER_BYTES = 16_384

/** How long a connection stays open for the next request: less than the five seconds after which servers on Node close it. */
const KEEP_ALIVE_MILLISECONDS = 3000

/** With more open connections than these, each new request closes its own. */
const MAX_KEPT_CONNECTIONS = 256

/** Makes requests to servers that strangers have chosen: to public addresses alone, without redirects, and with little time and memory for each. */
export function createDial(options: DialOptions): Dialer {
  const { userAgent, allow, timeoutMs = TIMEOUT_MILLISECONDS, lookup, isPublic = isPublicAddress } = options
  let open = 0
  const connect = createConnector({
    timeoutMs,
    allow,
    isPublic,
    lookup: lookup ?? createNameLookup(),
    lookupAllowed: lookup ?? lookUpLocally,
    onConnect: (socket) => {
      open++
      socket.once('close', () => open--)
    },
  })
  const settings = {
    connect,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The time of all is limited.
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  const keeping = new Agent({
    ...settings,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    keepAliveMaxTimeout: KEEP_ALIVE_MILLISECONDS,
  })
  // A verification is asked once, so it must not meet a kept connection that the server is closing.
  const single = new Agent({ ...settings, pipelining: 0 })
  return {
    async dial({ url, method, headers, body, maxBytes }) {
      const place = placeOf(url)
      if (place === undefined) throw new Error('the address is not an http or https address')
      return sendRequest({
        dispatcher: method === 'GET' ? single : keeping,
        options: {
          ...place,
          method,
          headers: { ...headers, 'User-Agent': userAgent },
          body: body ?? null,
          reset: open >= MAX_KEPT_CONNECTIONS,
        },
        maxBytes,
        timeoutMs,
      })
    },
    async close() {
      await Promise.all([keeping.destroy(), single.destroy()])
    },
  }
}

/** The origin, and the path with the query as they were given, where `URL` would only have written them in another way. */
function placeOf(address: string): { origin: string; path: string } | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, origin, username, password, pathname, search } = new URL(address)
  if ((protocol !== 'http:' && protocol !== 'https:') || username !== '' || password !== '') return undefined
  const given = address.slice(origin.length)
  const isPlain = address.startsWith(`${origin}/`) && /^[!-"$-~]+$/.test(given)
  return { origin, path: isPlain ? given : pathname + search }
}
