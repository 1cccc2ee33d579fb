import { asList, findLine, findText, isFields } from '../front-matter/fields.ts'
import { type Fields, normalizeKey, parseFrontMatter, type Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { readOptions, readPermalinks, readSiteDefaults } from './config.ts'
import type { Defaults, Generator, GeneratorName, SiteDefaults } from './generator.ts'
import { literalIn, patternIn, withoutComments } from './literals.ts'
import { rowOf } from './table.ts'

/** A generator's site as it was found, its files not yet read. */
export interface FoundSite {
  name: GeneratorName
  mark?: string
  /** The articles folder, relative to the site's; empty where it is the same. */
  folder: string
  /** Texts of its configuration and data, by path relative to the site's folder. */
  files: { path: string; text: string }[]
}

/** Reads what a generator's files say about its site; what is code is never run, and only what stands in it literally is taken. */
export function readGenerator(found: FoundSite): { generator: Generator; site: SiteDefaults } {
  const row = rowOf(found.name)
  const config = new Map<string, Value>()
  const texts: string[] = []
  const authors: Record<string, Person> = {}
  const tags: Record<string, string> = {}
  const defaults: Defaults[] = []
  for (const { path, text } of found.files) {
    if (/\.11tydata\.[cm]?js$/.test(path)) defaults.push(...readDirectoryCode(found.folder, path, text))
    // What holds nothing but data says more of the site than what configures the generator.
    else if (/(?:^|\/)_data\/[^/]*\.[cm]?[jt]s$/.test(path)) texts.unshift(withoutComments(path, text))
    else if (/\.(?:[cm]?[jt]s|py)$/.test(path)) texts.push(withoutComments(path, text))
    else if (row.config.includes(path)) mergeConfig(config, path, readMarkup(path, text))
    else if (/(?:^|\/)authors?(?:\/|\.)/.test(path)) addAuthors(authors, path, readMarkup(path, text))
    else if (/(?:^|\/)tags\.yml$/.test(path)) addTags(tags, readMarkup(path, text))
    else if (/(?:^|\/)_data\//.test(path))
      mergeMissing(config, readMarkup(path, text), ['title', 'url', 'description', 'language', 'author'])
    else defaults.push(...readDirectoryData(found.folder, path, readMarkup(path, text)))
  }
  const code = texts.join('\n')
  defaults.push(...readScopes(found.folder, config))
  const options = readOptions(found.name, config, code, found.folder)
  const input = options.content ?? (found.name === 'eleventy' ? aboveData(found) : undefined)
  return {
    generator: {
      name: found.name,
      ...(found.mark !== undefined && { mark: found.mark }),
      folder: found.folder,
      content: input === undefined ? row.content : [input],
      permalinks: readPermalinks(found.name, config, code),
      options,
      authors,
      tags,
      defaults,
    },
    site: readSiteDefaults(found.name, config, code),
  }
}

/** Eleventy looks for its data in the folder of its content. */
function aboveData({ files }: FoundSite): string | undefined {
  return files.map(({ path }) => /^(.+)\/_data\//.exec(path)?.[1]).find((folder) => folder !== undefined)
}

/** TOML, YAML or JSON by the extension, as front matter is read, or front matter itself; empty where it cannot be. */
function readMarkup(path: string, text: string): Fields {
  const [extension = ''] = /[a-z]+$/.exec(path) ?? []
  if (/^mdx?$/.test(extension)) return parseFrontMatter(text, path).fields
  const language = extension === 'yml' ? 'yaml' : extension
  const body = text.replace(/^\uFEFF/, '').replace(/^---[^\n]*$/gm, '')
  const source = language === 'toml' ? `+++\n${body}\n+++\n` : `---${language}\n${body}\n---\n`
  return parseFrontMatter(source, path).fields
}

/** `config/_default/permalinks.toml` holds what stands under `permalinks` elsewhere. */
function mergeConfig(config: Map<string, Value>, path: string, fields: Fields): void {
  const table = /config\/_default\/(permalinks|languages)\./.exec(path)?.[1]
  if (table !== undefined) config.set(table, fields)
  else mergeMissing(config, fields, [...fields.keys()])
}

function mergeMissing(config: Map<string, Value>, fields: Fields, keys: string[]): void {
  for (const key of keys) {
    const value = fields.get(key)
    if (value !== undefined && !config.has(key)) config.set(key, value)
  }
}

/** A file of all people by key, or one of a single person in a folder. */
function addAuthors(authors: Record<string, Person>, path: string, fields: Fields): void {
  const single = /\/authors\/([^/]+)\.\w+$/.exec(path)?.[1]
  const entries: [string, Value][] = single === undefined ? [...fields] : [[single, fields]]
  for (const [key, value] of entries) {
    if (!isFields(value)) continue
    const site = findText(value, ['twitter', 'github', 'email'])
    const [person] = parsePeople(value, 'http://base.invalid/')
    if (!person) continue
    const url = person.url?.startsWith('http://base.invalid/') ? undefined : person.url
    const address =
      url ??
      (site?.key !== 'email' && /^@?[\w-]+$/.test(site?.value ?? '')
        ? profile(site!.key, site!.value)
        : undefined)
    const { name, email } = person
    authors[normalizeKey(key)] = {
      name,
      ...(email && { email }),
      ...(address && { url: address }),
      ...imageOf(person),
    }
  }
}

function addTags(tags: Record<string, string>, fields: Fields): void {
  for (const [key, value] of fields) {
    const label = isFields(value) ? findLine(value, ['label']) : undefined
    if (label !== undefined) tags[normalizeKey(key)] = label
  }
}

function imageOf({ imageUrl }: Person): Partial<Person> {
  return imageUrl === undefined || imageUrl.startsWith('http://base.invalid/') ? {} : { imageUrl }
}

function profile(site: string, name: string): string {
  return `https://${site}.com/${name.replace('@', '')}`
}

/** Eleventy's `posts/posts.json`: front matter for a whole folder. */
function readDirectoryData(articles: string, path: string, fields: Fields): Defaults[] {
  const computed = fields.get('eleventycomputed')
  const all = new Map([...fields, ...(isFields(computed) ? computed : [])])
  return toDefaults(articles, path.split('/').slice(0, -1).join('/'), all)
}

/** The same written as code, of which only an address that is a literal, or a pattern, can be read. */
function readDirectoryCode(articles: string, path: string, code: string): Defaults[] {
  const text = withoutComments(path, code)
  const permalink = literalIn(text, 'permalink') ?? patternIn(text, 'permalink')
  return permalink === undefined ? [] : readDirectoryData(articles, path, new Map([['permalink', permalink]]))
}

/** Jekyll's front matter defaults. */
function readScopes(articles: string, config: Fields): Defaults[] {
  return asList(config.get('defaults')).flatMap((entry) => {
    const scope = isFields(entry) ? entry.get('scope') : undefined
    const values = isFields(entry) ? entry.get('values') : undefined
    if (!isFields(values) || !isFields(scope) || !/^(?:posts)?$/.test(findText(scope, ['type'])?.value ?? ''))
      return []
    const path = (findText(scope, ['path'])?.value ?? '').replace(/\/+$/, '')
    return path.includes('*') ? [] : toDefaults(articles, path, values)
  })
}

function toDefaults(articles: string, folder: string, fields: Fields): Defaults[] {
  const isAbove = folder === '' || folder === articles || articles.startsWith(`${folder}/`)
  if (!isAbove && articles !== '' && !folder.startsWith(`${articles}/`)) return []
  const plain = [...fields].flatMap(([key, value]): Defaults['fields'] => {
    if (typeof value === 'string') return [[key, value]]
    const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
    return texts.length > 0 ? [[key, texts]] : []
  })
  return plain.length === 0 ? [] : [{ folder: isAbove ? '' : below(folder, articles), fields: plain }]
}

/** The path of a folder as seen from one above it; itself where it is elsewhere. */
function below(folder: string, above: string): string {
  if (above === '') return folder
  if (folder === above) return ''
  return folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : folder
}
