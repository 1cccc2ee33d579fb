import { findLine, findText, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { type Configuration, NOWHERE, readMarkup } from './configuration.ts'
import type { Defaults, Generator, GeneratorName, SiteDefaults } from './generator.ts'
import { withoutComments } from './literals.ts'
import type { GeneratorRow } from './row.ts'
import { readSiteDefaults } from './site-defaults.ts'
import { rowOf } from './table.ts'

/** A generator's site with the texts of its files, which are not parsed yet. */
export interface FoundSite {
  name: GeneratorName
  mark?: string
  /** The articles folder relative to the site's, or empty if they are the same. */
  folder: string
  /** Configuration and data files; paths are relative to the site's folder. */
  files: { path: string; text: string }[]
}

/** Reads a generator's configuration and data files. Code is never run; only its literals are read. */
export function readGenerator(found: FoundSite): { generator: Generator; site: SiteDefaults } {
  const row = rowOf(found.name)
  const { configuration, authors, tags, directoryData } = readFiles(found, row)
  const configured = row.readDefaults?.(configuration) ?? []
  const options = readOptions(row, configuration)
  return {
    generator: {
      name: found.name,
      ...(found.mark !== undefined && { mark: found.mark }),
      folder: found.folder,
      content: options.content === undefined ? (row.content ?? []) : [options.content],
      permalinks: row.readPermalinks?.(configuration) ?? {},
      options,
      authors,
      tags,
      defaults: [...directoryData, ...configured].flatMap(([folder, fields]) =>
        toDefaults(found.folder, folder, fields),
      ),
    },
    site: readSiteDefaults(row, configuration),
  }
}

function readFiles({ folder, files }: FoundSite, row: GeneratorRow) {
  const fields = new Map<string, Value>()
  const texts: string[] = []
  const authors: Record<string, Person> = {}
  const tags: Record<string, string> = {}
  const directoryData: [folder: string, fields: Fields][] = []
  const addDirectoryData = (path: string, text: string) => {
    const given = row.directoryData?.read(path, text)
    if (given) directoryData.push([path.split('/').slice(0, -1).join('/'), given])
  }
  for (const { path, text } of files) {
    const isCode = /\.(?:[cm]?[jt]s|py)$/.test(path)
    if (isCode && row.directoryData?.endings.some((ending) => path.endsWith(ending)))
      addDirectoryData(path, text)
    // Data files describe the site better than the configuration, so they come first.
    else if (isCode && /(?:^|\/)_data\/[^/]*$/.test(path)) texts.unshift(withoutComments(path, text))
    else if (isCode) texts.push(withoutComments(path, text))
    else if (row.configFiles.includes(path))
      mergeConfig(fields, row.configTables?.exec(path)?.[1], readMarkup(path, text))
    else if (/(?:^|\/)authors?(?:\/|\.)/.test(path)) addAuthors(authors, path, readMarkup(path, text))
    else if (/(?:^|\/)tags\.yml$/.test(path)) addTags(tags, readMarkup(path, text))
    else if (/(?:^|\/)_data\//.test(path))
      mergeMissing(fields, readMarkup(path, text), ['title', 'url', 'description', 'language', 'author'])
    else addDirectoryData(path, text)
  }
  const paths = files.map(({ path }) => path)
  const configuration: Configuration = { fields, code: texts.join('\n'), folder, paths }
  return { configuration, authors, tags, directoryData }
}

function readOptions(row: GeneratorRow, configuration: Configuration): Record<string, string> {
  const options = Object.entries(row.readOptions?.(configuration) ?? {})
  return Object.fromEntries(options.filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** Merges the fields of a configuration file, or sets them as a whole under the key `table`. */
function mergeConfig(config: Map<string, Value>, table: string | undefined, fields: Fields): void {
  if (table !== undefined) config.set(table, fields)
  else mergeMissing(config, fields, [...fields.keys()])
}

function mergeMissing(config: Map<string, Value>, fields: Fields, keys: string[]): void {
  for (const key of keys) {
    const value = fields.get(key)
    if (value !== undefined && !config.has(key)) config.set(key, value)
  }
}

/** Adds the people of a file that lists them by key, or the one person of a file in an `authors` folder. */
function addAuthors(authors: Record<string, Person>, path: string, fields: Fields): void {
  const single = /\/authors\/([^/]+)\.\w+$/.exec(path)?.[1]
  const entries: [string, Value][] = single === undefined ? [...fields] : [[single, fields]]
  for (const [key, value] of entries) {
    if (!isFields(value)) continue
    const [person] = parsePeople(value, NOWHERE)
    if (!person) continue
    const { name, email } = person
    const url = absoluteOnly(person.url) ?? profileOf(value)
    const imageUrl = absoluteOnly(person.imageUrl)
    authors[normalizeKey(key)] = {
      name,
      ...(email && { email }),
      ...(url && { url }),
      ...(imageUrl && { imageUrl }),
    }
  }
}

function addTags(tags: Record<string, string>, fields: Fields): void {
  for (const [key, value] of fields) {
    const label = isFields(value) ? findLine(value, ['label']) : undefined
    if (label !== undefined) tags[normalizeKey(key)] = label
  }
}

function absoluteOnly(url: string | undefined): string | undefined {
  return url?.startsWith(NOWHERE) ? undefined : url
}

function profileOf(person: Fields): string | undefined {
  const { key, value } = findText(person, ['twitter', 'github', 'email']) ?? { key: 'email', value: '' }
  return key !== 'email' && /^@?[\w-]+$/.test(value)
    ? `https://${key}.com/${value.replace('@', '')}`
    : undefined
}

function toDefaults(articles: string, folder: string, fields: Fields): Defaults[] {
  const isAbove = folder === '' || folder === articles || articles.startsWith(`${folder}/`)
  if (!isAbove && articles !== '' && !folder.startsWith(`${articles}/`)) return []
  const plain = [...fields].flatMap(([key, value]): Defaults['fields'] => {
    if (typeof value === 'string') return [[key, value]]
    const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
    return texts.length > 0 ? [[key, texts]] : []
  })
  const below = articles === '' ? folder : folder.slice(articles.length + 1)
  return plain.length === 0 ? [] : [{ folder: isAbove ? '' : below, fields: plain }]
}
