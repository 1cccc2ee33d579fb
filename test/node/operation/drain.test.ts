import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDrain } from '../../../src/node/operation/drain.ts'

/** More than the buffers of both ends of a socket hold. */
const BODY = Buffer.alloc(30_000_000, 'x')

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

async function listen(answer: RequestListener) {
  const server = createServer(answer)
  const drain = createDrain(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => server.closeAllConnections())
  const { port } = server.address() as AddressInfo
  const open = async (text = '') => {
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    socket.write(text)
    return socket
  }
  return { drain, open, port }
}

const download: RequestListener = (_, outgoing) => {
  outgoing.writeHead(200, { 'Content-Length': BODY.length }).end(BODY)
}

/** Resolves to how many bytes came until the other side closed. */
async function readAll(socket: Socket): Promise<number> {
  let length = 0
  socket.on('data', (chunk: Buffer) => {
    length += chunk.length
  })
  await once(socket, 'close')
  return length
}

describe('stopping', () => {
  it('lets a slow client receive a response that is written but not sent', async () => {
    const { drain, open } = await listen(download)
    const socket = await open(GET)
    await once(socket, 'readable')
    const stopped = drain(60_000)
    await delay(200)
    expect(await readAll(socket)).toBeGreaterThan(BODY.length)
    await stopped
  })

  it('cuts a client that stops reading when the grace period ends', async () => {
    const { drain, open } = await listen(download)
    const socket = await open(GET)
    await once(socket, 'readable')
    const before = vi.fn()
    setTimeout(before, 200)
    await drain(300)
    expect(before).toHaveBeenCalled()
  })

  it('lets a response finish that has not begun', async () => {
    let answer = () => {}
    const { drain, open } = await listen((_, outgoing) => {
      answer = () => outgoing.end('done')
    })
    const socket = await open(GET)
    await delay(50)
    const stopped = drain(60_000)
    await delay(50)
    answer()
    const [chunk] = await once(socket, 'data')
    expect(String(chunk)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*done/)
    await stopped
  })

  it('closes at once a connection that is idle, or has sent half a request or nothing', async () => {
    const { drain, open } = await listen((_, outgoing) => outgoing.end('hello'))
    const idle = await open(GET)
    await once(idle, 'data')
    const half = await open('GET / HTTP/1.1\r\nHo')
    const silent = await open()
    await delay(50)
    const closed = Promise.all([idle, half, silent].map((socket) => readAll(socket)))
    // Longer than a test may take.
    await drain(600_000)
    await closed
  })

  it('refuses a new connection, and a new request on an old one', async () => {
    const paths: string[] = []
    const { drain, open, port } = await listen((incoming, outgoing) => {
      paths.push(incoming.url!)
      setTimeout(() => outgoing.end(incoming.url), 100)
    })
    const socket = await open('GET /first HTTP/1.1\r\nHost: x\r\n\r\n')
    await delay(30)
    const stopped = drain(60_000)
    const refused = connect(port, '127.0.0.1')
    expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' })
    socket.write('GET /second HTTP/1.1\r\nHost: x\r\n\r\n')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    await once(socket, 'close')
    await stopped
    expect(text).toContain('/first')
    expect(text).not.toContain('/second')
  })

  it('may be called again after it is done', async () => {
    const { drain } = await listen(download)
    await drain(60_000)
    await drain(60_000)
  })
})
