import { vi } from 'vitest'

/** How long to wait for what is to come: a slow machine fails no test. */
const TIMEOUT_MILLISECONDS = 60_000

/** Waits until `check` neither throws nor rejects, and resolves to what it returns. */
export function eventually<T>(check: () => T | Promise<T>, interval = 10): Promise<T> {
  return vi.waitFor(check, { timeout: TIMEOUT_MILLISECONDS, interval })
}
