import { asList, findText, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { Person } from '../front-matter/people.ts'
import { type Generator, ownValue } from './generator.ts'
import { rowOf } from './table.ts'

/** Adds the defaults that a generator configures for the folders of an article; the article's own values win. */
export function withDefaults(fields: Fields, generator: Generator | undefined, path: string): Fields {
  const given = generator?.defaults.filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
  if (!given?.length) return fields
  // Defaults of deeper folders come later and win.
  const sorted = given.toSorted((a, b) => a.folder.length - b.folder.length)
  return new Map<string, Value>([...sorted.flatMap((one) => one.fields), ...fields])
}

const THEME = /(?:^|\/)(?:_includes|_layouts|_site|_sass|_data|_partials)\//
/** Folders at the top of a site, but not of its content. */
const BUILD = /^(?:themes|archetypes|layouts|vendor|scaffolds|public|dist|build|out)\//

/** Whether a Markdown file is a template or part of other pages instead of a page itself. */
export function isPartOfTheme({ name, folder }: Generator, path: string): boolean {
  if (THEME.test(path) || (folder === '' && BUILD.test(path))) return true
  return rowOf(name).partials?.test(path) === true
}

/** Whether a file is a page besides the posts, which the generator's own feed leaves out. */
export function isPage(generator: Generator, path: string): boolean {
  const { name, folder, content } = generator
  const isOutside = content.length > 0 && !content.some((root) => path.startsWith(`${root}/`))
  return (folder === '' && isOutside) || rowOf(name).isPage?.(generator, path) === true
}

/** Looks up authors by their keys in the site's data files; undefined unless all are found. */
export function findPeople(value: Value | undefined, generator: Generator | undefined): Person[] | undefined {
  if (!generator) return undefined
  const people = asList(value)
    .flat()
    .flatMap((entry) => {
      const key = isFields(entry) ? findText(entry, ['key'])?.value : entry
      if (typeof key !== 'string') return [undefined]
      const keys = Object.hasOwn(generator.authors, normalizeKey(key)) ? [key] : key.split(/\s*,\s*/)
      return keys.map((one) => ownValue(generator.authors, normalizeKey(one.trim())))
    })
  const known = people.filter((person) => person !== undefined)
  return known.length > 0 && known.length === people.length ? known : undefined
}

/** Reads a value of `tags`, `categories` or a similar key as the generator does. */
export function readTags(
  key: string,
  value: Value | undefined,
  generator: Generator | undefined,
): Value | undefined {
  const row = generator && rowOf(generator.name)
  return row?.readTags ? row.readTags(key, value, generator!) : value
}
