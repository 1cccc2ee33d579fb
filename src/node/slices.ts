import { setImmediate } from 'node:timers/promises'

/** How long the work runs before it lets requests through: longer slows requests, shorter slows the work. */
const SLICE_MILLISECONDS = 10

/** Runs the work in slices, between which requests are answered; the work yields wherever it may be interrupted, and promises that it waits for. */
export async function inSlices<T>(work: Generator<Promise<void> | undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MILLISECONDS
    while (performance.now() < end) {
      const { done, value } = work.next()
      if (done) return value
      if (value) await value
    }
    await setImmediate()
  }
}

/** Runs the work to its end, before anything else. */
export function atOnce<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
