import type { LimitReached, Subscriptions, Wish } from '../subscriptions.ts'

export interface HubOptions {
  subscriptions: Subscriptions
  /** The address under which a topic is known, in any spelling that leads to it; undefined for what is not a topic here. */
  findTopic(url: string): Promise<string | undefined>
  /** Judges a callback; the reason is a sentence for whoever gave it. */
  checkCallback(text: string): { kind: 'ok'; url: string; host: string } | { kind: 'refused'; reason: string }
  /** Called when a request waits to be verified. */
  wake(): void
  /** Looks at the publication again. */
  look(): void
  now(): number
}

/** The answer to a request: a status with a text for a person. */
export interface HubAnswer {
  status: 202 | 204 | 400 | 404 | 429
  text: string
  retryAfterSeconds?: number
}

/** A WebSub hub for our own topics. */
export interface Hub {
  /** Answers a POST; `client` is the address that sent it. Verification follows later and never changes the answer (WebSub section 5.1). */
  post(form: URLSearchParams, client: string): Promise<HubAnswer>
}

/** How long a subscription lasts: ten days unless asked for otherwise (WebSub section 5.1). */
const LEASE_SECONDS = { least: 300, usual: 864_000, most: 2_592_000 }

/** WebSub section 5.1: below 200 bytes. */
const MAX_SECRET_BYTES = 199
const MAX_URL_LENGTH = 2048
/** A ping may name several topics. */
const MAX_TOPICS = 100

const REFUSALS: Record<LimitReached, string> = {
  host: 'There are too many subscriptions of this host.',
  client: 'There are too many requests from this address.',
  pending: 'There are too many requests that wait. Try again later.',
}

export function createHub({ subscriptions, findTopic, checkCallback, wake, look, now }: HubOptions): Hub {
  return {
    async post(form, client) {
      const mode = form.get('hub.mode')
      if (mode === 'subscribe' || mode === 'unsubscribe') return request(mode, form, client)
      if (mode === 'publish') return publish(form)
      return refuse('hub.mode must be subscribe, unsubscribe or publish.')
    },
  }

  async function request(mode: Wish['mode'], form: URLSearchParams, client: string): Promise<HubAnswer> {
    const [written, text] = [form.get('hub.topic') ?? '', form.get('hub.callback') ?? '']
    if (written === '') return refuse('hub.topic is missing: the address of a feed.')
    if (text === '') return refuse('hub.callback is missing: the address that gets the feed.')
    if (written.length > MAX_URL_LENGTH)
      return refuse(`hub.topic has more than ${MAX_URL_LENGTH} characters.`)
    const callback = checkCallback(text)
    if (callback.kind === 'refused') return refuse(`hub.callback is refused. ${callback.reason}`)
    const topic = await findTopic(written)
    // A feed that has gone can still be unsubscribed from.
    if (topic === undefined && mode === 'subscribe')
      return { status: 404, text: 'hub.topic is not a feed of this publication.' }
    const secret = (mode === 'subscribe' && form.get('hub.secret')) || undefined
    if (secret !== undefined && new TextEncoder().encode(secret).byteLength > MAX_SECRET_BYTES)
      return refuse('hub.secret must have less than 200 bytes.')
    // A lease means nothing where a subscription ends.
    const leaseSeconds =
      mode === 'subscribe' ? readLease(form.get('hub.lease_seconds') ?? '') : LEASE_SECONDS.usual
    if (leaseSeconds === undefined) return refuse('hub.lease_seconds must be a positive number of seconds.')
    const { url, host } = callback
    const intent = { mode, topic: topic ?? written, callback: url, host, client, secret, leaseSeconds }
    const refusal = await subscriptions.request(intent, now())
    if (refusal) return { status: 429, text: REFUSALS[refusal], retryAfterSeconds: 3600 }
    wake()
    return { status: 202, text: 'Accepted. The callback will be asked to confirm.' }
  }

  /** A ping says nothing that we do not know better, so it only makes us look at our own content. */
  async function publish(form: URLSearchParams): Promise<HubAnswer> {
    const named = [...form.getAll('hub.url'), ...form.getAll('hub.topic')].filter((url) => url !== '')
    if (named.length === 0) return refuse('hub.url is missing: the address of a feed that has changed.')
    if (named.length > MAX_TOPICS) return refuse(`A ping may name ${MAX_TOPICS} feeds.`)
    const topics = await Promise.all(named.map(findTopic))
    if (topics.includes(undefined)) return { status: 404, text: 'hub.url is not a feed of this publication.' }
    look()
    return { status: 204, text: '' }
  }
}

function refuse(text: string): HubAnswer {
  return { status: 400, text }
}

/** The lease to grant: an empty one counts as absent, and others are brought within bounds; undefined for what is not a positive number. */
function readLease(text: string): number | undefined {
  if (text.trim() === '') return LEASE_SECONDS.usual
  if (!/^\d+$/.test(text.trim()) || Number(text) === 0) return undefined
  return Math.min(Math.max(Number(text), LEASE_SECONDS.least), LEASE_SECONDS.most)
}
