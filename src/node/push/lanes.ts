import type { Outbox } from '../../push/outbox.ts'

export interface LanesOptions {
  /** Does some of what is due; resolves to whether there was any. */
  step(): Promise<boolean>
  /** When the next of it is due. */
  nextDue(now: number): ReturnType<Outbox['nextDue']>
  now(): number
  /** Gets the errors of steps, which are tried again. */
  report(error: unknown): void
}

/** Loops that work side by side, and sleep while nothing is due. */
export interface Lanes {
  /** Resolves when they have stopped, and what was under way is finished. */
  run(count: number): Promise<void>
  /** Sleeps until the time is over, or until it is woken. */
  sleep(milliseconds: number): Promise<void>
  isStopped(): boolean
  wake(): void
  stop(): void
}

/** Pages that are worked on at a time, and the deliveries of each. */
export const LANES = 4
export const PAGE_SIZE = 100
export const PER_HOST = 32
/** A commit waits for the disk, so what arrives within this time is committed together: some two commits for each page of a fast host. */
export const SETTLE_MILLISECONDS = 200
/** How long to sleep where nothing is due: a command or another server may have changed that. */
export const MAX_SLEEP_MILLISECONDS = 2000
/** What is due may be in the hands of another, and is not asked for without a pause. */
const MIN_SLEEP_MILLISECONDS = 20

export function createLanes({ step, nextDue, now, report }: LanesOptions): Lanes {
  let isStopped = false
  let wakes = 0
  const wakers = new Set<() => void>()
  return {
    run: (count) => Promise.all(Array.from({ length: count }, runLane)).then(() => {}),
    sleep,
    isStopped: () => isStopped,
    wake,
    stop() {
      isStopped = true
      wake()
    },
  }

  async function runLane(): Promise<void> {
    while (!isStopped) {
      const before = wakes
      try {
        if (await step()) continue
        const due = await nextDue(now())
        if (wakes !== before) continue
        const wait = due === undefined ? MAX_SLEEP_MILLISECONDS : due - now()
        await sleep(Math.min(Math.max(wait, MIN_SLEEP_MILLISECONDS), MAX_SLEEP_MILLISECONDS))
      } catch (error) {
        report(error)
        await sleep(MAX_SLEEP_MILLISECONDS)
      }
    }
  }

  function sleep(milliseconds: number): Promise<void> {
    if (isStopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds).unref()
      wakers.add(done)
      function done() {
        clearTimeout(timer)
        wakers.delete(done)
        resolve()
      }
    })
  }

  function wake(): void {
    wakes++
    for (const waker of [...wakers]) waker()
  }
}
