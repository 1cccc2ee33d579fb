import type { Dial } from '../outbound.ts'
import type { Delivery, Outcome, Page } from '../outbox.ts'
import { nextAttempt } from '../retry.ts'
import type { Sign } from './signature.ts'

/** What a delivery needs beside its page. */
export interface DeliveryContext {
  dial: Dial
  signerOf(secret: string): Promise<Sign>
  now(): number
  /** From 0 to below 1. */
  random(): number
}

/**
 * Sends the bytes of a topic to one subscription (WebSub section 7): exactly these bytes, with the content type and the links that discovery gives, signed
 * where there is a secret. Any answer but 2xx is a failure; 410 ends the subscription.
 */
export async function deliver(
  { contentType, links }: Page,
  bytes: Uint8Array<ArrayBuffer>,
  delivery: Delivery,
  { dial, signerOf, now, random }: DeliveryContext,
): Promise<Outcome> {
  const { callback: url, secret, attempts } = delivery
  try {
    const sign = secret === undefined ? undefined : await signerOf(secret)
    const headers = {
      'Content-Type': contentType,
      Link: links,
      ...(sign && { 'X-Hub-Signature': await sign(bytes) }),
    }
    const { status, retryAfter } = await dial({ url, method: 'POST', headers, body: bytes, maxBytes: 0 })
    if (status >= 200 && status <= 299) return { delivery, result: 'delivered', status }
    if (status === 410) return { delivery, result: 'ended', status }
    const due = nextAttempt(attempts, now(), random, retryAfter)
    return { delivery, result: 'failed', status, error: `the callback answered ${status}`, due }
  } catch (error) {
    const due = nextAttempt(attempts, now(), random)
    return { delivery, result: 'failed', error: (error as Error).message, due }
  }
}
