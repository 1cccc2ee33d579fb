import { findLine, findText } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { type Category, readTerms } from './taxonomy.ts'

/** The fields by which news agencies tell editors about an article; readers do not see them. All text is plain. */
export interface Newswire {
  /** From 1, the most urgent, to 9 (IPTC). */
  urgency?: number
  slugline?: string
  /** The byline to print. */
  byline?: string
  /** For the editors who receive the article. */
  editorsNote?: string
  version?: number
  genres?: Category[]
  /** The places that the article is about; the dateline names the place it is from. */
  places?: Category[]
  copyrightHolder?: string
  usageTerms?: string
}

/** Reads the newswire fields; undefined where the author wrote none. */
export function readNewswire(fields: Fields, report: Report): Newswire | undefined {
  const genres = readTerms([fields], ['genres', 'genre'], report)
  const places = readTerms([fields], ['places', 'place'], report)
  // Many sites write the version of a program as `version`.
  const version = /^[1-9]\d{0,5}$/.exec(findText(fields, ['version'])?.value ?? '')?.[0]
  const newswire: Newswire = {
    urgency: readUrgency(fields, report),
    slugline: findLine(fields, ['slugline']),
    byline: findLine(fields, ['byline']),
    editorsNote: findLine(fields, ['ednote', 'editors_note']),
    version: version === undefined ? undefined : Number(version),
    genres: genres.length > 0 ? genres : undefined,
    places: places.length > 0 ? places : undefined,
    copyrightHolder: findLine(fields, ['copyright_holder']),
    usageTerms: findLine(fields, ['usage_terms']),
  }
  return Object.values(newswire).some((value) => value !== undefined) ? newswire : undefined
}

function readUrgency(fields: Fields, report: Report): number | undefined {
  const found = findText(fields, ['urgency'])
  if (!found || /^[1-9]$/.test(found.value)) return found && Number(found.value)
  report(
    'warning',
    'urgency',
    found.key,
    `"${found.value}" is not an urgency`,
    'Write a number from 1, the most urgent, to 9',
  )
  return undefined
}
