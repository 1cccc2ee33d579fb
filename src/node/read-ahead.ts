import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Instant } from '../content/dates.ts'
import type { FrontMatter } from '../content/front-matter/parse.ts'
import type { Scan } from './scan.ts'

/**
 * A second thread that looks for the files of a folder while this one loads the program, and reads them and their front matter while this one
 * makes articles of it.
 */
export interface ReadAhead {
  /** Waits for what is in the folder, its articles perhaps unseen; undefined where the thread failed, so that the caller looks by itself. */
  scan(): Scan | undefined
  /** What is in files, in order. What is missing the caller reads by itself: the thread failed at it. */
  read(paths: readonly string[]): Iterable<ReadFile>
  /** Ends the thread. */
  stop(): void
}

/** An article's file, as it was when it had the stamp. */
export interface ReadFile {
  path: string
  stamp: string
  modified: Instant
  source: string
  frontMatter: FrontMatter
}

/** What goes from thread to thread: most bodies are the end of their source, and need not go twice. */
export type SentFile = Omit<ReadFile, 'frontMatter'> & {
  frontMatter: Omit<FrontMatter, 'body'> & { body: string | number }
}

/** What the thread is started with. */
export interface ThreadData {
  root: string
  isNew: boolean
  port: MessagePort
  /** How far both are: an array for two threads, of the places below. */
  progress: Int32Array
}

export const SCANNED = 0
export const BATCHES_READ = 1
export const BATCHES_TAKEN = 2
/** Files that are handed over at a time. */
export const BATCH = 100
/** What is read and not yet made articles of takes memory. */
export const MAX_BATCHES_AHEAD = 40

/** How many files make the thread worth its start. */
export const WORTH_READING_AHEAD = 2000

const PATIENCE_MILLISECONDS = 20_000

/**
 * Starts the thread, which takes as long as loading half of the program: start it before anything else. `isNew` is a folder of which nothing is
 * remembered: the thread reads all of its articles without being asked.
 */
export function startReadAhead(root: string, { isNew }: { isNew: boolean }): ReadAhead {
  const { port1, port2 } = new MessageChannel()
  const progress = new Int32Array(new SharedArrayBuffer(12))
  const data: ThreadData = { root, isNew, port: port2, progress }
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
      if (!isNew) port1.postMessage(paths)
      for (let batch = 0; batch * BATCH < paths.length; batch++) {
        Atomics.wait(progress, BATCHES_READ, batch, PATIENCE_MILLISECONDS)
        const files = receiveMessageOnPort(port1)?.message as SentFile[] | undefined
        if (!files) break
        Atomics.add(progress, BATCHES_TAKEN, 1)
        Atomics.notify(progress, BATCHES_TAKEN)
        yield* files.map(receive)
      }
    },
    stop: () => void worker.terminate(),
  }
}

function receive({ frontMatter, ...file }: SentFile): ReadFile {
  const { body } = frontMatter
  return {
    ...file,
    frontMatter: { ...frontMatter, body: typeof body === 'number' ? file.source.slice(body) : body },
  }
}
