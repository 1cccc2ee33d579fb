import { asList, findLine, findText, findValue, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { dropAtEnd, dropAtEnds } from '../text/characters.ts'
import { isTimezone } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { resolveUrl } from '../text/urls.ts'
import { type CodeValue, isObject, isUnknown, type Script, toText, valueIn } from './code/code-value.ts'
import { type Configuration, NOWHERE } from './configuration.ts'
import type { SiteDefaults } from './generator.ts'
import type { GeneratorRow } from './row.ts'

const LANGUAGE_KEYS = 'languageCode locale lang language default_language defaultContentLanguage'.split(' ')

/** Reads the settings of the whole site from a generator's configuration. */
export function readSiteDefaults(row: GeneratorRow, { fields, scripts }: Configuration): SiteDefaults {
  const objects = scripts.flatMap((script) => siteObjects(row, script))
  const literal: Literal = (...keys) => {
    const text = toText(findStated(objects, keys))
    return text === 'true' || text === 'false' ? undefined : text
  }
  const table = fields.get('languages')
  const main = isFields(table) ? [...table.values()].find(isFields) : undefined
  const languages = isFields(table) ? [...table.keys()].flatMap((key) => parseLanguage(key) ?? []) : []
  const title =
    findLine(fields, row.titleKeys ?? ['title']) ??
    (main && findLine(main, ['title'])) ??
    literal('title', 'siteTitle', 'SITENAME', 'SITE_TITLE')
  const description =
    findLine(fields, ['description', 'subtitle', 'tagline', 'site_description']) ??
    literal('description', 'tagline', 'SITESUBTITLE', 'SITE_DESCRIPTION')
  const url = readUrl(row, fields, literal)
  const named =
    asList(findValue(fields, LANGUAGE_KEYS)?.value)[0] ??
    literal('language', 'lang', 'DEFAULT_LANG', 'defaultLocale')
  const timezone = findText(fields, ['timezone'])?.value ?? literal('TIMEZONE', 'timezone')
  const authors = readSiteAuthors(fields, objects, url ?? NOWHERE)
  return {
    title,
    description,
    url,
    language: typeof named === 'string' ? parseLanguage(named) : undefined,
    languages: languages.length > 0 ? languages : undefined,
    timezone: timezone !== undefined && isTimezone(timezone) ? timezone : undefined,
    authors: authors.length > 0 ? authors : undefined,
  }
}

/** Whether the configuration computes the address of the site. */
export function isUrlComputed(row: GeneratorRow, { scripts }: Configuration): boolean {
  return isUnknown(
    findStated(
      scripts.flatMap((script) => siteObjects(row, script)),
      URL_KEYS,
    ),
  )
}

const URL_KEYS = 'siteUrl siteURL SITEURL SITE_URL site website url hostname base'.split(' ')

/** Objects that describe a site, where a file exports them by name. */
const SITE_NAME = /^(?:site|config|meta|blog)|config$/i

/** Keys of an object that describes a site whose values describe it too. */
const INNER = 'site siteMetadata metadata i18n sitemap locales.root kit.paths'.split(' ')

/** The objects of a file that describe the site: what it exports, and what the row knows of. No other object counts. */
function siteObjects(row: GeneratorRow, script: Script): CodeValue[] {
  const { exported, names } = script
  const named = [...names].flatMap(([name, value]) => (SITE_NAME.test(name) ? [value] : []))
  const objects = [exported, names, ...named, ...(row.siteObjects?.(script) ?? [])].filter(isObject)
  return [...new Set(objects)].flatMap((object) => [
    object,
    ...INNER.map((key) => valueIn(object, key)).filter(isObject),
  ])
}

/** The value of the first key that is in one of the objects, though it may be unknown. */
function findStated(objects: readonly CodeValue[], keys: readonly string[]): CodeValue | undefined {
  for (const key of keys)
    for (const object of objects) {
      const value = valueIn(object, key)
      if (value !== undefined && value !== null && value !== '') return value
    }
  return undefined
}

/** The same as a value of front matter; what was computed is null. */
function toValue(value: CodeValue | undefined): Value | undefined {
  if (isObject(value))
    return new Map([...value].map(([key, one]) => [normalizeKey(key), toValue(one) ?? null]))
  if (Array.isArray(value)) return value.map((one) => toValue(one) ?? null)
  return isUnknown(value) ? undefined : toText(value)
}

type Literal = (...keys: string[]) => string | undefined

function readSiteAuthors(config: Fields, objects: readonly CodeValue[], base: string): Person[] {
  const params = config.get('params')
  const typed =
    findValue(config, ['author', 'authors', 'site_author']) ??
    (isFields(params) ? findValue(params, ['author']) : undefined)
  if (typed) return parsePeople(typed.value, base)
  return parsePeople(toValue(findStated(objects, ['author', 'AUTHOR'])), base)
}

function readUrl({ hasPathAsBaseUrl }: GeneratorRow, config: Fields, literal: Literal): string | undefined {
  const typed = findText(config, ['baseURL', 'base_url'])?.value
  const host = findText(config, ['url', 'site_url'])?.value ?? literal(...URL_KEYS)
  const path = hasPathAsBaseUrl
    ? typed
    : (findText(config, ['root'])?.value ?? literal('baseUrl', 'base', 'pathPrefix', 'basePath'))
  const address = hasPathAsBaseUrl || typed === undefined || !/^https?:/.test(typed) ? host : typed
  if (address === undefined || !/^https?:\/\//.test(address)) return undefined
  const base = resolveUrl(`${dropAtEnd(address, '/')}/`, address)
  if (base === undefined || path === undefined || /^https?:/.test(path)) return base
  const wanted = dropAtEnds(path, '/')
  // Hexo's `url` already contains the path of `root`.
  return wanted === '' || new URL(base).pathname.replace(/^\/|\/$/g, '') === wanted
    ? base
    : `${base}${wanted}/`
}
