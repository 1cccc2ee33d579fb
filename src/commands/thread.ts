import { parentPort, Worker } from 'node:worker_threads'

/** A thread that does what it is sent. Requests and replies are plain data. */
export interface Thread<Request, Reply> {
  /** Undefined where the request cannot be sent, and where the thread failed or has ended. */
  send(request: Request): Promise<Reply | undefined>
  stop(): void
}

interface SentRequest<Request> {
  id: number
  request: Request
}

interface SentReply<Reply> {
  id: number
  reply: Reply
}

/** Starts the file `name`, without its ending, beside the module at `url` as a thread. One that fails sends no more replies. */
export function startThread<Request, Reply>(
  name: string,
  url: string,
  data: unknown,
): Thread<Request, Reply> {
  const worker = new Worker(new URL(`./${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url), {
    workerData: data,
  })
  const waiting = new Map<number, (reply: Reply | undefined) => void>()
  let count = 0
  let hasEnded = false
  worker.on('message', ({ id, reply }: SentReply<Reply>) => {
    waiting.get(id)?.(reply)
    waiting.delete(id)
  })
  worker.on('error', () => {})
  // A reply that cannot be read does not tell its request.
  worker.on('messageerror', () => void worker.terminate())
  worker.once('exit', () => {
    hasEnded = true
    for (const resolve of waiting.values()) resolve(undefined)
  })
  return {
    send(request) {
      if (hasEnded) return Promise.resolve(undefined)
      const id = count++
      try {
        worker.postMessage({ id, request } satisfies SentRequest<Request>)
      } catch {
        return Promise.resolve(undefined)
      }
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    stop: () => void worker.terminate(),
  }
}

/** Replies, in a thread, to each request. */
export function replyToRequests<Request, Reply>(reply: (request: Request) => Reply | Promise<Reply>): void {
  parentPort!.on('message', async ({ id, request }: SentRequest<Request>) => {
    parentPort!.postMessage({ id, reply: await reply(request) } satisfies SentReply<Reply>)
  })
}
