import { Counter, Gauge, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { addPushMetrics } from '../../../src/node/operation/push-metrics.ts'
import type { PushReadings } from '../../../src/push/overview.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const STATUS = { subscriptions: 7, topics: 2, pending: 1, waiting: 4, failing: 3, pausedHosts: 1 }
const day = { milliseconds: 5000, slowest: 900, subscriptions: 7 }
const DAYS = [
  { ...day, day: '2026-03-09', channel: 'websub', delivered: 10, failed: 2 },
  { ...day, day: '2026-03-10', channel: 'websub', delivered: 5, failed: 1 },
  { ...day, day: '2026-03-10', channel: 'webhook "desk"', delivered: 1, failed: 0 },
]

/** The metrics of push at `clock.now`, and how often they were read from the database. */
function open(readings: PushReadings | undefined) {
  const registry = new Registry()
  const clock = { now: NOW }
  const reads = { count: 0 }
  const readNow = async () => {
    reads.count++
    return readings
  }
  addPushMetrics({ Counter, Gauge }, [registry], readNow, () => clock.now)
  const scrape = async () =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return { scrape, clock, reads }
}

it('the metrics of push have what the database says, read once for each scrape', async () => {
  const { scrape, clock, reads } = open({
    status: { ...STATUS, oldest: NOW - 90_000, lastPush: { at: NOW - 30_000, milliseconds: 250 } },
    days: DAYS,
  })
  const samples = [
    'wireroom_push_subscriptions 7',
    'wireroom_push_topics 2',
    'wireroom_push_pending_verifications 1',
    'wireroom_push_waiting_deliveries 4',
    'wireroom_push_oldest_waiting_seconds 90',
    'wireroom_push_failing_subscriptions 3',
    'wireroom_push_paused_hosts 1',
    `wireroom_push_last_push_timestamp_seconds ${NOW / 1000 - 30}`,
    'wireroom_push_last_push_seconds 0.25',
    'wireroom_push_deliveries_total{channel="websub",result="delivered"} 15',
    'wireroom_push_deliveries_total{channel="websub",result="failed"} 3',
    'wireroom_push_deliveries_total{channel="webhook \\"desk\\"",result="delivered"} 1',
    'wireroom_push_deliveries_total{channel="webhook \\"desk\\"",result="failed"} 0',
    'wireroom_push_delivery_seconds_total{channel="websub"} 10',
    'wireroom_push_delivery_seconds_total{channel="webhook \\"desk\\""} 5',
  ]
  expect(await scrape()).toEqual(samples)
  expect(reads.count).toBe(1)
  clock.now += 60_000
  expect(await scrape()).toContain('wireroom_push_oldest_waiting_seconds 150')
  expect(reads.count).toBe(2)
})

it('there is no figure of a push that has not gone through yet, nor of a site that pushes nothing', async () => {
  const samples = await open({ status: STATUS, days: [] }).scrape()
  expect(samples.filter((line) => line.includes('last_push'))).toEqual([])
  expect(samples).toContain('wireroom_push_oldest_waiting_seconds 0')
  expect(await open(undefined).scrape()).toEqual([])
})
