import { createSubscribers } from '../../../src/node/operation/subscribers.ts'

export const NOW = Date.UTC(2026, 2, 1, 12)

/** Subscribers of two feeds, as counted at `NOW`. */
export function counted() {
  const subscribers = createSubscribers(() => 'salt')
  const note = (path: string, address: string, userAgent = 'Reader/1.0') =>
    subscribers.note({ path, address, userAgent }, NOW)
  note('news/feed.xml', 'a')
  note('feed.json', 'a')
  note('feed.json', 'b')
  note('feed.json', 'c', 'Feedly/1.0 (x; 70 subscribers)')
  note('feed.json', 'c', 'Feedbin feed-id:12 - 9 subscribers')
  return subscribers
}
