import { type Found, findText } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { References } from '../media/references.ts'
import type { Report } from '../problem.ts'
import { oneLine } from '../text/characters.ts'

/** Where an episode is, and what its addresses are relative to. */
export interface EpisodePlace {
  articlePath: string
  siteUrl: string
  references: References
}

/** The address of a file that an episode names; one that is not there is reported. */
export function refer(
  found: Found<Value>,
  own: Fields,
  { references }: EpisodePlace,
  example: string,
  report: Report,
): string | undefined {
  const source = findText(own, ['url', 'src', 'href', 'file', 'path'])?.value
  const target = source === undefined ? undefined : references.resolve(source)
  if (!target || (!target.file && !/^(?:https?:)?\/\//i.test(source!)))
    reportValue(
      found,
      target ? 'names a file that is not there' : 'leads nowhere and is left out',
      `Write a URL, or the name of a file beside this one, such as \`${example}\``,
      report,
    )
  return target?.url
}

/** Reports a value of an episode that is not understood. */
export function reportValue({ key, value }: Found<Value>, what: string, hint: string, report: Report): void {
  const typed = typeof value === 'string' ? ` "${oneLine(value).slice(0, 80)}"` : ''
  report('warning', 'podcast', key, `\`${key}\`${typed} ${what}`, hint)
}
