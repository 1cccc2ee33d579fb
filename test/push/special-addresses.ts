import fc from 'fast-check'

/** Ranges that are not the internet's: the registries of special IPv4 and IPv6 addresses, multicast, and IPv6 that carries IPv4. */
export const SPECIAL_RANGES = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  '::1/128',
  '::/96',
  '::ffff:0:0/104',
  '::ffff:a00:0/104',
  '::ffff:7f00:0/104',
  '::ffff:a9fe:0/112',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** Addresses of special ranges, in the spelling of `URL.hostname` without brackets. */
export const specialAddress: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...SPECIAL_RANGES), fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }))
  .map(([range, random]) => addressWithin(range, random))

/** The first and the last address of a range. */
export function endsOf(range: string): [first: string, last: string] {
  return [addressWithin(range, 0n), addressWithin(range, (1n << 128n) - 1n)]
}

function addressWithin(range: string, random: bigint): string {
  const [base = '', prefix = ''] = range.split('/')
  const bits = base.includes(':') ? 128 : 32
  const free = (1n << BigInt(bits - Number(prefix))) - 1n
  return format((parse(base) & ~free) | (random & free), bits)
}

function parse(address: string): bigint {
  if (!address.includes(':'))
    return address.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n)
  const [head = '', tail = ''] = address.split('::')
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':'))
  const zeros = Array<string>(8 - groupsOf(head).length - groupsOf(tail).length).fill('0')
  return [...groupsOf(head), ...zeros, ...groupsOf(tail)].reduce(
    (value, group) => value * 65_536n + BigInt(`0x${group}`),
    0n,
  )
}

function format(value: bigint, bits: number): string {
  if (bits === 32) return partsOf(value, 4, 256n).join('.')
  const groups = partsOf(value, 8, 65_536n).map((group) => group.toString(16))
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
}

function partsOf(value: bigint, count: number, base: bigint): bigint[] {
  return Array.from({ length: count }, (_, index) => (value / base ** BigInt(count - 1 - index)) % base)
}

/** The host of a URL, with brackets where it needs them, that means an address: decimal, octal and hexadecimal numbers, short forms, full-width digits. */
export function spellingOf(address: string): fc.Arbitrary<string> {
  return address.includes(':') ? spellingOfV6(address) : spellingOfV4(address)
}

function spellingOfV4(address: string): fc.Arbitrary<string> {
  const octets = address.split('.').map(Number)
  const number = (value: number, [base, digits]: readonly [number, number]) => {
    const text = value.toString(base).padStart(digits, '0')
    return base === 8 ? `0${text}` : base === 16 ? `0x${text}` : value.toString()
  }
  const writing = fc.tuple(fc.constantFrom(8, 10, 16), fc.constantFrom(0, 2, 12))
  return fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.array(writing, { minLength: 4, maxLength: 4 }),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
        (text: string) => `${text}.`,
        (text: string) => text.replaceAll('.', '。'),
        (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
        (text: string) => text.replace(/\d/g, (digit) => `%3${digit}`),
      ),
    )
    .map(([kept, writings, disguise]) => {
      const rest = octets.slice(kept).reduce((value, octet) => value * 256 + octet, 0)
      return disguise(
        [...octets.slice(0, kept), rest].map((part, index) => number(part, writings[index]!)).join('.'),
      )
    })
}

function spellingOfV6(address: string): fc.Arbitrary<string> {
  const groups = partsOf(parse(address), 8, 65_536n)
  const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':')
  const [high = 0n, low = 0n] = groups.slice(6)
  const quad = [high / 256n, high % 256n, low / 256n, low % 256n].join('.')
  const dotted = `${groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')}:${quad}`
  return fc
    .tuple(fc.constantFrom(address, long, dotted), fc.boolean())
    .map(([text, isUpper]) => `[${isUpper ? text.toUpperCase() : text}]`)
}
