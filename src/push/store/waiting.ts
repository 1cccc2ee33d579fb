import { query, type Steps } from './sql.ts'

/** Subscriptions `s` that the distribution of their topic `t` has still before it. */
export const IS_UNREACHED = `t.started is not null
  and (case when t.has_wrapped = 1 then s.id > t.reached and s.id <= t.started else s.id > t.reached or s.id <= t.started end)`

/** Deliveries of a version that workers have claimed. */
export interface InFlight {
  topic: number
  sequence: number
  published: number
  subscriptions: number[]
}

/** The deliveries under way, one row for each page, of one topic or of all; `isFirst` leaves out those that are counted as tried again, `forUpdate` holds the pages. */
export function* readInFlight({
  topic,
  isFirst = false,
  forUpdate = '',
}: {
  topic?: number
  isFirst?: boolean
  forUpdate?: string
}): Steps<InFlight[]> {
  const pages = yield* query<InFlight & { members: string; done: string }>(
    `select topic, sequence, published, members, done from page${topic === undefined ? '' : ' where topic = ?'}${forUpdate}`,
    ...(topic === undefined ? [] : [topic]),
  )
  const inFlight: InFlight[] = []
  for (const { members, done, ...page } of pages) {
    const settled = new Set(JSON.parse(done) as number[])
    const subscriptions = (JSON.parse(members) as number[]).filter((id) => !settled.has(id))
    const again = isFirst ? yield* readRetried(subscriptions, page.sequence) : new Set()
    inFlight.push({ ...page, subscriptions: subscriptions.filter((id) => !again.has(id)) })
  }
  return inFlight
}

function* readRetried(ids: readonly number[], sequence: number): Steps<Set<number>> {
  if (ids.length === 0) return new Set()
  const places = ids.map(() => '?').join(', ')
  const rows = yield* query<{ subscription: number }>(
    `select subscription from retry where subscription in (${places}) and due is not null and sequence = ?`,
    ...ids,
    sequence,
  )
  return new Set(rows.map(({ subscription }) => subscription))
}

/** Makes the later versions due that have waited until deliveries of one were settled. */
export function* hasten(subscriptions: readonly number[], sequence: number, due: number): Steps<void> {
  if (subscriptions.length === 0) return
  const places = subscriptions.map(() => '?').join(', ')
  yield* query(
    `update retry set due = ? where subscription in (${places}) and sequence > ? and due > ?`,
    due,
    ...subscriptions,
    sequence,
    due,
  )
}
