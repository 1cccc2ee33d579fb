import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../src/push/public-address.ts'
import { endsOf, SPECIAL_RANGES, specialAddress } from './special-addresses.ts'

describe('an address is public', () => {
  it.each(['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.0', '100.63.255.255', '223.255.255.255'])(
    '%s',
    (ip) => {
      expect(isPublicAddress(ip)).toBe(true)
    },
  )

  it.each(['2606:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8', '::ffff:808:808', '2001:4860::8888'])(
    '%s',
    (ip) => {
      expect(isPublicAddress(ip)).toBe(true)
    },
  )
})

describe('an address is not public', () => {
  it.each([
    ['of this machine behind IPv4-compatible IPv6', '::7f00:1'],
    ['of a private network behind IPv4-compatible IPv6', '::a00:1'],
    ['of a private network behind NAT64', '64:ff9b::a00:1'],
    ['of a private network behind the local NAT64', '64:ff9b:1::a00:1'],
    ['of this machine behind 6to4', '2002:7f00:1::'],
    ['behind Teredo', '2001:0:4136:e378::1'],
    ['of this machine as mapped IPv6', '::ffff:127.0.0.1'],
    ['of the metadata service of clouds', '169.254.169.254'],
    ['of the metadata service of clouds over IPv6', 'fd00:ec2::254'],
    ['with a zone', '2606:4700::1111%eth0'],
    ['of an interface', 'fe80::1%eth0'],
    ['without digits', ''],
    ['with a name', 'example.org'],
    ['with brackets', '[2606:4700::1111]'],
    ['with a port', '8.8.8.8:80'],
  ])('%s', (_, ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  it.each(SPECIAL_RANGES)('at the ends of %s', (range) => {
    for (const ip of endsOf(range)) expect(isPublicAddress(ip), ip).toBe(false)
  })

  it('of any special range', () => {
    fc.assert(
      fc.property(specialAddress, (ip) => !isPublicAddress(ip)),
      { numRuns: 2000 },
    )
  })
})
