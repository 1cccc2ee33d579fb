import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Scan } from './scan.ts'

/** A second thread that looks for the files of a folder while this one loads the program, and reads them while this one parses. */
export interface ReadAhead {
  /** Waits for what is in the folder; undefined where the thread failed, so that the caller looks by itself. */
  scan(): Scan | undefined
  /** The texts of files, in order. What is missing the caller reads by itself: the thread failed at it. */
  read(paths: readonly string[]): Iterable<FileText>
  /** Ends the thread. */
  stop(): void
}

export interface FileText {
  path: string
  source: string
  contentHash: string
}

/** What the thread is started with. */
export interface ThreadData {
  root: string
  port: MessagePort
  /** How far both are: an array for two threads, of the places below. */
  progress: Int32Array
}

export const SCANNED = 0
export const BATCHES_READ = 1
export const BATCHES_TAKEN = 2
/** Files that are handed over at a time. */
export const BATCH = 100
/** What is read and not yet parsed takes memory. */
export const MAX_BATCHES_AHEAD = 40

/** How many files make the thread worth its start. */
export const WORTH_READING_AHEAD = 2000

const PATIENCE_MILLISECONDS = 20_000

/** Starts the thread, which takes as long as loading half of the program: start it before anything else. */
export function startReadAhead(root: string): ReadAhead {
  const { port1, port2 } = new MessageChannel()
  const progress = new Int32Array(new SharedArrayBuffer(12))
  const data: ThreadData = { root, port: port2, progress }
  const worker = new Worker(new URL('./read-ahead-thread.js', import.meta.url), {
    workerData: data,
    transferList: [port2],
  })
  worker.unref()
  port1.unref()
  worker.on('error', () => {})
  return {
    scan() {
      Atomics.wait(progress, SCANNED, 0, PATIENCE_MILLISECONDS)
      return receiveMessageOnPort(port1)?.message
    },
    *read(paths) {
      port1.postMessage(paths)
      for (let batch = 0; batch * BATCH < paths.length; batch++) {
        Atomics.wait(progress, BATCHES_READ, batch, PATIENCE_MILLISECONDS)
        const texts = receiveMessageOnPort(port1)?.message as FileText[] | undefined
        if (!texts) break
        Atomics.add(progress, BATCHES_TAKEN, 1)
        Atomics.notify(progress, BATCHES_TAKEN)
        yield* texts
      }
    },
    stop: () => void worker.terminate(),
  }
}
