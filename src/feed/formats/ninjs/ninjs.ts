import { uriOf } from '../../../content/article/identity.ts'
import type { Category } from '../../../content/article/taxonomy.ts'
import type { Person } from '../../../content/front-matter/people.ts'
import type { Enclosure, Image } from '../../../content/media/media.ts'
import { mediaTypeOf } from '../../../content/media/media-types.ts'
import { formatDateTime } from '../../../content/text/dates.ts'
import { textWithoutCaptions } from '../../../content/text/serialized-text.ts'
import { encodePath, toUri } from '../../../content/text/urls.ts'
import { dropSuperseded, type Feed, withWithdrawals } from '../../feed.ts'
import type { Item } from '../../item.ts'
import type { Tombstone } from '../../tombstone.ts'
import type { Format, ItemFormat } from '../format.ts'
import { layoutOfMembers, toJson, unlessEmpty } from '../json.ts'

/** IPTC ninjs 3.2, the newest approved version of the format that news agencies exchange. */
export const NINJS: Format = {
  name: 'ninjs',
  title: 'ninjs',
  file: 'wire.json',
  mediaType: 'application/json',
  contentType: 'application/json; charset=utf-8',
  formerFiles: [],
  render: renderNinjs,
  layout: layoutOfMembers('associations'),
}

/** ninjs 3.2 for a single article; the document of a withdrawn one stays, with the status `canceled`. */
export const NINJS_ITEM: ItemFormat = {
  name: 'ninjs',
  contentType: NINJS.contentType,
  pathOf: ({ path }) => documentPath('wire', path),
  render: (item) => toDocument(toNews(item)),
  renderTombstone: (tombstone) => toDocument(toCancellation(tombstone)),
}

/** The path of an article's document in a folder, without the ending of its file. */
export function documentPath(folder: string, path: string): string {
  return `${folder}/${encodePath(path.replace(/\.\w+$/, ''))}.json`
}

const STANDARD = standardOf('3.2')

/** The standard that a document follows, as it names it itself. */
export function standardOf(version: string): object {
  return { name: 'ninjs', version, schema: `http://www.iptc.org/std/ninjs/ninjs-schema_${version}.json#` }
}

function renderNinjs(whole: Feed): string {
  const feed = dropSuperseded(whole)
  return toJson({ ...withStandard(toList(feed)), associations: toAssociations(feed) })
}

/**
 * The standard defines items alone, so a list is an item, too: a composite, with the articles and then the withdrawn articles as its
 * associations, which are not in it yet.
 */
export function toList(feed: Feed) {
  return {
    uri: feed.id,
    type: 'composite',
    representationType: 'full' as const,
    title: feed.title,
    versionCreated: formatDateTime(withWithdrawals(feed.updated, feed.tombstones)),
    pubStatus: 'usable',
    language: feed.language,
    copyrightNotice: feed.copyright,
    rightsInfo: feed.licence && { linkedRights: feed.licence },
    descriptions: [plain('summary', feed.description)],
  }
}

/** The articles of a feed and then its withdrawn articles, with the names that a list gives them. */
export function toAssociations({ items, tombstones }: Feed): object[] {
  return [
    ...items.map((item) => ({ name: item.title ?? item.permalink, ...toNews(item) })),
    ...tombstones.map((tombstone) => ({ name: tombstone.permalink, ...toCancellation(tombstone) })),
  ]
}

function toDocument(news: ReturnType<typeof toNews | typeof toCancellation>): string {
  return toJson(withStandard(news))
}

function withStandard({ uri, ...rest }: { uri: string }): object {
  return { uri, standard: STANDARD, ...rest }
}

