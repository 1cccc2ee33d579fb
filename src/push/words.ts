import type { EventKind } from './outbox.ts'
import type { ChannelReport, PushStatus } from './overview.ts'
import type { Subscription } from './subscriptions.ts'

const UNITS: readonly [milliseconds: number, one: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
]

/** What happened to an article, after its title: `Hello was corrected`. */
export const EVENT_WORDS: Record<EventKind, string> = {
  released: 'released',
  lifted: 'released when its embargo ended',
  updated: 'corrected',
  withdrawn: 'withdrawn',
  restored: 'published again',
}

/** How something fares, with words for a person. Texts of others stand in it as they came, so that whoever shows it must clean them. */
export interface Wording {
  state: 'arrived' | 'waiting' | 'failed'
  text: string
}

/** A number with its noun: `1 feed`, `2,000 feeds`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** A length of time in its greatest unit, such as `3 minutes`; below ten seconds with a decimal. */
export function describeSpan(milliseconds: number): string {
  if (milliseconds < 10_000) {
    const seconds = Math.max(0, Math.round(milliseconds / 100) / 10)
    return countOf(seconds, 'second')
  }
  const [size, name] = UNITS.find(([size]) => milliseconds >= size)!
  return countOf(Math.floor(milliseconds / size), name)
}

/** An instant as seen from `now`: `3 minutes ago`, `in 2 hours`, or the day (UTC) where it is more than 60 days away. */
export function describeMoment(at: number, now: number): string {
  const distance = Math.abs(at - now)
  if (distance > 60 * 86_400_000) return `on ${new Date(at).toISOString().slice(0, 10)}`
  if (distance < 1000) return at > now ? 'at once' : 'just now'
  const whole = describeSpan(Math.max(distance - (distance % 1000), 1000))
  return at > now ? `in ${whole}` : `${whole} ago`
}

/** When the next attempt is: `at once` where it is due already. */
function describeDue(due: number, now: number): string {
  return due <= now ? 'at once' : describeMoment(due, now)
}

/** How an article, or a version of a feed, went to a channel. */
export function describeChannel(report: ChannelReport, now: number): Wording {
  return report.channel.startsWith('websub ') ? describeFeed(report, now) : describeMessage(report, now)
}

function describeFeed({ delivered, failed, waiting, arrived }: ChannelReport, now: number): Wording {
  const parts = [
    delivered === 0
      ? 'reached nobody yet'
      : `reached ${countOf(delivered, 'subscriber')}${arrived === undefined ? '' : `, the last ${describeMoment(arrived, now)}`}`,
    ...(failed > 0 ? [`${countOf(failed, 'attempt')} failed`] : []),
    ...(waiting > 0 ? [`${countOf(waiting, 'subscriber')} will be tried again`] : []),
  ]
  const state = waiting > 0 ? 'waiting' : delivered > 0 ? 'arrived' : failed > 0 ? 'failed' : 'waiting'
  return { state, text: parts.join('; ') }
}

function describeMessage(report: ChannelReport, now: number): Wording {
  const { published, arrived, status, error, due } = report
  if (arrived !== undefined) {
    const answer = status === undefined ? '' : ` (answered ${status})`
    const after = describeSpan(arrived - published)
    return { state: 'arrived', text: `arrived ${describeMoment(arrived, now)}, after ${after}${answer}` }
  }
  const reason = reasonOf(status, error)
  if (due === undefined) return { state: 'failed', text: `failed for good: ${reason}` }
  if (error === undefined) return { state: 'waiting', text: `waits, and is sent ${describeDue(due, now)}` }
  return { state: 'waiting', text: `failed: ${reason}; tried again ${describeDue(due, now)}` }
}

function reasonOf(status: number | undefined, error: string | undefined): string {
  return error ?? (status === undefined ? 'no answer came' : `answered ${status}`)
}

/** How a subscription fares. */
export function describeSubscription(subscription: Subscription, now: number): Wording {
  const { failures, failedAt, status, error, due, isCurrent } = subscription
  if (failures === 0)
    return isCurrent
      ? { state: 'arrived', text: 'up to date' }
      : { state: 'waiting', text: 'the present version is on its way' }
  const times = failures === 1 ? 'once' : `${failures.toLocaleString('en')} times`
  const last =
    failedAt === undefined ? '' : `, ${failures === 1 ? '' : 'last '}${describeMoment(failedAt, now)}`
  const next =
    due === undefined ? 'not tried again before the next publication' : `tried again ${describeDue(due, now)}`
  const reason = status === undefined && error === undefined ? '' : `: ${reasonOf(status, error)}`
  return { state: due === undefined ? 'failed' : 'waiting', text: `failed ${times}${last}${reason}; ${next}` }
}

/** How push fares as a whole, a sentence each. */
export function describeStatus(status: PushStatus, now: number): string[] {
  const { lastPush, subscriptions, topics, failing, pending, waiting, oldest, pausedHosts } = status
  return [
    lastPush
      ? `The last push went through ${describeMoment(lastPush.at, now)}, in ${describeSpan(lastPush.milliseconds)}.`
      : 'No push has gone through yet.',
    `${countOf(subscriptions, 'subscription')} of ${countOf(topics, 'feed')}${failing > 0 ? `; ${failing.toLocaleString('en')} of them failed last` : ''}.`,
    waiting === 0
      ? 'Nothing waits.'
      : `${countOf(waiting, 'delivery waits', 'deliveries wait')}${oldest === undefined ? '' : `, the oldest published ${describeMoment(oldest, now)}`}.`,
    ...(pending > 0
      ? [`${countOf(pending, 'request waits', 'requests wait')} for the callback to confirm.`]
      : []),
    ...(pausedHosts > 0
      ? [
          `${countOf(pausedHosts, 'host is', 'hosts are')} left alone for a while, because nothing arrives there.`,
        ]
      : []),
  ]
}
