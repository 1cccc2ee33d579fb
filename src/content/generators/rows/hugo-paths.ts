import { findText } from '../../front-matter/fields.ts'
import { normalizeKey } from '../../front-matter/normalize-key.ts'
import { type Generator, ownValue } from '../generator.ts'
import {
  clockAsTyped,
  dateTokens,
  directory,
  fillPattern,
  partsOf,
  typedSlug,
  withoutDate,
} from '../patterns.ts'
import type { PermalinkInput } from '../permalink-input.ts'

/** Below the folder of another language, its tag comes first. */
export function hugoPath(generator: Generator, input: PermalinkInput): string {
  const { folderLanguage, language, languageInPath } = generator.options
  const path = pathInLanguage(generator, input)
  const isShown = folderLanguage !== undefined && (folderLanguage !== language || languageInPath === 'true')
  return isShown && input.languageFolder === undefined ? `${folderLanguage}/${path}` : path
}

/** A part of a path as it writes folders, names and tags. */
export function hugoSlug(text: string, { keepsCase, removesAccents }: Generator['options']): string {
  const letters =
    removesAccents === 'true'
      ? text
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .normalize('NFC')
      : text.normalize('NFC')
  const path = letters
    .replace(/[^\p{L}\p{M}\p{Nd}./\\_#+~@\s-]/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ (?=-)|(?<=-) /g, '')
    .replaceAll(' ', '-')
  return keepsCase === 'true' ? path : path.toLowerCase()
}

/** The path by the section's pattern in `[permalinks]`, or by folders and name. */
function pathInLanguage(generator: Generator, input: PermalinkInput): string {
  const { fields, title = '' } = input
  const { options } = generator
  const tidy = (text: string) => hugoSlug(text, options)
  const { folders, name, areSections } = placeIn(generator, input)
  const all = folders.map(tidy)
  const sections = all.filter((_, index) => areSections[index])
  const isDatedByName = takesDateFromName(generator, input, name)
  const basename = tidy(name)
  const slug = typedSlug(fields) ?? (isDatedByName ? withoutDate(name) : undefined)
  const own = slug === undefined ? undefined : tidy(slug)
  const pattern = ownValue(generator.permalinks, normalizeKey(folders[0] ?? '/'))
  const end = options.uglyUrls === 'true' ? '.html' : '/'
  if (pattern === undefined) return `${directory([...all, own ?? basename]).slice(0, -1)}${end}`
  const tokens = {
    ...dateTokens(isDatedByName ? `${name.slice(0, 10)}T00:00:00` : clockAsTyped(input)),
    section: sections[0] ?? '',
    sections: sections.join('/'),
    title: tidy(title),
    slug: own ?? tidy(title),
    filename: basename,
    slugorfilename: own ?? basename,
    contentbasename: basename,
    slugorcontentbasename: own ?? basename,
  }
  const sliced = pattern.replace(/:sections\[([^[\]]*)\]/g, (_, cut: string) =>
    slice(sections, cut).join('/'),
  )
  const filled = `/${fillPattern(sliced, tokens)}`
  const ended = filled.endsWith('/') ? filled : `${filled}${end}`
  // It decodes what it filled in as a query, in which `+` is a blank.
  const decoded = ended.includes('+') ? tidy(ended.replaceAll('+', ' ')) : ended
  const path = decoded.replace(/^\/+/, '')
  return options.keepsCase === 'true' ? path : path.toLowerCase()
}

/** Whether `:filename` in `[frontmatter]` finds the date, and with it the slug, in the name. */
function takesDateFromName({ options }: Generator, { fields }: PermalinkInput, name: string): boolean {
  if (options.datesFromNames === undefined || withoutDate(name) === name) return false
  return options.datesFromNames === 'first' || findText(fields, DATES) === undefined
}

const DATES = ['date', 'publishDate', 'pubDate', 'published']

/** The folders above an article and its name, and which of them are sections: the first, and those with an `_index.md`. */
function placeIn(generator: Generator, { file, sections }: PermalinkInput) {
  const { folders, name } = partsOf(generator, file)
  const inside = file.stem.split('/').slice(0, -1)
  // Nothing is known of the folders around the articles.
  const around = folders.length - inside.length
  const isSection = (index: number) =>
    index < around || sections?.has(inside.slice(0, index + 1 - around).join('/')) === true
  const isOfLanguage =
    file.folderLanguage !== undefined && folders[0]?.toLowerCase() === file.folderLanguage.toLowerCase()
  const start = isOfLanguage ? 1 : 0
  return {
    name,
    folders: folders.slice(start),
    areSections: folders.slice(start).map((_, index) => index === 0 || isSection(index + start)),
  }
}

/** Cuts parts as `:sections[…]` does: `1:`, `:2`, `last`, `0`. */
function slice(parts: string[], cut: string): string[] {
  const index = (text: string) => (text === 'last' ? parts.length - 1 : Number(text))
  const [from = '', to] = cut.split(':')
  if (to === undefined) return parts.slice(index(from), index(from) + 1)
  return parts.slice(from === '' ? 0 : index(from), to === '' ? parts.length : index(to))
}
