import * as z from 'zod'
import { asList, isFields } from '../front-matter/fields.ts'
import type { Value } from '../front-matter/parse.ts'
import { line, toPlain } from '../front-matter/schema.ts'
import { type Instant, parseTypedDate } from '../text/dates.ts'

/** What Podcasting 2.0 tells of a show besides what directories ask for. */
export interface ShowDetails {
  /** Free text for other services, such as a proof of ownership; `purpose` says for what. */
  txt: { text: string; purpose?: string }[]
  trailers: Trailer[]
  /** What the show is about, or where it is made. */
  location?: { name: string; geo?: string; osm?: string }
  /** An SPDX identifier, or a name with the address of its text. */
  license?: { name: string; url?: string }
  updateFrequency?: { text: string; rrule?: string; dtstart?: Instant; complete?: boolean }
}

/** A sound or a film that advertises the show, or one of its seasons. */
export interface Trailer {
  title: string
  url: string
  published: Instant
  /** In bytes. */
  length?: number
  type?: string
  season?: number
}

/** The length that Podcasting 2.0 allows of names, and of `purpose`. */
const NAME_LENGTH = 128
const TXT_LENGTH = 4000

const name = line.pipe(z.string().max(NAME_LENGTH, `must not be longer than ${NAME_LENGTH} characters`))
const whole = z.coerce.number().int().nonnegative('must be a whole number')
const instant = z.string().transform((text, context) => {
  const parsed = parseTypedDate(text, 'UTC')
  if (parsed === undefined)
    context.addIssue('must be a date such as `2026-10-01` or `2026-10-01T10:00+02:00`')
  return parsed ?? z.NEVER
})

/** A map, of which text stands for the value of `key`. */
function mapOr(key: string) {
  return (value: unknown) => (value === null || isFields(value as Value) ? toPlain(value) : { [key]: value })
}

/** A list of maps, each of which may be text that stands for the value of `key`. */
function listOr(key: string) {
  return (value: unknown) => asList(value as Value).map(mapOr(key))
}

/** The schema of each key; `url` is that of an address. */
export function createDetailsShape(url: z.ZodType<string>) {
  return {
    txt: z.preprocess(
      listOr('text'),
      z.array(
        z.strictObject({
          text: line.pipe(z.string().max(TXT_LENGTH, `must not be longer than ${TXT_LENGTH} characters`)),
          purpose: name.optional(),
        }),
      ),
    ),
    trailers: z.preprocess(
      listOr('url'),
      z.array(
        z
          .strictObject({
            title: name,
            url,
            date: instant,
            length: whole.optional(),
            type: line.optional(),
            season: whole.optional(),
          })
          .transform(({ date, ...trailer }): Trailer => ({ ...trailer, published: date })),
      ),
    ),
    location: z.preprocess(
      mapOr('name'),
      z.strictObject({
        name,
        // RFC 5870
        geo: line
          .pipe(z.string().regex(/^geo:-?\d[\d.]*,-?\d/, 'must be such as `geo:52.52,13.40`'))
          .optional(),
        osm: line.pipe(z.string().regex(/^[NWR]\d+/, 'must be such as `R62422`')).optional(),
      }),
    ),
    license: z.preprocess(mapOr('name'), z.strictObject({ name, url: url.optional() })),
    updateFrequency: z.preprocess(
      mapOr('text'),
      z.strictObject({
        text: name,
        // RFC 5545 section 3.3.10
        rrule: line.pipe(z.string().regex(/^FREQ=/i, 'must be such as `FREQ=WEEKLY`')).optional(),
        dtstart: instant.optional(),
        complete: z.stringbool('must be `true` or `false`').optional(),
      }),
    ),
  }
}
