import type { LookupAddress } from 'node:dns'
import { lookup, Resolver } from 'node:dns/promises'

/** Resolves a host name to its addresses; rejects where there are none. */
export type NameLookup = (hostname: string) => Promise<readonly LookupAddress[]>

/** How long a name server has for its first answer; the second attempt takes up to twice as long. */
const TIMEOUT_MILLISECONDS = 2000
const ATTEMPTS = 2

/**
 * Asks the name servers of this machine, or `servers` (`address:port`). Unlike `dns.lookup` it takes no thread of the pool that also reads files: names
 * are chosen by strangers, and a few whose servers never answer would stop everything else. It knows no private names of `/etc/hosts` either.
 */
export function createNameLookup(servers?: readonly string[]): NameLookup {
  const resolver = new Resolver({ timeout: TIMEOUT_MILLISECONDS, tries: ATTEMPTS })
  if (servers) resolver.setServers(servers)
  return async (hostname) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = [...addressesOf(v4, 4), ...addressesOf(v6, 6)]
    if (addresses.length > 0) return addresses
    // Where one of both is not known to be empty, the name may well exist.
    const failures = [v4, v6].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    throw failures.find(({ code }) => !isEmpty(code)) ?? failures[0]
  }
}

/** Asks as programs of this machine do, `/etc/hosts` included. Each question takes a thread of the pool until it is answered. */
export function lookUpLocally(hostname: string): Promise<readonly LookupAddress[]> {
  return lookup(hostname, { all: true })
}

function addressesOf(result: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return result.status === 'fulfilled' ? result.value.map((address) => ({ address, family })) : []
}

function isEmpty(code: unknown): boolean {
  return code === 'ENOTFOUND' || code === 'ENODATA'
}
