import { isIpLiteral, portOf } from '../../push/callback.ts'
import type { HostList } from '../../push/host-list.ts'
import type { Dial, OutboundAnswer, OutboundRequest } from '../../push/outbound.ts'
import { isPublicAddress } from '../../push/public-address.ts'
import { createHostLimit } from '../../push/work/host-limit.ts'

export interface EdgeDialOptions {
  fetch(url: string, init: EdgeRequest): Promise<Response>
  userAgent: string
  /** Addresses of the site itself, whose hosts are not dialled. */
  own: readonly string[]
  /** Hosts that may have any address: see `WIREROOM_PUSH_ALLOW`. */
  allow: HostList
  /** For all of a request that is under way; 10 seconds unless set. */
  timeoutMs?: number
}

/** What is asked of the platform's `fetch`. */
export type EdgeRequest = Pick<RequestInit, 'method' | 'headers' | 'body' | 'signal'> & { redirect: 'manual' }

const TIMEOUT_MILLISECONDS = 10_000

/** A Worker has so many connections at a time; a further one would wait while its time runs. */
const AT_ONCE = 6

/**
 * Makes requests to servers that strangers have chosen, by Cloudflare's `fetch`, which reaches no private network. An IP address that is written out and
 * our own hosts are refused here. No redirect is followed.
 */
export function createEdgeDial(options: EdgeDialOptions): Dial {
  const limit = createHostLimit(AT_ONCE)
  const own = options.own.map((address) => new URL(address))
  return async (request) => {
    const reason = findReason(request.url)
    if (reason !== undefined) throw new Error(reason)
    return limit('', () => send(request))
  }

  function findReason(address: string): string | undefined {
    const url = URL.parse(address)
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
      return 'the address is not an http or https address'
    if (url.username !== '' || url.password !== '') return 'the address has a user name or a password'
    const { hostname } = url
    const isAllowed = options.allow.includes(hostname, portOf(url))
    if (own.some((site) => site.hostname === hostname && (!isAllowed || portOf(site) === portOf(url))))
      return 'the address is on the host of this site'
    if (isAllowed || !isIpLiteral(hostname) || isPublicAddress(hostname.replace(/^\[|\]$/g, '')))
      return undefined
    return 'the address is not public'
  }

  async function send({ url, method, headers, body, maxBytes }: OutboundRequest): Promise<OutboundAnswer> {
    const { userAgent, timeoutMs = TIMEOUT_MILLISECONDS } = options
    const controller = new AbortController()
    // Unlike AbortSignal.timeout, it ends with the request: an object may have 10,000 at a time.
    const timer = setTimeout(() => controller.abort(), timeoutMs)
    try {
      const response = await options.fetch(url, {
        method,
        headers: { ...headers, 'User-Agent': userAgent },
        body: (body as Uint8Array<ArrayBuffer> | string | undefined) ?? null,
        redirect: 'manual',
        signal: controller.signal,
      })
      const retryAfter = response.headers.get('Retry-After')
      return {
        status: response.status,
        ...(retryAfter !== null && { retryAfter }),
        body: await readStart(response, maxBytes),
      }
    } catch (error) {
      const { message } = error as Error
      throw new Error(
        controller.signal.aborted
          ? `no answer within ${timeoutMs / 1000} s`
          : `the request failed (${message})`,
      )
    } finally {
      clearTimeout(timer)
    }
  }
}

/** The first bytes of the body as text, without a character that the limit cuts apart; the rest is not read. */
async function readStart({ body }: Response, maxBytes: number): Promise<string> {
  if (!body) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let [text, left] = ['', maxBytes]
  while (left > 0) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.byteLength
  }
  await reader.cancel().catch(() => {})
  return text
}
