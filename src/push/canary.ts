import type { Dial } from './outbound.ts'
import type { Outbox } from './outbox.ts'
import type { Subscriptions } from './subscriptions.ts'

/** The topic, and the callback, of the hub's subscription to itself. No stranger can ask for it, because it is not an http address. */
export const CANARY = 'canary:'

/** How often something is pushed to ourselves. */
export const BEAT_MILLISECONDS = 300_000

/** A canary that was not seen for so long is dead. */
export const DEAD_AFTER_MILLISECONDS = 3 * BEAT_MILLISECONDS

const LEASE_SECONDS = 30 * 86_400

/**
 * Pushes something to ourselves on the way that every delivery takes: through the outbox, a worker and a signature. When it arrived stands in the outbox, where
 * `status` finds it.
 */
export async function beat(outbox: Outbox, subscriptions: Subscriptions, now: number): Promise<void> {
  const digest = `beat ${now}`
  const topic = { digest, contentType: 'text/plain', links: '' }
  const intent = { mode: 'subscribe', topic: CANARY, callback: CANARY, host: CANARY, client: '' } as const
  const own = { ...intent, id: 0, secret: CANARY, leaseSeconds: LEASE_SECONDS, attempts: 0 }
  await subscriptions.confirm(own, { ...topic, digest: '', look: 0 }, now)
  const content = { ...topic, url: CANARY, bytes: new TextEncoder().encode(digest), isForced: true }
  await outbox.record({ at: now, events: [], quiet: [], topics: [content], messagesOf: () => [] })
}

/** Takes deliveries to ourselves, if they are signed, and passes all others on. */
export function withCanary(dial: Dial): Dial {
  return (request) => {
    if (request.url !== CANARY) return dial(request)
    const isSigned = request.headers['X-Hub-Signature']?.startsWith('sha256=') === true
    return Promise.resolve({ status: isSigned ? 204 : 400, body: '' })
  }
}