/** An article; leaves out `embargoedUntil`, because nothing is published before its embargo lifts. */
export function toNews(item: Item) {
  const { newswire } = item
  return {
    uri: uriOf(item),
    type: 'text',
    representationType: item.contentHtml === undefined ? ('partial' as const) : ('full' as const),
    version: String(newswire?.version ?? 1 + item.corrections.length),
    firstCreated: formatDateTime(item.published),
    versionCreated: formatDateTime(item.updated),
    expires: item.expires === undefined ? undefined : formatDateTime(item.expires),
    pubStatus: 'usable',
    urgency: newswire?.urgency,
    language: item.language,
    edNote: editorialNote(item),
    copyrightHolder: newswire?.copyrightHolder,
    copyrightNotice: item.copyright,
    usageTerms: newswire?.usageTerms,
    rightsInfo: item.licence && { linkedRights: item.licence },
    slugline: newswire?.slugline,
    headlines: item.title === undefined ? undefined : [plain('main', item.title)],
    by: newswire?.byline ?? (item.authors.map(({ name }) => name).join(', ') || undefined),
    located: item.dateline,
    infoSources: item.agency === undefined ? undefined : [{ name: item.agency }],
    people: unlessEmpty(item.authors.map(toPerson)),
    genres: newswire?.genres?.map(toConcept),
    subjects: unlessEmpty(item.categories.map(toConcept)),
    places: newswire?.places?.map(toConcept),
    descriptions: item.summary === undefined ? undefined : [plain('summary', item.summary)],
    bodies: item.contentHtml === undefined ? undefined : [toBody(item.contentHtml, item.language)],
    renditions: [{ name: 'page', href: item.permalink, contentType: 'text/html' }],
    associations: unlessEmpty([
      ...(item.image ? [toPicture(item.image)] : []),
      ...item.enclosures.map(toAttachment),
    ]),
  }
}

/** An article that was taken back. */
export function toCancellation(tombstone: Tombstone) {
  const { published, withdrawn, reason, language } = tombstone
  return {
    uri: uriOf(tombstone),
    type: 'text',
    firstCreated: formatDateTime(published),
    versionCreated: formatDateTime(withdrawn),
    pubStatus: 'canceled',
    language,
    edNote: reason,
  }
}

/** A note for the editors who receive the item; readers find the corrections in the text. */
function editorialNote({ corrections, newswire }: Item): string | undefined {
  const corrected = corrections.map(({ text, date }) => `Correction, ${formatDateTime(date)}: ${text}`)
  return [newswire?.editorsNote, ...corrected].filter((note) => note !== undefined).join('\n') || undefined
}

function toPerson({ name, email, url }: Person) {
  return {
    name,
    rel: 'author',
    uri: url,
    contactInfo: email === undefined ? undefined : [{ type: 'email', value: email }],
  }
}

/** The URI of a concept is the URI of its vocabulary followed by its code, so it is unknown without a code. */
function toConcept({ term, scheme, code }: Category) {
  const uri = code === undefined || scheme === undefined ? undefined : toUri(scheme + code)
  return { name: term, uri, literal: code }
}

function toBody(html: string, language: string) {
  // ninjs 3.2: counts exclude the captions of figures.
  const text = textWithoutCaptions(html)
  const hasSpaces = !UNSPACED.has(language.split('-')[0]!)
  return {
    role: 'main',
    contentType: 'text/html',
    charCount: text.length - countMatches(text, LOW_SURROGATES),
    wordCount: hasSpaces ? countMatches(text, WORDS) : undefined,
    value: html,
  }
}

const WORDS = /[^ ]+/g
/** Each is the second half of a character: the text has no other. */
const LOW_SURROGATES = /[\uDC00-\uDFFF]/g

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** Languages without spaces between words, which cannot be counted. */
const UNSPACED = new Set(['bo', 'dz', 'ja', 'km', 'lo', 'my', 'th', 'zh'])

function toPicture(image: Image) {
  const { alt, caption } = image
  return {
    name: 'image',
    uri: image.url,
    type: 'picture',
    by: image.credit,
    descriptions: unlessEmpty([
      ...(alt === undefined ? [] : [plain('alt', alt)]),
      ...(caption === undefined ? [] : [plain('caption', caption)]),
    ]),
    renditions: [toRendition(image, mediaTypeOf(image.url))],
  }
}

function toAttachment(enclosure: Enclosure) {
  const { url, type, title, durationSeconds } = enclosure
  return {
    name: title ?? 'enclosure',
    uri: url,
    type: NEWS_TYPES.get(type.split('/')[0]!),
    renditions: [{ ...toRendition(enclosure, type), duration: durationSeconds }],
  }
}

/** The types of news by the first part of a media type. */
export const NEWS_TYPES = new Map(Object.entries({ audio: 'audio', image: 'picture', video: 'video' }))

function toRendition({ url, width, height, length }: Image | Enclosure, contentType: string | undefined) {
  return { name: 'main', href: url, contentType, width, height, sizeInBytes: length }
}

function plain(role: string, value: string) {
  return { role, contentType: 'text/plain', value }
}
