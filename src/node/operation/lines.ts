import { constants, openSync, write, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'

/** Lines of text on their way to a file or a pipe. */
export interface Lines {
  /** `line` ends with a line feed. Costs next to nothing: lines are written in batches, later. */
  write(line: string): void
  /** Resolves when all is written, or in a second where nobody takes it. */
  flush(): Promise<void>
}

/** For how long lines may wait, so that many are written at once. */
const BATCH_MILLISECONDS = 100
/** Where whoever reads the lines does not keep up, lines are lost rather than memory. */
const MAX_WAITING_CHARACTERS = 4_194_304
const FLUSH_MILLISECONDS = 1000

/** Writes to a file descriptor. Lines that wait when the process ends are written then, whatever ends it but a kill. */
export function createLines(descriptor: number): Lines {
  const fd = openPatiently(descriptor)
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
    // What comes in the meantime goes with the next batch.
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
      // That nobody reads the lines is no reason to stop serving.
      else if (error.code === 'EPIPE') isBroken = true
      // A disk that is full may have space for the next ones.
      else return
    }
  }

  function writeRest(): void {
    let rest = isBroken ? Buffer.alloc(0) : takeWaiting()
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    } catch {
      // Nobody takes them, and there is no time left to wait.
    }
  }
}

/** A process with a thread that waits for a terminal cannot end, and a terminal may be held up for as long as it likes. */
function openPatiently(fd: number): number {
  if (!isatty(fd)) return fd
  try {
    return openSync(`/dev/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return fd
  }
}
