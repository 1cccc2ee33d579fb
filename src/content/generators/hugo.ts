import { findText } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/parse.ts'
import { formatClock } from '../text/dates.ts'
import type { Generator } from './generator.ts'
import { dateTokens, directory, fill, partsOf, slugOf, withoutDate } from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'

/** The path of a page of Hugo: by `[permalinks]` of its section, or by its folders and name. */
export function hugoPath(generator: Generator, article: PermalinkInput): string {
  const { fields, file, published, timezone, title = '' } = article
  const { options } = generator
  const tidy = (text: string) => {
    const path = text
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}./\\_#+~@\s-]/gu, '')
      .trim()
      .replace(/\s+(?=-)|(?<=-)\s+/g, '')
      .replace(/\s+/g, '-')
    return options.keepsCase === 'true' ? path : path.toLowerCase()
  }
  const { folders, name } = partsOf(generator, file)
  if (file.folderLanguage !== undefined && folders[0]?.toLowerCase() === file.folderLanguage.toLowerCase())
    folders.shift()
  const sections = folders.map(tidy)
  const basename = tidy(options.datesFromNames === 'true' ? withoutDate(name) : name)
  const slug = slugOf(fields)
  const own = slug === undefined ? undefined : tidy(slug)
  const pattern = generator.permalinks[normalizeKey(folders[0] ?? '/')]
  const end = options.uglyUrls === 'true' ? '.html' : '/'
  if (pattern === undefined) return `${directory([...sections, own ?? basename]).slice(0, -1)}${end}`
  // Hugo keeps the zone in which a date was typed.
  const typed = /^\d{4}-\d{2}-\d{2}/.exec(findText(fields, ['date'])?.value ?? '')?.[0]
  const tokens = {
    ...dateTokens(typed === undefined ? formatClock(published, timezone) : `${typed}T00:00:00`),
    section: sections[0] ?? '',
    sections: sections.join('/'),
    title: tidy(title),
    slug: own ?? tidy(title),
    filename: basename,
    slugorfilename: own ?? basename,
    contentbasename: basename,
    slugorcontentbasename: own ?? basename,
  }
  const sliced = pattern.replace(/:sections\[([^\]]*)\]/g, (_, cut: string) => slice(sections, cut).join('/'))
  const path = fill(sliced, tokens).replace(/^\/+/, '')
  return /(?:\/|\.\w+)$/.test(path) ? path : `${path}${end}`
}

/** `1:`, `:2`, `last`, `0`. */
function slice(parts: string[], cut: string): string[] {
  const index = (text: string) => (text === 'last' ? parts.length - 1 : Number(text))
  const [from = '', to] = cut.split(':')
  if (to === undefined) return parts.slice(index(from), index(from) + 1)
  return parts.slice(from === '' ? 0 : index(from), to === '' ? parts.length : index(to))
}
