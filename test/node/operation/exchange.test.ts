import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Exchange, watchExchanges } from '../../../src/node/operation/exchange.ts'
import { eventually } from '../../eventually.ts'

/** A server that is watched, and a function that sends it bytes and waits for the end of the connection. */
async function watched(answer: RequestListener, trustProxy = false) {
  const exchanges: Exchange[] = []
  let time = 0
  const server = createServer(answer)
  watchExchanges(server, { clock: () => (time += 5), trustProxy }, (exchange) => exchanges.push(exchange))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const send = async (head: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.resume()
    socket.end(`${head}Host: x\r\nConnection: close\r\n\r\n`)
    await once(socket, 'close')
    await eventually(() => expect(exchanges).not.toHaveLength(0))
    return exchanges.at(-1)!
  }
  return { exchanges, port, send }
}

const hello: RequestListener = (_, outgoing) => {
  outgoing.writeHead(200, { 'Content-Length': 5, 'Content-Encoding': 'br' })
  outgoing.end('hello')
}

describe('an exchange', () => {
  it('has everything that the log and the counts need', async () => {
    const { send } = await watched(hello)
    expect(await send('GET /feed.xml?token=secret HTTP/1.1\r\nUser-Agent: Reader/1.0\r\n')).toEqual({
      method: 'GET',
      path: '/feed.xml',
      status: 200,
      bytes: 5,
      milliseconds: 5,
      userAgent: 'Reader/1.0',
      encoding: 'br',
      address: '127.0.0.1',
    })
  })

  it.each([
    ['/', '/'],
    ['/news/feed.xml', '/news/feed.xml'],
    ['/news/feed.xml?a=/b', '/news/feed.xml'],
    ['/news/../feed.xml', '/feed.xml'],
    ['/news/%2e%2E/feed.xml', '/feed.xml'],
    ['/./feed.xml', '/feed.xml'],
    ['//feed.xml', '//feed.xml'],
    ['/a//b', '/a//b'],
    ['/%D8%A7/feed.xml', '/%D8%A7/feed.xml'],
    ['http://user:secret@example.org/feed.xml?x', '/feed.xml'],
    ['*', '/'],
  ])('the path of %s is %s', async (target, path) => {
    const { send } = await watched(hello)
    expect((await send(`GET ${target} HTTP/1.1\r\n`)).path).toBe(path)
  })

  it.each<[string, RequestListener, number | undefined]>([
    ['HEAD', (_, outgoing) => outgoing.writeHead(200, { 'Content-Length': 50 }).end(), 0],
    ['GET', (_, outgoing) => outgoing.writeHead(304, { 'Content-Length': 50 }).end(), 0],
    ['GET', (_, outgoing) => outgoing.writeHead(204).end(), 0],
    ['GET', (_, outgoing) => outgoing.end('as long as Node says'), 20],
    ['GET', (_, outgoing) => void outgoing.writeHead(200, { 'Content-Length': 50 }).destroy(), undefined],
  ])('%s answered by %s has %s bytes', async (method, answer, bytes) => {
    const { send } = await watched(answer)
    expect((await send(`${method} / HTTP/1.1\r\n`)).bytes).toBe(bytes)
  })

  it('is marked as cut when the client does not wait for the response', async () => {
    const { exchanges, port } = await watched((_, outgoing) => {
      outgoing.writeHead(200, { 'Content-Length': 50_000_000 }).end(Buffer.alloc(50_000_000))
    })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'data')
    socket.destroy()
    await eventually(() => expect(exchanges).toHaveLength(1))
    expect(exchanges[0]).toMatchObject({ status: 200, bytes: undefined })
  })

  it('is noted once for every request of a connection', async () => {
    const { exchanges, port } = await watched(hello)
    const socket = connect(port, '127.0.0.1')
    socket.resume()
    socket.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n')
    socket.end('GET /3 HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'close')
    expect(exchanges.map(({ path }) => path)).toEqual(['/1', '/2', '/3'])
  })

  it.each([
    ['198.51.100.7', true, '198.51.100.7'],
    ['203.0.113.9, 198.51.100.7', true, '198.51.100.7'],
    ['203.0.113.9\r\nX-Forwarded-For: 198.51.100.7', true, '198.51.100.7'],
    ['', true, '127.0.0.1'],
    ['198.51.100.7', false, '127.0.0.1'],
  ])('X-Forwarded-For: %s, trusted %s, is the address %s', async (header, trustProxy, address) => {
    const { send } = await watched(hello, trustProxy)
    expect((await send(`GET / HTTP/1.1\r\nX-Forwarded-For: ${header}\r\n`)).address).toBe(address)
  })
})
