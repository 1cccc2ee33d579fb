import { findText, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { Placed } from '../generators/patterns.ts'
import { explicitKeys, feedId, fillTyped, pathOf } from '../generators/permalinks.ts'
import type { Report } from '../problem.ts'
import type { Settings, Site } from '../site/settings.ts'
import { oneLine } from '../text/characters.ts'
import { formatDay, type Instant, parseDate } from '../text/dates.ts'
import { parseLanguage } from '../text/language.ts'
import { encodePath, isUri, resolveUrl, slugify } from '../text/urls.ts'
import type { Identity } from './identity.ts'

/** What the path of an article says by itself. */
export interface FileName {
  /** The folders above the article, or above its bundle: `news/world`, or empty. */
  section: string
  /** The path without extension, `/index` and the language that ends it: what a `tag:` id is made of. */
  stem: string
  /** The stem without the folder of a language: what translations share. */
  translationKey: string
  /** The last part of the path without date and language. */
  name: string
  /** The date that starts the name of the file, the bundle or the folder it is in. */
  date?: string
  /** The language that ends the file's name, where the site lists it. */
  language?: string
  /** The language that a folder above is called after, where the site lists it. */
  folderLanguage?: string
}

const DATED = /^(\d{4}-\d{2}-\d{2})(?:[-_](.*))?$/s

/** Reads `news/2024-01-02-hello.fr.md` and bundles such as `news/hello/index.md`. */
export function readFileName(path: string, site: Site): FileName {
  const parts = path.replace(/\.(?:md|markdown|mdown|mkd|mdx)$/i, '').split('/')
  let last = parts.pop()!
  const suffix = /^(.+)\.([A-Za-z]{2,3}(?:[-_][A-Za-z\d]+)*)$/.exec(last)
  const language = suffix ? listedLanguage(suffix[2]!, site) : undefined
  if (language) last = suffix![1]!
  if (last.toLowerCase() === 'index' && parts.length > 0) last = parts.pop()!
  const dated = DATED.exec(last)
  const languageAt = parts.findIndex((part) => listedLanguage(part, site) !== undefined)
  return {
    section: parts.join('/'),
    stem: [...parts, last].join('/'),
    translationKey: [...parts.filter((_, index) => index !== languageAt), last].join('/'),
    name: dated?.[2] || last,
    date: dated?.[1] ?? DATED.exec(parts.at(-1) ?? '')?.[1],
    language,
    folderLanguage: languageAt < 0 ? undefined : listedLanguage(parts[languageAt]!, site),
  }
}

function listedLanguage(text: string, site: Site): string | undefined {
  if (!/^[A-Za-z]{2,3}(?:$|[-_])/.test(text)) return undefined
  const tag = parseLanguage(text)
  return tag && (site.languages.includes(tag) || site.settings.language === tag) ? tag : undefined
}

/** An article as the generator's patterns see it, where it is a generator that makes the addresses. */
export function placeArticle(
  fields: Fields,
  file: FileName,
  site: Site,
  title: string | undefined,
  published: Instant,
): Placed {
  const language = file.language ?? (site.generator?.name === 'hugo' ? file.folderLanguage : undefined)
  const isShown =
    language !== undefined &&
    (language !== (site.generator?.options.language ?? site.settings.language) ||
      site.generator?.options.languageInPath === 'true')
  return {
    fields,
    file,
    title,
    published,
    timezone: site.timezone,
    ...(isShown && { languageFolder: language.toLowerCase() }),
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The id, frozen by its inputs: an explicit one, else what the site's `ids` says. Never made of title, date or request. */
export function chooseId(
  fields: Fields,
  file: FileName,
  site: Site,
  permalink: string,
  placed: Placed,
): Identity {
  const explicit = findText(fields, ['id', 'guid', 'uuid', 'episode_guid', 'disqus_identifier'])
  const isOfFeed = site.generator !== undefined && site.ids === 'generator'
  // A generator's own feed takes no notice of what an author counts articles by.
  if (explicit && (!isOfFeed || isUri(explicit.value) || /guid$/.test(explicit.key)))
    return identify(oneLine(explicit.value), explicit.key, site)
  if (isOfFeed) return { id: feedId(site.generator!, permalink, placed) }
  if (site.ids !== 'tag') return { id: permalink }
  return { id: site.idPrefix + encodePath(file.language ? `${file.stem}.${file.language}` : file.stem) }
}

/** RSS and JSON Feed take any text, and what a podcast was known by elsewhere must stay what it is. */
function identify(typed: string, key: string, { idPrefix }: Site): Identity {
  if (isUri(typed)) return { id: typed }
  const uri = UUID.test(typed) ? `urn:uuid:${typed}` : idPrefix + encodePath(typed)
  // No feed had these two for an id.
  return key === 'uuid' || key === 'disqus_identifier' ? { id: uri } : { id: typed, uri }
}

/** The absolute URL of the article's page: an explicit one, else from the `permalinks` pattern of its section. */
export function choosePermalink(
  fields: Fields,
  file: FileName,
  site: Site,
  settings: Settings,
  language: string,
  placed: Placed,
  report: Report,
): string {
  const { published } = placed
  const generator = settings.permalinks === '' ? site.generator : undefined
  const explicit = findText(fields, generator ? explicitKeys(generator) : ['permalink', 'url', 'path'])
  // Eleventy's `permalink: false` is no address.
  if (explicit && parseFlag(explicit.value) !== false) {
    const isTemplate = /\{\{|\{%/.test(explicit.value)
    const typed = generator
      ? fillTyped(generator, explicit.value, placed)
      : isTemplate
        ? undefined
        : explicit.value
    const url = resolveUrl(typed?.replace(/^\/+/, ''), site.url)
    if (url !== undefined) return url
    report(
      'warning',
      'permalink',
      explicit.key,
      `"${explicit.value}" is no URL or path`,
      'Write a path such as `/news/my-article/`',
    )
  }
  if (generator) return site.url + encodeURI(pathOf(generator, placed)).replace(/[?#]/g, encodeURIComponent)
  const slug = trimSlashes(findText(fields, ['slug'])?.value ?? '') || slugify(file.name) || 'article'
  const date = /:(?:year|month|day)/.test(settings.permalinks) ? formatDay(published, site.timezone) : ''
  const section = file.section.split('/').map(slugify).filter(Boolean).join('/')
  const parts: Record<string, string> = {
    path: section === '' ? slug : `${section}/${slug}`,
    section,
    slug,
    year: date.slice(0, 4),
    month: date.slice(5, 7),
    day: date.slice(8, 10),
    lang: language,
  }
  const filled = settings.permalinks.replace(/:([a-z]+)/g, (all, key: string) => parts[key] ?? all)
  const suffix =
    file.language && !settings.permalinks.includes(':lang') ? `${file.language.toLowerCase()}/` : ''
  const path = filled.replace(/\/{2,}/g, '/').replace(/^\//, '') + suffix
  return (
    site.url +
    path
      .split('/')
      .map((part) => encodeURIComponent(part.toWellFormed()))
      .join('/')
  )
}

/** Without empty parts, and without the dots that would lead out of the section. */
function trimSlashes(path: string): string {
  return path
    .split('/')
    .filter((part) => !/^\.{0,2}$/.test(part.trim()))
    .join('/')
}

/** The date in a permalink or path such as `/2025/06/26/title/` and `2025/06-26-title.md`, or undefined. */
export function dateInPath(fields: Fields, path: string, timezone: string): Instant | undefined {
  const text = `${findText(fields, ['permalink', 'url', 'path', 'slug'])?.value ?? ''} /${path}`
  const match = /\b(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b/.exec(text)
  return match ? parseDate(`${match[1]}-${match[2]}-${match[3]}`, timezone) : undefined
}
