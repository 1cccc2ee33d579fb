import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The requests that get `/metrics` and the details of `/healthz`: those of this machine, none, or those with a bearer token. */
export type InsiderRule = 'loopback' | 'nobody' | { token: string }

type Request = Pick<IncomingMessage, 'headers'> & { socket: Pick<IncomingMessage['socket'], 'remoteAddress'> }

/** Returns a function that tells whether a request comes from somebody who may see what is not for readers. */
export function createInsiderTest(rule: InsiderRule): (request: Request) => boolean {
  if (rule === 'nobody') return () => false
  return rule === 'loopback' ? isDirectFromLoopback : ({ headers }) => hasToken(headers, rule.token)
}

/** Headers that proxies add: behind one on this machine, every request seems to come from here. */
const PROXIED = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/

/** A page in a browser on this machine may have its own host name lead here. */
const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i

function isDirectFromLoopback({ headers, socket }: Request): boolean {
  return (
    LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(headers.host ?? 'localhost') &&
    !Object.keys(headers).some((name) => PROXIED.test(name))
  )
}

/** RFC 6750 section 2.1. The digests have one length, so that the time of the comparison tells nothing. */
function hasToken({ authorization = '' }: IncomingMessage['headers'], token: string): boolean {
  const sent = /^Bearer +([^ ].*)$/i.exec(authorization)?.[1]?.trim() ?? ''
  return timingSafeEqual(hash('sha256', sent, 'buffer'), hash('sha256', token, 'buffer'))
}
