import { setTimeout } from 'node:timers/promises'

/** How long to wait for what is to come: a slow machine fails no test. */
const TIMEOUT_MILLISECONDS = 60_000

/** Waits until `check` neither throws nor rejects, and resolves to what it returns; rejects with the last error. Benchmarks, which have no vitest, wait with it, too. */
export async function eventually<T>(check: () => T | Promise<T>, interval = 10): Promise<T> {
  const end = performance.now() + TIMEOUT_MILLISECONDS
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
      await setTimeout(interval)
    }
  }
}
