import { type Destination, judgeStatus } from './destination.ts'

/** Feeds in one ping. */
const MAX_FEEDS = 50
/** A publication of several articles changes the same feeds. */
const DEBOUNCE_MILLISECONDS = 1000

/** Makes a destination that pings a WebSub hub of others: it then fetches the feeds that have changed, and distributes them. */
export function createOutsideHub(hub: string): Destination {
  return {
    name: `hub ${hub.replace(/^https?:\/\//, '').replace(/\/$/, '')}`,
    secrets: [],
    batch: MAX_FEEDS,
    debounceMilliseconds: DEBOUNCE_MILLISECONDS,
    judge: judgeStatus,
    // Whatever happened to the article, its feeds were updated.
    messagesOf: (_kind, _item, topics) =>
      [...new Set(topics)].map((topic) => ({ about: topic, body: JSON.stringify(topic), kind: 'updated' })),
    needsTopics: true,
    request: async (messages) => {
      const feeds = new Set(messages.map(({ body }) => JSON.parse(body) as string))
      const form = new URLSearchParams({ 'hub.mode': 'publish' })
      for (const feed of feeds) form.append('hub.url', feed)
      return {
        url: hub,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        maxBytes: 1000,
      }
    },
  }
}
