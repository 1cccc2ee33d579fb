import { CANARY } from '../canary.ts'
import type { Outbox, Work } from '../outbox.ts'
import type { Overview } from '../overview.ts'
import type { Subscriptions } from '../subscriptions.ts'
import { claim } from './claim.ts'
import { denyGone, noteGone } from './gone.ts'
import { claimMessages, IS_NEXT, settleMessages } from './messages.ts'
import { readLook, readMeta } from './meta.ts'
import { noteDay, readArticles, readDays, readStatus, sendAgain } from './overview.ts'
import { prune } from './prune.ts'
import { begin, readLedger, record } from './record.ts'
import { migrate } from './schema.ts'
import { bury, release, signal } from './servers.ts'
import { abandon, endSubscription, settle } from './settle.ts'
import { type Database, query, type Steps } from './sql.ts'
import {
  claimIntents,
  confirm,
  DEFAULT_LIMITS,
  list,
  reject,
  request,
  retry,
  type SubscriptionLimits,
} from './subscriptions.ts'

/** What push keeps, in one database. */
export interface PushStore {
  outbox: Outbox
  subscriptions: Subscriptions
  overview: Overview
}

/** Opens the store in a database, after bringing that to the version of this program. */
export async function openStore(
  database: Database,
  limits: SubscriptionLimits = DEFAULT_LIMITS,
): Promise<PushStore> {
  await migrate(database)
  const { dialect } = database
  const run = <T>(steps: () => Steps<T>) => database.transaction(steps)
  return {
    outbox: {
      ledger: () => run(readLedger),
      begin: (entries, at) => run(() => begin(dialect, entries, at)),
      topics: () => run(readTopics),
      noteGone: (topics, now) => run(() => noteGone(topics, now)),
      lastLook: () => run(readLastLook),
      record: (look) => run(() => record(dialect, look)),
      claim: (now, owner, limit) => run(() => claim(dialect, now, owner, limit)),
      content: (topic, digest) => run(() => readContent(topic, digest)),
      abandon: (page) => run(() => abandon(page)),
      settle: (page, outcomes, now) => run(() => settle(dialect, page, outcomes, now)),
      claimMessages: (now, limit, owner) => run(() => claimMessages(dialect, now, limit, owner)),
      settleMessages: (outcomes, now) => run(() => settleMessages(outcomes, now)),
      nextDue: (now, work) => run(() => readNextDue(now, work)),
      signal: (owner) => run(() => signal(owner)),
      bury: (owner, now) => run(() => bury(owner, now)),
      release: (owner, now) => run(() => release(owner, now)),
      prune: (now) => run(() => prune(dialect, now)),
    },
    subscriptions: {
      request: (intent, now) => run(() => request(intent, limits, now)),
      claimIntents: (now, limit, owner) => run(() => claimIntents(dialect, now, limit, owner)),
      confirm: (intent, baseline, now) => run(() => confirm(intent, baseline, now)),
      reject: (intent, due) => run(() => reject(intent, due)),
      denyGone: (now) => run(() => denyGone(now)),
      end: (id) => run(() => endSubscription(id)),
      list: (now) => run(() => list(now)),
      retry: (callback, now) => run(() => retry(callback, now)),
    },
    overview: {
      status: (now) => run(() => readStatus(now)),
      articles: (article, limit) => run(() => readArticles(article, limit)),
      days: (from) => run(() => readDays(from)),
      noteDay: (now) => run(() => noteDay(now)),
      sendAgain: (article, now) => run(() => sendAgain(article, now)),
    },
  }
}

function* readLastLook(): Steps<{ number: number; at: number }> {
  return { number: yield* readLook(), at: Number((yield* readMeta('looked')) ?? 0) }
}

function* readTopics(): Steps<{ url: string; isStale: boolean }[]> {
  const look = yield* readLook()
  const rows = yield* query<{ url: string; look: number }>(
    'select url, look from topic where url not like ? order by url',
    `${CANARY}%`,
  )
  return rows.map((row) => ({ url: row.url, isStale: row.look < look }))
}

function* readContent(url: string, digest: string): Steps<Uint8Array | undefined> {
  const chunks = yield* query<{ bytes: Uint8Array | ArrayBuffer }>(
    'select bytes from chunk join topic on topic.id = chunk.topic where url = ? and digest = ? order by number',
    url,
    digest,
  )
  if (chunks.length === 0) return undefined
  const parts = chunks.map(({ bytes }) => new Uint8Array(bytes))
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

const DELIVERIES_DUE = 'select min(due) as due from retry union all select min(leased_until) as due from page'
const REQUESTS_DUE = `select min(due) as due from intent
  union all select min(case when leased_until is null then due else leased_until end) as due from message where ${IS_NEXT}`

function* readNextDue(now: number, work?: Work): Steps<number | undefined> {
  const isOpen =
    work !== 'requests' &&
    (yield* query('select 1 as one from topic where started is not null limit 1')).length > 0
  if (isOpen) return now
  const wanted = [
    ...(work === 'requests' ? [] : [DELIVERIES_DUE]),
    ...(work === 'deliveries' ? [] : [REQUESTS_DUE]),
  ]
  const rows = yield* query<{ due: number | null }>(wanted.join(' union all '))
  const dues = rows.map(({ due }) => due).filter((due) => due !== null)
  return dues.length === 0 ? undefined : Math.min(...dues)
}
