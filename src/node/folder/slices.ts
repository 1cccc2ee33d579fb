import { setImmediate } from 'node:timers/promises'

/** Long enough for the work to get on, short enough for a request not to notice that it waits. */
const SLICE_MILLISECONDS = 10

/** Does work in slices, between which requests are answered; the work yields wherever it may be interrupted. */
export async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MILLISECONDS
    while (performance.now() < end) {
      const { done, value } = work.next()
      if (done) return value
    }
    await setImmediate()
  }
}
