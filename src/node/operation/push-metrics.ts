import type { Counter, Gauge, Registry } from 'prom-client'
import type { Instant } from '../../content/text/dates.ts'
import type { DayReport, PushReadings, PushStatus } from '../../push/overview.ts'

/** The classes of prom-client, which is loaded late. */
interface Classes {
  Counter: typeof Counter
  Gauge: typeof Gauge
}

const SCRAPE_MILLISECONDS = 1000

/** Adds the metrics of push, all of which are read once a scrape from the database; there are none while the site pushes nothing. */
export function addPushMetrics(
  classes: Classes,
  registers: Registry[],
  readNow: () => Promise<PushReadings | undefined>,
  now: () => Instant,
): void {
  let last: { at: Instant; readings: Promise<PushReadings | undefined> } | undefined
  // One scrape asks for each metric.
  const read = () => {
    if (!last || now() - last.at > SCRAPE_MILLISECONDS) last = { at: now(), readings: readNow() }
    return last.readings
  }
  const gauge = (name: string, help: string, valueIn: (status: PushStatus) => number | undefined) =>
    new classes.Gauge({
      name: `wireroom_push_${name}`,
      help,
      registers,
      async collect() {
        this.reset()
        const readings = await read()
        const value = readings && valueIn(readings.status)
        if (value === undefined) this.remove()
        else this.set(value)
      },
    })
  const age = (at: number | undefined) => (at === undefined ? 0 : (now() - at) / 1000)
  gauge('subscriptions', 'Subscriptions of the hub', ({ subscriptions }) => subscriptions)
  gauge('topics', 'Feeds with subscriptions', ({ topics }) => topics)
  gauge('pending_verifications', 'Requests that no callback has confirmed yet', ({ pending }) => pending)
  gauge(
    'waiting_deliveries',
    'Deliveries and messages that wait, failed ones included',
    ({ waiting }) => waiting,
  )
  gauge('oldest_waiting_seconds', 'Age of the oldest of them', ({ oldest }) => age(oldest))
  gauge('failing_subscriptions', 'Subscriptions whose last delivery failed', ({ failing }) => failing)
  gauge(
    'paused_hosts',
    'Hosts on which nothing arrives, so that they are left alone for a while',
    ({ pausedHosts }) => pausedHosts,
  )
  gauge(
    'last_push_timestamp_seconds',
    'When something last arrived on the whole way of a delivery',
    ({ lastPush }) => lastPush && lastPush.at / 1000,
  )
  gauge('last_push_seconds', 'How long that took', ({ lastPush }) => lastPush && lastPush.milliseconds / 1000)
  const counter = (
    name: string,
    help: string,
    labelNames: string[],
    valuesOf: (day: DayReport) => [Record<string, string>, number][],
  ) =>
    new classes.Counter({
      name: `wireroom_push_${name}`,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset()
        for (const day of (await read())?.days ?? [])
          for (const [labels, value] of valuesOf(day)) this.inc(labels, value)
      },
    })
  counter(
    'deliveries_total',
    'Deliveries by channel and result, of the days that are kept',
    ['channel', 'result'],
    (day) => [
      [{ channel: day.channel, result: 'delivered' }, day.delivered],
      [{ channel: day.channel, result: 'failed' }, day.failed],
    ],
  )
  counter(
    'delivery_seconds_total',
    'Seconds from publication to delivery, of all deliveries together',
    ['channel'],
    (day) => [[{ channel: day.channel }, day.milliseconds / 1000]],
  )
}
