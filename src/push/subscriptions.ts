/** What a callback is to be asked or told: `denied` is the end of a subscription whose topic is gone, and needs no confirmation. */
export interface Intent {
  id: number
  mode: 'subscribe' | 'unsubscribe' | 'denied'
  topic: string
  callback: string
  host: string
  /** The address that asked. */
  client: string
  secret?: string
  leaseSeconds: number
  attempts: number
}

/** A request to subscribe or unsubscribe that the callback has not confirmed. */
export interface Wish extends Intent {
  mode: 'subscribe' | 'unsubscribe'
}

/** Why the hub refuses a request: too many of one host or client, or too many that wait. */
export type LimitReached = 'host' | 'client' | 'pending'

/** A subscription with how it fares. */
export interface Subscription {
  id: number
  topic: string
  callback: string
  created: number
  leaseEnds: number
  hasSecret: boolean
  /** Failed deliveries since the last that arrived. */
  failures: number
  failedAt?: number
  status?: number
  error?: string
  /** When the next attempt is due. */
  due?: number
  /** Whether the present version of the topic has arrived. */
  isCurrent: boolean
}

/** The subscriptions of the hub, and the requests that change them. Filled by SQLite and PostgreSQL. */
export interface Subscriptions {
  /** Keeps a request until it is verified; a later one for the same topic and callback replaces it. */
  request(intent: Omit<Wish, 'id' | 'attempts'>, now: number): Promise<LimitReached | undefined>
  /** Claims requests whose callback is to be asked or told. `owner` names the server, where several share the store. */
  claimIntents(now: number, limit: number, owner?: string): Promise<Intent[]>
  /** Carries out a request that the callback has confirmed; `baseline` is what a new topic has now, which no one is sent. */
  confirm(intent: Intent, baseline: Baseline | undefined, now: number): Promise<void>
  /** Drops a request, or tries it again when it is `due`; a subscription stays as it was. */
  reject(intent: Intent, due: number | undefined): Promise<void>
  /** Has the subscribers told, and their subscriptions ended, of topics that have been gone for a day. */
  denyGone(now: number): Promise<void>
  /** Ends a subscription. */
  end(id: number): Promise<void>
  list(now: number): Promise<Subscription[]>
  /** Tries every failed delivery now, or those of one callback; resolves to their number. */
  retry(callback: string | undefined, now: number): Promise<number>
}

/** What a topic has before its first distribution. */
export interface Baseline {
  digest: string
  contentType: string
  links: string
  /** The number of the look that saw it. */
  look: number
}
