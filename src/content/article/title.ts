import { findLine } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { FileName } from '../generators/permalink-input.ts'
import { takeHeading } from '../markdown/heading.ts'
import { type Settings, titleFromSlug } from '../site/settings.ts'
import { dropForbidden, oneLine } from '../text/characters.ts'

/** Chooses the title (typed, first heading or file name), and removes the heading that repeats it; `lines` counts the removed lines. */
export function readTitle(
  fields: Fields,
  body: string,
  file: FileName,
  settings: Settings,
): { title?: string; body: string; lines: number } {
  const typed = findLine(fields, ['title', 'linkTitle'])
  const heading = takeHeading(body, typed !== undefined)
  if (heading && (typed === undefined ? heading.text !== '' : heading.text === typed))
    return { title: heading.text, body: heading.rest, lines: countLines(body) - countLines(heading.rest) }
  const named = settings.titles === 'none' ? undefined : oneLine(dropForbidden(titleFromSlug(file.name)))
  return { title: typed ?? named, body, lines: 0 }
}

function countLines(text: string): number {
  return text.split('\n').length
}
