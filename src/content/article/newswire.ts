import { findLine, findText } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { type Category, readTerms } from './taxonomy.ts'

/** What a news agency tells its subscribers of an article, and not their readers. All text is plain. */
export interface Newswire {
  /** From 1, the most urgent, to 9 (IPTC). */
  urgency?: number
  slugline?: string
  /** As it is to be printed. */
  byline?: string
  /** For the editors who receive the article. */
  editorsNote?: string
  version?: number
  genres?: Category[]
  /** Those that the article is about; the dateline says where it is from. */
  places?: Category[]
  copyrightHolder?: string
  usageTerms?: string
}

/** Undefined where the author wrote nothing of it. */
export function readNewswire(fields: Fields, report: Report): Newswire | undefined {
  const genres = readTerms([fields], ['genres', 'genre'])
  const places = readTerms([fields], ['places', 'place'])
  // In other generators a version is often that of a program.
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
    `"${found.value}" is no urgency`,
    'Write a number from 1, the most urgent, to 9',
  )
  return undefined
}
