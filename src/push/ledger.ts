import type { LedgerEntry, PushEvent } from './outbox.ts'

/** What changed between the ledger and the publication, and articles that have another id now. */
export interface LedgerChange {
  events: PushEvent[]
  /** The same text under another id: subscribers have it, and are not told again. */
  renamed: { before: LedgerEntry; now: LedgerEntry }[]
  /** Entries of which the ledger lacked the feeds. */
  completed: LedgerEntry[]
}

/**
 * Compares what was published with what is public at `now`. `since` is when that was last done: an article whose release lies between was `lifted`, not
 * edited. An article that is not there any more is withdrawn.
 */
export function compareLedger(
  ledger: ReadonlyMap<string, LedgerEntry>,
  present: readonly LedgerEntry[],
  since: number,
  now: number,
): LedgerChange {
  const ids = new Set(present.map(({ id }) => id))
  // An article that is to come is missing because the clock went back; it is not withdrawn.
  const gone = [...ledger.values()].filter(
    ({ id, released, withdrawn }) => withdrawn === undefined && !ids.has(id) && !(released > now),
  )
  const goneByHash = new Map(gone.map((entry) => [entry.hash, entry]))
  const events: PushEvent[] = []
  const renamed: LedgerChange['renamed'] = []
  const completed: LedgerEntry[] = []
  for (const entry of present) {
    const known = ledger.get(entry.id)
    if (!known) {
      const before = entry.withdrawn === undefined ? goneByHash.get(entry.hash) : undefined
      if (before && goneByHash.delete(entry.hash)) renamed.push({ before, now: entry })
      else if (entry.withdrawn === undefined) events.push({ kind: releaseKind(entry, since, now), entry })
    } else if (known.withdrawn !== undefined) {
      if (entry.withdrawn === undefined) events.push({ kind: 'restored', entry, before: known })
    } else if (entry.withdrawn !== undefined) events.push({ kind: 'withdrawn', entry, before: known })
    else if (known.hash !== entry.hash || hasMoved(known, entry))
      events.push({ kind: 'updated', entry, before: known })
    else if (!known.facets && entry.facets) completed.push({ ...known, facets: entry.facets })
  }
  const moved = new Set(renamed.map(({ before }) => before.id))
  for (const entry of gone)
    if (!moved.has(entry.id))
      events.push({ kind: 'withdrawn', entry: { ...entry, facets: [], withdrawn: now }, before: entry })
  return { events, renamed, completed }
}

/**
 * What is public at an instant before the last look, whose `later` entries are given: the clock was set back. An article that subscribers know is not taken
 * back, and not announced again when its time comes, because of the clock alone; one that they do not know waits for its time.
 */
export function keepThroughSetBack(
  ledger: ReadonlyMap<string, LedgerEntry>,
  present: readonly LedgerEntry[],
  later: readonly LedgerEntry[],
): LedgerEntry[] {
  const there = new Map(present.map((entry) => [entry.id, entry]))
  const then = new Map(later.map((entry) => [entry.id, entry]))
  for (const known of ledger.values()) {
    const [now, last] = [there.get(known.id), then.get(known.id)]
    const isOfClock = isThere(now) !== isThere(last) && isThere(known) === isThere(last)
    if (isOfClock && (now ?? last)?.hash === known.hash) there.set(known.id, known)
  }
  return [...there.values()]
}

function isThere(entry: LedgerEntry | undefined): boolean {
  return entry !== undefined && entry.withdrawn === undefined
}

/** Whether an article is in another section than before, although it has the same id. */
export function hasMoved(before: { path: string }, now: { path: string }): boolean {
  return before.path !== now.path && sectionOfPath(before.path) !== sectionOfPath(now.path)
}

/** The section of an article: that of `news/one.md`, and of `news/one/index.md`, is `news`. */
export function sectionOfPath(path: string): string {
  const own = path.replace(/\/index\.[^/]*$/i, '')
  return own.slice(0, Math.max(0, own.lastIndexOf('/')))
}

function releaseKind({ released }: LedgerEntry, since: number, now: number): 'released' | 'lifted' {
  return released > since && released <= now ? 'lifted' : 'released'
}
