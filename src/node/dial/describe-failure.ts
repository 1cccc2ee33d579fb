import { ConnectionRefusal } from './connector.ts'

/** Codes of Node, of its name resolver and of undici. */
const WORDS: Record<string, string> = {
  ENOTFOUND: 'the name does not resolve',
  ENODATA: 'the name does not resolve',
  EBADNAME: 'the name does not resolve',
  EAI_AGAIN: 'the name server does not answer',
  ESERVFAIL: 'the name server cannot tell the address',
  EREFUSED: 'the name server cannot tell the address',
  ETIMEOUT: 'the name server does not answer',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'the network does not reach the address',
  ENETUNREACH: 'the network does not reach the address',
  EADDRNOTAVAIL: 'the network does not reach the address',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  HPE_HEADER_OVERFLOW: 'the headers of the answer are too large',
  UND_ERR_DESTROYED: 'the program is stopping',
  UND_ERR_CLOSED: 'the program is stopping',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is not HTTP',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate has no known issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate has no known issuer',
}

const TIMEOUTS = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** Tells in a few words why no answer came. */
export function describeFailure(error: Error, timeoutMs: number): string {
  if (error instanceof ConnectionRefusal) return error.message
  // Where several addresses were tried, the first is as good as any.
  const [cause = error] = error instanceof AggregateError ? (error.errors as Error[]) : []
  const { code = '', syscall } = cause as NodeJS.ErrnoException
  // The resolver gives the codes of sockets for its own connection to the name server.
  if (code === 'ECONNREFUSED' && syscall?.startsWith('query')) return WORDS.ETIMEOUT!
  if (TIMEOUTS.includes(code)) return describeTimeout(timeoutMs)
  const words = WORDS[code]
  if (words !== undefined) return words
  // undici asserts that no server switches to a protocol that nobody asked for.
  if (cause.name === 'HTTPParserError' || code === 'ERR_ASSERTION') return 'the answer is not HTTP'
  if (/^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)) return 'the encrypted connection failed'
  if (/CERT|CRL/.test(code)) return `the certificate is not valid (${code})`
  return `the request failed (${code || cause.message})`
}

export function describeTimeout(timeoutMs: number): string {
  return `no answer within ${timeoutMs / 1000} s`
}
