import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCallback } from '../../src/push/callback.ts'
import { parseHostList } from '../../src/push/host-list.ts'
import { specialAddress, spellingOf } from './special-addresses.ts'

const POLICY = {
  own: ['https://news.example/', 'http://localhost:8787/'],
  allow: parseHostList('127.0.0.1:9000,localhost:*'),
}
const check = (text: string) => checkCallback(text, POLICY)

describe('a callback is accepted', () => {
  it.each([
    ['as it is', 'https://a.example/hook', 'https://a.example/hook', 'a.example:443'],
    [
      'with an upper-case scheme and host',
      'HTTPS://A.Example/Hook',
      'https://a.example/Hook',
      'a.example:443',
    ],
    ['with the default port written out', 'http://a.example:80/', 'http://a.example/', 'a.example:80'],
    ['with a usual port', 'http://a.example:8080/', 'http://a.example:8080/', 'a.example:8080'],
    ['without a path', 'https://a.example', 'https://a.example/', 'a.example:443'],
    ['with a query and no path', 'https://a.example?x', 'https://a.example/?x', 'a.example:443'],
    [
      'with a name in other letters',
      'https://bücher.example/ü?ö',
      'https://xn--bcher-kva.example/%C3%BC?%C3%B6',
      'xn--bcher-kva.example:443',
    ],
    ['at a public IPv4 address', 'https://8.8.8.8/', 'https://8.8.8.8/', '8.8.8.8:443'],
    [
      'at a public IPv6 address',
      'http://[2606:4700:0::1111]:8443/',
      'http://[2606:4700::1111]:8443/',
      '[2606:4700::1111]:8443',
    ],
    ['at an allowed host', 'http://127.0.0.1:9000/', 'http://127.0.0.1:9000/', '127.0.0.1:9000'],
    [
      'at an allowed host in another spelling',
      'http://0x7f.1:9000/',
      'http://127.0.0.1:9000/',
      '127.0.0.1:9000',
    ],
    ['at an allowed host with any port', 'http://localhost:3/', 'http://localhost:3/', 'localhost:3'],
    [
      'beside the own host',
      'https://other.news.example/',
      'https://other.news.example/',
      'other.news.example:443',
    ],
  ])('%s', (_, text, url, host) => {
    expect(check(text)).toEqual({ kind: 'ok', url, host })
  })

  it.each([
    '?',
    '?a=%7e&A=~&a=%7E',
    "?q='x'&y=(1)!*;$,",
    '?hub.mode=x&hub.mode=y&',
    '?a=%zz&b=+&c=%20',
    '?{x}|[y]',
    '/../b/./%2e%2e/c//d?x=/../y?z',
    "/it's",
  ])('with %j byte for byte', (rest) => {
    const target = rest.startsWith('/') ? rest : `/${rest}`
    expect(check(`https://a.example${rest}`)).toHaveProperty('url', `https://a.example${target}`)
  })

  it('with any text of plain characters in its path and query', () => {
    const plain = fc.stringMatching(/^[!$%&'()*+,\-./0-9:;=?@A-Za-z[\]_{|}~]{0,50}$/)
    fc.assert(
      fc.property(plain, (text) => {
        expect(check(`https://a.example/${text}`)).toHaveProperty('url', `https://a.example/${text}`)
      }),
    )
  })

  it('up to 2,048 characters', () => {
    const address = `https://a.example/${'x'.repeat(2030)}`
    expect(check(address)).toHaveProperty('kind', 'ok')
    expect(check(`${address}x`)).toEqual({
      kind: 'refused',
      reason: 'The address has more than 2048 characters.',
    })
    expect(check(`https://a.example/${'ü'.repeat(400)}`)).toHaveProperty('kind', 'refused')
  })
})

const SCHEME = 'The address starts with neither https:// nor http://.'
const CHARACTERS = 'The address has characters that must be percent-encoded, such as blanks or quotes.'
const USER = 'The address has a user name or a password.'
const HOST = 'The host of the address cannot be understood.'
const NAME = 'The host name is not a name of the public internet.'
const ADDRESS = 'The IP address is not public.'
const OWN = 'The address is on the host of this site.'

describe('a callback is refused', () => {
  it.each([
    ['', SCHEME],
    ['a.example', SCHEME],
    ['//a.example/', SCHEME],
    ['ftp://a.example/', SCHEME],
    ['file:///etc/passwd', SCHEME],
    ['javascript:alert(1)', SCHEME],
    ['https:a.example', SCHEME],
    ['https:/a.example/', SCHEME],
    [' https://a.example/', SCHEME],
    ['https:\\\\a.example/', SCHEME],
    ['ws://a.example/', SCHEME],
    ['https://a.example\\@127.0.0.1/', CHARACTERS],
    ['https://a.example/a b', CHARACTERS],
    ['https://a.example/a\r\nHost: b', CHARACTERS],
    ['https://a.exa\tmple/', CHARACTERS],
    ['https://a.example/\0', CHARACTERS],
    ['https://a.example/\x7f', CHARACTERS],
    ['https://a.example/\ud800', CHARACTERS],
    ['https://a.example/"', CHARACTERS],
    ['https://a.example/<script>', CHARACTERS],
    ['https://a.example/#x', 'The address has a fragment, "#" and what follows it.'],
    ['https://a.example#@b.example/', 'The address has a fragment, "#" and what follows it.'],
    ['https://me:secret@a.example/', USER],
    ['https://me@a.example/', USER],
    ['https://@a.example/', USER],
    ['https://a.example:80@127.0.0.1/', USER],
    ['https:///a.example/', HOST],
    ['https://?x', HOST],
    ['https://a.example:99999/', HOST],
    ['https://a.example:x/', HOST],
    ['https://[::1/', HOST],
    ['https://1.2.3.4.5/', HOST],
    ['https://256.1.1.1/', HOST],
    ['https://a.example%2f/', HOST],
    ['https://a.example:22/', 'The port is 22. Use one of 80, 443, 8080, 8443.'],
    ['https://a.example:0/', 'The port is 0. Use one of 80, 443, 8080, 8443.'],
    ['http://127.0.0.1:9001/', 'The port is 9001. Use one of 80, 443, 8080, 8443.'],
    ['https://a.example./', 'The host name ends with a dot.'],
    ['https://news.example./', 'The host name ends with a dot.'],
    ['https://localhost./', 'The host name ends with a dot.'],
    ['https://printer/', NAME],
    ['https://printer.local/', NAME],
    ['https://a.b.LOCAL/', NAME],
    ['https://metadata.google.internal/', NAME],
    ['https://a.localhost/', NAME],
    ['https://localhost.localdomain/', NAME],
    ['https://nas.home.arpa/', NAME],
    ['https://fritz.lan/', NAME],
    ['https://a..example/', NAME],
    ['https://.example/', NAME],
    ['https://*.example/', NAME],
    [`https://${'x'.repeat(64)}.example/`, NAME],
    [`https://${'x.'.repeat(130)}example/`, NAME],
    ['https://news.example/hub', OWN],
    ['https://NEWS.example:8443/', OWN],
    ['http://news.example/', OWN],
    ['https://news%2eexample/', OWN],
    ['https://ｎｅｗｓ.example/', OWN],
    ['http://localhost:8787/hub', OWN],
    ['http://127.0.0.1/', ADDRESS],
    ['http://2130706433/', ADDRESS],
    ['http://0x7f.1/', ADDRESS],
    ['http://0177.0.0.1/', ADDRESS],
    ['http://127.1/', ADDRESS],
    ['http://0/', ADDRESS],
    ['http://127.0.0.1./', ADDRESS],
    ['http://[::1]/', ADDRESS],
    ['http://[::]/', ADDRESS],
    ['http://[::ffff:127.0.0.1]/', ADDRESS],
    ['http://[::ffff:7f00:1]/', ADDRESS],
    ['http://[::127.0.0.1]/', ADDRESS],
    ['http://[64:ff9b::10.0.0.1]/', ADDRESS],
    ['http://[2002:a00:1::]/', ADDRESS],
    ['http://[fe80::1]/', ADDRESS],
    ['http://169.254.169.254/latest/meta-data/', ADDRESS],
    ['http://１２７.0.0.1/', ADDRESS],
    ['http://127。0。0。1/', ADDRESS],
    ['http://%31%32%37.0.0.1/', ADDRESS],
  ])('%j: %s', (text, reason) => {
    expect(check(text)).toEqual({ kind: 'refused', reason })
  })

  it('at an address of any special range, in any spelling', () => {
    const host = specialAddress.chain(spellingOf)
    fc.assert(
      fc.property(host, (name) => {
        expect(check(`http://${name}/`)).toEqual({ kind: 'refused', reason: ADDRESS })
      }),
      { numRuns: 2000 },
    )
  })

  it('whatever its text is, with a sentence', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.string().map((rest) => `http://${rest}`),
    )
    fc.assert(
      fc.property(text, (address) => {
        const checked = check(address)
        if (checked.kind === 'refused') expect(checked.reason).toMatch(/^The .*\.$/)
        else expect(new URL(checked.url)).toMatchObject({ username: '', password: '', hash: '' })
      }),
      { numRuns: 1000 },
    )
  })
})
