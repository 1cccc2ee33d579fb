import { findText, parseFlag } from '../front-matter/fields.ts'
import type { Fields } from '../front-matter/parse.ts'
import type { FileName, PermalinkInput } from '../generators/permalink-input.ts'
import { addressKeys, feedId, fillTyped, pathOf } from '../generators/permalinks.ts'
import { rowOf } from '../generators/table.ts'
import type { Report } from '../problem.ts'
import type { Settings, Site } from '../site/settings.ts'
import { oneLine } from '../text/characters.ts'
import { formatDay, type Instant } from '../text/dates.ts'
import { encodePath, isActiveUri, isAddressLike, isUri, resolveUrl, slugify } from '../text/urls.ts'
import { type Identity, type IdKey, type OwnedIdentity, uriOf } from './identity.ts'

/** Collects the values that a generator builds the article's permalink from. */
export function toPermalinkInput(
  fields: Fields,
  file: FileName,
  site: Site,
  title: string | undefined,
  published: Instant,
): PermalinkInput {
  const { generator, settings } = site
  const hasLanguageFolders = generator && rowOf(generator.name).hasLanguageFolders
  const language = file.language ?? (hasLanguageFolders ? file.folderLanguage : undefined)
  const isShown =
    language !== undefined &&
    (language !== (generator?.options.language ?? settings.language) ||
      generator?.options.languageInPath === 'true')
  return {
    fields,
    file,
    title,
    published,
    timezone: site.timezone,
    sections: site.sections,
    ...(isShown && { languageFolder: language.toLowerCase() }),
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A chosen identity with its key, unless that is the file's own `id`. */
interface ChosenIdentity extends OwnedIdentity {
  idKey?: IdKey
}

/** The front matter of the file alone, without what folders hand down, and the lines of its keys. */
interface OwnFields {
  own: Fields
  lineOf(key: string): number
}

/** Chooses the id: the typed one, or else by the site's `ids`. It never depends on the title or the date, except in a generator's own pattern. */
export function chooseId(
  fields: Fields,
  file: FileName,
  site: Site,
  permalink: string,
  input: PermalinkInput,
  { own, lineOf }: OwnFields,
): ChosenIdentity {
  const explicit = findText(fields, ['id', 'guid', 'uuid', 'episode_guid', 'disqus_identifier'])
  const isOfFeed = site.generator !== undefined && site.ids === 'generator'
  // A generator's own feed ignores an `id` that is only the author's number for an article.
  const isMeant = explicit && (!isOfFeed || isUri(explicit.value) || /guid$/.test(explicit.key))
  if (!isMeant) return makeId(file, site, permalink, input)
  const { key: name, value } = explicit
  const identity = identify(oneLine(value), name, site)
  if (name === 'id' && findText(own, ['id'])) return { ...identity, hasOwnId: true }
  const idKey = { name, line: lineOf(name), id: identity.id, otherwise: makeId(file, site, permalink, input) }
  return { ...identity, hasOwnId: true, idKey }
}

function makeId(file: FileName, site: Site, permalink: string, input: PermalinkInput): Identity {
  const isOfFeed = site.generator !== undefined && site.ids === 'generator'
  if (isOfFeed) return { id: feedId(site.generator!, permalink, input) }
  if (site.ids !== 'tag') return { id: permalink }
  return { id: site.idPrefix + encodePath(file.language ? `${file.stem}.${file.language}` : file.stem) }
}

/** Keeps an id that is not a URI, because RSS and JSON Feed allow any text and a podcast's known ids must not change. */
export function identityOf(id: string, { idPrefix }: Site): Identity {
  // The text is kept, but what asks for a URI must not get one that a browser runs.
  if (isUri(id) && !isActiveUri(id)) return { id }
  return { id, uri: UUID.test(id) ? `urn:uuid:${id}` : idPrefix + encodePath(id) }
}

function identify(typed: string, key: string, site: Site): Identity {
  const identity = identityOf(typed, site)
  // No feed used these two as an id.
  return key === 'uuid' || key === 'disqus_identifier' ? { id: uriOf(identity) } : identity
}

/** Chooses the absolute URL of the article's page: the typed one, or else from the `permalinks` pattern of its section. */
export function choosePermalink(
  fields: Fields,
  file: FileName,
  site: Site,
  settings: Settings,
  language: string,
  input: PermalinkInput,
  report: Report,
): string {
  const { published } = input
  const generator = settings.permalinks === '' ? site.generator : undefined
  const explicit = findText(fields, addressKeys(generator))
  // Eleventy's `permalink: false` is not an address.
  if (explicit && parseFlag(explicit.value) !== false) {
    // A generator writes the address as it is typed.
    const value = site.generator ? explicit.value : explicit.value.normalize('NFC')
    const typed = fillTyped(generator, value, input)
    const url = resolveUrl(typed?.replace(/^\/+/, ''), site.url)
    if (url !== undefined) return url
    report(
      'warning',
      'permalink',
      explicit.key,
      `"${explicit.value}" is not a URL or path`,
      'Write a path such as `/news/my-article/`',
    )
  }
  if (generator) return site.url + encodeURI(pathOf(generator, input)).replace(/[?#]/g, encodeURIComponent)
  const slug =
    trimSlashes(findText(fields, ['slug'])?.value.normalize('NFC') ?? '') || slugify(file.name) || 'article'
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
  if (/^[\w./~-]*$/.test(path)) return site.url + path
  const encoded = path.split('/').map((part) => encodeURIComponent(part.toWellFormed()))
  return site.url + encoded.join('/')
}

/** Removes empty parts, and the `.` and `..` that could leave the section. */
function trimSlashes(path: string): string {
  return path
    .split('/')
    .filter((part) => !/^\.{0,2}$/.test(part.trim()))
    .join('/')
}

/** Reads the address of the page that a link article is about. */
export function readExternalUrl(
  fields: Fields,
  body: string,
  base: string,
  report: Report,
): string | undefined {
  const explicit = findText(fields, ['external_url', 'source_url', 'link_url'])
  // `link` is the article's own address in some generators; in a short article it is the page that the article is about.
  const found = explicit ?? (body.trim().length < 1000 ? findText(fields, ['link']) : undefined)
  const url = found && /^https?:/i.test(found.value) ? resolveUrl(found.value, base) : undefined
  if (explicit && !url)
    report(
      'warning',
      'value',
      explicit.key,
      `"${explicit.value}" is not a whole address`,
      'Write `https://…`',
    )
  return url
}

/** Reads the address of the licence; its name alone is none, and neither is then that of the site, which may be another. */
export function readLicence(
  fields: Fields,
  site: Site,
  settings: Settings,
  report: Report,
): string | undefined {
  const typed = findText(fields, ['licence', 'license'])
  if (!typed) return settings.licence
  if (isAddressLike(typed.value)) return resolveUrl(typed.value, site.url) ?? settings.licence
  report(
    'warning',
    'value',
    typed.key,
    `"${typed.value}" is the name of a licence and not its address, so it is left out`,
    'Write an address such as `https://creativecommons.org/licenses/by/4.0/`, or the words as `copyright`',
  )
  return undefined
}
