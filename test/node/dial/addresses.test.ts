import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseHostList } from '../../../src/push/host-list.ts'
import { specialAddress, spellingOf } from '../../push/special-addresses.ts'
import { serveLocally } from '../../serve-locally.ts'
import { dialWith } from './dialers.ts'

const NOT_PUBLIC = 'the address is not public'

/** Sockets that this process has begun to connect. Those of a name that resolves are counted before it does. */
let sockets = 0
const count = () => void sockets++

beforeEach(() => {
  sockets = 0
  subscribe('net.client.socket', count)
})
afterEach(() => void unsubscribe('net.client.socket', count))

/** A server on this machine that no test may reach by another way than the one it allows. */
async function serveSecrets() {
  const paths: (string | undefined)[] = []
  const origin = await serveLocally(({ url }, response) => {
    paths.push(url)
    response.end('secret')
  })
  return { port: Number(new URL(origin).port), paths }
}

const resolveTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

describe('an address in the URL is not connected to', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0',
    '127.0.0.1.',
    '１２７.0.0.1',
    '%31%32%37.0.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
  ])('%s', async (host) => {
    const { port, paths } = await serveSecrets()
    const { get, post } = dialWith()
    await expect(get(`http://${host}:${port}/`)).rejects.toThrow(NOT_PUBLIC)
    await expect(post(`http://${host}:${port}/`)).rejects.toThrow(NOT_PUBLIC)
    await expect(get(`https://${host}:${port}/`)).rejects.toThrow(NOT_PUBLIC)
    expect([sockets, paths]).toEqual([0, []])
  })

  it('of any special range, in any spelling', async () => {
    const { get } = dialWith()
    const url = fc
      .tuple(fc.constantFrom('http', 'https'), specialAddress.chain(spellingOf))
      .map(([scheme, host]) => `${scheme}://${host}/`)
    await fc.assert(
      fc.asyncProperty(url, async (address) => {
        await expect(get(address)).rejects.toThrow(NOT_PUBLIC)
      }),
      { numRuns: 300 },
    )
    expect(sockets).toBe(0)
  })
})

describe('a name', () => {
  it('is not connected to where it resolves to any special range', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(specialAddress, { minLength: 1, maxLength: 3 }), async (addresses) => {
        const { get, close } = dialWith({ lookup: resolveTo(...addresses) })
        await expect(get('http://rebinding.example/')).rejects.toThrow(NOT_PUBLIC)
        await close()
      }),
      { numRuns: 100 },
    )
  })

  it('is connected to at its public addresses alone', async () => {
    const { port, paths } = await serveSecrets()
    const lookup = resolveTo('::1', '127.0.0.1')
    const { get } = dialWith({ lookup, isPublic: (ip) => ip === '127.0.0.1' })
    expect(await get(`http://mixed.example:${port}/`)).toHaveProperty('body', 'secret')
    const other = dialWith({ lookup, isPublic: (ip) => ip === '::1' })
    await expect(other.get(`http://mixed.example:${port}/`)).rejects.toThrow('the connection was refused')
    expect(paths).toEqual(['/'])
  })

  it('resolves for each connection, and the address that was checked is the one connected to', async () => {
    const { port, paths } = await serveSecrets()
    let questions = 0
    const lookup = async () => [{ address: questions++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const { get } = dialWith({ lookup, isPublic: (ip) => ip === '127.0.0.1' })
    const url = `http://rebinding.example:${port}/`
    expect(await get(url)).toHaveProperty('body', 'secret')
    await expect(get(url)).rejects.toThrow(NOT_PUBLIC)
    expect([questions, paths]).toEqual([2, ['/']])
  })

  it('that nobody else resolves is reached where its address is given', async () => {
    const { port, paths } = await serveSecrets()
    const { get } = dialWith({
      lookup: resolveTo('127.0.0.1'),
      allow: parseHostList(`pinned.invalid:${port}`),
    })
    expect(await get(`http://pinned.invalid:${port}/pinned`)).toEqual({ status: 200, body: 'secret' })
    await expect(get(`http://other.invalid:${port}/`)).rejects.toThrow(NOT_PUBLIC)
    expect(paths).toEqual(['/pinned'])
  })
})

describe('an allowed host', () => {
  it.each([
    ['127.0.0.1:*', '127.0.0.1'],
    ['localhost:*', 'localhost'],
    ['127.0.0.1:*', '0x7f.1'],
    ['[::ffff:127.0.0.1]:*', '[::ffff:7f00:1]'],
  ])('of the list %s is reached as %s', async (list, host) => {
    const { port } = await serveSecrets()
    const { get } = dialWith({ allow: parseHostList(list) })
    expect(await get(`http://${host}:${port}/`)).toHaveProperty('body', 'secret')
  })

  it('is not reached at another port, nor by another name', async () => {
    const { port, paths } = await serveSecrets()
    const { get } = dialWith({ allow: parseHostList(`127.0.0.1:${port - 1},localhost:${port}`) })
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toThrow(NOT_PUBLIC)
    expect(paths).toEqual([])
  })

  it('does not lead to another by a redirect', async () => {
    const secrets = await serveSecrets()
    const origin = await serveLocally((_, response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:${secrets.port}/` }).end(),
    )
    const { get } = dialWith({ allow: parseHostList(new URL(origin).host) })
    expect(await get(origin)).toEqual({ status: 302, body: '' })
    expect(secrets.paths).toEqual([])
  })
})
