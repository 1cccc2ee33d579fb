import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/**
 * Returns a function that stops the server: it accepts no new connection or request, lets responses under way finish, and cuts those that take
 * longer than `graceMilliseconds`. Call `createDrain` before the server listens.
 */
export function createDrain(server: Server): (graceMilliseconds: number) => Promise<void> {
  /** Each open connection with its latest response. */
  const sockets = new Map<Socket, ServerResponse | undefined>()
  let isDraining = false
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    // A request that comes while the server drains is not waited for.
    if (!isDraining) sockets.set(socket, outgoing)
  })
  return async (graceMilliseconds) => {
    isDraining = true
    // `close` of an HTTP server would cut responses that are written but not yet sent, because it takes them for finished.
    const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
    for (const [socket, outgoing] of sockets) {
      if (!outgoing || outgoing.writableFinished || outgoing.destroyed) socket.destroySoon()
      else outgoing.once('close', () => socket.destroySoon())
    }
    const giveUp = setTimeout(() => {
      for (const socket of sockets.keys()) socket.destroy()
    }, graceMilliseconds)
    await closed
    clearTimeout(giveUp)
    // The server closes before the responses of cut connections emit `close`.
    await Promise.all([...sockets.keys()].map((socket) => once(socket, 'close')))
  }
}
