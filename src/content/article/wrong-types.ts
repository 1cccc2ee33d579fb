import { isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'

/** The keys whose value is a text and nothing else, as authors write them, by the names that fields have. */
const TEXT_KEYS = new Map(
  (
    'title linkTitle summary description excerpt spoiler deck subtitle lead intro custom_excerpt slug lang language locale dateline ' +
    'agency slugline copyright rights licence license external_url source_url link_url'
  )
    .split(' ')
    .map((key) => [normalizeKey(key), key]),
)

/** YAML reads what follows a `#` as a comment. */
const COMMENT = /^(title|summary|description)[ \t]*:[ \t]*(#[^\n]*)$/gim
const COMMENTED = new Set(['title', 'summary', 'description'])
/** Comments are looked for in the front matter, which is seldom longer. */
const MAX_HEADER = 5000

/** Warns of each value that is a list or a map in the place of a text, and of a text that YAML takes for a comment: neither has an effect. */
export function reportWrongTypes(fields: Fields, source: string, report: Report): void {
  const warn = (key: string, what: string) =>
    report(
      'warning',
      'value',
      key,
      `\`${key}\` is ${what} in the place of a text, so it has no effect`,
      `Put the text between quotes: \`${key}: "…"\``,
    )
  let hasBlank = false
  for (const [name, value] of fields) {
    if (typeof value === 'string') continue
    const key = TEXT_KEYS.get(name)
    if (key === undefined) continue
    if (Array.isArray(value)) warn(key, 'a list')
    else if (isFields(value)) warn(key, 'a map')
    else hasBlank ||= value === null && COMMENTED.has(name)
  }
  if (!hasBlank) return
  for (const [, name] of source.slice(0, MAX_HEADER).matchAll(COMMENT)) {
    const key = name!.toLowerCase()
    if (fields.get(key) === null) warn(key, 'a comment')
  }
}
