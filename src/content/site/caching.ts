import * as z from 'zod'

/** How long caches may keep what a site serves. */
export interface Caching {
  /** How long a copy of a feed may be taken for the newest; absent where `_index.md` says nothing of it. */
  maxAgeSeconds?: number
}

const UNITS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** A day: a longer one would keep corrections from readers for as long. */
const MAX_SECONDS = 86_400

/** The schema of a time such as `90`, `90s`, `10m` or `1h`, in seconds. */
export const maxAge = z.string().transform((text, context): number => {
  const [, count, unit = ''] = /^(\d{1,6}) ?(s|m|h|d)?$/i.exec(text.trim()) ?? []
  const seconds = Number(count) * UNITS[unit.toLowerCase()]!
  if (count !== undefined && seconds <= MAX_SECONDS) return seconds
  context.addIssue('must be a time of at most a day, such as `600`, `10m` or `1h`')
  return z.NEVER
})

/** What `_index.md` says of caching. */
export function toCaching(seconds: number | undefined): Caching {
  return seconds === undefined ? {} : { maxAgeSeconds: seconds }
}
