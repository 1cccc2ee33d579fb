import * as z from 'zod'
import { asList, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { flag, line, readKnownKeys, reportIssues, toPlain } from '../front-matter/schema.ts'
import type { Report } from '../problem.ts'
import { resolveUrl } from '../text/urls.ts'
import { parseShowCategory, type ShowCategory } from './categories.ts'
import { type Credit, readCredits } from './credits.ts'
import { type Payment, payment } from './payment.ts'
import { createDetailsShape, type ShowDetails } from './show-details.ts'

/** A show, as podcast directories describe it: mostly by the rules of Apple, the rest by Podcasting 2.0. Its URLs are absolute. */
export interface Podcast extends Partial<ShowDetails> {
  /** Path of the section whose settings make the show, empty for the site; the sections below it are parts of it. */
  section: string
  author?: string
  /** The contact for directories. */
  owner?: { name?: string; email: string }
  /** The artwork. */
  image?: string
  categories: ShowCategory[]
  explicit?: boolean
  type?: 'episodic' | 'serial'
  medium?: (typeof MEDIUMS)[number]
  /** UUID that stays the same when the show moves. */
  guid?: string
  /** Whether other hosts may not take over the show. */
  locked?: boolean
  funding: { url: string; text?: string }[]
  value?: Payment
  people: Credit[]
  /** Whether no more episodes will come. */
  complete?: boolean
  /** Whether Apple is asked not to list the show. */
  block?: boolean
  /** The new address of a show that has moved. */
  newFeedUrl?: string
}

const MEDIUMS = [
  'podcast',
  'music',
  'video',
  'film',
  'audiobook',
  'newsletter',
  'blog',
  'publisher',
  'course',
] as const
const SYNONYMS = {
  category: 'categories',
  artwork: 'image',
  fundings: 'funding',
  persons: 'people',
  hosts: 'people',
  trailer: 'trailers',
  licence: 'license',
  txts: 'txt',
}

type Resolve = (reference: string) => string | undefined

function createAddress(resolve: Resolve) {
  return z.string().transform((text, context) => {
    const resolved = resolve(text)
    if (resolved === undefined) context.addIssue('must be an http or https URL or a path')
    return resolved ?? z.NEVER
  })
}

/** The schema of each key of `podcast`; addresses resolve against `base`. */
function createShape(base: string, resolveImage: Resolve) {
  const url = createAddress((text) => resolveUrl(text, base))
  return {
    author: line,
    owner: z.custom<Value>().transform((value, context): Podcast['owner'] => {
      const { name, email } = parsePeople(value, base)[0] ?? {}
      if (email === undefined) context.addIssue('must be `Name <mail>` or a map of `name` and `email`')
      return email === undefined ? z.NEVER : { email, ...(name !== email && { name }) }
    }),
    image: createAddress(resolveImage),
    categories: z.custom<Value>().transform((value, context) => {
      const categories = readCategoryNames(value).flatMap((text) => parseShowCategory(text) ?? [])
      if (categories.length === 0)
        context.addIssue('must name a category such as `Society & Culture > Documentary`')
      return categories
    }),
    explicit: flag,
    type: z.enum(['episodic', 'serial'], 'must be `episodic` or `serial`'),
    medium: z.enum(MEDIUMS, `must be one of ${MEDIUMS.map((medium) => `\`${medium}\``).join(', ')}`),
    guid: z
      .string()
      .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, 'must be a UUID')
      .transform((text) => text.toLowerCase()),
    locked: flag,
    funding: z.preprocess(
      (value: Value) => asList(value).map((entry) => (isFields(entry) ? toPlain(entry) : { url: entry })),
      z.array(z.strictObject({ url, text: line.optional() })).min(1, 'must name a URL'),
    ),
    value: payment,
    people: z.custom<Value>().transform((value, context) => {
      const people = readCredits(value, base)
      if (people.length === 0) context.addIssue('must name at least one person')
      return people
    }),
    complete: flag,
    block: flag,
    newFeedUrl: url,
    ...createDetailsShape(url),
  }
}

/**
 * Reads the setting `podcast` of a section: a map, `true` for the inherited show, or `false` for no podcast. A faulty value is reported
 * at a key such as `podcast.owner` and left out. Addresses resolve against `base`, that of the artwork with `resolveImage`.
 */
export function readPodcast(
  value: Value,
  section: string,
  base: string,
  inherited: Podcast | undefined,
  report: Report,
  resolveImage: Resolve = (reference) => resolveUrl(reference, base),
): Podcast | undefined {
  const isOn = isFields(value) || parseFlag(value)
  if (isOn === undefined)
    report(
      'error',
      'setting',
      'podcast',
      '`podcast` must be a map, `true` or `false`',
      'Correct the value; until then the one of the section above is used',
    )
  if (!isOn) return isOn === undefined ? inherited : undefined
  // These two belong to a single feed.
  const { guid, newFeedUrl, ...shared } = inherited ?? { categories: [], funding: [], people: [] }
  return {
    ...shared,
    ...(isFields(value) && readOwn(value, createShape(base, resolveImage), report)),
    section,
  }
}

function readOwn(fields: Fields, shape: ReturnType<typeof createShape>, report: Report): Partial<Podcast> {
  return readKnownKeys(fields, shape, SYNONYMS, {
    unknown: (key, known) =>
      report(
        'warning',
        'unknown-setting',
        `podcast.${key}`,
        `There is no setting \`${key}\` of a podcast`,
        `Known are ${known.join(', ')}`,
      ),
    wrong: (key, _name, error) =>
      reportIssues(`podcast.${key}`, error, (place, message) =>
        report('error', 'setting', place, message, 'Correct the value; until then it is left out'),
      ),
  })
}

/** Reads `A > B`, a list of those, or a map from categories to subcategories. */
function readCategoryNames(value: Value): string[] {
  if (typeof value === 'string') return value.split(',')
  if (isFields(value))
    return [...value].flatMap(([name, within]) =>
      within === null ? [name] : readCategoryNames(within).map((inner) => `${name} > ${inner}`),
    )
  return asList(value).flatMap(readCategoryNames)
}
