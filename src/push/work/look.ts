import type { Destination, PushedItem } from '../destinations/destination.ts'
import { compareLedger, hasMoved, keepThroughSetBack } from '../ledger.ts'
import type { GoneTopic, LedgerEntry, Message, Outbox, PushEvent, TopicContent } from '../outbox.ts'

/** What push asks of the publication. */
export interface Published {
  /** The articles that are public at an instant, and those that were taken back. */
  entries(now: number): Promise<readonly LedgerEntry[]>
  /** The address under which a topic is known; undefined where there is nothing, or nothing that is a topic. */
  findTopic(url: string, now: number): Promise<string | undefined>
  /** What a topic has; undefined where there is nothing any more. */
  content(topic: string, now: number): Promise<TopicContent | undefined>
  /** What destinations are told of an article, and where it was `before`; of one that is withdrawn or gone, no more than the ledger says. */
  item(entry: LedgerEntry, now: number, before?: LedgerEntry): Promise<PushedItem>
  /** The addresses of the topics that have the article, and of those that had it `before`, also where they are gone with it. */
  topics(entry: LedgerEntry, now: number, before?: LedgerEntry): Promise<string[]>
}

export interface LookerOptions {
  outbox: Outbox
  published: Published
  destinations(): readonly Destination[]
  now(): number
  /** Called when something was recorded that must be sent. */
  wake(): void
  log(line: string): void
}

/** Compares the publication with the ledger, and records what must be sent. */
export interface Looker {
  /** Looks once; calls during a look make one more after it. Resolves to the events of the last look. */
  look(): Promise<readonly PushEvent[]>
}

/** At most so many renamed articles, or feeds that are gone, are named in the log. */
const MAX_NAMED = 3

export function createLooker(options: LookerOptions): Looker {
  const { outbox, published, now, wake, log } = options
  /** What this server last saw. Another server may have recorded more, which ours has not got yet. */
  let seen: Map<string, LedgerEntry> | undefined
  /** The latest time of a look: the clock may have been set back since. */
  let since = 0
  let looking: Promise<readonly PushEvent[]> | undefined
  let next: Promise<readonly PushEvent[]> | undefined
  return { look }

  function look(): Promise<readonly PushEvent[]> {
    if (!looking) {
      looking = lookOnce().finally(() => {
        looking = undefined
      })
      return looking
    }
    next ??= looking
      .catch(() => {})
      .then(() => {
        next = undefined
        return look()
      })
    return next
  }

  async function lookOnce(): Promise<readonly PushEvent[]> {
    const at = now()
    let entries = await published.entries(at)
    if (!seen) {
      seen = await outbox.ledger()
      since = (await outbox.lastLook()).at
    }
    if (!seen) {
      await outbox.begin(entries, at)
      seen = toMap(entries)
      since = at
      return []
    }
    if (at < since) entries = keepThroughSetBack(seen, entries, await published.entries(since))
    const { events, renamed, completed } = compareLedger(seen, entries, since, at)
    const quiet = [...renamed.flatMap(({ before, now }) => [{ ...before, withdrawn: at }, now]), ...completed]
    const isNews = events.length + quiet.length > 0
    const recorded = isNews ? await record(events, quiet, false, at) : []
    for (const { entry } of [...events, ...quiet.map((entry) => ({ entry }))]) seen.set(entry.id, entry)
    since = Math.max(since, at)
    if (renamed.length > 0) log(describeRenamed(renamed))
    const gone = await outbox.noteGone(await findGone(at), at)
    if (gone.length > 0) log(describeGone(gone))
    // Topics that were subscribed to meanwhile.
    const hasStale = (await outbox.topics()).some(({ isStale }) => isStale)
    if (hasStale) await record([], [], true, at)
    if (hasStale || recorded.length > 0) wake()
    return recorded
  }

  async function findGone(at: number): Promise<string[]> {
    const gone: string[] = []
    for (const { url } of await outbox.topics()) if (!(await published.findTopic(url, at))) gone.push(url)
    return gone
  }

  async function record(
    events: readonly PushEvent[],
    quiet: readonly LedgerEntry[],
    onlyStale: boolean,
    at: number,
  ): Promise<PushEvent[]> {
    const topics: TopicContent[] = []
    for (const { url, isStale } of await outbox.topics()) {
      const content = onlyStale && !isStale ? undefined : await published.content(url, at)
      if (content) topics.push(content)
    }
    const messages = new Map<PushEvent, Message[]>()
    for (const event of events) messages.set(event, await messagesOf(event, at))
    return outbox.record({
      at,
      events,
      quiet,
      topics,
      messagesOf: (fresh) => onceEach(fresh.flatMap((event) => messages.get(event) ?? [])),
    })
  }

  async function messagesOf({ kind, entry, before }: PushEvent, at: number): Promise<Message[]> {
    const destinations = options.destinations()
    if (destinations.length === 0) return []
    const isMove = kind === 'updated' && before !== undefined && hasMoved(before, entry)
    const item = await published.item(entry, at, isMove ? before : undefined)
    const needsTopics = destinations.some((destination) => destination.needsTopics)
    const topics = needsTopics ? await published.topics(entry, at, before) : []
    return destinations.flatMap((destination) =>
      destination
        .messagesOf(kind, item, topics)
        .map(({ about, body, kind: ownKind = kind, needsEarlier }) => ({
          destination: destination.name,
          article: about,
          kind: ownKind,
          body,
          delayMilliseconds: destination.debounceMilliseconds,
          needsEarlier,
        })),
    )
  }
}

/** Leaves out pings of a topic that a later event makes, too: many articles change the same feeds. */
function onceEach(messages: readonly Message[]): Message[] {
  const last = new Map(messages.map((message) => [JSON.stringify(message), message]))
  return [...last.values()]
}

function toMap(entries: readonly LedgerEntry[]): Map<string, LedgerEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]))
}

function describeRenamed(renamed: readonly { before: LedgerEntry; now: LedgerEntry }[]): string {
  const named = renamed.slice(0, MAX_NAMED).map(({ before, now }) => `${now.path} (was ${before.id})`)
  const rest = renamed.length - named.length
  return [
    `${renamed.length === 1 ? 'An article has' : `${renamed.length} articles have`} another id than when subscribers got it: `,
    named.join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
    '. Nobody was told, but readers show it twice. Write the old id as `id:` into the article, or keep `idPrefix` as it was.',
  ].join('')
}

function describeGone(gone: readonly GoneTopic[]): string {
  const isOne = gone.length === 1
  const named = gone
    .slice(0, MAX_NAMED)
    .map(({ url, subscriptions }) => `${url} (${subscriptions} subscriber${subscriptions === 1 ? '' : 's'})`)
  const all = gone.length > MAX_NAMED ? [...named, `${gone.length - MAX_NAMED} more`] : named
  const list = [all.slice(0, -1).join(', '), ...all.slice(-1)].filter(Boolean).join(' and ')
  return [
    isOne ? 'A feed is gone' : 'Feeds are gone',
    ` that had subscribers: ${list}. `,
    isOne
      ? 'Its last article has left it, or it has another address.'
      : 'Their last articles have left them, or they have other addresses.',
    ` After a day without ${isOne ? 'it, its' : 'them, their'} subscribers are told so.`,
  ].join('')
}
