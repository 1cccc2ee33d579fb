import { expect, it } from 'vitest'
import { nextAttempt } from '../../../src/push/retry.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const HOUR = 3_600_000
const almost = () => 1 - Number.EPSILON / 2

/** The waits before each further attempt, where the answers of chance are `random`. */
function waits(random: () => number): number[] {
  const all: number[] = []
  for (let attempts = 0; ; attempts++) {
    const next = nextAttempt(attempts, NOW, random)
    if (next === undefined) return all
    all.push(next - NOW)
  }
}

it('waits are random from nothing to a delay that grows (full jitter), ten times within about three days', () => {
  expect(waits(() => 0)).toEqual(Array(10).fill(0))
  const longest = waits(almost)
  expect(longest[0]).toBe(5000)
  expect(longest).toEqual([...longest].sort((a, b) => a - b))
  const hours = longest.reduce((sum, wait) => sum + wait, 0) / HOUR
  expect(hours).toBeGreaterThan(72)
  expect(hours).toBeLessThan(80)
  expect(waits(() => 0.25)).toEqual(longest.map((wait) => wait / 4))
})

it.each([
  ['30', 30_000],
  ['Tue, 10 Mar 2026 12:10:00 GMT', 600_000],
  ['999999999', 24 * HOUR],
  ['Tue, 10 Mar 2026 11:00:00 GMT', 0],
  ['soon', 0],
])('a Retry-After of %s is a wait of %d milliseconds at least', (retryAfter, least) => {
  expect(nextAttempt(0, NOW, () => 0, retryAfter)).toBe(NOW + least)
  expect(nextAttempt(9, NOW, almost, retryAfter)).toBe(NOW + 24 * HOUR)
})

it('a Retry-After does not prolong the trying', () => {
  expect(nextAttempt(10, NOW, () => 0, '30')).toBeUndefined()
})
