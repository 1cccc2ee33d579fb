const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The longest wait before each further attempt: some three days in all, as Standard Webhooks proposes. */
const DELAYS = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** The longest wait that a `Retry-After` may ask for. */
const MAX_WAIT = 24 * HOUR

/**
 * When to try again after the attempt of number `attempts` (0 for the first), or undefined where trying has ended. The wait is random between nothing and the
 * delay (full jitter), and never shorter than what the answer asked for.
 */
export function nextAttempt(
  attempts: number,
  now: number,
  random: () => number,
  retryAfter?: string,
): number | undefined {
  const delay = DELAYS[attempts]
  if (delay === undefined) return undefined
  return now + Math.ceil(Math.max(random() * delay, readRetryAfter(retryAfter, now) ?? 0))
}

/** The wait that a `Retry-After` asks for, in milliseconds (RFC 9110 10.2.3: seconds or a date). */
export function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const wait = /^\d+$/.test(text.trim()) ? Number(text) * SECOND : Date.parse(text) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT)
}
