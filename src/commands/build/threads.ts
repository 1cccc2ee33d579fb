import { Worker } from 'node:worker_threads'
import type { Problem } from '../../content/problem.ts'
import type { Named } from './name-files.ts'
import type { SiteSource } from './open-site.ts'
import type { FileHeaders } from './static-files.ts'

/** What a thread is started with. */
export interface BuildThreadData extends SiteSource {
  out: string
  /** The key of the site: a thread that reads another one, because a file has changed meanwhile, writes nothing. */
  key: string
  /** From 1. */
  number: number
}

export interface Order {
  id: number
  documents: Pick<Named, 'path' | 'file'>[]
}

/** A file that a thread has written. */
export interface Placed {
  stamp: string
  headers: FileHeaders
}

export interface OrderDone {
  id: number
  /** For each document, in the same order; absent for one that the thread leaves to the main thread. */
  placed: (Placed | undefined)[]
  problems: Problem[]
}

/** A thread that renders and writes documents. */
export interface BuildThread {
  write(documents: Order['documents']): Promise<(Placed | undefined)[]>
  stop(): void
}

/** Starts a thread. One that fails leaves all that it has not written to the main thread, which meets the same fault or none. */
export function startBuildThread(data: BuildThreadData, report: (problem: Problem) => void): BuildThread {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./build-thread.${ending}`, import.meta.url), { workerData: data })
  const waiting = new Map<number, (placed: OrderDone['placed']) => void>()
  let count = 0
  let hasEnded = false
  worker.on('message', ({ id, placed, problems }: OrderDone) => {
    problems.forEach(report)
    waiting.get(id)?.(placed)
    waiting.delete(id)
  })
  worker.on('error', () => {})
  worker.once('exit', () => {
    hasEnded = true
    for (const resolve of waiting.values()) resolve([])
  })
  return {
    write(documents) {
      if (hasEnded) return Promise.resolve([])
      const id = count++
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        const order: Order = { id, documents: documents.map(({ path, file }) => ({ path, file })) }
        worker.postMessage(order)
      })
    },
    stop: () => void worker.terminate(),
  }
}
