import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** What the thread is started with. */
export interface DeliveryThreadData {
  file: string
  databaseUrl?: string
  /** The value of `WIREROOM_PUSH_ALLOW`. */
  allow: string
  userAgent: string
  owner: string
}

/** Delivers topics in a thread of its own: ten thousand deliveries are as much work as a thousand answers, for which no reader waits. */
export interface DeliveryThread {
  wake(): void
  /** Resolves when what is under way is finished. */
  stop(): Promise<void>
}

const RESTART_MILLISECONDS = 2000

/** Starts the thread, and starts it again if it ends by itself. `onEnd` gives back what it had claimed. */
export function startDeliveryThread(
  data: DeliveryThreadData,
  onEnd: () => Promise<void>,
  log: (line: string) => void,
): DeliveryThread {
  let isStopped = false
  let thread: Worker | undefined = start()
  return {
    wake: () => thread?.postMessage('wake'),
    async stop() {
      isStopped = true
      if (!thread) return
      const ended = once(thread, 'exit')
      thread.postMessage('stop')
      await ended
    },
  }

  function start(): Worker {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const started = new Worker(new URL(`./distribute-thread.${ending}`, import.meta.url), {
      workerData: data,
    })
    started.on('error', ({ message }) =>
      log(`Push: the deliveries stopped (${message}). They go on shortly.`),
    )
    started.once('exit', () => {
      thread = undefined
      if (isStopped) return
      setTimeout(() => {
        if (isStopped) return
        void onEnd().catch(() => {})
        thread = start()
      }, RESTART_MILLISECONDS).unref()
    })
    return started
  }
}
