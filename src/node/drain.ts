import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/**
 * Returns a function that stops the server: it takes no new connection or request, lets answers that are under way leave, and cuts
 * those that have not after `graceMilliseconds`. Must be made before the server listens.
 */
export function createDrain(server: Server): (graceMilliseconds: number) => Promise<void> {
  const sockets = new Set<Socket>()
  /** How many requests wait for the end of their answer. */
  const pending = new WeakMap<Socket, number>()
  let isDraining = false
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    pending.set(socket, (pending.get(socket) ?? 0) + 1)
    outgoing.once('close', () => {
      pending.set(socket, pending.get(socket)! - 1)
      // The next on the same connection would be a new request.
      if (isDraining) socket.destroySoon()
    })
  })
  return async (graceMilliseconds) => {
    isDraining = true
    // `close` of an HTTP server takes an answer that is written but not yet sent for done, and cuts it.
    const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
    for (const socket of sockets) if (!pending.get(socket)) socket.destroySoon()
    const giveUp = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, graceMilliseconds)
    await closed
    clearTimeout(giveUp)
    // The server forgets a connection before its answer knows that it was cut.
    await Promise.all([...sockets].map((socket) => once(socket, 'close')))
  }
}
