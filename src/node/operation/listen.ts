import { once } from 'node:events'
import type { Server } from 'node:http'

/** Errors of a host that is not an address of this machine. */
const FOREIGN_HOST = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])

/** Resolves when the server listens; rejects with what to do where it cannot. */
export async function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!FOREIGN_HOST.has(code ?? '')) throw error
    const reason = `HOST is "${host}", which is not an address of this machine (${message}).`
    throw new Error(`${reason} Set it to one, or leave it out to listen on all.`)
  }
}
