import * as z from 'zod'
import { asList, isFields, parseFlag } from '../front-matter/fields.ts'
import { type Fields, normalizeKey, type Value } from '../front-matter/parse.ts'
import { parsePeople } from '../front-matter/people.ts'
import { flag, line, reportIssues, toPlain } from '../front-matter/schema.ts'
import type { Report } from '../problem.ts'
import { resolveUrl } from '../text/urls.ts'
import { parseShowCategory, type ShowCategory } from './categories.ts'
import { type Credit, readCredits } from './credits.ts'
import { type Payment, payment } from './payment.ts'

/** A show: what podcast directories want to know of it. Most is by the rules of Apple, the rest by those of Podcasting 2.0. */
export interface Podcast {
  /** Path of the section whose settings make the show; the sections below it are parts of it. Empty for the site. */
  section: string
  /** Plain text. */
  author?: string
  /** Whom a directory writes to. */
  owner?: { name?: string; email: string }
  /** Absolute URL of the artwork. */
  image?: string
  categories: ShowCategory[]
  explicit?: boolean
  type?: 'episodic' | 'serial'
  medium?: (typeof MEDIUMS)[number]
  /** UUID that stays the same wherever the show moves. */
  guid?: string
  /** Whether other hosts may not take the show over. */
  locked?: boolean
  funding: Funding[]
  value?: Payment
  people: Credit[]
  /** Whether no more episodes will come. */
  complete?: boolean
  /** Whether Apple is asked not to list the show. */
  block?: boolean
  /** Where the show has moved. */
  newFeedUrl?: string
}

export interface Funding {
  /** Absolute. */
  url: string
  /** Plain text. */
  text?: string
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
const SYNONYMS = new Map([
  ['category', 'categories'],
  ['artwork', 'image'],
  ['fundings', 'funding'],
  ['persons', 'people'],
  ['hosts', 'people'],
])

/** What each key of `podcast` may say. */
function createShape(base: string) {
  const url = z.string().transform((text, context) => {
    const resolved = resolveUrl(text, base)
    if (resolved === undefined) context.addIssue('must be an http or https URL or a path')
    return resolved ?? z.NEVER
  })
  return {
    author: line,
    owner: z.custom<Value>().transform((value, context): Podcast['owner'] => {
      const { name, email } = parsePeople(value, base)[0] ?? {}
      if (email === undefined) context.addIssue('must be `Name <mail>` or a map of `name` and `email`')
      return email === undefined ? z.NEVER : { email, ...(name !== email && { name }) }
    }),
    image: url,
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
  }
}

/**
 * Reads the setting `podcast` of a section: a map, `true` for what is inherited, or `false` for no podcast. What is wrong is reported as a
 * setting, with a path such as `podcast.owner`, and left out. Addresses resolve against `base`.
 */
export function readPodcast(
  value: Value,
  section: string,
  base: string,
  inherited: Podcast | undefined,
  report: Report,
): Podcast | undefined {
  const isOn = isFields(value) || parseFlag(value)
  if (isOn === undefined)
    report(
      'error',
      'setting',
      'podcast',
      '`podcast` must be a map, `true` or `false`',
      'Correct the value; until then that of the section above counts',
    )
  if (!isOn) return isOn === undefined ? inherited : undefined
  // These two belong to one feed.
  const { guid, newFeedUrl, ...shared } = inherited ?? { categories: [], funding: [], people: [] }
  return { ...shared, ...(isFields(value) && readOwn(value, createShape(base), report)), section }
}

function readOwn(fields: Fields, shape: ReturnType<typeof createShape>, report: Report): Partial<Podcast> {
  const known = new Map(Object.keys(shape).map((key) => [normalizeKey(key), key]))
  const own: Record<string, unknown> = {}
  for (const [key, value] of fields) {
    if (value === null) continue
    const name = known.get(SYNONYMS.get(key) ?? key)
    if (name === undefined) {
      report(
        'warning',
        'unknown-setting',
        `podcast.${key}`,
        `There is no setting \`${key}\` of a podcast`,
        `Known are ${[...known.values()].join(', ')}`,
      )
      continue
    }
    const result = shape[name as keyof typeof shape].safeParse(value)
    if (result.success) own[name] = result.data
    else
      reportIssues(`podcast.${key}`, result.error, (place, message) =>
        report('error', 'setting', place, message, 'Correct the value; until then it is left out'),
      )
  }
  return own
}

/** `A > B`, a list of such, or a map of categories to what is within them. */
function readCategoryNames(value: Value): string[] {
  if (typeof value === 'string') return value.split(',')
  if (isFields(value))
    return [...value].flatMap(([name, within]) =>
      within === null ? [name] : readCategoryNames(within).map((inner) => `${name} > ${inner}`),
    )
  return asList(value).flatMap(readCategoryNames)
}
