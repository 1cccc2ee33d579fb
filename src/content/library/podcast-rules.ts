import type { Article } from '../article/article.ts'
import { ENCLOSURE_KEYS, IMAGE_KEYS, type Image } from '../media/media.ts'
import { isPlayable, mediaTypeOf } from '../media/media-types.ts'
import type { Dimensions } from '../media/references.ts'
import { isAppleCategory } from '../podcast/categories.ts'
import type { Podcast } from '../podcast/show.ts'
import type { Problem } from '../problem.ts'
import { type Settings, settingsOf } from '../site/settings.ts'
import type { Instant } from '../text/dates.ts'
import { encodePath } from '../text/urls.ts'
import type { Library } from './library.ts'
import { isPublic } from './visibility.ts'

/** The facts that the rules need beside the library. */
export interface Evidence {
  /** The line of a key in the front matter of a file. */
  lineOf(path: string, key: string): number
  /** The size of the picture at an address; undefined where it is unknown. */
  imageSize(url: string): Dimensions | undefined
  /** The `podcast:guid` of a show by the folder of its feed, an absolute URL that ends in `/`. */
  guidOf(folderUrl: string): string
}

/** Apple, A Podcaster's Guide to RSS: `enclosure`. */
const APPLE_TYPES = ['audio/mpeg', 'audio/x-m4a', 'video/mp4', 'video/x-m4v', 'video/quicktime']

/** Apple: the longest description of a show. */
const MAX_DESCRIPTION_BYTES = 4000

/** A reason to refuse a show or an episode, and the keys that may cause it. */
type Fault = [keys: readonly string[], message: string, hint: string]

const ARTWORK_KEYS = ['podcast.image', 'podcast.artwork']
const CATEGORY_KEYS = ['podcast.categories', 'podcast.category']

/** Warns of shows and episodes that podcast directories would refuse; skips hidden episodes. */
export function judgePodcasts(library: Library, evidence: Evidence, now: Instant): Problem[] {
  const { site, articles } = library
  const sections: [string, Settings][] = [['', site.settings], ...site.sections]
  const shows = sections.flatMap(([section, { podcast }]) =>
    podcast?.section === section ? judgeShow(section, podcast, library, evidence, now) : [],
  )
  const firstWith = new Map<string, string>()
  const episodes = articles.flatMap((article) => {
    const { podcast } = settingsOf(site, article.section)
    if (!podcast || article.hidden !== undefined || article.withdrawn) return []
    const faults = [...judgeEpisode(article, podcast, evidence), ...judgeRepetition(article, firstWith)]
    return faults.map((fault) => toProblem(article.path, fault, evidence))
  })
  return [...shows, ...episodes]
}

function judgeShow(
  section: string,
  podcast: Podcast,
  { site, articles }: Library,
  evidence: Evidence,
  now: Instant,
): Problem[] {
  const settings = settingsOf(site, section)
  const folder = section === '' ? '' : `${section}/`
  const episodes = articles.filter(
    (article) => article.episode && `${article.section}/`.startsWith(folder) && isPublic(article, now),
  )
  const image = podcast.image ?? settings.image
  const guid = evidence.guidOf(site.url + encodePath(folder))
  const proposal =
    new URL(site.url).hostname === 'localhost'
      ? 'Set the `url` of the site; this hint then contains the `guid` to write'
      : `If it never had one, write \`guid: ${guid}\` under \`podcast\`, and never change it`
  const faults: Fault[] = [
    ...when(
      podcast.explicit === undefined,
      ['podcast'],
      'Apple refuses a show that does not say whether it is explicit',
      'Write `explicit: false`, or `true`, under `podcast`',
    ),
    ...when(
      podcast.categories.length === 0,
      ['podcast'],
      'Apple refuses a show without a category',
      'Write `category: Society & Culture > Documentary`, or another category of Apple, under `podcast`',
    ),
    ...podcast.categories
      .filter((category) => !isAppleCategory(category))
      .map(
        ({ name, within }): Fault => [
          CATEGORY_KEYS,
          `Apple has no category "${within === undefined ? name : `${name} > ${within}`}"`,
          'Choose a category of Apple, such as `Technology` or `Society & Culture > Documentary`',
        ],
      ),
    ...when(
      podcast.owner === undefined,
      ['podcast'],
      'Directories refuse a show without the mail address of its owner',
      'Write `owner: { name: …, email: … }` under `podcast`; everybody can read the address',
    ),
    ...when(
      image === undefined,
      ['podcast'],
      'Apple refuses a show without artwork',
      'Write `image:` under `podcast`, a square JPEG or PNG of 1,400 to 3,000 pixels',
    ),
    ...(image === undefined ? [] : judgeArtwork(ARTWORK_KEYS, { url: image }, evidence)),
    ...when(
      bytesOf(settings.description) > MAX_DESCRIPTION_BYTES,
      ['description'],
      `Apple shows ${MAX_DESCRIPTION_BYTES} bytes of the description of a show, and this has ${bytesOf(settings.description)}`,
      'Shorten the `description`',
    ),
    ...when(
      podcast.guid === undefined,
      ['podcast'],
      'The show has no `guid`, by which apps recognize it when it moves',
      proposal,
    ),
    ...when(
      episodes.length > settings.feedLimit,
      ['feedLimit'],
      `Apple lists only the episodes in the feed: ${settings.feedLimit} of ${episodes.length} episodes`,
      'Set a higher `feedLimit` here',
    ),
  ]
  return faults.map((fault) => toProblem(`${folder}_index.md`, fault, evidence))
}

