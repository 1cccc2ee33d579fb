const UNIT_SECONDS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 }

/** Longer than any episode: a number above it is in another unit than seconds. */
const MAX_SECONDS = 7 * 86_400

/** Only the first part may be above 59: `0:99` is a typing mistake. */
const CLOCK = /^\d{1,9}(?::[0-5]?\d){0,2}(?:[.,]\d{1,9})?$/
const UNITS =
  /^(?:(?:\d{1,9}(?:\.\d{1,9})?) ?(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|milliseconds?|msecs?|ms)(?:,? and |, ?| )?)+$/i
const UNIT = /(\d+(?:\.\d+)?) ?(ms|mil|h|m|s)/gi
/** ISO 8601-1 5.5.2, up to hours. */
const ISO = /^P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?$/i

/** The longest text that is read: every duration is shorter. */
const MAX_LENGTH = 60

/** Reads a duration in seconds: `01:08:50`, `24:30.000`, `90`, `45 min`, `1h 2m`, `PT1H2M`, `2700000 ms`; undefined for any other text and past a week. */
export function parseSeconds(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '' || trimmed.length > MAX_LENGTH) return undefined
  const seconds = readSeconds(trimmed)
  return seconds !== undefined && seconds <= MAX_SECONDS ? seconds : undefined
}

function readSeconds(text: string): number | undefined {
  // `1,234` may be a thousand seconds or one.
  if (CLOCK.test(text) && (text.includes(':') || text.at(-4) !== ','))
    return text
      .replace(',', '.')
      .split(':')
      .reduce((total, part) => total * 60 + Number(part), 0)
  if (UNITS.test(text))
    return [...text.matchAll(UNIT)].reduce((total, [, count, unit]) => {
      const name = unit!.toLowerCase()
      return total + Number(count) * UNIT_SECONDS[name === 'mil' ? 'ms' : name]!
    }, 0)
  const [whole, days = '0', hours = '0', minutes = '0', rest = '0'] = ISO.exec(text) ?? []
  if (whole === undefined || !/\d/.test(whole)) return undefined
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest.replace(',', '.'))
}
