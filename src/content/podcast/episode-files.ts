import { type Found, findText } from '../front-matter/fields.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { References } from '../media/references.ts'
import type { Report } from '../problem.ts'
import { oneLine } from '../text/characters.ts'

/** The place of an episode, which its references resolve against. */
export interface EpisodePlace {
  articlePath: string
  siteUrl: string
  references: References
}

/** Where the file that an episode names is. */
export function findTarget(own: Fields, { references }: EpisodePlace): ReturnType<References['resolve']> {
  const source = findText(own, FILE_KEYS)?.value
  return source === undefined ? undefined : references.resolve(source)
}

const FILE_KEYS = ['url', 'src', 'href', 'file', 'path']

/** Resolves the address of a file that an episode names, and reports a missing one; `example` is a file name for the hint. */
export function refer(
  found: Found<Value>,
  own: Fields,
  place: EpisodePlace,
  example: string,
  report: Report,
): string | undefined {
  const source = findText(own, FILE_KEYS)?.value
  const target = findTarget(own, place)
  if (!target || (!target.file && !/^(?:https?:)?\/\//i.test(source!)))
    reportValue(
      found,
      target ? 'names a file that does not exist' : 'leads nowhere and is left out',
      `Write a URL, or the name of a file beside this one, such as \`${example}\``,
      report,
    )
  return target?.url
}

/** Reports a value that cannot be read; `what` completes a sentence that starts with the key. */
export function reportValue({ key, value }: Found<Value>, what: string, hint: string, report: Report): void {
  const typed = typeof value === 'string' ? ` "${oneLine(value).slice(0, 80)}"` : ''
  report('warning', 'podcast', key, `\`${key}\`${typed} ${what}`, hint)
}
