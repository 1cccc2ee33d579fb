import { findText, findValue, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { looksLikeDate } from '../text/dates.ts'

/** The flags that hide an article, each with the value that hides it. */
const HIDING = new Map([
  ...'draft isDraft unlisted hidden hide private eleventyExcludeFromCollections headless'
    .split(' ')
    .map((key) => [key, true] as const),
  ...['published', 'publish', 'public'].map((key) => [key, false] as const),
])

/** Why the article is never public (`draft`, `unlisted` …), or undefined. A flag that cannot be read hides it. */
export function readHidden(fields: Fields, path: string, report: Report): string | undefined {
  if (/(?:^|\/)_?drafts\//i.test(path)) return 'draft'
  const status = fields.get('status')
  if (
    typeof status === 'string' &&
    /^(?:draft|hidden|private|pending|unpublished|trash|archived)$/i.test(status.trim())
  )
    return status.trim().toLowerCase()
  const build = fields.get('build')
  // Hugo's switch for a page that no list shows.
  if (isFields(build) && /^(?:never|false|local)$/i.test(findText(build, ['list'])?.value ?? ''))
    return 'build'
  for (const [key, hiding] of HIDING) {
    const found = findValue(fields, [key])
    if (!found || (key === 'published' && typeof found.value === 'string' && looksLikeDate(found.value)))
      continue
    const flag = parseFlag(found.value)
    if (flag === undefined) {
      report(
        'warning',
        'flag',
        key,
        `\`${key}\` is neither true nor false, so the article is not public`,
        `Write \`${key}: true\` or \`${key}: false\``,
      )
      return key
    }
    if (flag === hiding) return hiding ? key : 'draft'
  }
  return undefined
}
