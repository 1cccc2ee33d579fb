import { asList, findLine, findText, findValue, isFields } from '../front-matter/fields.ts'
import { normalizeKey } from '../front-matter/normalize-key.ts'
import type { Fields, Value } from '../front-matter/parse.ts'
import type { Report } from '../problem.ts'
import { parseSeconds } from './duration.ts'
import { mediaTypeOf, typeOfFile } from './media-types.ts'
import { describeMissing, describeOtherType, findUnended } from './missing-file.ts'
import type { Dimensions, LocalFile, References } from './references.ts'

/** The picture of an article. `url` is absolute; the texts are plain. */
export interface Image extends Partial<Dimensions> {
  url: string
  /** In bytes; only known of a file beside the article. */
  length?: number
  alt?: string
  caption?: string
  credit?: string
}

/** Attached media. `url` is absolute, `type` a media type. */
export interface Enclosure extends Partial<Dimensions> {
  url: string
  type: string
  /** In bytes. */
  length?: number
  durationSeconds?: number
  title?: string
}

/** The front matter keys that may name an article's image; the first one that does counts. */
export const IMAGE_KEYS = (
  'image images heroImage coverImage cover ogImage og_image socialImage twitterImg hero thumbnail banner ' +
  'featured_image feature_image header_image primary_image'
).split(' ')

/** Reads the article's image in every shape that generators write; undefined where there is none. */
export function readImage(fields: Fields, references: References, report: Report): Image | undefined {
  for (const key of IMAGE_KEYS) {
    const value = asList(findValue(fields, [key])?.value)[0]
    const source = isFields(value) ? findLine(value, ['url', 'path', 'src', 'light', 'image']) : value
    if (typeof source === 'string' && !isSwitch(source))
      return createImage(key, source, isFields(value) ? value : new Map(), fields, references, report)
  }
  return undefined
}

function createImage(
  key: string,
  source: string,
  own: Fields,
  fields: Fields,
  references: References,
  report: Report,
): Image | undefined {
  const target = resolveMedia('image', key, source, references, report)
  if (!target) return undefined
  return {
    url: target.url,
    length: target.file?.bytes,
    alt:
      findLine(own, ['alt', 'description', 'caption']) ??
      findLine(fields, ['image_alt', 'heroAlt', 'coverAlt']),
    caption: findLine(own, ['caption']),
    credit: findLine(own, ['credit']) ?? findLine(fields, ['photo_credit', 'image_credit']),
    ...readDimensions(key, source, own, target.file, report),
  }
}

/** Resolves the address of an image or enclosure, and warns about one that leads nowhere. */
function resolveMedia(
  what: 'image' | 'enclosure',
  key: string,
  source: string,
  references: References,
  report: Report,
): ReturnType<References['resolve']> {
  const target = references.resolve(source)
  const isLost = what === 'image'
  const missing = (isLost ? findUnended(source, references) : undefined) ?? target?.missing
  if (missing) {
    const { message, hint } = describeMissing(
      source,
      missing,
      isLost ? 'so it is left out' : 'so its address may lead nowhere',
    )
    report('warning', 'missing-file', key, message, hint)
    if (isLost) return undefined
  }
  if (!target)
    report(
      'warning',
      what,
      key,
      `The ${what} "${source}" leads nowhere and is left out`,
      'Write an absolute URL, or a path from the site or from this file',
    )
  return target
}

/** The dimensions that the author gives, or else those of the file beside the article. */
function readDimensions(
  key: string,
  source: string,
  own: Fields,
  file: LocalFile | undefined,
  report: Report,
): Partial<Dimensions> {
  const width = parseCount(own.get('width'))
  const height = parseCount(own.get('height'))
  // A mix of the author's width and the file's height would distort the picture.
  if (width || height) return { ...(width && { width }), ...(height && { height }) }
  const measured = file?.measure()
  // A file that is not a picture has not been opened.
  const other = measured === undefined ? undefined : file?.findOtherType?.()
  if (other) {
    const { message, hint } = describeOtherType(source, other)
    report('warning', 'file-type', key, message, hint)
  }
  if (measured !== 'unreadable') return measured ?? {}
  if (other) return {}
  report(
    'warning',
    'image-size',
    key,
    `The width and height of "${source}" cannot be read from the file, which may be damaged`,
    'Save the picture again, or write `width` and `height`',
  )
  return {}
}

