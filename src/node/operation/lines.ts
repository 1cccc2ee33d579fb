import { constants, openSync, write, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'

/** Lines of text on their way to a file or a pipe. */
export interface Lines {
  /** Queues a line, which ends with a line feed, for the next batch. */
  write(line: string): void
  /** Resolves when all lines are written, or after a second if the reader does not take them. */
  flush(): Promise<void>
}

/** How long lines wait, so that many are written at once. */
const BATCH_MILLISECONDS = 100
/** If the reader does not keep up, lines are lost rather than memory filled. */
const MAX_WAITING_CHARACTERS = 4_194_304
const FLUSH_MILLISECONDS = 1000

/** Writes lines to a file descriptor in batches. When the process exits, the waiting lines are written; only a kill loses them. */
export function createLines(descriptor: number): Lines {
  const fd = openNonBlocking(descriptor)
  let waiting: string[] = []
  let waitingCharacters = 0
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined
  let isBroken = false
  process.once('exit', writeRest)
  return {
    write(line) {
      if (isBroken || waitingCharacters > MAX_WAITING_CHARACTERS) return
      waiting.push(line)
      waitingCharacters += line.length
      timer ??= setTimeout(writeBatch, BATCH_MILLISECONDS)
    },
    async flush() {
      const limit = new AbortController()
      const written = (async () => {
        while (waiting.length > 0 || underWay) await (underWay ?? writeBatch())
      })()
      await Promise.race([written, delay(FLUSH_MILLISECONDS, undefined, limit).catch(() => {})])
      limit.abort()
    },
  }

  function takeWaiting(): Buffer {
    clearTimeout(timer)
    timer = undefined
    const batch = Buffer.from(waiting.join(''))
    waiting = []
    waitingCharacters = 0
    return batch
  }

  async function writeBatch(): Promise<void> {
    timer = undefined
    // The lines that wait now go with the next batch.
    if (underWay) return
    underWay = writeAll(takeWaiting())
    await underWay
    underWay = undefined
    if (waiting.length > 0) timer ??= setTimeout(writeBatch, BATCH_MILLISECONDS)
  }

  async function writeAll(batch: Buffer): Promise<void> {
    let rest = batch
    while (rest.length > 0 && !isBroken) {
      const { error, written } = await new Promise<{ error: NodeJS.ErrnoException | null; written: number }>(
        (resolve) => write(fd, rest, (error, written) => resolve({ error, written })),
      )
      if (!error) rest = rest.subarray(written)
      else if (error.code === 'EAGAIN') await delay(BATCH_MILLISECONDS)
      // The server goes on without a reader of its lines.
      else if (error.code === 'EPIPE') isBroken = true
      // A full disk may have space for the next batch.
      else return
    }
  }

  function writeRest(): void {
    let rest = isBroken ? Buffer.alloc(0) : takeWaiting()
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    } catch {
      // The process exits, so there is no time to wait for a reader.
    }
  }
}

/** Opens a terminal so that writing never blocks: a user may pause it, and a process with a blocked thread cannot exit. */
function openNonBlocking(fd: number): number {
  if (!isatty(fd)) return fd
  try {
    return openSync(`/dev/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return fd
  }
}
