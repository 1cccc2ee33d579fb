import { describe, expect, it } from 'vitest'
import { pushHealth } from '../../src/http/health.ts'
import type { PushStatus } from '../../src/push/overview.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const MINUTE = 60_000
const counts = { subscriptions: 3, topics: 2, pending: 0, waiting: 1, failing: 1, pausedHosts: 0 }
const statusOf = (lastPush?: PushStatus['lastPush']): PushStatus => ({
  ...counts,
  oldest: NOW - MINUTE,
  ...(lastPush && { lastPush }),
})

describe('the health of push', () => {
  it('says when something last went the whole way of a delivery, and how long that took', () => {
    const { isDead, forAll, forInsiders } = pushHealth(statusOf({ at: NOW - MINUTE, milliseconds: 250 }), NOW)
    expect(isDead).toBe(false)
    expect(forAll).toEqual({ status: 'ok', lastPush: '2026-03-10T11:59:00.000Z', seconds: 0.25 })
    expect(forInsiders).toEqual({ ...counts, oldest: '2026-03-10T11:59:00.000Z' })
  })

  it('is starting before that', () => {
    expect(pushHealth(statusOf(), NOW)).toMatchObject({ isDead: false, forAll: { status: 'starting' } })
  })

  it.each([
    [15, false],
    [15.1, true],
    [60 * 24, true],
  ])('is dead after minutes without: %d, %s', (minutes, isDead) => {
    const { forAll, ...rest } = pushHealth(statusOf({ at: NOW - minutes * MINUTE, milliseconds: 1 }), NOW)
    expect([rest.isDead, forAll]).toMatchObject([isDead, { status: isDead ? 'dead' : 'ok' }])
  })
})
