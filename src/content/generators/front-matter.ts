import { asList, findText, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { compileGlob } from '../text/wildcards.ts'
import { sitePath } from './exclusions.ts'
import { type Defaults, type Generator, ownValue } from './generator.ts'
import { rowOf } from './table.ts'

/** Adds the default front matter of the folders of an article; the article's own values win, unless the defaults are final. */
export function withDefaults(
  fields: Fields,
  generator: Generator | undefined,
  ofSections: readonly Defaults[],
  path: string,
): Fields {
  const given = [...(generator?.defaults ?? []), ...ofSections].filter((one) => applies(one, generator, path))
  if (given.length === 0) return fields
  // Defaults of deeper folders come later and win.
  const sorted = given.toSorted((a, b) => a.folder.length - b.folder.length)
  const { before = [], after = [] } = Object.groupBy(sorted, ({ isFinal }) => (isFinal ? 'after' : 'before'))
  const entriesOf = (all: Defaults[]) => all.flatMap((one) => one.fields)
  return new Map<string, Value>([...entriesOf(before), ...fields, ...entriesOf(after)])
}

function applies({ folder, pattern }: Defaults, generator: Generator | undefined, path: string): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false
  if (pattern === undefined) return true
  const whole = generator ? sitePath(generator, path) : path
  const root = generator?.content.find((root) => whole.startsWith(`${root}/`))
  const page = `/${root === undefined ? whole : whole.slice(root.length + 1)}`.replace(
    /(?:\/index)?(?:\.[\w-]+)?\.\w+$/,
    '',
  )
  // A pattern that cannot be read is taken for one that matches.
  const test = compileGlob(pattern)
  return !test || test(whole) || test(page.toLowerCase())
}

/** Whether the generator's own feed shows `publishDate` as the date of publication. */
export function showsPublishDate(generator: Generator | undefined): boolean {
  return generator !== undefined && rowOf(generator.name).showsPublishDate === true
}

/** The front matter of a file as the generator reads it. */
export function adaptFields(fields: Fields, source: string, generator: Generator | undefined): Fields {
  return (generator && rowOf(generator.name).adaptFields?.(fields, source)) ?? fields
}

/** A text without what readers must never see. */
export function hideText(source: string, generator: Generator | undefined): string {
  return (generator && rowOf(generator.name).hideText?.(source)) ?? source
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

/** Looks up authors by their keys in the site's data files, among others who are described in the article; undefined unless all keys are found. */
export function findPeople(
  value: Value | undefined,
  generator: Generator | undefined,
  base: string,
): Person[] | undefined {
  if (!generator) return undefined
  const find = (key: string) => ownValue(generator.authors, normalizeKey(key.trim()))
  const keyed: (Person | undefined)[] = []
  const people = asList(value)
    .flat()
    .flatMap((entry): (Person | undefined)[] => {
      const key = isFields(entry) ? findText(entry, ['key'])?.value : entry
      if (typeof key !== 'string') return isFields(entry) ? parsePeople(entry, base) : [undefined]
      const found = find(key) === undefined ? key.split(',').map(find) : [find(key)]
      keyed.push(...found)
      return found
    })
  return keyed.length > 0 && !people.includes(undefined) ? (people as Person[]) : undefined
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
