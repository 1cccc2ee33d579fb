import { asList, findLine, findText, findValue, isFields } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { dropAtEnd, dropAtEnds } from '../text/characters.ts'
import { isTimezone } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { resolveUrl } from '../text/urls.ts'
import { type Configuration, NOWHERE } from './configuration.ts'
import type { SiteDefaults } from './generator.ts'
import { literalIn } from './literals.ts'
import type { GeneratorRow } from './row.ts'

const LANGUAGE_KEYS = 'languageCode locale lang language default_language defaultContentLanguage'.split(' ')

/** Reads the settings of the whole site from a generator's configuration. */
export function readSiteDefaults(row: GeneratorRow, { fields, code }: Configuration): SiteDefaults {
  const literal = (...keys: string[]) =>
    keys
      .map((key) => literalIn(code, key))
      .find((value) => value !== undefined && !/^(?:true|false)$/.test(value))
  const table = fields.get('languages')
  const main = isFields(table) ? [...table.values()].find(isFields) : undefined
  const languages = isFields(table) ? [...table.keys()].flatMap((key) => parseLanguage(key) ?? []) : []
  const title =
    findLine(fields, ['title']) ??
    (main && findLine(main, ['title'])) ??
    literal('title', 'siteTitle', 'SITENAME', 'SITE_TITLE')
  const description =
    findLine(fields, ['description', 'subtitle', 'tagline']) ??
    literal('description', 'tagline', 'SITESUBTITLE', 'SITE_DESCRIPTION')
  const url = readUrl(row, fields, literal)
  const named =
    asList(findValue(fields, LANGUAGE_KEYS)?.value)[0] ??
    literal('language', 'lang', 'DEFAULT_LANG', 'defaultLocale')
  const timezone = findText(fields, ['timezone'])?.value ?? literal('TIMEZONE', 'timezone')
  const authors = readSiteAuthors(fields, code, url ?? NOWHERE, literal)
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

type Literal = (...keys: string[]) => string | undefined

function readSiteAuthors(config: Fields, code: string, base: string, literal: Literal): Person[] {
  const params = config.get('params')
  const typed =
    findValue(config, ['author', 'authors']) ?? (isFields(params) ? findValue(params, ['author']) : undefined)
  if (typed) return parsePeople(typed.value, base)
  const [, , name] = /\bauthor:\s*\{[^}]{0,200}?\bname:\s*(["'`])([^"'`\n]{1,200})\1/.exec(code) ?? []
  return parsePeople(name ?? literal('author', 'AUTHOR'), base)
}

function readUrl({ hasPathAsBaseUrl }: GeneratorRow, config: Fields, literal: Literal): string | undefined {
  const typed = findText(config, ['baseURL', 'base_url'])?.value
  const host =
    findText(config, ['url'])?.value ??
    literal('siteUrl', 'siteURL', 'SITEURL', 'SITE_URL', 'site', 'website', 'url', 'hostname', 'base')
  const path = hasPathAsBaseUrl ? typed : (findText(config, ['root'])?.value ?? literal('baseUrl', 'base'))
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
