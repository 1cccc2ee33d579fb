import { query, type Steps } from './sql.ts'

/** A single value of the database; undefined where it was never written. */
export function* readMeta(name: string, suffix = ''): Steps<string | undefined> {
  const [row] = yield* query<{ value: string }>(`select value from meta where name = ?${suffix}`, name)
  return row?.value
}

export function* writeMeta(name: string, value: string): Steps<void> {
  yield* query(
    'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    value,
  )
}

/** The number of the last look that had events. */
export function* readLook(): Steps<number> {
  return Number((yield* readMeta('look')) ?? 0)
}