/** Whether a value is a theme's switch, as in `hero: true`, instead of the address of a picture. */
function isSwitch(text: string): boolean {
  return /^(?:true|false|yes|no|none|)$/i.test(text.trim())
}

/** The front matter keys that may name enclosures. */
export const ENCLOSURE_KEYS = ['enclosure', 'enclosures', 'podcast_file', 'audio', 'video']

/** Reads the attached media, in the shapes of podcast plugins too; each URL once. */
export function readEnclosures(fields: Fields, references: References, report: Report): Enclosure[] {
  const found = ENCLOSURE_KEYS.flatMap((key) =>
    asList(fields.get(normalizeKey(key))).flatMap(
      (value) => readEnclosure(key, value, fields, references, report) ?? [],
    ),
  )
  const urls = new Set<string>()
  return found.filter(({ url }) => !urls.has(url) && urls.add(url))
}

function readEnclosure(
  key: string,
  value: Value,
  fields: Fields,
  references: References,
  report: Report,
): Enclosure | undefined {
  const own = isFields(value) ? value : readLines(value)
  const source = findText(own, ['url', 'src', 'href', 'file', 'path'])?.value
  if (source === undefined || isSwitch(source)) return undefined
  // `video: dQw4w9WgXcQ` and the address of a player are not files.
  const hasType = (typeOfFile(source) ?? mediaTypeOf(source)) !== undefined
  if (/^(?:audio|video)$/.test(key) && !hasType && !findText(own, ['type'])) return undefined
  const target = resolveMedia('enclosure', key, source, references, report)
  if (!target) return undefined
  const type = findText(own, ['type', 'mime', 'mime_type'])?.value ?? mediaTypeOf(target.url)
  const isKnown = type !== undefined && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/.test(type)
  // Many feeds write 0 for an unknown length.
  const length =
    target.file?.bytes ??
    (parseCount(own.get('length') ?? own.get('size') ?? own.get('bytes') ?? fields.get('podcastbytes')) ||
      undefined)
  if (!isKnown) {
    report(
      'warning',
      'enclosure-type',
      key,
      `The media type of "${source}" is unknown`,
      'Write `enclosure: { url: …, type: audio/mpeg, length: 1234 }`',
    )
  } else if (length === undefined && !target.missing) {
    report(
      'warning',
      'enclosure-length',
      key,
      `The length of "${source}" is unknown, and podcast apps need it`,
      'Write its size in bytes as `length`, or put the file beside the article',
    )
  }
  const duration = readDuration(key, own, fields, report) ?? target.file?.findDuration?.()
  return {
    url: target.url,
    type: isKnown ? type : 'application/octet-stream',
    length,
    durationSeconds: duration && Math.round(duration),
    title: findLine(own, ['title']),
    ...readDimensions(key, source, own, target.file, report),
  }
}

function readDuration(key: string, own: Fields, fields: Fields, report: Report): number | undefined {
  const inside = findText(own, ['duration'])
  const found = inside
    ? { key, value: inside.value }
    : findText(fields, ['podcast_duration', 'duration', 'itunes_duration'])
  const seconds = parseSeconds(found?.value)
  if (found && found.value.trim() !== '' && seconds === undefined)
    report(
      'warning',
      'duration',
      found.key,
      `"${found.value}" is not a duration that is understood, so it is left out`,
      'Write hours, minutes and seconds such as `1:02:30`, or seconds',
    )
  return seconds
}

/** Splits an enclosure of a WordPress export: address, length and type on one line each, or an address alone. */
function readLines(value: Value): Fields {
  if (typeof value !== 'string') return new Map()
  const lines = value.trim().split('\n')
  return new Map(['url', 'length', 'type'].map((key, index) => [key, lines[index]?.trim() || null]))
}

function parseCount(value: Value | undefined): number | undefined {
  const digits = typeof value === 'string' ? value.trim().replace(/(?<=\d)[_,](?=\d{3})|px$/g, '') : ''
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
