import type { Dial } from '../outbound.ts'
import type { Wish } from '../subscriptions.ts'

/** What the callback says of a request: it confirms it, denies it, or cannot be asked now. */
export type Verification = { kind: 'confirmed' } | { kind: 'denied' | 'unreachable'; reason: string }

/** Enough for a challenge with white space around it. */
const MAX_ANSWER_BYTES = 1024

/**
 * Asks the callback whether it wants what was requested (WebSub section 5.3): only a 2xx answer whose body is the challenge confirms. The callback's own
 * query stays as it is, also where it has parameters of the same names.
 */
export async function verifyIntent(intent: Wish, challenge: string, dial: Dial): Promise<Verification> {
  const { mode, topic, callback, leaseSeconds } = intent
  const url = withQuery(callback, {
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  })
  try {
    const answer = await dial({ url, method: 'GET', headers: {}, maxBytes: MAX_ANSWER_BYTES })
    const reason = `the callback answered ${answer.status}`
    if (answer.status >= 500 || answer.status === 429) return { kind: 'unreachable', reason }
    if (answer.status < 200 || answer.status > 299) return { kind: 'denied', reason }
    if (answer.body.trim() === challenge) return { kind: 'confirmed' }
    return { kind: 'denied', reason: 'the callback did not answer with the challenge' }
  } catch (error) {
    return { kind: 'unreachable', reason: (error as Error).message }
  }
}

/** Tells the callback that it gets nothing more of a topic (WebSub section 5.2). Resolves to the status of its answer, if one came. */
export async function sendDenial(
  { callback, topic }: { callback: string; topic: string },
  reason: string,
  dial: Dial,
): Promise<number | undefined> {
  const url = withQuery(callback, { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason })
  try {
    return (await dial({ url, method: 'GET', headers: {}, maxBytes: 0 })).status
  } catch {
    return undefined
  }
}

/** Appends parameters to an address, whose own query is not touched. */
function withQuery(url: string, parameters: Record<string, string>): string {
  const query = Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const mark = url.includes('?') ? '&' : '?'
  return `${url}${/[?&]$/.test(url) ? '' : mark}${query}`
}
