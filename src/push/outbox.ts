/** An article as subscribers know it. Instants are milliseconds since 1970, here and everywhere in push/. */
export interface LedgerEntry {
  id: string
  path: string
  /** Changes with everything that subscribers get of the article. */
  hash: string
  /** Plain text. */
  title: string
  url: string
  /** Its tags, authors and language, by which the publication finds its feeds; absent where an earlier version wrote the entry. */
  facets?: readonly string[]
  released: number
  updated: number
  /** When it was taken back; absent while it is public. */
  withdrawn?: number
}

/** `lifted` is a release whose embargo ended, `restored` one of an article that was withdrawn. */
export type EventKind = 'released' | 'lifted' | 'updated' | 'withdrawn' | 'restored'

/** What happened to an article. */
export interface PushEvent {
  kind: EventKind
  entry: LedgerEntry
  /** What the ledger said of it; absent for its first release. */
  before?: LedgerEntry
}

/** A feed, or a list of feeds, as its subscribers get it. */
export interface TopicContent {
  url: string
  /** The digest of the bytes. */
  digest: string
  contentType: string
  /** The value of the `Link` header that discovery gives. */
  links: string
  bytes: Uint8Array
  /** Distributes it although no article has changed. */
  isForced?: boolean
}

/** Something to send to a destination. It replaces what waits for the same article: a release that is corrected before it was sent is sent once. */
export interface Message {
  destination: string
  /** The id of the article, or the address of the topic. */
  article: string
  kind: EventKind
  /** What the destination makes its request of, as JSON. */
  body: string
  /** How long to wait for other messages that can go with it. */
  delayMilliseconds?: number
  /** Sends it only where the destination has, or may have, got an earlier version of the article. */
  needsEarlier?: boolean
}

/** What a look at the publication found. */
export interface Look {
  at: number
  events: readonly PushEvent[]
  /** Entries to write into the ledger without telling anybody. */
  quiet: readonly LedgerEntry[]
  /** The present content of the topics that have subscriptions. */
  topics: readonly TopicContent[]
  /** Makes the messages of the events that no other server has announced. */
  messagesOf(events: readonly PushEvent[]): readonly Message[]
}

/** A topic that is not there any more. */
export interface GoneTopic {
  url: string
  /** How many have not ended. */
  subscriptions: number
}

/** A delivery to a subscription. */
export interface Delivery {
  subscription: number
  callback: string
  host: string
  secret?: string
  /** How often it was tried for this version of the topic. */
  attempts: number
  /** Failed deliveries since the last that arrived. */
  failures: number
}

/** Deliveries of one topic that a worker has claimed. Each must be settled before `leasedUntil`, or another worker makes it again. */
export interface Page {
  id: number
  topic: string
  /** Counts the versions of the topic. */
  sequence: number
  published: number
  digest: string
  contentType: string
  links: string
  deliveries: readonly Delivery[]
}

/** What became of a delivery. */
export interface Outcome {
  delivery: Delivery
  /** `ended`: the subscriber wants no more. */
  result: 'delivered' | 'failed' | 'ended'
  /** The HTTP status; absent where no answer came. */
  status?: number
  error?: string
  /** When to try again; absent where trying ends until the next publication. */
  due?: number
}

/** A message that a worker has claimed. */
export interface ClaimedMessage extends Message {
  id: number
  attempts: number
  created: number
}

/** What became of a message. */
export interface MessageOutcome {
  id: number
  result: 'delivered' | 'failed'
  status?: number
  error?: string
  due?: number
}

/** `deliveries` of topics, and `requests`: messages and verifications. A worker that does one kind need not wake for the other. */
export type Work = 'deliveries' | 'requests'

/** What must be sent, so that it survives the end of the process at any moment. Filled by SQLite and PostgreSQL. */
export interface Outbox {
  /** All that was published, by id; undefined before the first look, which announces nothing. */
  ledger(): Promise<Map<string, LedgerEntry> | undefined>
  /** Starts the ledger with what is public now. */
  begin(entries: readonly LedgerEntry[], at: number): Promise<void>
  /** The topics with subscriptions. A stale one was subscribed to while a look was recorded: look again, with its content and without events. */
  topics(): Promise<{ url: string; isStale: boolean }[]>
  /** Notes which topics are gone since when, and that all others are there. Resolves to those with subscriptions that were there before. */
  noteGone(topics: readonly string[], now: number): Promise<GoneTopic[]>
  /** The number of the last look that had events, and when the last of all was. Read it before what a topic has is rendered for `confirm`. */
  lastLook(): Promise<{ number: number; at: number }>
  /**
   * Writes, in one transaction, the events into the ledger and whatever must be sent because of them. Returns the events that are new: another server
   * may have announced them. A later version of a topic replaces what is not yet delivered of the one before.
   */
  record(look: Look): Promise<PushEvent[]>
  /** Claims deliveries of one topic, at most `limit`; undefined if none is due. `owner` names the worker. */
  claim(now: number, owner: string, limit: number): Promise<Page | undefined>
  /** The bytes of a topic; undefined if they are no longer those of the digest. */
  content(topic: string, digest: string): Promise<Uint8Array | undefined>
  /** Gives up a page whose topic has a later version by now, which goes to all of its members. */
  abandon(page: Page): Promise<void>
  /** Settles some deliveries of a page. */
  settle(page: Page, outcomes: readonly Outcome[], now: number): Promise<void>
  /** Claims messages to destinations. `owner` names the server, where several share the store. */
  claimMessages(now: number, limit: number, owner?: string): Promise<ClaimedMessage[]>
  settleMessages(outcomes: readonly MessageOutcome[], now: number): Promise<void>
  /** When the next delivery, message or verification is due, or only the next of that kind of work; undefined if nothing waits. */
  nextDue(now: number, work?: Work): Promise<number | undefined>
  /** Says that a server is there, where several share the store. Resolves to how often each has said so. */
  signal(owner: string): Promise<Map<string, number>>
  /** Gives back at once all that a server had claimed that is not there any more, and forgets it. */
  bury(owner: string, now: number): Promise<void>
  /** Gives back at once the pages that an owner that has ended had claimed, or whatever anybody had. */
  release(owner: string | undefined, now: number): Promise<void>
  /** Removes what nobody looks at any more. */
  prune(now: number): Promise<void>
}
