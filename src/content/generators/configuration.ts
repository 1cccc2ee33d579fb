import { findText, findValue, isFields } from '../front-matter/fields.ts'
import { type Fields, parseFrontMatter } from '../front-matter/parse.ts'

/** What the files of a generator's site say. */
export interface Configuration {
  /** What stands in TOML, YAML and JSON. */
  fields: Fields
  /** What is code, without its comments. */
  code: string
  /** The articles folder, relative to the site's; empty where it is the same. */
  folder: string
  /** The files that were read, relative to the site's folder. */
  paths: string[]
}

/** The base for addresses in the files of a site whose own address is not known yet. */
export const NOWHERE = 'http://base.invalid/'

/** The names of a file that is JavaScript or TypeScript. */
export function codeFiles(name: string): string[] {
  return ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `${name}.${extension}`)
}

/** The names of a file that is TOML, YAML or JSON. */
export function markupFiles(name: string): string[] {
  return ['toml', 'yaml', 'yml', 'json'].map((extension) => `${name}.${extension}`)
}

/** Reads TOML, YAML or JSON by the extension, as front matter is read, or front matter itself; empty where it cannot be. */
export function readMarkup(path: string, text: string): Fields {
  const [extension = ''] = /[a-z]+$/.exec(path) ?? []
  if (/^mdx?$/.test(extension)) return parseFrontMatter(text, path).fields
  const language = extension === 'yml' ? 'yaml' : extension
  const body = text.replace(/^\uFEFF/, '').replace(/^---[^\n]*$/gm, '')
  const source = language === 'toml' ? `+++\n${body}\n+++\n` : `---${language}\n${body}\n---\n`
  return parseFrontMatter(source, path).fields
}

/** The text of a key, or of one in a table: `slugify.paths`. */
export function textAt(fields: Fields, key: string): string | undefined {
  const [first = '', second] = key.split('.')
  if (second === undefined) return findText(fields, [first])?.value
  const table = findValue(fields, [first])?.value
  return isFields(table) ? findText(table, [second])?.value : undefined
}

/** The path of a folder without `./` and slashes around it. */
export function toFolder(path: string | undefined): string | undefined {
  return path?.replace(/^\.?\/+|\/+$/g, '')
}
