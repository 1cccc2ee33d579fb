import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Site } from '../content/settings.ts'
import type { CachedFile } from './cache.ts'
import type { MediaFile } from './scan.ts'

/** Files to parse, with all that parsing them depends on. */
export interface ParseTask {
  root: string
  /** Path and stamp of each. */
  files: [string, string][]
  site: Site
  /** The files beside the articles, by path. */
  media: [string, MediaFile][]
}

/** A second thread that parses files while this one does. */
export interface Parser {
  /** How many files to parse make it worth to hand half of them over. */
  worth: number
  start(task: ParseTask): void
  /** Waits for what was started; empty where the thread failed, so that the caller does the work itself. */
  collect(): CachedFile[]
  /** Ends the thread, where there is nothing for it to do. */
  stop(): void
}

/** What the thread is started with; it sets `done` when its answer is on the port. */
export interface ParserData {
  port: MessagePort
  done: Int32Array
}

/** How many files to parse make a second thread worth its start: with 10,000 nothing is won, with 50,000 a fifth of the time. */
export const WORTH_SHARING = 20_000

const PATIENCE_MILLISECONDS = 20_000

/** Starts the thread, which takes as long as parsing thousands of articles: start it before anything else is loaded. */
export function startParser(worth = WORTH_SHARING): Parser {
  const { port1, port2 } = new MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const data: ParserData = { port: port2, done }
  const worker = new Worker(new URL('./parser-thread.js', import.meta.url), {
    workerData: data,
    transferList: [port2],
  })
  worker.unref()
  port1.unref()
  worker.on('error', () => Atomics.store(done, 0, -1))
  return {
    worth,
    start: (task) => port1.postMessage(task),
    stop: () => void worker.terminate(),
    collect() {
      Atomics.wait(done, 0, 0, PATIENCE_MILLISECONDS)
      const answer = receiveMessageOnPort(port1)?.message as string | undefined
      worker.terminate()
      return answer === undefined ? [] : (JSON.parse(answer) as CachedFile[])
    },
  }
}
