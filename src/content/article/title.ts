import { findLine } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Generator } from '../generators/generator.ts'
import type { FileName } from '../generators/permalink-input.ts'
import { rowOf } from '../generators/table.ts'
import { takeHeading } from '../markdown/heading.ts'
import { hasTitleMarkup, plainTitle } from '../markdown/plain-title.ts'
import type { Report } from '../problem.ts'
import { type Settings, titleFromSlug } from '../site/settings.ts'
import { dropForbidden, oneLine } from '../text/characters.ts'

/** Chooses the title (typed, first heading or file name), and removes the heading that repeats it; `lines` counts the removed lines. */
export function readTitle(
  fields: Fields,
  body: string,
  file: FileName,
  settings: Settings,
  generator: Generator | undefined,
  report: Report,
): { title?: string; body: string; lines: number } {
  const line = findLine(fields, ['title', 'linkTitle'])
  const markup = generator && rowOf(generator.name).titleMarkup
  const typed = line === undefined ? undefined : plainTitle(line, markup)
  if (line !== undefined && !markup && hasTitleMarkup(line))
    report(
      'warning',
      'value',
      'title',
      'The title has HTML, and feeds show it to the letter',
      'Write the signs themselves, such as — in the place of &mdash;, and no tags',
    )
  const heading = takeHeading(body, typed !== undefined)
  if (heading && (typed === undefined ? heading.text !== '' : heading.text === line))
    return {
      title: typed ?? heading.text,
      body: heading.rest,
      lines: countLines(body) - countLines(heading.rest),
    }
  const titleOfName = (generator && rowOf(generator.name).titleOfName) ?? titleFromSlug
  const named = settings.titles === 'none' ? undefined : oneLine(dropForbidden(titleOfName(file.name)))
  return { title: typed ?? named, body, lines: 0 }
}

const SUMMARY_KEYS = 'description summary excerpt spoiler deck subtitle lead intro custom_excerpt'.split(' ')

/** The author's summary, as text. */
export function readSummary(fields: Fields, generator: Generator | undefined): string | undefined {
  const line = findLine(fields, SUMMARY_KEYS)
  const markup = generator && rowOf(generator.name).titleMarkup
  return line === undefined ? undefined : plainTitle(line, markup && 'html')
}

function countLines(text: string): number {
  return text.split('\n').length
}
