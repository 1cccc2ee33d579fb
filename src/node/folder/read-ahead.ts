import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { FrontMatter } from '../../content/front-matter/parse.ts'
import type { Instant } from '../../content/text/dates.ts'
import type { Scan } from './scan.ts'

/**
 * A second thread that looks for the files of a folder while this one loads the program, and reads them and their front matter while this one
 * makes articles of it.
 */
export interface ReadAhead {
  /** Waits for what is in the folder, its articles unseen; undefined where the thread failed, so that the caller looks by itself. */
  scan(): Scan | undefined
  /** The articles' files in the order of the scan, once. What is missing the caller reads by itself: the thread failed at it. */
  read(): Iterable<ReadFile>
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
  port: MessagePort
  /** How far both are: an array for two threads, of the places below. */
  progress: Int32Array
}

export const SCANNED = 0
export const BATCHES_READ = 1
export const BATCHES_TAKEN = 2
/** In place of a count: the thread has ended, and nothing more comes. */
export const ENDED = 2 ** 30
/** Files that are handed over at a time. */
export const BATCH = 100
/** What is read and not yet made articles of takes memory. */
export const MAX_BATCHES_AHEAD = 40

/** How many files make the thread worth its start. */
export const WORTH_READING_AHEAD = 1000

/** For who cannot hear that the thread is dead. Whoever loses patience does the work by itself. */
const PATIENCE_MILLISECONDS = 5000

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
  let count = 0
  return {
    scan() {
      Atomics.wait(progress, SCANNED, 0, PATIENCE_MILLISECONDS)
      const scan = receiveMessageOnPort(port1)?.message as Scan | undefined
      count = scan?.articles.size ?? 0
      return scan
    },
    *read() {
      for (let batch = 0; batch * BATCH < count; batch++) {
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

/** Gives the files that were read, to who asks for them in their order. */
export function inOrder(files: Iterable<ReadFile>): (path: string) => ReadFile | undefined {
  const left = files[Symbol.iterator]()
  let next: IteratorResult<ReadFile> | undefined
  return (path) => {
    next ??= left.next()
    if (next.done || next.value.path !== path) return undefined
    const { value } = next
    next = undefined
    return value
  }
}
