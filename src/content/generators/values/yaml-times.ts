import { normalizeKey } from '../../front-matter/normalize-key.ts'
import type { Fields } from '../../front-matter/parse.ts'

/** A time with seconds that is not in quotes, which YAML takes for a moment: in UTC where it has no zone. */
const TIME =
  /^([\w-]{0,30}(?:date|updated|modified|published|expires|_at)):[ \t]+(\d{4}-\d\d?-\d\d?[Tt \t]\d\d?:\d\d:\d\d(?:\.\d*)?)([ \t]*(?:[Zz]|[-+]\d\d?(?::\d\d)?))?[ \t]*$/gim

/** Adapts the times of a header in YAML that YAML itself reads. */
export function adaptTimes(
  fields: Fields,
  source: string,
  adapt: (time: string, zone: string | undefined) => string,
): Fields {
  const header = source.slice(0, Math.max(0, source.indexOf('\n---', 3)))
  const adapted = new Map(fields)
  for (const [, key = '', time = '', zone] of header.matchAll(TIME)) {
    const typed = fields.get(normalizeKey(key))
    if (typed === time + (zone ?? '')) adapted.set(normalizeKey(key), adapt(time, zone))
  }
  return adapted
}
