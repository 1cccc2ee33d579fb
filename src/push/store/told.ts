import { query, type Steps } from './sql.ts'

/** Messages that may have arrived: they were tried, or are under way. */
const MAY_HAVE_ARRIVED = '(attempts > 0 or leased_until is not null)'

/** Whether a destination has, or may have, got a message about an article. */
export function* wasTold(destination: string, article: string): Steps<boolean> {
  const rows = yield* query(
    `select 1 as one from message where destination = ? and article = ? and ${MAY_HAVE_ARRIVED}
      union all select 1 as one from told where destination = ? and article = ? limit 1`,
    destination,
    article,
    destination,
    article,
  )
  return rows.length > 0
}

/** Keeps in mind who got the messages that fulfil a condition, before these are removed or sent as if they were new. */
export function* keepTold(condition: string, param: number): Steps<void> {
  yield* query(
    `insert into told (destination, article) select distinct destination, article from message
      where ${condition} and ${MAY_HAVE_ARRIVED} and article in (select id from ledger) on conflict do nothing`,
    param,
  )
}
