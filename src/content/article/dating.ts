import { findText, findValue, isBlank, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { FileName } from '../generators/permalink-input.ts'
import type { Report } from '../problem.ts'
import { explainDate } from '../text/date-faults.ts'
import { type Instant, looksLikeDate, parseTypedDate } from '../text/dates.ts'
import { dateInPath } from './file-name.ts'

/** The dates of an article. */
export interface Dating {
  published: Instant
  updated: Instant
  /** The article is not public before it; never earlier than `published`. */
  embargo: Instant
  expires?: Instant
}

const PUBLISHED = (
  'date publishDate pubDate pubDatetime datetime published_at publishedAt published published_on created ' +
  'created_at createdAt'
).split(' ')
const UPDATED = (
  'updated lastmod modified last_modified_at updatedDate modDatetime updated_at updatedAt dateModified ' +
  'last_modified lastUpdated'
).split(' ')
const EXPIRES = ['expires', 'expiryDate', 'unpublishdate', 'unpublish_date', 'expires_at']
/** The keys whose only meaning is to hold an article back. */
export const EMBARGO_KEYS = [
  'embargo',
  'embargo_until',
  'embargoed_until',
  'embargo_date',
  'hold_until',
  'not_before',
]

const SCHEDULED = ['publishDate']

/** Values that mean "no date": Go's zero time and Eleventy's words. */
const NONE = /^(?:0001-01-01|(?:git )?(?:last modified|created)$|now$|today$)/i

/**
 * Reads when the article was published and updated, and when it is public. Undefined with an error reported where a date cannot be
 * read, and with a warning where the article has none. With `isPublishDateFirst`, `publishDate` is the date of publication where there is a `date`, too.
 */
export function readDating(
  fields: Fields,
  file: FileName,
  path: string,
  timezone: string,
  report: Report,
  isPublishDateFirst = false,
): Dating | undefined {
  const inName = file.date === undefined ? undefined : parseTypedDate(file.date, timezone)
  let failed = false
  const read = (keys: readonly string[], severity: 'error' | 'warning'): Instant | undefined => {
    for (const key of keys) {
      const text = isHolding(keys) ? findHoldingText(fields, key) : findDateText(fields, key)
      // Jekyll's and Hexo's `published: false` is a flag.
      if (text === undefined || NONE.test(text) || (key === 'published' && !looksLikeDate(text))) continue
      const instant = parseTypedDate(text, timezone)
      if (instant !== undefined) return instant
      const { what, hint } = explainDate(text)
      const hasFallback = keys === PUBLISHED && inName !== undefined
      report(
        hasFallback ? 'warning' : severity,
        'date',
        key,
        `"${text}" ${what}`,
        hasFallback ? `The date of the file name, ${file.date}, is used; correct \`${key}\`` : hint,
      )
      failed ||= severity === 'error' && !hasFallback
      return undefined
    }
    return undefined
  }
  // Docusaurus nests the second under `last_update`, MkDocs under `date`.
  const nested = ['lastupdate', 'date'].map((key) => fields.get(key)).find(isFields)
  const dated = read(PUBLISHED, 'error')
  const embargo = read(EMBARGO_KEYS, 'error')
  // Hugo's `publishDate` beside a `date` is an embargo; alone it is the date, and was read as such.
  const isDated = findDateText(fields, 'date') !== undefined
  const scheduled = isDated ? read(SCHEDULED, 'error') : undefined
  const written = (isPublishDateFirst ? scheduled : undefined) ?? dated
  const expires = read(EXPIRES, 'error')
  const updated =
    read(UPDATED, 'warning') ??
    parseTypedDate(findText(nested ?? new Map(), ['updated', 'date'])?.value ?? '', timezone)
  if (failed) return undefined
  const day = written ?? inName ?? dateInPath(fields, path, timezone) ?? embargo ?? updated
  if (day === undefined) {
    reportNoDate(fields, file, report)
    return undefined
  }
  const published = Math.max(day, embargo ?? day)
  return {
    published,
    updated: Math.max(updated ?? published, published),
    embargo: Math.max(published, scheduled ?? published),
    expires,
  }
}

/** Says why no date was found: an error where one is meant, and a warning where the file may be no article. */
function reportNoDate(fields: Fields, { date }: FileName, report: Report): void {
  const found = findValue(fields, PUBLISHED)
  const text = typeof found?.value === 'string' ? found.value : undefined
  if (found && text === undefined) {
    const shape = isFields(found.value) ? 'a map' : 'a list'
    const hint = `Write it as in \`${found.key}: 2026-01-31\``
    report('error', 'date', found.key, `\`${found.key}\` is ${shape} in the place of a date`, hint)
    return
  }
  const blank = PUBLISHED.find((key) => isBlank(fields, key))
  const [key, what] =
    found && text !== undefined && NONE.test(text)
      ? [found.key, `\`${found.key}: ${text}\` names no day, so the file is not published`]
      : !found && blank !== undefined
        ? [blank, `\`${blank}\` is blank, so the file is not published`]
        : date === undefined
          ? ['', 'The file has no date, so it is not published']
          : ['', `"${date}" in the name of the file ${explainDate(date).what}, so it is not published`]
  report('warning', 'no-date', key, what, 'Add `date: YYYY-MM-DD` if it is an article')
}

/** The date under a key, or in a map under it: MkDocs writes `date: { created: 2026-01-31 }`. */
function findDateText(fields: Fields, key: string): string | undefined {
  const value = findValue(fields, [key])?.value
  return isFields(value) ? findText(value, ['created', 'date'])?.value : findText(fields, [key])?.value
}

/** Whether the keys say when an article is not public, so that a value which cannot be read must not be passed over. */
function isHolding(keys: readonly string[]): boolean {
  return keys === EMBARGO_KEYS || keys === SCHEDULED || keys === EXPIRES
}

/** The date of a holding key, which may be a map of `until`; what is neither text nor such a map is no date, and an error. */
function findHoldingText(fields: Fields, key: string): string | undefined {
  const value = findValue(fields, [key])?.value
  if (value === undefined || parseFlag(value) === false) return undefined
  if (typeof value === 'string') return value.trim()
  return (isFields(value) ? findText(value, ['until', 'date', 'at', 'to'])?.value : undefined) ?? `${key}: …`
}
