import type {
  ClaimedMessage,
  EventKind,
  LedgerEntry,
  Message,
  Outcome,
  Page,
  PushEvent,
  TopicContent,
} from '../../../src/push/outbox.ts'
import type { PushStore } from '../../../src/push/store/store.ts'
import type { SubscriptionLimits } from '../../../src/push/store/subscriptions.ts'
import type { Wish } from '../../../src/push/subscriptions.ts'

/** Opens an empty store. */
export type OpenStore = (limits?: SubscriptionLimits) => Promise<PushStore>

export const TOPIC = 'https://blog.example/feed.xml'
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** The lease of a page, and what all tests call now. */
export const LEASE = 2 * MINUTE
export const T0 = Date.UTC(2026, 0, 31, 12)

export function makeEntry(id: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const url = `https://blog.example/${id}`
  return {
    id,
    path: `${id}.md`,
    hash: `hash of ${id}`,
    title: id,
    url,
    released: T0 - DAY,
    updated: T0 - DAY,
    ...more,
  }
}

export function makeEvent(
  id: string,
  kind: EventKind = 'released',
  more: Partial<LedgerEntry> = {},
): PushEvent {
  const entry = makeEntry(id, kind === 'withdrawn' ? { withdrawn: T0, ...more } : more)
  return { kind, entry }
}

export function makeContent(version: number | string, url = TOPIC): TopicContent {
  const bytes = new TextEncoder().encode(`<feed>${version}</feed>`)
  return {
    url,
    bytes,
    digest: `digest ${version}`,
    contentType: 'application/rss+xml; charset=utf-8',
    links: '<https://blog.example/hub>; rel="hub"',
  }
}

export function makeIntent(
  callback = 'https://reader.example/1',
  more: Partial<Wish> = {},
): Omit<Wish, 'id' | 'attempts'> {
  const { host } = new URL(callback)
  return {
    mode: 'subscribe',
    topic: TOPIC,
    callback,
    host,
    client: '198.51.100.1',
    leaseSeconds: 864_000,
    ...more,
  }
}

/** Subscribes a callback as a worker does, once it has confirmed. */
export async function subscribe(
  { outbox, subscriptions }: PushStore,
  callback: string,
  now = T0,
  more: Partial<Wish> = {},
): Promise<void> {
  const intent = { ...makeIntent(callback, more), id: 0, attempts: 0 }
  const { number } = await outbox.lastLook()
  const { digest, contentType, links } = makeContent('before', intent.topic)
  await subscriptions.confirm(intent, { digest, contentType, links, look: number }, now)
}

export async function subscribeMany(store: PushStore, count: number, now = T0): Promise<void> {
  for (let n = 1; n <= count; n++) await subscribe(store, `https://reader.example/${n}`, now)
}

/** Publishes a version of the topics by an event of its own. */
export async function publish(
  { outbox }: PushStore,
  version: number | string,
  now = T0,
  urls: readonly string[] = [TOPIC],
): Promise<PushEvent[]> {
  const events = [makeEvent(`article ${version}`)]
  const topics = urls.map((url) => makeContent(version, url))
  return outbox.record({ at: now, events, quiet: [], topics, messagesOf: () => [] })
}

/** Records an event of an article with its message to a destination. */
export async function announce(
  { outbox }: PushStore,
  event: PushEvent,
  now = T0,
  messages: readonly Message[] = [makeMessage(event)],
): Promise<PushEvent[]> {
  return outbox.record({ at: now, events: [event], quiet: [], topics: [], messagesOf: () => messages })
}

export function makeMessage({ kind, entry }: PushEvent, destination = 'webhook desk'): Message {
  return { destination, article: entry.id, kind, body: JSON.stringify({ kind, hash: entry.hash }) }
}

/** The outcomes of all deliveries of a page. */
export function outcomesOf(
  { deliveries }: Page,
  result: Outcome['result'] = 'delivered',
  more: Partial<Outcome> = {},
): Outcome[] {
  return deliveries.map((delivery) => ({
    delivery,
    result,
    status: result === 'delivered' ? 204 : 500,
    ...more,
  }))
}

/** Claims and delivers all that is due; resolves to the callbacks in the order of their deliveries. */
export async function deliverAll({ outbox }: PushStore, now: number, limit = 45): Promise<string[]> {
  const callbacks: string[] = []
  for (;;) {
    const page = await outbox.claim(now, 'worker', limit)
    if (!page) return callbacks
    callbacks.push(...page.deliveries.map(({ callback }) => callback))
    await outbox.settle(page, outcomesOf(page), now)
  }
}

/** Claims one page, which must be there. */
export async function claimPage(
  { outbox }: PushStore,
  now = T0,
  limit = 45,
  owner = 'worker',
): Promise<Page> {
  const page = await outbox.claim(now, owner, limit)
  if (!page) throw new Error('Nothing is due.')
  return page
}

export function callbacksOf(page: Page | undefined): string[] {
  return page?.deliveries.map(({ callback }) => callback) ?? []
}

export function kindsOf(messages: readonly ClaimedMessage[]): EventKind[] {
  return messages.map(({ kind }) => kind)
}
