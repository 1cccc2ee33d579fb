import { uriOf } from '../../../content/article/identity.ts'
import type { Category } from '../../../content/article/taxonomy.ts'
import type { Person } from '../../../content/front-matter/people.ts'
import type { Enclosure, Image } from '../../../content/media/media.ts'
import { mediaTypeOf } from '../../../content/media/media-types.ts'
import { dropSuperseded, type Feed } from '../../feed.ts'
import type { Item } from '../../item.ts'
import type { Tombstone } from '../../tombstone.ts'
import type { Format, ItemFormat } from '../format.ts'
import { layoutOfMembers, toJson, unlessEmpty } from '../json.ts'
import {
  documentPath,
  NEWS_TYPES,
  NINJS,
  NINJS_ITEM,
  standardOf,
  toCancellation,
  toList,
  toNews,
} from './ninjs.ts'

/** IPTC ninjs 1.7, for newsrooms whose systems read 1.x alone. */
export const NINJS_1: Format = {
  ...NINJS,
  name: 'ninjs1',
  title: 'ninjs 1',
  file: 'wire-1.json',
  render: renderList,
  layout: layoutOfMembers('associations', '{'),
}

/** ninjs 1.7 for a single article. */
export const NINJS_1_ITEM: ItemFormat = {
  ...NINJS_ITEM,
  name: 'ninjs1',
  pathOf: ({ path }) => documentPath('wire-1', path),
  render: (item) => toDocument(toFlatNews(item)),
  renderTombstone: (tombstone) => toDocument(toFlatCancellation(tombstone)),
}

const STANDARD = standardOf('1.7')

const REPRESENTATION = { full: 'complete', partial: 'incomplete' }

/** Every text has a property of its own, and what is associated has a name that is a key. */
function renderList(whole: Feed): string {
  const feed = dropSuperseded(whole)
  const list = toList(feed)
  return toDocument({
    uri: list.uri,
    type: list.type,
    representationtype: REPRESENTATION[list.representationType],
    title: list.title,
    versioncreated: list.versionCreated,
    pubstatus: list.pubStatus,
    language: list.language,
    copyrightnotice: list.copyrightNotice,
    rightsinfo: toRights(feed),
    description_text: feed.description,
    associations: Object.fromEntries([
      ...feed.items.map((item) => [toKey(item.id), toFlatNews(item)] as const),
      ...feed.tombstones.map((tombstone) => [toKey(tombstone.id), toFlatCancellation(tombstone)] as const),
    ]),
  })
}

function toDocument({ uri, ...rest }: { uri: string; [name: string]: unknown }): string {
  return toJson({ uri, $standard: STANDARD, ...rest })
}

/** A key of the letters that the schema allows: different for different ids, and the same wherever the article is listed. */
function toKey(id: string): string {
  return `item_${id.replace(/[^A-Za-z0-9]/gu, (sign) => `_${sign.codePointAt(0)!.toString(16)}_`)}`
}

function toFlatNews(item: Item) {
  const news = toNews(item)
  const [body] = news.bodies ?? []
  return {
    uri: news.uri,
    type: news.type,
    representationtype: REPRESENTATION[news.representationType],
    version: news.version,
    firstcreated: news.firstCreated,
    versioncreated: news.versionCreated,
    expires: news.expires,
    pubstatus: news.pubStatus,
    urgency: news.urgency,
    language: news.language,
    ednote: news.edNote,
    copyrightholder: news.copyrightHolder,
    copyrightnotice: news.copyrightNotice,
    usageterms: news.usageTerms,
    rightsinfo: toRights(item),
    slugline: news.slugline,
    headline: item.title,
    byline: news.by,
    located: news.located,
    infosource: news.infoSources,
    person: unlessEmpty(item.authors.map(toPerson)),
    genre: item.newswire?.genres?.map(toConcept),
    subject: unlessEmpty(item.categories.map(toConcept)),
    place: item.newswire?.places?.map(toConcept),
    description_text: item.summary,
    charcount: body?.charCount,
    wordcount: body?.wordCount,
    body_html: body?.value,
    renditions: { page: { href: item.permalink, mimetype: 'text/html' } },
    associations: toAccompaniment(item),
  }
}

function toFlatCancellation(tombstone: Tombstone) {
  const { type, firstCreated, versionCreated, pubStatus, language, edNote } = toCancellation(tombstone)
  return {
    uri: uriOf(tombstone),
    type,
    firstcreated: firstCreated,
    versioncreated: versionCreated,
    pubstatus: pubStatus,
    language,
    ednote: edNote,
  }
}

function toRights({ licence }: { licence?: string }) {
  return licence === undefined ? undefined : { linkedrights: licence }
}

/** A person has a code of a vocabulary here, and no URI; the page of one is a means of contact. */
function toPerson({ name, email, url }: Person) {
  const contacts = [
    ...(email === undefined ? [] : [{ type: 'email', value: email }]),
    ...(url === undefined ? [] : [{ type: 'web', value: url }]),
  ]
  return { name, rel: 'author', contactinfo: unlessEmpty(contacts) }
}

/** A code means nothing without its vocabulary, nor the vocabulary without a code. */
function toConcept({ term, scheme, code }: Category) {
  return { name: term, ...(scheme !== undefined && code !== undefined && { scheme, code }) }
}

function toAccompaniment({ image, enclosures }: Item) {
  if (image === undefined && enclosures.length === 0) return undefined
  const attachments = enclosures.map((enclosure, index) => [
    `enclosure_${index + 1}`,
    toAttachment(enclosure),
  ])
  return { ...(image && { image: toPicture(image) }), ...Object.fromEntries(attachments) }
}

function toPicture(image: Image) {
  return {
    uri: image.url,
    type: 'picture',
    byline: image.credit,
    description_text: image.caption,
    description_alt: image.alt,
    renditions: { main: toRendition(image, mediaTypeOf(image.url)) },
  }
}

function toAttachment(enclosure: Enclosure) {
  const { url, type, title, durationSeconds } = enclosure
  return {
    uri: url,
    type: NEWS_TYPES.get(type.split('/')[0]!),
    title,
    renditions: { main: { ...toRendition(enclosure, type), duration: durationSeconds } },
  }
}

function toRendition({ url, width, height, length }: Image | Enclosure, mimetype: string | undefined) {
  return { href: url, mimetype, width, height, sizeinbytes: length }
}
