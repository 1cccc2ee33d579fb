import { findText, findValue, isFields } from '../front-matter/fields.ts'
import { type Fields, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import type { Problem } from '../problem.ts'
import { dropAtEnd } from '../text/characters.ts'
import type { Script } from './code/code-value.ts'
import type { Template } from './feeds/feed-templates.ts'

/** The contents of a generator's configuration files. */
export interface Configuration {
  /** The fields of TOML, YAML and JSON files. */
  fields: Fields
  /** The plain values of its code; data files come first, then the configuration files in their order. */
  scripts: Script[]
  /** The articles folder relative to the site's, or empty if they are the same. */
  folder: string
  /** Paths of the files relative to the site's folder. */
  paths: string[]
  /** Paths of its pages whose names have parameters, such as `src/pages/blog/[slug].astro`. */
  routes: readonly string[]
  /** The templates that may make a feed. */
  templates: readonly Template[]
  /** The values of its data files, by the paths of these. */
  data: ReadonlyMap<string, Value>
  /** The texts of its ignore files by path. */
  ignoreFiles: ReadonlyMap<string, string>
}

/** Whether a path is that of a data file which describes the site. */
export function isOfSite(path: string): boolean {
  return /(?:^|\/)_data\/(?:site|meta|metadata|global|config|settings|info|blog)\.\w+$/.test(path)
}

/** Base for addresses in configuration files; it marks those that turn out to be relative. */
export const NOWHERE = 'http://base.invalid/'

/** The possible names of a JavaScript or TypeScript file. */
export function codeFiles(name: string): string[] {
  return ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `${name}.${extension}`)
}

/** The possible names of a TOML, YAML or JSON file. */
export function markupFiles(name: string): string[] {
  return ['toml', 'yaml', 'yml', 'json'].map((extension) => `${name}.${extension}`)
}

/** Reads TOML, YAML, JSON or the front matter of Markdown, chosen by the extension; unreadable text gives no fields, and an error in `problems`. */
export function readMarkup(path: string, text: string, problems: Problem[] = []): Fields {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  if (/^mdx?$/.test(extension)) return parseFrontMatter(text, path).fields
  const language = extension === 'yml' ? 'yaml' : extension
  const body = text.replace(/^\uFEFF/, '').replace(/^---[^\n]*$/gm, '')
  const source = language === 'toml' ? `+++\n${body}\n+++\n` : `---${language}\n${body}\n---\n`
  const { fields, problems: found } = parseFrontMatter(source, path)
  for (const problem of found)
    if (problem.severity === 'error')
      // The fence that was put before the text is not a line of the file.
      problems.push({
        ...problem,
        ...(problem.line !== undefined && { line: Math.max(problem.line - 1, 1) }),
      })
  return fields
}

/** Reads a data file, which may hold a list; undefined if it cannot be read. */
export function readData(path: string, text: string): Value | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  if (extension === 'toml' || /^mdx?$/.test(extension)) return readMarkup(path, text)
  const plain = text.replace(/^\uFEFF/, '').replace(/^---[^\n]*$/gm, '')
  const inner =
    extension === 'json' ? `{"value": ${plain}}` : `value:\n${plain.replace(/^(?=[^\n])/gm, '  ')}`
  return readMarkup(`x.${extension === 'json' ? 'json' : 'yaml'}`, inner).get('value')
}

/** Reads a data file that describes the site, unless it holds a list or nothing; an error in `problems` if it cannot be read. */
export function readSiteData(path: string, text: string, problems: Problem[]): Fields {
  const found: Problem[] = []
  const fields = readMarkup(path, text, found)
  if (text.trim() !== '' && readData(path, text) === undefined) problems.push(...found)
  return fields
}

/** The text at a key, or at a key of tables in tables: `markup.goldmark.extensions.typographer`. */
export function textAt(fields: Fields, key: string): string | undefined {
  const dot = key.indexOf('.')
  if (dot < 0) return findText(fields, [key])?.value
  const table = findValue(fields, [key.slice(0, dot)])?.value
  return isFields(table) ? textAt(table, key.slice(dot + 1)) : undefined
}

/** Merges the fields of a configuration file, or sets them as a whole under the key `table`. */
export function mergeConfig(config: Map<string, Value>, table: string | undefined, fields: Fields): void {
  if (table !== undefined) config.set(table, fields)
  else mergeMissing(config, fields, [...fields.keys()])
}

/** Adds what is missing in tables, too. */
export function mergeTables(config: Map<string, Value>, fields: Fields): void {
  for (const [key, value] of fields) {
    const own = config.get(key)
    if (isFields(own) && isFields(value)) {
      const table = new Map(own)
      mergeTables(table, value)
      config.set(key, table)
    } else if (own === undefined) config.set(key, value)
  }
}

/** Adds the values of these keys that are missing. */
export function mergeMissing(config: Map<string, Value>, fields: Fields, keys: string[]): void {
  for (const key of keys) {
    const value = fields.get(key)
    if (value !== undefined && !config.has(key)) config.set(key, value)
  }
}

/** The path of a folder without leading `./` and surrounding slashes. */
export function toFolder(path: string | undefined): string | undefined {
  return path === undefined ? undefined : dropAtEnd(path.replace(/^\.?\/+/, ''), '/')
}
