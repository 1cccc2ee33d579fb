import { type Instant, parseDate } from './dates.ts'
import { findText } from './fields.ts'
import type { Fields } from './front-matter/parse.ts'
import { parseLanguage } from './language.ts'
import type { Report } from './problem.ts'
import type { Settings, Site } from './settings.ts'
import { encodePath, slugify } from './urls.ts'

/** What the path of an article says by itself. */
export interface FileName {
  /** The folders above the article, or above its bundle: `news/world`, or empty. */
  section: string
  /** The path without extension, `/index` and language: what ties translations and what a `tag:` id is made of. */
  stem: string
  /** The last part of the path without date and language. */
  name: string
  /** The date that starts the file's or the bundle's name. */
  date?: string
  /** The language that ends the file's name, where the site lists it. */
  language?: string
}

/** Reads `news/2024-01-02-hello.fr.md` and bundles such as `news/hello/index.md`. */
export function readFileName(path: string, site: Site): FileName {
  const parts = path.replace(/\.(?:md|markdown|mdown|mkd|mdx)$/i, '').split('/')
  let last = parts.pop()!
  const suffix = /^(.+)\.([A-Za-z]{2,3}(?:[-_][A-Za-z\d]+)*)$/.exec(last)
  const tag = suffix && parseLanguage(suffix[2]!)
  const language = tag && (site.languages.includes(tag) || site.settings.language === tag) ? tag : undefined
  if (language) last = suffix![1]!
  if (last.toLowerCase() === 'index' && parts.length > 0) last = parts.pop()!
  const section = parts.join('/')
  const dated = /^(\d{4}-\d{2}-\d{2})(?:[-_](.*))?$/.exec(last)
  return {
    section,
    stem: section === '' ? last : `${section}/${last}`,
    name: dated?.[2] || last,
    date: dated?.[1],
    language,
  }
}

/** The id, frozen by its inputs: an explicit one, else what the site's `ids` says. Never made of title, date or request. */
export function chooseId(
  fields: Fields,
  file: FileName,
  site: Site,
  permalink: string,
  report: Report,
): string {
  const explicit = findText(fields, ['id', 'guid', 'uuid', 'episode_guid', 'disqus_identifier'])
  if (explicit) {
    // RFC 4287 4.2.6: an id is an absolute IRI; what is none becomes one below the site's prefix.
    if (/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(explicit.value)) return explicit.value
    if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(explicit.value))
      return `urn:uuid:${explicit.value}`
    const id = site.idPrefix + encodePath(explicit.value)
    report(
      'warning',
      'id-not-absolute',
      explicit.key,
      `The id "${explicit.value}" is no absolute URI, which Atom requires; feeds carry ${id}`,
      `Write \`${explicit.key}: ${id}\` to settle it`,
    )
    return id
  }
  if (site.ids === 'permalink') return permalink
  return site.idPrefix + encodePath(file.language ? `${file.stem}.${file.language}` : file.stem)
}

/** The absolute URL of the article's page: an explicit one, else from the `permalinks` pattern of its section. */
export function choosePermalink(
  fields: Fields,
  file: FileName,
  site: Site,
  settings: Settings,
  language: string,
  published: Instant,
  report: Report,
): string {
  const explicit = findText(fields, ['permalink', 'url', 'path'])
  if (explicit) {
    const url = URL.parse(explicit.value.replace(/^\/+/, ''), site.url)
    if (url && /^https?:$/.test(url.protocol)) return url.href
    report(
      'warning',
      'permalink',
      explicit.key,
      `"${explicit.value}" is no URL or path`,
      'Write a path such as `/news/my-article/`',
    )
  }
  const slug = findText(fields, ['slug'])?.value.replace(/^\/+|\/+$/g, '') || slugify(file.name) || 'article'
  const date = new Date(published).toISOString()
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
  return new URL(path.split('/').map(encodeURIComponent).join('/'), site.url).href
}

/** The date in a permalink such as `/2025/06/26/title/`, or undefined. */
export function dateInPath(fields: Fields, path: string, timezone: string): Instant | undefined {
  const text = `${findText(fields, ['permalink', 'url', 'path', 'slug'])?.value ?? ''} /${path}`
  const match = /\/?\b(\d{4})\/(\d{2})\/(\d{2})\b/.exec(text)
  return match ? parseDate(`${match[1]}-${match[2]}-${match[3]}`, timezone) : undefined
}
