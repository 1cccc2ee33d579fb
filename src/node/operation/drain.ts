import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/**
 * Returns a function that stops the server: it takes no new connection or request, lets answers that are under way leave, and cuts
 * those that have not after `graceMilliseconds`. Must be made before the server listens.
 */
export function createDrain(server: Server): (graceMilliseconds: number) => Promise<void> {
  /** With the latest answer of each. */
  const sockets = new Map<Socket, ServerResponse | undefined>()
  let isDraining = false
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    // What is asked while the last answer leaves is not waited for.
    if (!isDraining) sockets.set(socket, outgoing)
  })
  return async (graceMilliseconds) => {
    isDraining = true
    // `close` of an HTTP server takes an answer that is written but not yet sent for done, and cuts it.
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
    // The server forgets a connection before its answer knows that it was cut.
    await Promise.all([...sockets.keys()].map((socket) => once(socket, 'close')))
  }
}
