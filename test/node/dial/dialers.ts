import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createDial, type DialOptions } from '../../../src/node/dial/dial.ts'
import { parseHostList } from '../../../src/push/host-list.ts'
import type { OutboundRequest } from '../../../src/push/outbound.ts'

/** Dials loopback addresses as if they were the internet's, for the rest of the test. */
export function dialLoopback(options: Partial<DialOptions> = {}) {
  return dialWith({ allow: parseHostList('127.0.0.1:*'), ...options })
}

/** Dials for the rest of the test, with the limits of the real one unless told otherwise. */
export function dialWith(options: Partial<DialOptions> = {}) {
  const dialer = createDial({ userAgent: 'Wireroom/test', allow: parseHostList(''), ...options })
  onTestFinished(() => dialer.close())
  return {
    ...dialer,
    get: (url: string, rest: Partial<OutboundRequest> = {}) =>
      dialer.dial({ url, method: 'GET', headers: {}, maxBytes: 1000, ...rest }),
    post: (url: string, rest: Partial<OutboundRequest> = {}) =>
      dialer.dial({ url, method: 'POST', headers: {}, maxBytes: 0, body: 'x', ...rest }),
  }
}

/** A server that answers each connection with bytes of its own, for the rest of the test. */
export async function serveBytes(answer: (socket: Socket) => void, host = '127.0.0.1') {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', () => answer(socket))
  }).listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}/`, port, sockets }
}
