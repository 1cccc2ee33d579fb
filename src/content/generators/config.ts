import { asList, findLine, findText, findValue, isFields } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import { type Person, parsePeople } from '../front-matter/people.ts'
import { isTimezone } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { resolveUrl } from '../text/urls.ts'
import type { GeneratorName, SiteDefaults } from './generator.ts'
import { literalIn, objectAt } from './literals.ts'

/** Reads a key of the configuration, or one in a table of it: `slugify.paths`. */
type Typed = (key: string) => string | undefined

const OPTIONS: Partial<
  Record<
    GeneratorName,
    (typed: Typed, code: string, config: Fields, folder: string) => Record<string, string | undefined>
  >
> = {
  hugo: (typed, _, config) => ({
    content: toFolder(typed('contentDir')),
    uglyUrls: typed('uglyURLs'),
    keepsCase: typed('disablePathToLower'),
    language: typed('defaultContentLanguage') ?? 'en',
    languageInPath: typed('defaultContentLanguageInSubdir'),
    datesFromNames: takesDatesFromNames(config) ? 'true' : undefined,
  }),
  jekyll: (typed) => ({ excerptSeparator: typed('excerpt_separator') }),
  hexo: (typed) => ({
    content: toFolder(typed('source_dir')),
    newPostName: typed('new_post_name'),
    category: typed('default_category'),
    trailingIndex: typed('pretty_urls.trailing_index'),
    trailingHtml: typed('pretty_urls.trailing_html'),
  }),
  zola: (typed) => ({ slugify: typed('slugify.paths') }),
  docusaurus: (_, code, __, folder) => ({
    base: blogBase(code, folder),
    trailingSlash: literalIn(code, 'trailingSlash'),
  }),
  astro: (_, code) => ({ trailingSlash: literalIn(code, 'trailingSlash') }),
  eleventy: (_, code) => ({ content: toFolder(literalIn(code, 'input')) }),
  vitepress: (_, code) => ({
    content: toFolder(literalIn(code, 'srcDir')),
    cleanUrls: literalIn(code, 'cleanUrls'),
  }),
  pelican: (_, code) => ({
    content: toFolder(literalIn(code, 'PATH')),
    slugSource: literalIn(code, 'SLUGIFY_SOURCE'),
    translated: literalIn(code, 'ARTICLE_LANG_URL') ?? '{slug}-{lang}.html',
    language: literalIn(code, 'DEFAULT_LANG') ?? 'en',
  }),
}

function toFolder(path: string | undefined): string | undefined {
  return path?.replace(/^\.?\/+|\/+$/g, '')
}