function judgeEpisode(article: Article, { type }: Podcast, evidence: Evidence): Fault[] {
  const { title, enclosures, episode, image } = article
  const played = enclosures.find(isPlayable)
  // An unknown type has been reported before.
  const isUnknown = enclosures.some((enclosure) => enclosure.type === 'application/octet-stream')
  return [
    ...when(title === undefined, ['title'], 'Apple refuses an episode without a title', 'Give it a `title`'),
    ...when(
      played === undefined && !isUnknown,
      ENCLOSURE_KEYS,
      'Apple lists no episode without audio or video',
      'Write `enclosure: x.mp3`, or set `podcast: false` in a section that is not a podcast',
    ),
    ...when(
      played !== undefined && !APPLE_TYPES.includes(played.type),
      ENCLOSURE_KEYS,
      `Apple does not take ${played?.type}`,
      'Attach an MP3 (`audio/mpeg`), M4A (`audio/x-m4a`), MP4, M4V or MOV',
    ),
    ...when(
      type === 'serial' && episode !== undefined && episode.number === undefined && !episode.type,
      ['episode'],
      'Apple wants every episode of a serial show to have a number',
      'Write `episode: 1`',
    ),
    ...(image && episode ? judgeArtwork(IMAGE_KEYS, image, evidence) : []),
    ...judgeChapters(article),
  ]
}

/** Apps take two episodes with one sound for the same episode. */
function judgeRepetition({ path, enclosures }: Article, firstWith: Map<string, string>): Fault[] {
  const played = enclosures.find(isPlayable)
  const other = played && firstWith.get(played.url)
  if (played && other === undefined) firstWith.set(played.url, path)
  return when(
    other !== undefined,
    ENCLOSURE_KEYS,
    `${other} has the same sound, so apps take the two for one episode`,
    'Attach the sound of this episode, or remove one of the two',
  )
}

/** Chapters that begin when the episode is over. */
function judgeChapters({ episode }: Article): Fault[] {
  const { durationSeconds, chapters } = episode ?? {}
  const late = chapters?.list?.find(
    ({ startSeconds }) => startSeconds >= (durationSeconds || Number.POSITIVE_INFINITY),
  )
  return when(
    late !== undefined,
    ['chapters', 'podcast_chapters'],
    `The chapter "${late?.title ?? ''}" begins after ${late?.startSeconds} seconds, and the episode ends after ${durationSeconds}`,
    'Correct the start of the chapter, or the `duration`',
  )
}

function bytesOf(text: string | undefined): number {
  return new TextEncoder().encode(text).byteLength
}

function judgeArtwork(keys: readonly string[], image: Image, evidence: Evidence): Fault[] {
  const { url } = image
  const { width, height } = image.width && image.height ? image : (evidence.imageSize(url) ?? {})
  const hint = 'Use a square JPEG or PNG of 1,400 to 3,000 pixels'
  const isKnown = width !== undefined && height !== undefined
  return [
    ...when(
      !/^image\/(?:jpeg|png)$/.test(mediaTypeOf(url) ?? ''),
      keys,
      `Apple takes artwork whose name ends in .jpg or .png, not ${url}`,
      hint,
    ),
    ...when(
      isKnown && (width !== height || width < 1400 || width > 3000),
      keys,
      `Apple does not take artwork of ${width} × ${height} pixels`,
      hint,
    ),
  ]
}

function when(isFaulty: boolean, ...fault: Fault): Fault[] {
  return isFaulty ? [fault] : []
}

function toProblem(path: string, [keys, message, hint]: Fault, { lineOf }: Evidence): Problem {
  // A missing key has the line of the map around it, or else line 1.
  const line = Math.max(...keys.map((key) => lineOf(path, key)))
  return { severity: 'warning', code: 'podcast', path, line, message, hint }
}
