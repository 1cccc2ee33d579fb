import { findText, findValue, isFields, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { looksLikeDate } from '../text/dates.ts'

const HIDES_WHEN_TRUE =
  'draft isDraft unlisted hidden hide private eleventyExcludeFromCollections headless'.split(' ')
const HIDES_WHEN_FALSE = ['published', 'publish', 'public']

/** The reason why an article is never public (`draft`, `unlisted` …), or undefined; a flag that cannot be read hides it. */
export function readHidden(fields: Fields, path: string, report: Report): string | undefined {
  if (/(?:^|\/)_?drafts\//i.test(path)) return 'draft'
  const status = fields.get('status')
  if (
    typeof status === 'string' &&
    /^(?:draft|hidden|private|pending|unpublished|trash|archived)$/i.test(status.trim())
  )
    return status.trim().toLowerCase()
  const build = fields.get('build')
  // Hugo's way to keep a page out of all lists.
  if (isFields(build) && /^(?:never|false|local)$/i.test(findText(build, ['list'])?.value ?? ''))
    return 'build'
  for (const key of [...HIDES_WHEN_TRUE, ...HIDES_WHEN_FALSE]) {
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
    if (flag !== HIDES_WHEN_FALSE.includes(key)) return flag ? key : 'draft'
  }
  return undefined
}
