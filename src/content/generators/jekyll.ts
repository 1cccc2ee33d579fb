import { asList } from '../front-matter/fields.ts'
import { type Fields, normalizeKey } from '../front-matter/parse.ts'
import { formatClock } from '../text/dates.ts'
import type { Generator } from './generator.ts'
import { dateTokens, fill, partsOf, slugOf } from './patterns.ts'
import type { PermalinkInput } from './permalink-input.ts'

/** The patterns that have names. */
export const STYLES: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

/** The path of a page of Jekyll: by the pattern of its collection. */
export function jekyllPath(generator: Generator, article: PermalinkInput): string {
  const { folders } = partsOf(generator, article.file)
  const collection = folders.findLast((folder) => /^_(?!posts$|drafts$)/.test(folder))?.slice(1)
  const pattern =
    collection === undefined
      ? (generator.permalinks.posts ?? generator.permalinks[''] ?? 'date')
      : (generator.permalinks[normalizeKey(collection)] ?? '/:collection/:path:output_ext')
  return fill(STYLES[pattern] ?? pattern, {
    ...jekyllTokens(generator, article),
    collection: collection ?? 'posts',
  })
}

/** What the patterns of Jekyll can name. */
export function jekyllTokens(generator: Generator, article: PermalinkInput): Record<string, string> {
  const { fields, file, published, timezone } = article
  const { folders, name } = partsOf(generator, file)
  const start = folders.findIndex((folder) => folder.startsWith('_'))
  const slug = slugOf(fields) ?? jekyllName(name)
  const categories = [...(start > 0 ? folders.slice(0, start) : []), ...jekyllCategories(fields)]
  return {
    ...dateTokens(formatClock(published, timezone)),
    categories: [...new Set(categories.map((category) => category.toLowerCase()))].join('/'),
    title: prettySlug(slug),
    slug: prettySlug(slug).toLowerCase(),
    name: prettySlug(name).toLowerCase(),
    path: [...folders.slice(start + 1), name].join('/'),
    output_ext: '.html',
  }
}

/** A name without its date, of which Jekyll takes `2012-1-5-x` too. */
export function jekyllName(name: string): string {
  return name.replace(/^\d{2,4}-\d{1,2}-\d{1,2}-(?=.)/, '')
}

function jekyllCategories(fields: Fields): string[] {
  const list = fields.get('categories') ?? fields.get('category')
  const one = fields.get('categories') === undefined
  if (typeof list === 'string') return one ? [list] : list.split(/\s+/).filter(Boolean)
  return asList(list).filter((entry) => typeof entry === 'string')
}

function prettySlug(text: string): string {
  return text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-').replace(/^-+|-+$/g, '')
}
