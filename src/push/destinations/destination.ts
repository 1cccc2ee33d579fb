import type { OutboundAnswer, OutboundRequest } from '../outbound.ts'
import type { ClaimedMessage, EventKind } from '../outbox.ts'

/** What destinations are told of an article. Texts are plain, addresses absolute; instants are milliseconds since 1970. */
export interface PushedItem {
  id: string
  url: string
  title: string
  summary?: string
  /** Path of the section's folder; empty for the site. */
  section: string
  tags: string[]
  authors: string[]
  /** BCP 47. */
  language: string
  image?: string
  published: number
  updated: number
  /** The addresses of the feeds of the site and its sections that the article is in. */
  feeds: string[]
  /** Present where the article has come from another section. No destination is sent this. */
  moved?: Move
  site: { title: string; url: string }
}

/** Where an article was before. */
export interface Move {
  section: string
  /** Whether nothing but its place has changed. */
  hasSameText: boolean
}

/** A message that an event makes. */
export interface DestinationMessage {
  /** The id of the article, or the address of a feed; what waits for the same is replaced. */
  about: string
  /** What `request` makes its request of, as JSON. */
  body: string
  /** Replaces the kind of the event where the message is not about the article: a ping that a feed has changed is an update. */
  kind?: EventKind
  /** Whether it is only for a destination that has, or may have, got an earlier version of the article. */
  needsEarlier?: boolean
}

/** What an answer means that is not an arrival. */
export interface Rejection {
  /** In a few words, without secrets. */
  error: string
  /** Whether the same message will never arrive, so that it is not tried again. */
  isFinal: boolean
  /** As the header `Retry-After`, where the answer says so in another way. */
  retryAfter?: string
}

/** A place that is told of articles. */
export interface Destination {
  /** Unique among the destinations, such as `webhook desk`; the outbox and the metrics know it by this. */
  name: string
  /** The messages that an event of an article makes: one about the article, or one for each topic, or none where sections or tags leave it out. */
  messagesOf(kind: EventKind, item: PushedItem, topics: readonly string[]): DestinationMessage[]
  /** Whether it is told which topics have changed with the article; they are not looked for otherwise. */
  needsTopics?: boolean
  /** Makes the request of messages of this destination; several go together only where `batch` allows. */
  request(messages: readonly ClaimedMessage[], now: number): Promise<OutboundRequest>
  /** How many messages one request may carry; 1 unless given. */
  batch?: number
  /** How long to wait for more of them; 0 unless given. */
  debounceMilliseconds?: number
  /** Undefined if the message has arrived, or else why not. */
  judge(answer: OutboundAnswer): Rejection | undefined
  /** Texts in requests, and perhaps in errors, that no log, page or person may see; see `hideSecrets`. */
  secrets: readonly string[]
}

/** Which articles a destination is told of; absent for all of them. */
export interface Choice {
  /** Paths of sections, those below them included. */
  sections?: readonly string[]
  /** In lower case. */
  tags?: readonly string[]
}

/**
 * The message about an article for a destination with a choice, or none. A correction and a withdrawal also go to a destination that the article was chosen
 * for before, if that has got it: an edit may take away its tag or move it to another section, and what is withdrawn has no tags.
 */
export function messageAbout(
  { sections, tags }: Choice,
  kind: EventKind,
  item: PushedItem,
  body: object | string,
): DestinationMessage[] {
  const isChosen =
    (sections?.some((path) => isWithin(item.section, path)) ?? true) &&
    (tags?.some((tag) => hasTag(item, tag)) ?? true)
  if (!isChosen && kind !== 'updated' && kind !== 'withdrawn') return []
  const message = { about: item.id, body: JSON.stringify(body) }
  return [isChosen ? message : { ...message, needsEarlier: true }]
}

/** Whether a section is the one of a path, or below it. */
export function isWithin(section: string, path: string): boolean {
  return path === '' || `${section}/`.startsWith(`${path}/`)
}

function hasTag({ tags }: PushedItem, wanted: string): boolean {
  return tags.some((tag) => tag.toLowerCase() === wanted)
}

/** Judges by the status: any 2xx is an arrival, and 410 and what says that the request itself is faulty will not change. */
export function judgeStatus({ status, body }: OutboundAnswer): Rejection | undefined {
  if (status >= 200 && status < 300) return undefined
  const isFinal = [400, 410, 413, 414, 415, 422].includes(status)
  // A page of HTML says nothing in a few words.
  const reason = body.trimStart().startsWith('<') ? '' : body.slice(0, 500).replace(/\s+/g, ' ').trim()
  return { error: `answered ${status}${reason && `: ${reason.slice(0, 200).toWellFormed()}`}`, isFinal }
}

/** The text without the secrets of a destination. */
export function hideSecrets({ secrets }: Destination, text: string): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '(hidden)'), text)
}
