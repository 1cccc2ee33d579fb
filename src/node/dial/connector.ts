import { isIP, type LookupFunction, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import type { HostList } from '../../push/host-list.ts'
import type { NameLookup } from './name-lookup.ts'

/** Why a connection was not made; the message is for people. */
export class ConnectionRefusal extends Error {
  override name = 'ConnectionRefusal'
}

export interface ConnectorOptions {
  timeoutMs: number
  /** Hosts that may have any address. */
  allow: HostList
  lookup: NameLookup
  /** Resolves the names of `allow`. */
  lookupAllowed: NameLookup
  isPublic: (ip: string) => boolean
  onConnect: (socket: Socket) => void
}

/** How long each address of a name has before the next one is tried; what Node gives is too short for another continent. */
const ATTEMPT_MILLISECONDS = 2500

/**
 * Connects to public addresses alone. It judges the address that it connects to, whether that stands in the URL (undici resolves no literals) or was
 * resolved for this connection, so that a name cannot resolve to another one after it was judged.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { allow, isPublic } = options
  const settings = {
    timeout: options.timeoutMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MILLISECONDS,
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
  }
  const connectAllowed = buildConnector({
    ...settings,
    lookup: toLookup(options.lookupAllowed, () => true),
  })
  const connectPublic = buildConnector({ ...settings, lookup: toLookup(options.lookup, isPublic) })
  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
    const ip = target.hostname.replace(/^\[|\]$/g, '')
    const isAllowed = allow.includes(isIP(ip) === 6 ? `[${ip}]` : target.hostname, port)
    if (!isAllowed && isIP(ip) > 0 && !isPublic(ip)) return callback(notPublic(), null)
    const connect = isAllowed ? connectAllowed : connectPublic
    connect(target, (error, socket) => {
      if (!socket) return callback(error, null)
      if (isAllowed || isPublic(socket.remoteAddress ?? '')) {
        options.onConnect(socket)
        return callback(null, socket)
      }
      socket.destroy()
      callback(notPublic(), null)
    })
  }
}

function toLookup(resolve: NameLookup, isAllowed: (ip: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    const fail = (error: Error) => callback(error, [])
    resolve(hostname).then((addresses) => {
      const allowed = addresses.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (!first)
        fail(addresses.length > 0 ? notPublic() : new ConnectionRefusal('the name does not resolve'))
      else if (all) callback(null, allowed)
      else callback(null, first.address, first.family)
    }, fail)
  }
}

function notPublic(): ConnectionRefusal {
  return new ConnectionRefusal('the address is not public')
}
