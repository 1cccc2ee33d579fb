import ipaddr from 'ipaddr.js'

/** RFC 4291 section 2.4: what has been given to networks of the internet. Addresses outside, such as `::10.0.0.1`, mean other ones or nothing. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address, without brackets, belongs to the internet: not to this machine, a private network or a special purpose, nor to IPv6 that
 * carries an IPv4 address inside. An IPv6 spelling of an IPv4 address is judged as that address.
 */
export function isPublicAddress(ip: string): boolean {
  if (ip.includes('%') || !ipaddr.isValid(ip)) return false
  const address = ipaddr.process(ip)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST)
}
