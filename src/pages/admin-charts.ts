import type { DayReport } from '../push/overview.ts'
import { countOf, describeSpan } from '../push/words.ts'
import type { Chart } from './charts.ts'

const DAY_MILLISECONDS = 86_400_000

/** How many days the charts show. */
const SHOWN_DAYS = 30

/** The first of the days that the charts show at an instant, such as `2026-01-31` (UTC). */
export function firstDay(now: number): string {
  return dayOf(now - (SHOWN_DAYS - 1) * DAY_MILLISECONDS)
}

/** The charts of the last days. `subscriptions` is the present number: that of today may not be noted yet. */
export function makeCharts(reports: readonly DayReport[], subscriptions: number, now: number): Chart[] {
  const days = Array.from({ length: SHOWN_DAYS }, (_, index) =>
    dayOf(now - (SHOWN_DAYS - 1 - index) * DAY_MILLISECONDS),
  )
  const byDay = Map.groupBy(reports, ({ day }) => day)
  const valuesOf = (read: (reports: readonly DayReport[]) => number | undefined) =>
    days.map((day) => read(byDay.get(day) ?? []))
  const sum = (reports: readonly DayReport[], key: 'delivered' | 'failed' | 'milliseconds') =>
    reports.reduce((total, report) => total + report[key], 0)
  const subscribers = valuesOf((all) => all.find(({ channel }) => channel === 'websub')?.subscriptions)
  subscribers[SHOWN_DAYS - 1] = subscriptions
  const delivered = valuesOf((all) => sum(all, 'delivered'))
  const failed = valuesOf((all) => sum(all, 'failed'))
  const means = valuesOf((all) => {
    const count = sum(all, 'delivered')
    return count === 0 ? undefined : sum(all, 'milliseconds') / count
  })
  const slowest = valuesOf((all) =>
    sum(all, 'delivered') === 0 ? undefined : Math.max(...all.map(({ slowest }) => slowest)),
  )
  const total = (values: readonly (number | undefined)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const earliest = subscribers.find((value) => value !== undefined)!
  const toNumber = (value: number) => value.toLocaleString('en')
  const arrived = total(delivered)
  return [
    {
      title: 'Subscribers',
      summary: `${toNumber(subscriptions)} now, ${toNumber(earliest)} on the first day that is known.`,
      days,
      series: [{ name: 'Subscribers', values: subscribers }],
      form: 'lines',
      format: toNumber,
    },
    {
      title: 'Deliveries',
      summary: `${countOf(arrived, 'delivery', 'deliveries')} arrived in ${SHOWN_DAYS} days, and ${countOf(total(failed), 'attempt')} failed.`,
      days,
      series: [
        { name: 'arrived', values: delivered },
        { name: 'failed attempts', values: failed },
      ],
      form: 'bars',
      format: toNumber,
    },
    {
      title: 'Delay from publication to arrival',
      summary:
        arrived === 0
          ? 'Nothing arrived in these days.'
          : `${describeSpan(weighted(means, delivered))} on average; ${describeSpan(Math.max(...slowest.map((value) => value ?? 0)))} at worst.`,
      days,
      series: [
        { name: 'average', values: means },
        { name: 'slowest', values: slowest },
      ],
      form: 'lines',
      format: describeSpan,
    },
  ]
}

/** The mean of means, each as often as it counts. */
function weighted(means: readonly (number | undefined)[], counts: readonly (number | undefined)[]): number {
  const all = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  return means.reduce<number>((sum, mean, day) => sum + (mean ?? 0) * (counts[day] ?? 0), 0) / all
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