/** Where the blog in a folder is: a site has several of them, each with options of its own. */
function blogBase(code: string, folder: string): string | undefined {
  const blogs = [...code.matchAll(/(?:\bblog\s*:|plugin-content-blog["'`]\s*,)\s*(?=\{)/g)]
    .map(({ 0: start, index }) => objectAt(code, index + start.length))
    .filter((blog) => isBelow(folder, toFolder(literalIn(blog, 'path')) ?? 'blog'))
    .map((blog) => literalIn(blog, 'routeBasePath'))
  return blogs.find((base) => base !== undefined) ?? (blogs.length > 0 ? 'blog' : undefined)
}

/** Whether the articles are in the folder, or around it. */
function isBelow(articles: string, folder: string): boolean {
  return articles === '' || `${articles}/`.startsWith(`${folder}/`)
}

function takesDatesFromNames(config: Fields): boolean {
  const front = config.get('frontmatter')
  return isFields(front) && asList(front.get('date')).includes(':filename')
}

/** The switches that change permalinks. */
export function readOptions(
  name: GeneratorName,
  config: Fields,
  code: string,
  folder: string,
): Record<string, string> {
  const typed: Typed = (key) => {
    const [first = '', second] = key.split('.')
    if (second === undefined) return findText(config, [first])?.value
    const table = findValue(config, [first])?.value
    return isFields(table) ? findText(table, [second])?.value : undefined
  }
  const options = Object.entries(OPTIONS[name]?.(typed, code, config, folder) ?? {})
  return Object.fromEntries(options.filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** The patterns of permalinks, by section. */
export function readPermalinks(name: GeneratorName, config: Fields, code: string): Record<string, string> {
  if (name === 'pelican') return { '': literalIn(code, 'ARTICLE_URL') ?? '{slug}.html' }
  const permalinks: Record<string, string> = {}
  const typed = findText(config, ['permalink'])?.value
  if ((name === 'jekyll' || name === 'hexo') && typed !== undefined) permalinks[''] = typed
  const table = config.get(name === 'jekyll' ? 'collections' : 'permalinks')
  if (!isFields(table)) return permalinks
  const page = table.get('page')
  for (const [section, value] of [...table, ...(isFields(page) ? page : [])]) {
    const pattern = isFields(value) ? findText(value, ['permalink'])?.value : value
    if (typeof pattern === 'string') permalinks[section] = pattern
  }
  return permalinks
}

const LANGUAGE_KEYS = [
  'languageCode',
  'locale',
  'lang',
  'language',
  'default_language',
  'defaultContentLanguage',
]

/** What is said of the site as a whole. */
export function readSiteDefaults(name: GeneratorName, config: Fields, code: string): SiteDefaults {
  const literal = (...keys: string[]) =>
    keys
      .map((key) => literalIn(code, key))
      .find((value) => value !== undefined && !/^(?:true|false)$/.test(value))
  const table = config.get('languages')
  const main = isFields(table) ? [...table.values()].find(isFields) : undefined
  const languages = isFields(table) ? [...table.keys()].flatMap((key) => parseLanguage(key) ?? []) : []
  const title =
    findLine(config, ['title']) ??
    (main && findLine(main, ['title'])) ??
    literal('title', 'siteTitle', 'SITENAME', 'SITE_TITLE')
  const description =
    findLine(config, ['description', 'subtitle', 'tagline']) ??
    literal('description', 'tagline', 'SITESUBTITLE', 'SITE_DESCRIPTION')
  const url = readUrl(name, config, literal)
  const named =
    asList(findValue(config, LANGUAGE_KEYS)?.value)[0] ??
    literal('language', 'lang', 'DEFAULT_LANG', 'defaultLocale')
  const language = typeof named === 'string' ? parseLanguage(named) : undefined
  const timezone = findText(config, ['timezone'])?.value ?? literal('TIMEZONE', 'timezone')
  const authors = readSiteAuthors(config, code, url ?? 'http://base.invalid/', literal)
  return {
    ...(title && { title }),
    ...(description && { description }),
    ...(url && { url }),
    ...(language && { language }),
    ...(languages.length > 0 && { languages }),
    ...(timezone && isTimezone(timezone) && { timezone }),
    ...(authors.length > 0 && { authors }),
  }
}

type Literal = (...keys: string[]) => string | undefined

function readSiteAuthors(config: Fields, code: string, base: string, literal: Literal): Person[] {
  const params = config.get('params')
  const typed =
    findValue(config, ['author', 'authors']) ?? (isFields(params) ? findValue(params, ['author']) : undefined)
  if (typed) return parsePeople(typed.value, base)
  const [, , name] = /\bauthor:\s*\{[^}]{0,200}?\bname:\s*(["'`])([^"'`\n]+)\1/.exec(code) ?? []
  return parsePeople(name ?? literal('author', 'AUTHOR'), base)
}

function readUrl(name: GeneratorName, config: Fields, literal: Literal): string | undefined {
  const typed = findText(config, ['baseURL', 'base_url'])?.value
  const host =
    findText(config, ['url'])?.value ??
    literal('siteUrl', 'siteURL', 'SITEURL', 'SITE_URL', 'site', 'website', 'url', 'hostname', 'base')
  const path = name === 'jekyll' ? typed : (findText(config, ['root'])?.value ?? literal('baseUrl', 'base'))
  const address = name === 'jekyll' || typed === undefined || !/^https?:/.test(typed) ? host : typed
  if (address === undefined || !/^https?:\/\//.test(address)) return undefined
  const base = resolveUrl(address.replace(/\/*$/, '/'), address)
  if (base === undefined || path === undefined || /^https?:/.test(path)) return base
  const wanted = path.replace(/^\/+|\/+$/g, '')
  // Hexo's `url` has the path of `root` in it already.
  return wanted === '' || new URL(base).pathname.replace(/^\/|\/$/g, '') === wanted
    ? base
    : `${base}${wanted}/`
}
