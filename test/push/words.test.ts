import { describe, expect, it } from 'vitest'
import { describeChannel, describeMoment, describeSpan, describeSubscription } from '../../src/push/words.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')
const MINUTE = 60_000

it.each([
  [0, 'just now'],
  [-90_000, '1 minute ago'],
  [-3 * 3_600_000, '3 hours ago'],
  [5 * MINUTE, 'in 5 minutes'],
  [-70 * 86_400_000, 'on 2025-12-30'],
])('an instant %d ms from now is %s', (distance, words) => {
  expect(describeMoment(NOW + distance, NOW)).toBe(words)
})

it.each([
  [80, '0.1 seconds'],
  [1000, '1 second'],
  [12_000, '12 seconds'],
  [2 * 86_400_000, '2 days'],
])('%d ms are %s', (milliseconds, words) => expect(describeSpan(milliseconds)).toBe(words))

describe('a message to a destination', () => {
  const message = { channel: 'webhook desk', published: NOW - MINUTE, delivered: 0, failed: 0, waiting: 0 }
  it.each([
    [
      { arrived: NOW - 58_000, status: 204 },
      'arrived',
      'arrived 58 seconds ago, after 2 seconds (answered 204)',
    ],
    [{ due: NOW + 4 * MINUTE }, 'waiting', 'waits, and is sent in 4 minutes'],
    [{ due: NOW - 1, error: 'answered 503' }, 'waiting', 'failed: answered 503; tried again at once'],
    [{ error: 'answered 410' }, 'failed', 'failed for good: answered 410'],
  ] as const)('with %j is said in plain words', (more, state, text) => {
    expect(describeChannel({ ...message, ...more }, NOW)).toEqual({ state, text })
  })

  it('a feed says whom it reached, and who is tried again', () => {
    const feed = {
      channel: 'websub https://example.org/',
      published: NOW - MINUTE,
      delivered: 1200,
      failed: 3,
      waiting: 1,
    }
    expect(describeChannel({ ...feed, arrived: NOW - 30_000 }, NOW)).toEqual({
      state: 'waiting',
      text: 'reached 1,200 subscribers, the last 30 seconds ago; 3 attempts failed; 1 subscriber will be tried again',
    })
  })
})

it('a subscription that is given up says so', () => {
  const one = {
    id: 1,
    topic: 't',
    callback: 'c',
    created: 0,
    leaseEnds: NOW + 1,
    hasSecret: true,
    isCurrent: false,
  }
  const failing = {
    ...one,
    failures: 2,
    failedAt: NOW - MINUTE,
    status: 503,
    error: 'the callback answered 503',
  }
  expect(describeSubscription(failing, NOW)).toEqual({
    state: 'failed',
    text: 'failed 2 times, last 1 minute ago: the callback answered 503; not tried again before the next publication',
  })
  expect(describeSubscription({ ...one, failures: 0, isCurrent: true }, NOW).text).toBe('up to date')
})
