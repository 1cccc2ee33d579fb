import { once } from 'node:events'
import { createServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseHostList } from '../../../src/push/host-list.ts'
import { dialLoopback, serveBytes } from './dialers.ts'
import { SELF_SIGNED } from './self-signed.ts'

const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
const isPublic = () => true

/** A server with a certificate for `secure.invalid`, for the rest of the test; resolves to its port. It answers with the name that it was asked for. */
async function serveSecurely() {
  const requests: unknown[] = []
  const server = createServer(SELF_SIGNED, ({ socket, url }, response) => {
    requests.push(url)
    response.end(String((socket as TLSSocket).servername))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { port, requests }
}

describe('an encrypted connection', () => {
  it('to a server whose certificate nobody has signed is refused, allowed hosts included', async () => {
    const { port, requests } = await serveSecurely()
    for (const allow of [parseHostList(''), parseHostList('secure.invalid:*')]) {
      const { get } = dialLoopback({ lookup, isPublic, allow })
      await expect(get(`https://secure.invalid:${port}/`)).rejects.toThrow('the certificate is self-signed')
    }
    expect(requests).toEqual([])
  })

  it('to a server that does not encrypt fails', async () => {
    const { port } = await serveBytes((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await expect(dialLoopback().get(`https://127.0.0.1:${port}/`)).rejects.toThrow(
      'the encrypted connection failed',
    )
  })

  it('of http to a server that encrypts fails', async () => {
    const { port, requests } = await serveSecurely()
    await expect(dialLoopback().get(`http://127.0.0.1:${port}/`)).rejects.toThrow('the connection broke off')
    expect(requests).toEqual([])
  })

  it('is made for the name in the address, and not for another', async () => {
    const known = getCACertificates('default')
    setDefaultCACertificates([...known, SELF_SIGNED.cert])
    onTestFinished(() => setDefaultCACertificates(known))
    const { port } = await serveSecurely()
    const { get } = dialLoopback({ lookup, isPublic })
    expect(await get(`https://secure.invalid:${port}/`)).toEqual({ status: 200, body: 'secure.invalid' })
    await expect(get(`https://other.invalid:${port}/`)).rejects.toThrow('the certificate is for another name')
  })
})
