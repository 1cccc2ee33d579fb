import type { HostList } from './host-list.ts'
import { isPublicAddress } from './public-address.ts'

export interface CallbackPolicy {
  /** Addresses of the site itself, whose hosts no callback may name: pushes would come back to where they are sent from. */
  own: readonly string[]
  /** Hosts that are let through whatever they are, for tests and development. */
  allow: HostList
}

export type CheckedCallback =
  /** `url` is what to dial, with the path and the query byte for byte as they were given. `host` has the port always, for limits. */
  | { kind: 'ok'; url: string; host: string }
  /** `reason` is a sentence for whoever gave the address. */
  | { kind: 'refused'; reason: string }

const MAX_CHARACTERS = 2048
const MAX_HOST_CHARACTERS = 253
const PORTS: readonly number[] = [80, 443, 8080, 8443]

/** Ends of names that only private networks resolve: RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`, and what routers and offices use. */
const PRIVATE_NAMES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
]

/** Where an address leads. */
interface Place {
  protocol: string
  /** As `URL.host` gives it, without a default port. */
  host: string
  hostname: string
  port: number
  /** The path and the query as they were given, in ASCII. */
  target: string
}

/** Checks an address that a stranger has chosen, as far as its text tells; what its name resolves to is checked at the connection. */
export function checkCallback(text: string, { own, allow }: CallbackPolicy): CheckedCallback {
  const place = parsePlace(text)
  if (typeof place === 'string') return { kind: 'refused', reason: place }
  const reason = findReason(place, own, allow)
  if (reason !== undefined) return { kind: 'refused', reason }
  const url = `${place.protocol}//${place.host}${place.target}`
  if (url.length > MAX_CHARACTERS) return { kind: 'refused', reason: TOO_LONG }
  return { kind: 'ok', url, host: `${place.hostname}:${place.port}` }
}

const TOO_LONG = `The address has more than ${MAX_CHARACTERS} characters.`

/**
 * Or the reason why not. Splits the text itself, because `URL` writes some characters of a path and a query in another way; `URL` reads the host, so
 * that every spelling of an IP address becomes one.
 */
function parsePlace(text: string): Place | string {
  if (text.length > MAX_CHARACTERS) return TOO_LONG
  if (!/^https?:\/\//i.test(text)) return 'The address starts with neither https:// nor http://.'
  if (!text.isWellFormed() || /[^!-~\u0080-\u{10ffff}]|["<>\\^`]/u.test(text))
    return 'The address has characters that must be percent-encoded, such as blanks or quotes.'
  if (text.includes('#')) return 'The address has a fragment, "#" and what follows it.'
  const [origin = '', authority = ''] = /^https?:\/\/([^/?]*)/i.exec(text) ?? []
  if (authority.includes('@')) return 'The address has a user name or a password.'
  if (authority === '' || !URL.canParse(origin)) return 'The host of the address cannot be understood.'
  const url = new URL(origin)
  const ascii = text.slice(origin.length).replace(/[^!-~]+/g, encodeURIComponent)
  const target = ascii.startsWith('/') ? ascii : `/${ascii}`
  return { protocol: url.protocol, host: url.host, hostname: url.hostname, port: portOf(url), target }
}

/** The reason to refuse a place, if there is one. */
function findReason({ hostname, port }: Place, own: readonly string[], allow: HostList): string | undefined {
  const site = own.map((address) => new URL(address))
  if (allow.includes(hostname, port))
    return site.some((address) => address.hostname === hostname && portOf(address) === port)
      ? OWN_HOST
      : undefined
  if (!PORTS.includes(port)) return `The port is ${port}. Use one of ${PORTS.join(', ')}.`
  if (isIpLiteral(hostname))
    return isPublicAddress(hostname.replace(/^\[|\]$/g, '')) ? undefined : 'The IP address is not public.'
  if (hostname.endsWith('.')) return 'The host name ends with a dot.'
  if (site.some((address) => withoutDot(address.hostname) === hostname)) return OWN_HOST
  return isPublicName(hostname) ? undefined : 'The host name is not a name of the public internet.'
}

const OWN_HOST = 'The address is on the host of this site.'

export function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}

/** Whether a host, as `URL` gives it, is an IP address: no other name ends with a number. */
export function isIpLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
}

function withoutDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function isPublicName(hostname: string): boolean {
  const labels = hostname.split('.')
  return (
    hostname.length <= MAX_HOST_CHARACTERS &&
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label)) &&
    !PRIVATE_NAMES.some((name) => hostname.endsWith(`.${name}`))
  )
}
